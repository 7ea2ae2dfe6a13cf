"""Reads the files of a bundle: the manifest, lines of events and of the index, proofs."""

import re
from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256
from typing import Any, NamedTuple
from uuid import UUID

from griffie.application.dossier.verifier.errors import BadProofError, UnreadableError, demand
from griffie.application.dossier.verifier.texts import base64, canonical, hashes, text_of

NONCE = 22
NUMBER = "0|[1-9][0-9]{0,18}"


class Line(NamedTuple):
    """A line of index.jsonl: where an event stands in the log, and under which name."""

    place: int
    stream: str
    topic: str
    version: int


class Proof(NamedTuple):
    """A c2sp.org/tlog-proof@v1."""

    at: int
    path: list[bytes]
    note: str
    extra: bytes


def manifest_of(parts: dict[str, Any]) -> dict[str, Any]:
    try:
        manifest = canonical(bytes(parts["manifest.json"]))
        good = fits(manifest)
    except (BadProofError, KeyError, TypeError, ValueError, AttributeError):
        good = False
    if not good:
        raise UnreadableError("its manifest is missing, or not of a form that this program knows")
    return dict(manifest)


def fits(manifest: dict[str, Any]) -> bool:
    old, size = manifest["checkpoint"]["old"], manifest["checkpoint"]["size"]
    files = manifest["files"].values()
    return (
        manifest["format"] == "griffie-bundle/1"
        and type(manifest["origin"]) is str
        and type(manifest["complete"]) is bool
        and type(size) is int
        and 0 <= size < 2**63
        and (old is None or type(old) is int)
        and all(type(one["sha256"]) is str and type(one["size"]) is int for one in files)
        and (manifest["kind"] == "register" or is_uuid(manifest["request"]))
        and manifest["kind"] in {"register", "request"}
    )


def is_uuid(text: Any) -> bool:
    try:
        return type(text) is str and str(UUID(text)) == text
    except ValueError:
        return False


def index_line(line: bytes, size: int) -> Line:
    name = canonical(line)
    if type(name) is not dict or sorted(name) != ["index", "stream", "topic", "version"]:
        raise BadProofError
    place, stream, topic, version = (name[one] for one in sorted(name))
    if type(place) is not int or type(version) is not int or type(topic) is not str:
        raise BadProofError
    if not is_uuid(stream) or not 0 <= place < size or version < 1 or "\n" in topic:
        raise BadProofError
    return Line(place, stream, topic, version)


def event_of(state: bytes) -> tuple[dict[str, Any], datetime]:
    """What an event says, and when it was recorded."""
    event = canonical(state)
    try:
        data, at, nonce = event["data"], datetime.fromisoformat(event["at"]), event["nonce"]
    except (KeyError, TypeError, ValueError):
        raise BadProofError from None
    if type(data) is not dict or at.tzinfo is None or type(nonce) is not str or len(nonce) < NONCE:
        raise BadProofError
    return data, at


def tag_of(stream: str, version: int) -> bytes:
    return sha256(b"griffie-tag/v1\0" + UUID(stream).bytes + version.to_bytes(8, "big")).digest()


def entry_of(stream: str, version: int, topic: str, state: bytes) -> bytes:
    """The 75 octets that stand in the log for an event."""
    head = f"griffie-event/1\n{stream}\n{version}\n{topic}\n".encode()
    return b"griffie/v1\n" + tag_of(stream, version) + sha256(head + state).digest()


def strings(value: Any) -> Iterator[str]:
    """Every text in an event: among them the digests of what is sealed."""
    if type(value) is str:
        yield value
    for one in value.values() if type(value) is dict else value if type(value) is list else ():
        yield from strings(one)


def proof_of(octets: bytes) -> Proof:
    head, cut, note = text_of(octets).partition("\n\n")
    demand(cut)
    lines, extra = head.split("\n"), b""
    if lines.pop(0) != "c2sp.org/tlog-proof@v1":
        raise BadProofError
    if lines and lines[0].startswith("extra "):
        extra = base64(lines.pop(0).removeprefix("extra "))
    if not lines or not (found := re.fullmatch(f"index ({NUMBER})", lines.pop(0))):
        raise BadProofError
    return Proof(int(found[1]), hashes(lines), note, extra)
