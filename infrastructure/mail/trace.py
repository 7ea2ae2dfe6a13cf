"""When a mail came to us, by what the servers on its way noted: RFC 5321 §4.4.

The topmost lines are those of our own servers. A line is believed as far down as every line
above it is ours too; below the first foreign one anybody may have written anything.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import NamedTuple

from griffie.application.intake.mail import OwnMail, Remark
from griffie.domain.request.remarks import RemarkCode
from griffie.infrastructure.mail.headers import Headers
from griffie.infrastructure.mail.text import read_instant

_COMMENT = re.compile(r"\([^()]*\)")
_BY = re.compile(r"(?:^|\s)by\s+([^\s;]+)")
_FROM = re.compile(r"^from\s+([^\s;]+)")
_MOST = 200
_GDPR = datetime(2018, 5, 25, tzinfo=UTC)
"""From when the GDPR applies (Article 99(2)): no request of it came in before."""


class Hop(NamedTuple):
    """A server that handed the mail on: whether it is ours, from a foreign one, and when."""

    own: bool
    from_outside: bool
    at: datetime | None


class Arrival(NamedTuple):
    """When it came in, and the remarks on that."""

    at: datetime | None
    remarks: tuple[Remark, ...] = ()


def arrival(headers: Headers, own: OwnMail) -> Arrival:
    """The earliest of the unbroken run of our own hops from the top, else what comes next to it."""
    hops = list(_hops(headers.raw("received")[:_MOST], own))
    run, below = _run(hops)
    times = [hop.at for hop in run if hop.at]
    if times:
        earlier = any(hop.own and hop.at and hop.at < min(times) for hop in below)
        outside = any(hop.from_outside for hop in run[:-1])
        return Arrival(
            min(times),
            tuple(
                _supposed("a line that says it came to us earlier stands below a foreign server's")
            )
            * earlier
            + tuple(_supposed("another server handed it in between two of our own")) * outside,
        )
    if at := next((hop.at for hop in hops if hop.at), None):
        why = "none of our own servers noted when it came in: the topmost one was believed"
        return Arrival(at, tuple(_supposed(why)))
    for sent in headers.raw("date"):
        if (at := read_instant(sent)) and at >= _GDPR:
            why = "no server noted when it came in: the sender's own date was taken"
            return Arrival(at, tuple(_supposed(why)))
    return Arrival(None, tuple(_supposed("it does not say credibly when it came in")))


def _supposed(because: str) -> Iterable[Remark]:
    return (Remark(RemarkCode.DATE_SUPPOSED, because),)


def _hops(lines: list[str], own: OwnMail) -> Iterator[Hop]:
    for line in lines:
        before, mark, when = line.rpartition(";")
        said = _COMMENT.sub(" ", before if mark else line).lower()
        by, came_from = _BY.search(said), _FROM.match(said.strip())
        at = read_instant(when) if mark else None
        yield Hop(
            own=bool(by and own.host(by[1])),
            from_outside=bool(came_from and not own.host(came_from[1]) and "." in came_from[1]),
            at=at if at and at >= _GDPR else None,
        )


def _run(hops: list[Hop]) -> tuple[list[Hop], list[Hop]]:
    length = next((place for place, hop in enumerate(hops) if not hop.own), len(hops))
    return hops[:length], hops[length:]
