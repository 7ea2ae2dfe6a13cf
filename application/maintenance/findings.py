"""What an audit says: what is wrong, a sentence each, and what was looked at."""

import re
from dataclasses import dataclass
from typing import NamedTuple

_STREAM = re.compile("[0-9a-f]{32}")


class Finding(NamedTuple):
    """One thing that is wrong. `position` counts from 1; `stream` is a uuid as text."""

    position: int | None
    stream: str | None
    version: int | None
    what: str


@dataclass(slots=True)
class Summary:
    """What was looked at; complete once the audit has run to its end."""

    events: int = 0
    entries: int = 0
    lawfully_erased: int = 0
    erased_streams: int = 0
    checkpoints: int = 0
    findings: int = 0


def of_the_store(what: str) -> Finding:
    """A finding that concerns no single event."""
    return Finding(None, None, None, what)


def finding(position: int | None, stream: object, version: object, fault: str) -> Finding:
    """A name that is no uuid, a version that is no number: not repeated, they may be anything."""
    text = uuid_text(stream) if isinstance(stream, str) and _STREAM.fullmatch(stream) else None
    number = version if isinstance(version, int) else None
    of = f"request {text}" if text else "a request that cannot be told"
    numbered = "" if number is None else f", version {number}"
    where = "" if position is None else f", entry {position}"
    return Finding(position, text, number, f"{of}{numbered}{where}: {fault}")


def uuid_text(stream: str) -> str:
    """A uuid as text from its 32 characters; whatever else is stored stays different from one."""
    return f"{stream[:8]}-{stream[8:12]}-{stream[12:16]}-{stream[16:20]}-{stream[20:]}"
