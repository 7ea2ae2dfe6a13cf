"""The result of an audit: findings, a sentence each, and a summary of what was checked."""

import re
from dataclasses import dataclass
from typing import NamedTuple

_STREAM = re.compile("[0-9a-f]{32}")


class Finding(NamedTuple):
    """One thing that is wrong: a position from 1, a stream (UUID text), a version, a sentence."""

    position: int | None
    stream: str | None
    version: int | None
    what: str


@dataclass(slots=True)
class Summary:
    """How much was checked; complete when the audit has ended."""

    events: int = 0
    entries: int = 0
    lawfully_erased: int = 0
    erased_streams: int = 0
    checkpoints: int = 0
    lost: int = 0
    """Checkpoints that somebody holds, of entries that an earlier log lost, as this one says."""
    findings: int = 0


def store_finding(what: str) -> Finding:
    """A finding that concerns no single event."""
    return Finding(None, None, None, what)


def finding(position: int | None, stream: object, version: object, fault: str) -> Finding:
    """A finding about one event. A stream or version that is malformed is never repeated."""
    text = uuid_text(stream) if isinstance(stream, str) and _STREAM.fullmatch(stream) else None
    number = version if isinstance(version, int) else None
    of = f"request {text}" if text else "a request that cannot be told"
    numbered = "" if number is None else f", version {number}"
    where = "" if position is None else f", entry {position}"
    return Finding(position, text, number, f"{of}{numbered}{where}: {fault}")


def uuid_text(stream: str) -> str:
    """The usual text form of a UUID from its 32 hexadecimal digits."""
    return f"{stream[:8]}-{stream[8:12]}-{stream[12:16]}-{stream[16:20]}-{stream[20:]}"
