"""What a forger does to a bundle: changes parts, makes the manifest anew, signs where they can."""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any, cast
from uuid import UUID

import rfc8785
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from griffie.api.cli.verify import verdict_json
from griffie.api.composition import verify_file
from griffie.application.disclosure import Disclosure
from griffie.application.dossier.build import Sources, Wish, register_bundle, request_bundle
from griffie.application.dossier.evidence import BundleVault, Evidence, Piece
from griffie.application.dossier.manifest import signed_text
from griffie.application.dossier.verdict import Wanted as HereWanted
from griffie.application.dossier.verifier.check import Wanted
from griffie.application.dossier.verifier.command import judged
from griffie.application.dossier.zip_writer import zip_parts
from griffie.application.errors import UnreadableBundleError
from griffie.application.held import Compared, Held
from griffie.domain.housekeeping import looks_stream
from griffie.domain.log.entry import ENTRY_SIZE, entry
from griffie.domain.log.tree import Tree
from griffie.domain.model.event import Event
from griffie.domain.rights_request import RightsRequest
from griffie.infrastructure.log.checkpoint import Checkpoint, sign_note, vkey
from griffie.infrastructure.log.transparency import Consistency, Inclusion
from griffie.infrastructure.sqlite.mapper import read_event

Parts = dict[str, bytes]
Judgement = dict[str, Any]


def verdict(path: Path, **wanted: Any) -> Judgement:
    """What both verifiers say: the same to the letter, but that their words are their own."""
    there = without_words(judged(str(path), Wanted(**wanted)))
    try:
        here = without_words(verdict_json(verify_file(path, HereWanted(**wanted))))
    except UnreadableBundleError:
        here = {"verdict": "unreadable"}
    assert json.dumps(there, sort_keys=True) == json.dumps(here, sort_keys=True)
    return here


def without_words(judgement: Judgement) -> Judgement:
    judgement.pop("says", None)
    for finding in judgement.get("findings", ()):
        assert finding.pop("says")
    return judgement


def codes(judgement: Judgement) -> set[str]:
    return {finding["code"] for finding in judgement["findings"]}


def resealed(parts: Mapping[str, bytes], key: Ed25519PrivateKey | None = None) -> Parts:
    """The manifest with the digests of the parts as they now are; signed anew with the key."""
    manifest = json.loads(parts["manifest.json"])
    sealed = {"manifest.json", "manifest.note"}
    manifest["files"] = {
        name: {"sha256": sha256(content).hexdigest(), "size": len(content)}
        for name, content in parts.items()
        if name not in sealed
    }
    return reworded(parts, manifest, key)


def reworded(
    parts: Mapping[str, bytes], manifest: Any, key: Ed25519PrivateKey | None = None
) -> Parts:
    written = rfc8785.dumps(manifest)
    anew = {**parts, "manifest.json": written}
    if key:
        origin = manifest["origin"]
        anew["manifest.note"] = sign_note(signed_text(origin, written), origin, key).encode()
    return anew


def lines(content: bytes) -> list[bytes]:
    return content.splitlines(keepends=True)


def renumbered(parts: Mapping[str, bytes], keep: Sequence[int]) -> Parts:
    """Only these events (from nought), in this order, each with its line and its proof."""
    proofs = [content for name, content in parts.items() if name.startswith("proofs/")]
    states, names = lines(parts["events.jsonl"]), lines(parts["index.jsonl"])
    kept = {name: content for name, content in parts.items() if not name.startswith("proofs/")}
    kept["events.jsonl"] = b"".join(states[n] for n in keep)
    kept["index.jsonl"] = b"".join(names[n] for n in keep)
    for number, n in enumerate(keep, 1):
        kept[f"proofs/{number:04d}.tlog-proof"] = proofs[n]
    return kept


class Forged:
    """A whole log made up by somebody: evidence and log in one, as the builder asks for them."""

    def __init__(self, pieces: Sequence[Piece], key: Ed25519PrivateKey, origin: str) -> None:
        self.pieces = [piece._replace(place=place) for place, piece in enumerate(pieces)]
        self.key, self.origin, self.tree = key, origin, Tree()
        self.log = [entry(*piece[1:]) for piece in self.pieces]
        self.tree.extend(self.log)
        self.older: str | None = None

    @property
    def vkey(self) -> str:
        return vkey(self.origin, self.key.public_key())

    def checkpoint(self, size: int | None = None) -> str:
        size = len(self.log) if size is None else size
        return Checkpoint(self.origin, size, self.tree.root(size)).signed(self.key)

    def attest(self, text: str) -> str:
        return sign_note(text, self.origin, self.key)

    def inclusion(self, index: int, size: int) -> Inclusion:
        proof, root = self.tree.inclusion(index, size), self.tree.root(size)
        return Inclusion(index, size, self.tree.leaf(index), root, proof)

    def consistency(self, old: int, new: int) -> Consistency:
        proof = self.tree.consistency(old, new)
        return Consistency(old, new, self.tree.root(old), self.tree.root(new), proof)

    def compare(self, text: str) -> Compared:
        del text  # no bundle asks for it
        return Compared(Held.UNREADABLE)

    def of_stream(self, stream: UUID, size: int) -> Sequence[Piece]:
        return [one for one in self.pieces if one.stream == stream and one.place < size]

    def everything(self, size: int) -> Iterator[Sequence[Piece]]:
        yield self.pieces[:size]

    def entries(self, size: int) -> Iterator[bytes]:
        yield b"".join(self.log[:size])

    def bearing(self, tags: Collection[bytes], size: int) -> dict[int, bytes]:
        log = b"".join(self.entries(size))
        borne = (log[at + 11 : at + 43] for at in range(0, len(log), ENTRY_SIZE))
        return {place: tag for place, tag in enumerate(borne) if tag in tags}

    def size(self) -> int:
        return len(self.log)

    def gone_since(self, _: int) -> bool:
        return False

    def read(self, piece: Piece) -> Event:
        return read_event(*piece[1:])

    def signed_at(self, size: int) -> str | None:
        return self.checkpoint(size)

    def profile(self, _: str) -> bytes | None:
        return None

    def sources(self) -> Sources:
        return Sources(cast("Evidence", self), self, cast("BundleVault", None), lambda _: {})

    def bundle(self, wish: Wish, request_id: UUID | None = None) -> bytes:
        if request_id is None:
            return b"".join(zip_parts(register_bundle(self.sources(), wish)))
        events = map(self.read, self.of_stream(request_id, len(self.log)))
        request = RightsRequest.replay(None, events)
        return b"".join(zip_parts(request_bundle(self.sources(), request, wish)))

    def without(self, index: int) -> "Forged":
        """The same log as if an event had never been; those after it are numbered anew."""
        gone = self.pieces[index]
        rest = [
            one._replace(version=one.version - 1)
            if one.stream == gone.stream and one.version > gone.version
            else one
            for one in self.pieces
            if one is not gone
        ]
        return Forged(rest, self.key, self.origin)

    def with_state(self, index: int, state: bytes) -> "Forged":
        pieces = [*self.pieces]
        pieces[index] = pieces[index]._replace(state=state)
        return Forged(pieces, self.key, self.origin)

    def of(self, request_id: UUID) -> list[int]:
        streams = (request_id, looks_stream(request_id))
        return [one.place for one in self.pieces if one.stream in streams]


def another_value(encoded: bytes) -> bytes:
    del encoded
    return Disclosure("message", "Something else").encoded.encode()
