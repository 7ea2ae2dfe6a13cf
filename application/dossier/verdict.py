"""The verdict of our own verifier: facts about a file, and findings with a sentence each."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Literal, NamedTuple


class Trust(StrEnum):
    """Where the public key comes from with which everything was checked."""

    BUNDLED = "bundled"
    """From the file itself: that proves nothing about who made the file."""
    PINNED = "pinned"
    """From the reader, who trusts it."""
    WITNESSED = "witnessed"
    """Witnesses signed the checkpoint too. Our logs have none yet: this is never given."""


class Wanted(NamedTuple):
    """What the reader demands of a file."""

    trust: str | None = None
    """A verifier key, as `log.vkey` writes it, without its newline."""
    held: str | None = None
    """A checkpoint that the reader had before."""
    newer_than: datetime | None = None
    """The newest event must be recorded at this instant or later, by the operator's clock."""
    now: datetime | None = None
    """The present, by the reader's clock: no event may be dated after it. Not asked without it."""


class BundleFinding(NamedTuple):
    """One thing that is wrong: its code, and where it is."""

    code: str
    where: str

    @property
    def words(self) -> str:
        """The sentence for this finding, in English."""
        return _SAID[self.code].format(where=self.where)


@dataclass
class Verdict:
    """The result for one file: consistent when there are no findings."""

    facts: dict[str, Any] = field(default_factory=dict)
    findings: set[BundleFinding] = field(default_factory=set)

    def say(self, code: str, where: object = "") -> None:
        """Add a finding."""
        self.findings.add(BundleFinding(code, str(where)))

    @property
    def name(self) -> Literal["consistent", "inconsistent"]:
        """The verdict in one word."""
        return "inconsistent" if self.findings else "consistent"

    def ordered(self) -> Iterator[BundleFinding]:
        """The findings, by code and place."""
        yield from sorted(self.findings)


NOT_PROVEN = (
    "Checked against the key inside the file: this proves nothing about origin. Give the key that"
    " you have from elsewhere with --trust."
)

_SAID = {
    "checkpoint": "The checkpoint is not signed by the log's key, or is of another log or size.",
    "dated-ahead": "Event {where} is dated after the present, by the clock of this machine.",
    "disclosure": "{where} is no disclosure, or not the one that its name says.",
    "disclosure-foreign": "{where} opens a value to which no event here commits.",
    "entries-root": "entries.bin does not hash to the signed root.",
    "entries-size": "entries.bin has another number of entries than the checkpoint.",
    "entry": "Event {where} is not what the log holds in its place.",
    "erased-length": "History {where} was longer, by what erased it, than the log has it before.",
    "erased-stands": "History {where} stands although an erasure names it.",
    "event-bytes": "Event {where} is not canonical JSON with an instant, a nonce and a content.",
    "event-count": "events.jsonl and index.jsonl do not have the same lines.",
    "file-changed": "{where} is not the file of which the manifest has the digest.",
    "file-extra": "{where} is not in the manifest: somebody put it there afterwards.",
    "file-missing": "{where} is missing.",
    "foreign": "Event {where} belongs to another request.",
    "held-contradicted": "The log was rewritten: it does not begin with the log you know.",
    "held-later": "The log is shorter than when your checkpoint was signed: its end was cut off.",
    "held-not-shown": "Your checkpoint is not covered: ask for a bundle that begins with it.",
    "held-unreadable": "Your checkpoint is not signed by this log's key.",
    "inclusion": "Event {where} is not proven to be in the log.",
    "index-line": "Line {where} of index.jsonl does not name an event of the log.",
    "key-of-another-log": "The key is that of another log.",
    "key-other": "The key in the file is not the key that you trust.",
    "key-unreadable": "No key can be read.",
    "left-out": "An event of this request was left out: {where}.",
    "manifest-note": "The manifest is not what the log's key signed.",
    "no-events": "There is no event of the request.",
    "not-consistent": "The log was rewritten since the older checkpoint.",
    "old-checkpoint": "The older checkpoint is not signed by the log's key, or of another size.",
    "older": "Nothing here was recorded at the instant that you demand, or later.",
    "order": "Event {where} does not follow, in the log, the one before it.",
    "profile": "{where} is not a profile that an event here names.",
    "second-entry": "Entry {where} holds a version that stands elsewhere in the log as well.",
    "time": "Event {where} says that it was recorded before the one that precedes it.",
    "unexplained": "Entry {where} has no event, and no erasure explains that.",
    "version": "Event {where} is not the next one of its history.",
}
