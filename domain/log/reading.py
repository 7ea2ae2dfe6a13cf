"""What the log reads in an event: one reading for the audit and for the verifier of bundles.

Their hash says that an event is what was logged; this says whether what was logged can be an event.
`verify.py` and `verify.html` in a bundle read the same and share no code with this page, on
purpose: tests/vectors/event-reading.json holds all of them to one answer.
"""

import re
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from griffie.domain.housekeeping import HOUSEKEEPING
from griffie.domain.log.errors import MisreadError
from griffie.domain.upkeep import LOGS

DEEPEST = 100
"""How many levels of lists and objects the JSON of an event may have."""
MOST_AHEAD = timedelta(days=1)
"""How far an event may be dated after the clock of whoever reads it: clocks are not all right."""
NONCE = re.compile("[A-Za-z0-9_-]{22,}")
"""At least 16 random octets in base64url without padding: they hide an event that was erased."""
_HOURS_AND_MINUTES = "([01][0-9]|2[0-3]):[0-5][0-9]"
INSTANT = re.compile(
    rf"[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}T{_HOURS_AND_MINUTES}:[0-5][0-9](\.[0-9]{{6}})?"
    rf"(Z|[+-]{_HOURS_AND_MINUTES})"
)
"""The one form in which an instant is stored: RFC 3339, in seconds or in microseconds."""

_DIGEST = re.compile("[0-9a-f]{64}")


class Leaving(NamedTuple):
    """What a StreamErased names: a history that left, and how many events it had."""

    stream: UUID
    events: int


class NamedProfile(NamedTuple):
    """The controller's profile that a RequestReceived names."""

    version: str
    """Its slug, and the first eight digits of its digest."""
    digest: str | None
    """SHA-256 of its canonical JSON, 64 hexadecimal digits; none in an event of an older schema."""


class Continuing(NamedTuple):
    """What a LogContinued names: the new log, the last checkpoint of the old one, what was kept."""

    name: str
    last: str
    """A signed note, as it was given: whose it is must be checked."""
    kept: int


class Reading(NamedTuple):
    """What the log reads in an event."""

    at: datetime
    """When it was recorded, with its time zone."""
    data: dict[str, Any]
    leaving: Leaving | None = None
    profile: NamedProfile | None = None
    continuing: Continuing | None = None


def read_logged(topic: str, value: Any, *, housekeeping: bool) -> Reading:
    """What an event says, from its topic and the value of its JSON. Raises MisreadError.

    `housekeeping` says whether its stream is the housekeeping stream: no other lets anything leave.
    """
    if not isinstance(value, dict):
        raise MisreadError("it lacks its content, a nonce and an instant")
    at, data = _instant(value.get("at")), value.get("data")
    nonce = value.get("nonce")
    if not isinstance(nonce, str):
        raise MisreadError("it lacks a nonce")
    if not NONCE.fullmatch(nonce):
        raise MisreadError("its nonce is too short to hide it once it is erased")
    if not isinstance(data, dict):
        raise MisreadError("it lacks its content")
    if topic == "StreamErased":
        return Reading(at, data, leaving=_leaving(data, lawful=housekeeping))
    if topic == "RequestReceived":
        return Reading(at, data, profile=_profile(data))
    if topic == "LogContinued":
        return Reading(at, data, continuing=_continuing(data))
    return Reading(at, data)


def is_uuid(text: Any) -> bool:
    """Whether a value is a UUID in its usual spelling, with hyphens and in lower case."""
    try:
        return isinstance(text, str) and str(UUID(text)) == text
    except ValueError:
        return False


def _instant(said: Any) -> datetime:
    try:
        if isinstance(said, str) and INSTANT.fullmatch(said):
            return datetime.fromisoformat(said)
    except ValueError:  # the thirtieth of February
        pass
    raise MisreadError("it lacks an instant with its zone")


def _leaving(data: dict[str, Any], *, lawful: bool) -> Leaving:
    named, events = data.get("stream"), data.get("events")
    if not lawful:
        raise MisreadError("it names a history that left, and only the housekeeping stream can")
    if not is_uuid(named) or named in {str(HOUSEKEEPING), str(LOGS)}:
        raise MisreadError("it does not name the history that left")
    if type(events) is not int or events < 1:  # a truth value is no number
        raise MisreadError("it does not say how many events left")
    return Leaving(UUID(named), events)


def _continuing(data: dict[str, Any]) -> Continuing:
    name, last, kept = data.get("name"), data.get("last"), data.get("kept")
    if not isinstance(name, str) or not isinstance(last, str) or type(kept) is not int:
        raise MisreadError("it does not say which log goes on, from which checkpoint")
    return Continuing(name, last, kept)


def _profile(data: dict[str, Any]) -> NamedProfile:
    setting = data.get("setting")
    named: dict[str, Any] = setting if isinstance(setting, dict) else {}
    version, digest = named.get("profile"), named.get("profile_digest")
    if not isinstance(version, str):
        raise MisreadError("it does not name the profile under which the request came in")
    if digest is not None and not (isinstance(digest, str) and _DIGEST.fullmatch(digest)):
        raise MisreadError("the digest of the profile under which the request came in is none")
    return NamedProfile(version, digest)
