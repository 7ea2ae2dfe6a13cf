"""Checks a bundle: its files, checkpoints and events, and whether anything was left out."""

import json
import re
from base64 import b64encode, urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid5

from griffie.application.dossier.verifier.check import Check
from griffie.application.dossier.verifier.errors import BadProofError, demand
from griffie.application.dossier.verifier.notes import Key
from griffie.application.dossier.verifier.parsing import (
    Line,
    entry_of,
    event_of,
    index_line,
    is_uuid,
    manifest_of,
    proof_of,
    strings,
    tag_of,
)
from griffie.application.dossier.verifier.texts import hashes, text_of
from griffie.application.dossier.verifier.tree import leaf, root_by, root_of, roots_by

SPACE = UUID("6f1d3c52-7c0e-5d0b-9a53-2f0f3a5f6b11")
HOUSEKEEPING = str(uuid5(SPACE, "housekeeping"))
ENTRY = 75
KEY, NEW, NOTE = "log.vkey", "checkpoints/new.txt", "manifest.note"
OLD, CONSISTENCY = "checkpoints/old.txt", "checkpoints/consistency.txt"
EVENTS, INDEX, ENTRIES = "events.jsonl", "index.jsonl", "entries.bin"


class Bundle(Check):
    entries: Any = None
    older: tuple[int, bytes] | None = None

    def check(self, parts: dict[str, Any]) -> None:
        self.parts, self.manifest = parts, manifest_of(parts)
        self.size = self.manifest["checkpoint"]["size"]
        self.old = self.manifest["checkpoint"]["old"]
        self.register = self.manifest["kind"] == "register"
        self.complete = self.manifest["complete"] or self.register
        request = None if self.register else self.manifest["request"]
        self.streams = [request, str(uuid5(SPACE, f"looks/{request}"))] if request else []
        self.facts |= {"kind": self.manifest["kind"], "origin": self.manifest["origin"]}
        self.facts |= {"request": request, "size": self.size}
        self.files()
        if not self.signed():
            return
        self.log()
        self.lead_on()
        self.held()
        self.events()
        self.disclosures()
        self.named_profiles()
        self.fresh()

    def files(self) -> None:
        listed, needed = self.manifest["files"], {KEY, NEW, NOTE, EVENTS, INDEX}
        needed |= {OLD, CONSISTENCY} if self.old is not None else set()
        needed |= {ENTRIES} if self.complete else set()
        for name in needed | listed.keys():
            if name not in self.parts:
                self.say("file-missing", name)
            elif name in listed:
                content, kept = self.parts[name], listed[name]
                if [sha256(content).hexdigest(), len(content)] != [kept["sha256"], kept["size"]]:
                    self.say("file-changed", name)
        for name in self.parts.keys() - listed.keys() - {"manifest.json", NOTE}:
            self.say("file-extra", name)

    def signed(self) -> bool:
        """The manifest and the checkpoint, by one key. Without a checkpoint nothing is shown."""
        try:
            bundled = text_of(self.parts.get(KEY, b"")).removesuffix("\n")
        except BadProofError:
            bundled = ""
        key = self.key(bundled, self.manifest["origin"])
        if key is None:
            return False
        self.signer: Key = key
        digest = sha256(self.parts["manifest.json"]).hexdigest()
        try:
            text = key.opened(text_of(self.parts.get(NOTE, b"")))
            demand(text == f"griffie-manifest/1\n{self.manifest['origin']}\n{digest}\n")
        except BadProofError:
            self.say("manifest-note")
        try:
            self.note = text_of(self.parts.get(NEW, b""))
            size, self.root = key.checkpoint(self.note)
        except BadProofError:
            size = -1
        if size != self.size:
            self.say("checkpoint", NEW)
        return bool(size == self.size)

    def log(self) -> None:
        """The whole log, where it is there and makes the signed root."""
        entries = self.parts.get(ENTRIES) if self.complete else None
        if entries is None:
            return
        if len(entries) != ENTRY * self.size:
            self.say("entries-size", ENTRIES)
        elif self.root_at(entries, self.size) != self.root:
            self.say("entries-root", ENTRIES)
        else:
            self.entries = entries

    @staticmethod
    def root_at(entries: Any, size: int) -> bytes:
        ends = range(0, ENTRY * size, ENTRY)
        return root_of(leaf(bytes(entries[at : at + ENTRY])) for at in ends)

    def lead_on(self) -> None:
        """From the older checkpoint in the bundle to the new one."""
        if self.old is None or OLD not in self.parts or CONSISTENCY not in self.parts:
            return
        try:
            size, root = self.signer.checkpoint(text_of(self.parts[OLD]))
            demand(size == self.old)
        except BadProofError:
            self.say("old-checkpoint", OLD)
            return
        try:
            text = text_of(self.parts[CONSISTENCY])
            nodes = hashes(text.split("\n")[:-1])
            demand(text == "".join(f"{b64encode(one).decode()}\n" for one in nodes))
            demand(0 < size <= self.size)
            demand([*roots_by(size, self.size, nodes, root)] == [root, self.root])
        except BadProofError:
            self.say("not-consistent", OLD)
            return
        self.older = size, root

    def held(self) -> None:
        """The checkpoint that the reader had before: this log must lead on from that very one."""
        if self.wanted.held is None:
            return
        try:
            size, root = self.signer.checkpoint(self.wanted.held)
        except BadProofError:
            self.say("held-unreadable")
            return
        if size > self.size:
            self.say("held-later")
        elif size == self.size:
            self.agree(root, self.root)
        elif self.entries is not None:
            self.agree(root, self.root_at(self.entries, size))
        elif self.older and self.older[0] == size:
            self.agree(root, self.older[1])
        else:
            self.say("held-not-shown")

    def agree(self, held: bytes, shown: bytes) -> None:
        if held != shown:
            self.say("held-contradicted")

    def events(self) -> None:
        self.last: dict[str, int] = {}
        self.tags: dict[bytes, int] = {}
        self.profiles, self.said = set[str](), set[str]()
        self.place, self.shown = -1, bytearray(self.size if self.entries is not None else 0)
        if EVENTS not in self.parts or INDEX not in self.parts:
            return
        states, names = (bytes(self.parts[name]).split(b"\n") for name in (EVENTS, INDEX))
        if states.pop() or names.pop() or len(states) != len(names):
            self.say("event-count")
            return
        self.facts |= {"events": len(states), "personal_data": "kept"}
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
        self.facts["complete"] = self.entries is not None

    def named(self, number: int, line: Line) -> None:
        if line.place <= self.place:
            self.say("order", number)
        if line.version != self.last.get(line.stream, 0) + 1:
            self.say("version", number)
        if not self.register and line.stream not in self.streams:
            self.say("foreign", number)
        self.place, self.last[line.stream] = line.place, line.version

    def recorded(self, number: int, line: Line, state: bytes) -> None:
        """What the event says of itself, and of others."""
        try:
            data, at = event_of(state)
            if line.topic == "StreamErased" and line.stream == HOUSEKEEPING:
                stream, events = data["stream"], data["events"]
                demand(is_uuid(stream) and type(events) is int)
                room = self.size - len(self.tags)  # nobody fills our memory with made-up versions
                for version in range(1, min(events, room) + 1):
                    self.tags[tag_of(stream, version)] = line.place
            if line.topic == "RequestReceived":
                self.profiles.add("" + data["setting"]["profile"])
        except (BadProofError, KeyError, TypeError, ValueError, AttributeError):
            self.say("event-bytes", number)
            return
        if self.latest and at < self.latest:
            self.say("time", number)
        self.latest = at
        if not self.register:
            self.said.update(strings(data))
            if line.topic == "PersonalDataErased":
                self.facts["personal_data"] = "erased"

    def logged(self, number: int, line: Line, state: bytes) -> None:
        entry = entry_of(line.stream, line.version, line.topic, state)
        if self.entries is not None:
            at, self.shown[line.place] = ENTRY * line.place, 1
            if self.entries[at : at + ENTRY] != entry:
                self.say("entry", number)
        if self.register:
            if line.place < self.tags.get(tag_of(line.stream, line.version), -1):
                self.say("erased-stands", number)
            return
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

    def left_out(self) -> None:
        """The next version of each of its streams must not stand in the log."""
        if self.streams[0] not in self.last:
            self.say("no-events")
        following = [(stream, self.last.get(stream, 0) + 1) for stream in self.streams]
        tags = {tag_of(*one): one for one in following}
        for at in range(11, ENTRY * self.size, ENTRY):
            if one := tags.get(bytes(self.entries[at : at + 32])):
                self.say("left-out", "/".join(map(str, one)))

    def gone(self) -> None:
        """Every entry has its event, or an erasure that came later names it."""
        missing = [place for place in range(self.size) if not self.shown[place]]
        for place in missing:
            tag = bytes(self.entries[ENTRY * place + 11 : ENTRY * place + 43])
            if self.tags.get(tag, -1) < place:
                self.say("unexplained", place)
                return
        self.facts["erased"] = len(missing)

    def under(self, folder: str) -> Iterator[tuple[str, bytes]]:
        for name, content in self.parts.items():
            if name.startswith(folder):
                yield name, bytes(content)

    def disclosures(self) -> None:
        """RFC 9901 §4.2: salt, name and value, of which the digest stands in an event."""
        self.facts["opened"] = 0
        for name, content in self.under("disclosures/"):
            digest = urlsafe_b64encode(sha256(content).digest())[:-1].decode()
            if name != f"disclosures/{digest}.txt" or not salted(content):
                self.say("disclosure", name)
            elif digest not in self.said:
                self.say("disclosure-foreign", name)
            else:
                self.facts["opened"] += 1

    def named_profiles(self) -> None:
        for name, content in self.under("profiles/"):
            digest = sha256(content).hexdigest()[:8]
            versions = {one for one in self.profiles if one.endswith(f"/{digest}")}
            if name not in {f"profiles/{one.replace('/', '-')}.json" for one in versions}:
                self.say("profile", name)


def salted(content: bytes) -> bool:
    try:
        decoded = json.loads(urlsafe_b64decode(content + b"=" * (-len(content) % 4)))
        salt, member, _ = decoded
    except (ValueError, TypeError, RecursionError):
        return False
    spelled = re.fullmatch(rb"[A-Za-z0-9_-]+", content)
    return bool(spelled) and type(decoded) is list and type(salt) is type(member) is str
