"""Checks the events of a bundle: each is what the log holds, once, and none is left out."""

from typing import Any

from griffie.application.dossier.verifier.check import Check
from griffie.application.dossier.verifier.errors import BadProofError, demand
from griffie.application.dossier.verifier.parsing import (
    HOUSEKEEPING,
    LOGS,
    PREFIX,
    Line,
    entry_of,
    event_of,
    index_line,
    proof_of,
    strings,
    tag_of,
)
from griffie.application.dossier.verifier.statement import Stated, refuted
from griffie.application.dossier.verifier.tree import ENTRY, leaf, root_by

EVENTS, INDEX, ENTRIES = "events.jsonl", "index.jsonl", "entries.bin"


class Events(Check):
    """The check of events, in the order of the log. `Bundle` fills in what comes before it."""

    parts: dict[str, Any]
    register: bool
    inspection: bool
    size: int
    root: bytes
    note: str
    requests: list[str]
    streams: set[str]
    entries: Any = None
    stated: Stated | None = None

    def events(self) -> None:
        self.last: dict[str, int] = {}
        self.places: Stated = {}
        self.left: list[tuple[str, int, int]] = []  # a history that left, its length, named where
        self.profiles, self.said = set[tuple[str, str | None]](), set[str]()
        self.continued: list[tuple[int, dict[str, Any]]] = []  # which logs this one continues
        self.shown: dict[bytes, int] = {}  # the tag of what is shown: its place
        self.place = -1
        if EVENTS not in self.parts or INDEX not in self.parts:
            return
        states, names = (bytes(self.parts[name]).split(b"\n") for name in (EVENTS, INDEX))
        if states.pop() or names.pop() or len(states) != len(names):
            self.say("event-count")
            return
        self.facts |= {"events": len(states)}
        if not self.inspection:
            self.facts |= {"personal_data": "kept"}
        self.stands = bytearray(self.size if self.entries is not None else 0)
        for number, (state, name) in enumerate(zip(states, names, strict=True), 1):
            try:
                line = index_line(name, self.size)
            except BadProofError:
                self.say("index-line", number)
                continue
            self.named(number, line)
            self.recorded(number, line, state)
            self.logged(number, line, state)
        if self.entries is not None:
            self.gone() if self.register else self.left_out()
        if self.stated is not None:
            self.facts["statement"] = self.states(self.stated)
        self.facts["complete"] = self.entries is not None

    def named(self, number: int, line: Line) -> None:
        if line.place <= self.place:
            self.say("order", number)
        if line.version != self.last.get(line.stream, 0) + 1:
            self.say("version", number)
        if not self.register and line.stream not in self.streams:
            self.say("foreign", number)
        self.place, self.last[line.stream] = line.place, line.version
        self.places.setdefault(line.stream, []).append(line.place)

    def recorded(self, number: int, line: Line, state: bytes) -> None:
        """What the event says of itself, and of others."""
        try:
            event = event_of(line.topic, state, housekeeping=line.stream == HOUSEKEEPING)
        except BadProofError:
            self.say("event-bytes", number)
            return
        if event.left:
            self.left.append((*event.left, line.place))
        if line.topic == "LogContinued" and line.stream == LOGS:
            self.continued.append((line.place, event.data))
        if event.profile is not None:
            self.profiles.add(event.profile)
        self.dated(number, event.at)
        if not self.register:
            self.said.update(strings(event.data))
            if line.topic == "PersonalDataErased" and not self.inspection:
                self.facts["personal_data"] = "erased"

    def logged(self, number: int, line: Line, state: bytes) -> None:
        entry = entry_of(line.stream, line.version, line.topic, state)
        if self.entries is not None:
            at, self.stands[line.place] = ENTRY * line.place, 1
            if self.entries[at : at + ENTRY] != entry:
                self.say("entry", number)
        if self.register:
            return
        self.shown[entry[11:43]] = line.place
        name = f"proofs/{number:04d}.tlog-proof"
        if name not in self.parts:
            self.say("file-missing", name)
            return
        try:
            proof = proof_of(bytes(self.parts[name]))
            demand((proof.at, proof.note) == (line.place, self.note))
            demand(root_by(leaf(entry), line.place, self.size, proof.path) == self.root)
        except BadProofError:
            self.say("inclusion", number)

    def tag_at(self, place: int) -> bytes:
        return bytes(self.entries[ENTRY * place + 11 : ENTRY * place + 43])

    def left_out(self) -> None:
        """Of each of its streams: every version once, where it is shown, and no next version."""
        self.none_shown()
        following = [(stream, self.last.get(stream, 0) + 1) for stream in self.streams]
        tags = {tag_of(*one): one for one in following}
        for place in range(self.size):
            tag = self.tag_at(place)
            if one := tags.get(tag):
                self.say("left-out", "/".join(map(str, one)))
            elif self.shown.get(tag, place) != place:
                self.say("second-entry", place)

    def none_shown(self) -> None:
        for request in self.requests:
            if request not in self.last:
                self.say("no-events", request if self.inspection else "")

    def states(self, stated: Stated) -> str:
        """The statement holds what is shown; where the whole log is there, the log is asked."""
        self.none_shown()
        for stream in sorted(self.streams):
            if self.places.get(stream, []) != stated[stream]:
                self.say("statement-shown", stream)
        if self.entries is None:
            return "signed"
        place = refuted(stated, self.entries, self.size)
        if place is not None:
            self.say("statement-false", place)
        return "confirmed" if place is None else "refuted"

    def gone(self) -> None:
        """Every entry has its event, or a later erasure names it: once, with all of its history."""
        missing: dict[bytes, int] = {}
        for place in range(self.size):
            if self.stands[place]:
                continue
            # What is no entry has a name of its own, which no erasure bears.
            known = bytes(self.entries[ENTRY * place :][:11]) == PREFIX
            tag = self.tag_at(place) if known else place.to_bytes(8, "big")
            if missing.setdefault(tag, place) != place:
                self.say("second-entry", place)
        erased = 0
        for stream, events, named in self.left:
            if stream in self.last:
                self.say("erased-stands", stream)
            for version in range(1, events + 1):
                if missing.get(tag_of(stream, version), named) >= named:
                    self.say("erased-length", stream)
                    break
                del missing[tag_of(stream, version)]
                erased += 1
        if missing:
            self.say("unexplained", min(missing.values()))
        else:
            self.facts["erased"] = erased
