"""Signed notes and checkpoints: c2sp.org/signed-note and c2sp.org/tlog-checkpoint."""

import re
from base64 import b64encode
from hashlib import sha256

from griffie.application.dossier.verifier.curve import signed_by
from griffie.application.dossier.verifier.errors import BadProofError
from griffie.application.dossier.verifier.texts import base64, hashes

MOST, KEY_SIZE, LINES = 100, 33, 4
NAME, CONTROL = r"[^\s+]+", re.compile(r"[\x00-\x09\x0b-\x1f]")


class Key:
    """A verifier key: `name+id+base64`."""

    def __init__(self, vkey: str) -> None:
        found = re.fullmatch(rf"({NAME})\+([0-9a-f]{{8}})\+([A-Za-z0-9+/]+={{0,2}})", vkey)
        if not found:
            raise BadProofError
        self.vkey, self.name, raw = vkey, found[1], base64(found[3])
        self.id = sha256(self.name.encode() + b"\n" + raw).digest()[:4]
        self.raw = raw[1:]
        if raw[:1] != b"\1" or len(raw) != KEY_SIZE or self.id.hex() != found[2]:
            raise BadProofError

    def named(self, name: str) -> "Key":
        """The same key under another name."""
        raw = b"\1" + self.raw
        short = sha256(name.encode() + b"\n" + raw).digest()[:4].hex()
        return Key(f"{name}+{short}+{b64encode(raw).decode()}")

    def opened(self, note: str) -> str:
        """The text of a note that this key signed; signatures of others are ignored."""
        text, cut, lines = note.rpartition("\n\n")
        signed = False
        if not cut or not note.endswith("\n") or CONTROL.search(note) or lines.count("\n") > MOST:
            raise BadProofError
        for line in lines[:-1].split("\n"):
            found = re.fullmatch(rf"— ({NAME}) ([A-Za-z0-9+/]+={{0,2}})", line)
            if not found:
                raise BadProofError
            raw = base64(found[2])
            if (found[1], raw[:4]) == (self.name, self.id):
                if not signed_by(self.raw, f"{text}\n".encode(), raw[4:]):
                    raise BadProofError
                signed = True
        if not signed:
            raise BadProofError
        return f"{text}\n"

    def checkpoint(self, note: str) -> tuple[int, bytes]:
        """Size and root."""
        lines = self.opened(note).split("\n")
        if len(lines) != LINES or lines[0] != self.name or lines[3]:
            raise BadProofError
        if not re.fullmatch("0|[1-9][0-9]{0,18}", lines[1]):
            raise BadProofError
        (root,) = hashes([lines[2]])
        return int(lines[1]), root
