"""The English sentence of each finding, by its code; `{}` stands for the place."""

WORDS = {
    "checkpoint": "the checkpoint is not one that the log's key signed for this log and size",
    "dated-ahead": "event {}: dated after now, by the clock of this machine",
    "disclosure": "{}: it is no disclosure, or another than its name says",
    "disclosure-foreign": "{}: no event here commits to this value",
    "entries-root": "entries.bin does not make the signed root: the log was another",
    "entries-size": "entries.bin does not hold as many entries as were signed",
    "entry": "event {}: the log has another entry in its place",
    "erased-length": "history {}: an erasure names more events than the log held before it",
    "erased-stands": "history {}: an erasure names it, and it stands",
    "event-bytes": "event {}: not canonical JSON, or without instant, nonce or content",
    "event-count": "events.jsonl and index.jsonl do not go together",
    "file-changed": "{}: changed since the manifest was made",
    "file-extra": "{}: the manifest does not know it",
    "file-missing": "{}: missing",
    "foreign": "event {}: it is not of this request",
    "held-contradicted": "the log does not lead on from the checkpoint that you hold: another past",
    "held-later": "you hold a later checkpoint: what came after was cut off, or is not shown",
    "held-not-shown": "nothing here leads on from the checkpoint that you hold: ask for it by size",
    "held-unreadable": "the checkpoint that you hold is not signed by the key of this log",
    "inclusion": "event {}: its proof does not lead to the signed root",
    "index-line": "line {} of index.jsonl names no event below the checkpoint",
    "key-of-another-log": "the key belongs to another log",
    "key-other": "the key that came along is not the one that you trust",
    "key-unreadable": "there is no key that can be read",
    "left-out": "left out: the log holds an event that is not shown ({})",
    "manifest-note": "the manifest is not as the log's key signed it",
    "no-events": "no event of the request is shown",
    "not-consistent": "the log does not lead on from the older checkpoint: another past",
    "old-checkpoint": "the older checkpoint is not one that the log's key signed for that size",
    "older": "nothing here was recorded as late as you demand",
    "order": "event {}: it stands before the one that precedes it",
    "profile": "{}: not the profile that the request's first event names",
    "second-entry": "entry {}: a version that stands elsewhere in the log stands here once more",
    "time": "event {}: recorded before the one that precedes it in the log",
    "unexplained": "entry {}: its event is not shown, and no erasure names it",
    "version": "event {}: not the next version of its stream",
}


def words(code: str, where: str) -> str:
    """A finding in words: what is wrong, and where."""
    return WORDS[code].format(where)
