"""Reads the files of a bundle: the manifest, lines of events and of the index, proofs."""

import re
from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256
from typing import Any, NamedTuple
from uuid import UUID, uuid5

from griffie.application.dossier.verifier.errors import BadProofError, UnreadableError, demand
from griffie.application.dossier.verifier.texts import base64, canonical, hashes, text_of

NUMBER, NONCE = "0|[1-9][0-9]{0,18}", "[A-Za-z0-9_-]{22,}"
DAY, HOURS = "[0-9]{4}-[0-9]{2}-[0-9]{2}", "([01][0-9]|2[0-3]):[0-5][0-9]"
PREFIX = b"griffie/v1\n"
SPACE = UUID("6f1d3c52-7c0e-5d0b-9a53-2f0f3a5f6b11")
HOUSEKEEPING = str(uuid5(SPACE, "housekeeping"))
LOGS = str(uuid5(SPACE, "logs"))
INSTANT = rf"{DAY}T{HOURS}:[0-5][0-9](\.[0-9]{{6}})?(Z|[+-]{HOURS})"


class Line(NamedTuple):
    """A line of index.jsonl: where an event stands in the log, and under which name."""

    place: int
    stream: str
    topic: str
    version: int


class Event(NamedTuple):
    """What an event says: with the history that left, or the profile, that it names."""

    data: dict[str, Any]
    at: datetime
    left: tuple[str, int] | None
    profile: tuple[str, str | None] | None


class Proof(NamedTuple):
    """A c2sp.org/tlog-proof@v1."""

    at: int
    path: list[bytes]
    note: str
    extra: bytes


def manifest_of(parts: dict[str, Any]) -> dict[str, Any]:
    """The manifest of a bundle. Raises UnreadableError where it is missing or of no known form."""
    try:
        manifest = canonical(bytes(parts["manifest.json"]))
        good = fits(manifest)
    except (BadProofError, KeyError, TypeError, ValueError, AttributeError):
        good = False
    if not good:
        raise UnreadableError("its manifest is missing, or not of a form that this program knows")
    return dict(manifest)


def fits(manifest: dict[str, Any]) -> bool:
    """Whether a manifest has the fields and the types that this form of bundle has."""
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
        and (manifest["kind"] == "register" or all_named(requests_of(manifest)))
    )


def requests_of(manifest: dict[str, Any]) -> list[str]:
    """The requests that a bundle is of: none for a register, one, or those of an inspection."""
    kind = manifest["kind"]
    demand(kind in {"register", "request", "inspection"})
    if kind == "request":
        return [manifest["request"]]
    return list(manifest["requests"]) if kind == "inspection" else []


def all_named(requests: list[str]) -> bool:
    """Whether there is one at least, each is a UUID, and none stands there twice."""
    return bool(requests) and all(map(is_uuid, requests)) and len({*requests}) == len(requests)


def is_uuid(text: Any) -> bool:
    """Whether it is a UUID in its usual spelling."""
    try:
        return type(text) is str and str(UUID(text)) == text
    except ValueError:
        return False


def index_line(line: bytes, size: int) -> Line:
    """One line of the index of events. Raises BadProofError."""
    name = canonical(line)
    if type(name) is not dict or sorted(name) != ["index", "stream", "topic", "version"]:
        raise BadProofError
    place, stream, topic, version = (name[one] for one in sorted(name))
    if type(place) is not int or type(version) is not int or type(topic) is not str:
        raise BadProofError
    if not is_uuid(stream) or not 0 <= place < size or version < 1 or "\n" in topic:
        raise BadProofError
    return Line(place, stream, topic, version)


def event_of(topic: str, state: bytes, *, housekeeping: bool) -> Event:
    """What an event says. Raises BadProofError where it can be no event.

    Only the housekeeping stream lets a history leave, and never itself.
    """
    event = canonical(state)
    try:
        data, said, nonce = event["data"], event["at"], event["nonce"]
        demand(re.fullmatch(INSTANT, said) and re.fullmatch(NONCE, nonce) and type(data) is dict)
        at, left, profile = datetime.fromisoformat(said), None, None
        if topic == "StreamErased":
            left = data["stream"], data["events"]
            demand(housekeeping and is_uuid(left[0]) and left[0] not in {HOUSEKEEPING, LOGS})
            demand(type(left[1]) is int and left[1] > 0)
        if topic == "LogContinued":
            demand(type(data["name"]) is type(data["last"]) is str and type(data["kept"]) is int)
        if topic == "RequestReceived":
            setting = data["setting"]
            profile = "" + setting["profile"], setting.get("profile_digest")
            demand(profile[1] is None or re.fullmatch("[0-9a-f]{64}", profile[1]))
    except (KeyError, TypeError, ValueError, AttributeError):
        raise BadProofError from None
    return Event(data, at, left, profile)


def tag_of(stream: str, version: int) -> bytes:
    """The tag of an event in its log entry: which request and which version, hashed."""
    return sha256(b"griffie-tag/v1\0" + UUID(stream).bytes + version.to_bytes(8, "big")).digest()


def entry_of(stream: str, version: int, topic: str, state: bytes) -> bytes:
    """The 75 octets that stand in the log for an event."""
    head = f"griffie-event/1\n{stream}\n{version}\n{topic}\n".encode()
    return PREFIX + tag_of(stream, version) + sha256(head + state).digest()


def strings(value: Any) -> Iterator[str]:
    """Every text in an event: among them the digests of what is sealed."""
    if type(value) is str:
        yield value
    for one in value.values() if type(value) is dict else value if type(value) is list else ():
        yield from strings(one)


def proof_of(octets: bytes) -> Proof:
    """A proof of inclusion, c2sp.org/tlog-proof@v1. Raises BadProofError."""
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
