"""The bundle of the whole register of a small store, as an operator makes it who has the key.

It is made of what stands in the tables, whatever that is, and signed, in the store too: what is
wrong with it is for the verifiers to find, and for the audit of the same tables.
"""

from typing import Any
from uuid import UUID

import rfc8785

from griffie.application.dossier.manifest import with_manifest
from griffie.application.dossier.zip_writer import Part, zip_parts
from griffie.domain.log.entry import as_octets
from griffie.domain.log.tree import Tree
from griffie.infrastructure.log.checkpoint import Checkpoint, sign_note, vkey
from tests.given.small_store import KEY, ORIGIN, SmallStore

MANY = 10_000


class Signer:
    """As much of a log as whoever writes the manifest asks for."""

    origin = ORIGIN

    def attest(self, text: str) -> str:
        return sign_note(text, ORIGIN, KEY)


def register_of(store: SmallStore) -> bytes:
    rows = store.stored_from(1, MANY)
    entries = [as_octets(entry) for _, entry in store.logged_from(1, MANY)]
    tree = Tree()
    tree.extend(entries)
    note = Checkpoint(ORIGIN, len(entries), tree.root()).signed(KEY)
    store.keep_checkpoint(len(entries), note)
    names: list[dict[str, Any]] = [
        {"index": at - 1, "stream": str(UUID(stream)), "topic": topic, "version": version}
        for at, stream, version, topic, _ in rows
    ]
    facts = {
        "kind": "register",
        "checkpoint": {"old": None, "size": len(entries)},
        "complete": True,
    }
    parts = [
        Part("log.vkey", f"{vkey(ORIGIN, KEY.public_key())}\n".encode()),
        Part("checkpoints/new.txt", note.encode()),
        Part("events.jsonl", [b"".join(row[4] + b"\n" for row in rows)]),
        Part("index.jsonl", [b"".join(rfc8785.dumps(name) + b"\n" for name in names)]),
        Part("entries.bin", [b"".join(entries)]),
    ]
    return b"".join(zip_parts(with_manifest(parts, facts, Signer())))  # type: ignore[arg-type]
