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
from griffie.application.dossier.verdict import Verdict, Wanted
from griffie.domain.housekeeping import HOUSEKEEPING, looks_stream
from griffie.domain.log.entry import ENTRY_SIZE, PREFIX, entry, leaf_hash, tag
from griffie.domain.log.tree import HASH_SIZE, is_included
from griffie.domain.model.values import Sealed
from griffie.infrastructure.bundle.archive import Manifest, OpenBundle, is_uuid, read_shallow_json
from griffie.infrastructure.bundle.proofs import read_tlog_proof
from griffie.infrastructure.log.audit import NONCE
from griffie.infrastructure.log.checkpoint import Checkpoint

EVENTS, INDEX = "events.jsonl", "index.jsonl"
_TAG = slice(len(PREFIX), len(PREFIX) + HASH_SIZE)
_NAME = {"index", "stream", "topic", "version"}
_SPELLED = re.compile(rb"[A-Za-z0-9_-]+")


class _IndexedEvent(NamedTuple):
    """One line of the index: which event, and its place in the log, counted from 0."""

    place: int
    stream: UUID
    version: int
    topic: str


class EventEnvelope(NamedTuple):
    """What an event says of itself: its facts, and the instant at which it was recorded."""

    data: dict[str, Any]
    at: datetime


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
        self._note, self._checkpoint, self._log = note, checkpoint, log
        request = None if manifest.register else UUID(manifest.request)
        self._streams = [request, looks_stream(request)] if request else []
        self._last: dict[UUID, int] = {}
        self._place = -1
        self._newest: datetime | None = None
        self._erased: dict[bytes, int] = {}  # the tag of what an erasure names: where it stands
        self._shown: set[int] = set()
        self._profiles: set[str] = set()
        self._texts: set[str] = set()

    def check(self, wanted: Wanted) -> None:
        if EVENTS in self._bundle and INDEX in self._bundle:
            self._lines()
        self._disclosures()
        self._profile_files()
        if wanted.newer_than and (self._newest is None or self._newest < wanted.newer_than):
            self._verdict.say("older")

    def _lines(self) -> None:
        names, states = (
            _split_lines(self._bundle.read(INDEX)),
            _split_lines(self._bundle.read(EVENTS)),
        )
        if names is None or states is None or len(names) != len(states):
            self._verdict.say("event-count")
            return
        self._verdict.facts |= {"events": len(states), "personal_data": "kept"}
        for number, (name, state) in enumerate(zip(names, states, strict=True), 1):
            if (logged := self._named(name)) is None:
                self._verdict.say("index-line", number)
                continue
            self._follows(number, logged)
            self._recorded(number, logged, state)
            self._proven(number, logged, state)
        if self._log is not None:
            if self._manifest.register:
                self._explained(self._log)
            else:
                self._whole(self._log)
        self._verdict.facts["complete"] = self._log is not None

    def _named(self, line: bytes) -> _IndexedEvent | None:
        try:
            name = read_shallow_json(line)
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

    def _recorded(self, number: int, logged: _IndexedEvent, state: bytes) -> None:
        said = read_envelope(state)
        if said is None or not self._understood(logged, said.data):
            self._verdict.say("event-bytes", number)
            return
        if self._newest is not None and said.at < self._newest:
            self._verdict.say("time", number)
        self._newest = said.at
        if not self._manifest.register:
            self._texts.update(_texts_in(said.data))
            if logged.topic == "PersonalDataErased":
                self._verdict.facts["personal_data"] = "erased"

    def _understood(self, logged: _IndexedEvent, data: dict[str, Any]) -> bool:
        """The two kinds of event on which other checks stand."""
        if logged.topic == "StreamErased" and logged.stream == HOUSEKEEPING:
            named, events = data.get("stream"), data.get("events")
            if not is_uuid(named) or type(events) is not int:
                return False
            # No more than could be there: nobody fills our memory with versions made up.
            room = self._checkpoint.size - len(self._erased)
            for version in range(1, min(events, room) + 1):
                self._erased[tag(UUID(named), version)] = logged.place
        if logged.topic == "RequestReceived":
            setting = data.get("setting")
            profile = setting.get("profile") if isinstance(setting, dict) else None
            if not isinstance(profile, str):
                return False
            self._profiles.add(profile)
        return True

    def _proven(self, number: int, logged: _IndexedEvent, state: bytes) -> None:
        expected = entry(logged.stream, logged.version, logged.topic, state)
        if self._log is not None:
            self._shown.add(logged.place)
            if _entry_at(self._log, logged.place) != expected:
                self._verdict.say("entry", number)
        if self._manifest.register:
            if logged.place < self._erased.get(expected[_TAG], -1):
                self._verdict.say("erased-stands", number)
            return
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

    def _whole(self, log: bytes) -> None:
        """The log holds none of its tags beyond those that were shown."""
        if self._streams[0] not in self._last:
            self._verdict.say("no-events")
        tags = {_entry_at(log, place)[_TAG] for place in range(self._checkpoint.size)}
        for stream in self._streams:
            following = self._last.get(stream, 0) + 1
            if tag(stream, following) in tags:
                self._verdict.say("left-out", f"{stream}/{following}")

    def _explained(self, log: bytes) -> None:
        """Every entry has its event, or an erasure that came later names it."""
        erased = 0
        for place in range(self._checkpoint.size):
            if place in self._shown:
                continue
            if self._erased.get(_entry_at(log, place)[_TAG], -1) < place:
                self._verdict.say("unexplained", place)
                return
            erased += 1
        self._verdict.facts["erased"] = erased

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
            digits = sha256(self._bundle.read(name)).hexdigest()[:8]
            named = {one for one in self._profiles if one.endswith(f"/{digits}")}
            if name not in {f"profiles/{one.replace('/', '-')}.json" for one in named}:
                self._verdict.say("profile", name)


def _split_lines(content: bytes) -> list[bytes] | None:
    if content and not content.endswith(b"\n"):
        return None
    return content.split(b"\n")[:-1]


def read_envelope(state: bytes) -> EventEnvelope | None:
    """The envelope in an event's stored bytes; None where they are no event.

    An event has facts, an instant with its time zone, and a nonce that hides it once it is erased.
    """
    try:
        value = read_shallow_json(state)
        said = EventEnvelope(value["data"], datetime.fromisoformat(value["at"]))
        hidden = isinstance(value["nonce"], str) and len(value["nonce"]) >= NONCE
    except (KeyError, TypeError, ValueError):
        return None
    sound = isinstance(said.data, dict) and said.at.tzinfo is not None and hidden
    return said if sound else None


def _entry_at(log: bytes, place: int) -> bytes:
    return log[ENTRY_SIZE * place : ENTRY_SIZE * (place + 1)]


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
        salted = json.loads(urlsafe_b64decode(content + b"=" * (-len(content) % 4)))
    except (ValueError, RecursionError):
        return None
    match salted:
        case [str(), str(), _]:
            return digest_of(content.decode())
    return None
