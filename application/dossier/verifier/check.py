"""The base of every check: the public key, the demands of the reader, and the list of findings."""

from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, NamedTuple

from griffie.application.dossier.verifier.errors import BadProofError
from griffie.application.dossier.verifier.notes import Key
from griffie.application.dossier.verifier.tree import ENTRY, root_at

MOST_AHEAD = timedelta(days=1)  # clocks are not all right


class Wanted(NamedTuple):
    """What the reader brings along: a key, a checkpoint, an instant, what time it is now, a log."""

    trust: str | None = None
    held: str | None = None
    newer_than: datetime | None = None
    now: datetime | None = None
    log: Any = None  # entries, one after another


class Check:
    """A finding is a code and a place; `WORDS` says what it means."""

    def __init__(self, wanted: Wanted) -> None:
        self.wanted = wanted
        self.found: dict[tuple[str, str], None] = {}
        self.facts: dict[str, Any] = {"trust": "pinned" if wanted.trust else "bundled"}
        self.language = "en"
        """Of the reader for whom the file was made."""
        self.latest: datetime | None = None
        self.ahead = False

    def say(self, code: str, where: object = "") -> None:
        self.found[code, str(where)] = None

    def key(self, bundled: str, origin: str) -> Key | None:
        """The reader's own key; else the one that came along, which proves nothing of origin."""
        try:
            key = Key(self.wanted.trust or bundled)
        except BadProofError:
            self.say("key-unreadable")
            return None
        self.facts["key"] = sha256(key.vkey.encode()).hexdigest()
        if bundled != key.vkey:
            self.say("key-other")
        if key.name != origin:
            self.say("key-of-another-log")
        return key

    def dated(self, number: int, at: datetime) -> None:
        """No event before the one that precedes it, and none after now: of those, the first."""
        if self.latest and at < self.latest:
            self.say("time", number)
        self.latest = at
        if self.wanted.now and at > self.wanted.now + MOST_AHEAD and not self.ahead:
            self.ahead = True
            self.say("dated-ahead", number)

    def own_log(self, size: int, root: bytes) -> Any:
        """The reader's own copy of the log, if it begins with the one that was signed."""
        if self.wanted.log is None:
            return None
        entries = memoryview(self.wanted.log)[: ENTRY * size]
        if len(entries) < ENTRY * size:
            self.say("log-shorter")
        elif root_at(entries, size) != root:
            self.say("log-other")
        else:
            return entries
        return None

    def fresh(self) -> None:
        newer = self.wanted.newer_than
        if newer and (self.latest is None or self.latest < newer):
            self.say("older")
