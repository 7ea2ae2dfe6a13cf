"""Checks the events of a bundle: each is what the log holds, in its place, and none is left out."""

import json
import re
from base64 import urlsafe_b64decode
from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256
from typing import Any, NamedTuple
from uuid import UUID

from griffie.application.disclosure import digest as digest_of
from griffie.application.dossier.statement import STATEMENT
from griffie.application.dossier.verdict import Verdict, Wanted
from griffie.domain.housekeeping import HOUSEKEEPING, looks_stream
from griffie.domain.log.entry import entry, leaf_hash
from griffie.domain.log.errors import MisreadError
from griffie.domain.log.reading import MOST_AHEAD, NamedProfile, Reading, is_uuid, read_logged
from griffie.domain.log.tree import is_included
from griffie.domain.model.values import Sealed
from griffie.domain.upkeep import LOGS
from griffie.infrastructure.bundle.archive import Manifest, OpenBundle
from griffie.infrastructure.bundle.proofs import read_tlog_proof
from griffie.infrastructure.bundle.statement import Stated, refuting_place
from griffie.infrastructure.bundle.whole_log import TAG, NamedLeaving, WholeLog
from griffie.infrastructure.log.canonical import read_canonical
from griffie.infrastructure.log.checkpoint import Checkpoint
from griffie.infrastructure.log.lineage import Named

EVENTS, INDEX = "events.jsonl", "index.jsonl"
_NAME = {"index", "stream", "topic", "version"}
_SPELLED = re.compile(rb"[A-Za-z0-9_-]+")


class _IndexedEvent(NamedTuple):
    """One line of the index: which event, and its place in the log, counted from 0."""

    place: int
    stream: UUID
    version: int
    topic: str


class EventsCheck:
    """One check of all events of a bundle, told to a verdict."""

    def __init__(
        self,
        bundle: OpenBundle,
        manifest: Manifest,
        verdict: Verdict,
        *,
        note: str,
        checkpoint: Checkpoint,
        log: bytes | None,
    ) -> None:
        """`note` is the checkpoint as it stands; `log` every entry, where they make its root."""
        self._bundle, self._manifest, self._verdict = bundle, manifest, verdict
        self._note, self._checkpoint = note, checkpoint
        self._log = None if log is None else WholeLog(log)
        self._requests = [UUID(one) for one in manifest.of_requests()]
        self._streams = {*self._requests, *map(looks_stream, self._requests)}
        if self._requests:
            self._streams.add(LOGS)  # every bundle shows which logs this one continues
        self.continued: list[Named] = []
        """The events that say so, once it was checked."""
        self._stated: Stated | None = None
        self._places: dict[UUID, list[int]] = {}
        self._last: dict[UUID, int] = {}
        self._place = -1
        self._newest: datetime | None = None
        self._left: list[NamedLeaving] = []
        self._ahead = False
        self._stands: set[int] = set()  # places
        self._shown: dict[bytes, int] = {}  # the tag of what is shown of one request: its place
        self._profiles: set[NamedProfile] = set()
        self._texts: set[str] = set()

    def states(self, stated: Stated | None) -> None:
        """Check the events against a signed statement too; None: it is none of this log."""
        if stated is not None and stated.keys() == self._streams:
            self._stated = stated
        else:
            self._verdict.say("statement", STATEMENT)

    def check(self, wanted: Wanted) -> None:
        if EVENTS in self._bundle and INDEX in self._bundle:
            self._lines(wanted)
        self._disclosures()
        self._profile_files()
        if wanted.newer_than and (self._newest is None or self._newest < wanted.newer_than):
            self._verdict.say("older")

    def _lines(self, wanted: Wanted) -> None:
        names, states = (
            _split_lines(self._bundle.read(INDEX)),
            _split_lines(self._bundle.read(EVENTS)),
        )
        if names is None or states is None or len(names) != len(states):
            self._verdict.say("event-count")
            return
        self._verdict.facts["events"] = len(states)
        if not self._manifest.inspection:
            self._verdict.facts["personal_data"] = "kept"
        for number, (name, state) in enumerate(zip(names, states, strict=True), 1):
            if (logged := self._named(name)) is None:
                self._verdict.say("index-line", number)
                continue
            self._follows(number, logged)
            self._recorded(number, logged, state, wanted.now)
            self._proven(number, logged, state)
        if self._log is not None:
            if self._manifest.register:
                self._log.explained(self._stands, self._left, self._last.keys(), self._verdict)
            else:
                following = {stream: self._last.get(stream, 0) + 1 for stream in self._streams}
                self._log.complete(self._shown, following, self._verdict)
        if self._log is not None or self._stated is not None:
            self._none_missing()
        if self._stated is not None:
            self._verdict.facts["statement"] = self._held_to(self._stated)
        self._verdict.facts["complete"] = self._log is not None

    def _none_missing(self) -> None:
        for request in self._requests:
            if request not in self._last:
                self._verdict.say("no-events", request if self._manifest.inspection else "")

    def _held_to(self, stated: Stated) -> str:
        """What is shown is what was stated; and the log says the same, where it is there."""
        for stream, places in stated.items():
            if self._places.get(stream, []) != places:
                self._verdict.say("statement-shown", stream)
        if self._log is None:
            return "signed"
        if (place := refuting_place(stated, self._log)) is None:
            return "confirmed"
        self._verdict.say("statement-false", place)
        return "refuted"

    def _named(self, line: bytes) -> _IndexedEvent | None:
        try:
            name = read_canonical(line)
        except ValueError:
            return None
        if not isinstance(name, dict) or name.keys() != _NAME:
            return None
        place, stream, topic, version = (name[one] for one in sorted(_NAME))
        whole = type(place) is type(version) is int and isinstance(topic, str)
        if not whole or not is_uuid(stream) or "\n" in topic:
            return None
        if not 0 <= place < self._checkpoint.size or version < 1:
            return None
        return _IndexedEvent(place, UUID(stream), version, topic)

    def _follows(self, number: int, logged: _IndexedEvent) -> None:
        """Later in the log, and the next of its stream, which is one of this request."""
        if logged.place <= self._place:
            self._verdict.say("order", number)
        if logged.version != self._last.get(logged.stream, 0) + 1:
            self._verdict.say("version", number)
        if self._streams and logged.stream not in self._streams:
            self._verdict.say("foreign", number)
        self._place, self._last[logged.stream] = logged.place, logged.version
        self._places.setdefault(logged.stream, []).append(logged.place)

    def _recorded(
        self, number: int, logged: _IndexedEvent, state: bytes, now: datetime | None
    ) -> None:
        read = read_state(logged.topic, state, housekeeping=logged.stream == HOUSEKEEPING)
        if read is None:
            self._verdict.say("event-bytes", number)
            return
        if read.leaving:
            self._left.append(NamedLeaving(logged.place, read.leaving))
        if read.continuing and logged.stream == LOGS:
            self.continued.append(Named(logged.place, read.continuing))
        if read.profile is not None:
            self._profiles.add(read.profile)
        if self._newest is not None and read.at < self._newest:
            self._verdict.say("time", number)
        self._newest = read.at
        if is_ahead(read.at, now) and not self._ahead:
            self._ahead = True  # whatever follows is dated later still
            self._verdict.say("dated-ahead", number)
        if not self._manifest.register:
            self._texts.update(_texts_in(read.data))
            if logged.topic == "PersonalDataErased" and not self._manifest.inspection:
                self._verdict.facts["personal_data"] = "erased"

    def _proven(self, number: int, logged: _IndexedEvent, state: bytes) -> None:
        expected = entry(logged.stream, logged.version, logged.topic, state)
        if self._log is not None:
            self._stands.add(logged.place)
            if self._log.entry_at(logged.place) != expected:
                self._verdict.say("entry", number)
        if self._manifest.register:
            return
        self._shown[expected[TAG]] = logged.place
        name = f"proofs/{number:04d}.tlog-proof"
        if name not in self._bundle:
            self._verdict.say("file-missing", name)
            return
        proof = read_tlog_proof(self._bundle.read(name))
        _, size, root = self._checkpoint
        if (
            proof is None
            or (proof.place, proof.checkpoint) != (logged.place, self._note)
            or not is_included(leaf_hash(expected), logged.place, size, proof.path, root)
        ):
            self._verdict.say("inclusion", number)

    def _disclosures(self) -> None:
        """RFC 9901 §4.2: each hashes to its name, and an event commits to it."""
        self._verdict.facts["opened"] = 0
        for name in self._bundle.under("disclosures/"):
            committed = _committed_digest(self._bundle.read(name))
            if committed is None or name != f"disclosures/{committed}.txt":
                self._verdict.say("disclosure", name)
            elif committed not in self._texts:
                self._verdict.say("disclosure-foreign", name)
            else:
                self._verdict.facts["opened"] += 1

    def _profile_files(self) -> None:
        for name in self._bundle.under("profiles/"):
            digest = sha256(self._bundle.read(name)).hexdigest()
            if not any(_is_profile(one, name, digest) for one in self._profiles):
                self._verdict.say("profile", name)


def _split_lines(content: bytes) -> list[bytes] | None:
    if content and not content.endswith(b"\n"):
        return None
    return content.split(b"\n")[:-1]


def read_state(topic: str, state: bytes, *, housekeeping: bool) -> Reading | None:
    """What the log reads in an event's stored bytes; None where they can be no event."""
    try:
        return read_logged(topic, read_canonical(state), housekeeping=housekeeping)
    except (MisreadError, ValueError):
        return None


def is_ahead(at: datetime, now: datetime | None) -> bool:
    """Whether an event is dated after the present of whoever reads it, where that is known."""
    return now is not None and at > now + MOST_AHEAD


def _is_profile(named: NamedProfile, file: str, digest: str) -> bool:
    """Whether a file is the profile that an event names; an old event knew eight digits of it."""
    expected = named.version.replace("/", "-")
    known = digest if named.digest is None else named.digest
    return (
        file == f"profiles/{expected}.json"
        and named.version.endswith(f"/{digest[:8]}")
        and known == digest
    )


def _texts_in(value: Any) -> Iterator[str]:
    match value:
        case str():
            yield value
        case dict():
            for one in value.values():
                yield from _texts_in(one)
        case list():
            for one in value:
                yield from _texts_in(one)


def _committed_digest(content: bytes) -> Sealed | None:
    """The digest to which an event must commit; None for what is no disclosure."""
    if not _SPELLED.fullmatch(content):
        return None
    try:
        decoded = urlsafe_b64decode(content + b"=" * (-len(content) % 4)).decode()
        salted = json.loads(decoded, parse_constant=_refuse)
    except (ValueError, RecursionError):
        return None
    match salted:
        case [str(), str(), _]:
            return digest_of(content.decode())
    return None


def _refuse(_: str) -> None:
    raise ValueError("no number of JSON")
