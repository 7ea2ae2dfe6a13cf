"""Checks a bundle: its files and checkpoints, then its events, then what they commit to."""

import json
import re
from base64 import b64encode, urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator
from hashlib import sha256
from typing import Any
from uuid import uuid5

from griffie.application.dossier.verifier.errors import BadProofError, demand
from griffie.application.dossier.verifier.events import ENTRIES, EVENTS, INDEX, Events
from griffie.application.dossier.verifier.lineage import HERE, LOST, UNKNOWN, Lineage, signed_of
from griffie.application.dossier.verifier.notes import Key
from griffie.application.dossier.verifier.parsing import LOGS, SPACE, manifest_of, requests_of
from griffie.application.dossier.verifier.statement import STATEMENT, stated_in
from griffie.application.dossier.verifier.texts import hashes, text_of
from griffie.application.dossier.verifier.tree import ENTRY, root_at, roots_by
from griffie.application.dossier.verifier.words import LANGUAGES

KEY, NEW, NOTE = "log.vkey", "checkpoints/new.txt", "manifest.note"
OLD, CONSISTENCY = "checkpoints/old.txt", "checkpoints/consistency.txt"


class Bundle(Events):
    """The check of a bundle: files, signatures, log, then its events in order."""

    older: tuple[int, bytes] | None = None

    def check(self, parts: dict[str, Any]) -> None:
        self.parts, self.manifest = parts, manifest_of(parts)
        self.size = self.manifest["checkpoint"]["size"]
        self.old = self.manifest["checkpoint"]["old"]
        self.register = self.manifest["kind"] == "register"
        self.inspection = self.manifest["kind"] == "inspection"
        self.complete = self.manifest["complete"] or self.register
        self.requests = requests_of(self.manifest)
        if self.manifest.get("language") in LANGUAGES:
            self.language = self.manifest["language"]
        looks = [str(uuid5(SPACE, f"looks/{request}")) for request in self.requests]
        self.streams = {*self.requests, *looks, *([LOGS] if self.requests else [])}
        self.facts |= {"kind": self.manifest["kind"], "origin": self.manifest["origin"]}
        if self.inspection:
            self.facts |= {"requests": len(self.requests), "size": self.size}
        else:
            self.facts |= {"request": next(iter(self.requests), None), "size": self.size}
        self.files()
        if not self.signed():
            return
        self.log()
        self.statement()
        self.lead_on()
        self.events()
        self.continues()
        self.held()
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
        """The whole log, where it is there and makes the signed root: the reader's own, or ours."""
        self.entries = self.own_log(self.size, self.root)
        entries = self.parts.get(ENTRIES) if self.complete else None
        if entries is None:
            return
        if len(entries) != ENTRY * self.size:
            self.say("entries-size", ENTRIES)
        elif root_at(entries, self.size) != self.root:
            self.say("entries-root", ENTRIES)
        else:
            self.entries = entries

    def statement(self) -> None:
        """That no other entry is of these streams, where the log's key signed it."""
        if STATEMENT not in self.parts:
            return
        try:
            stated = stated_in(self.parts[STATEMENT], self.signer, self.size, self.root)
            demand(stated.keys() == self.streams)
            self.stated = stated
        except BadProofError:
            self.say("statement", STATEMENT)

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

    def continues(self) -> None:
        """Which logs this one continues, and from which state of them."""
        self.lineage = lineage = Lineage(self.signer, self.continued)
        right = lineage.told
        for link in lineage.links:
            last = link.last
            if self.entries is not None and lineage.standing(last) == HERE:
                right = right and last.size <= self.size
                right = right and root_at(self.entries, last.size) == last.root
        if not right:
            self.say("continued", self.signer.name)
        if lineage.links:
            self.facts["continues"] = [
                {"kept": one.kept, "last": one.last.size, "log": one.last.log}
                for one in lineage.links
            ]

    def held(self) -> None:
        """The checkpoint that the reader had before: this log must lead on from that very one."""
        if self.wanted.held is None:
            return
        try:
            mine = signed_of(self.wanted.held, self.signer)
        except BadProofError:
            self.say("held-unreadable")
            return
        standing, (_, size, root) = self.lineage.standing(mine), mine
        if standing == LOST:
            self.facts["held"] = LOST
        elif standing == UNKNOWN or size > self.size:
            self.say("held-later")
        elif size == self.size:
            self.agree(root, self.root)
        elif self.entries is not None:
            self.agree(root, root_at(self.entries, size))
        elif self.older and self.older[0] == size:
            self.agree(root, self.older[1])
        else:
            self.say("held-not-shown")

    def agree(self, held: bytes, shown: bytes) -> None:
        if held != shown:
            self.say("held-contradicted")

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
        """Each is named by an event: by its digest, and by eight digits of it in an old one."""
        for name, content in self.under("profiles/"):
            digest = sha256(content).hexdigest()
            fitting = [
                version
                for version, whole in self.profiles
                if version.endswith(f"/{digest[:8]}") and whole in {None, digest}
            ]
            if name not in {f"profiles/{one.replace('/', '-')}.json" for one in fitting}:
                self.say("profile", name)


def refuse(_: str) -> None:
    """NaN and its like are no numbers of JSON."""
    raise ValueError


def salted(content: bytes) -> bool:
    """Whether the octets are a disclosure of RFC 9901: salt, name and value."""
    try:
        text = urlsafe_b64decode(content + b"=" * (-len(content) % 4)).decode()
        salt, member, _ = decoded = json.loads(text, parse_constant=refuse)
    except (ValueError, TypeError, RecursionError):
        return False
    spelled = re.fullmatch(rb"[A-Za-z0-9_-]+", content)
    return bool(spelled) and type(decoded) is list and type(salt) is type(member) is str
