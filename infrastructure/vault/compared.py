"""The audit of vault and keys against the events, both ways, tier by tier.

What an event commits to must be there, unless an event says that it was destroyed. What is there
must be named by an event. A key that was destroyed must have an event that says so, and one that an
event calls destroyed must not live.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import NamedTuple
from uuid import UUID

from griffie.application.disclosure import KeyUnavailableError, Tier
from griffie.application.maintenance.decided import WHOLE_FILE
from griffie.application.maintenance.findings import Finding, finding
from griffie.application.maintenance.values_told import ValuesTold, values_told
from griffie.domain.housekeeping import looks_stream
from griffie.infrastructure.database import Database
from griffie.infrastructure.vault.audit import SEALED, as_it_stands
from griffie.infrastructure.vault.key_store import Keys

_PAGE = 500
_STREAMS = """SELECT DISTINCT originator_id FROM stored_events WHERE originator_id > ?
    AND length(originator_id) = 32 AND originator_id NOT GLOB '*[^0-9a-f]*'
    ORDER BY originator_id LIMIT ?"""
# As they stand, damaged or not: text that is no text must not break off the reading.
_EVENTS = """SELECT CAST(topic AS BLOB), CAST(state AS BLOB) FROM stored_events
    WHERE originator_id = ? ORDER BY originator_version"""
_VALUES = """SELECT CAST(digest AS BLOB), CAST(tier AS BLOB) FROM vault
    WHERE request_id = ? AND length(ciphertext) > 0"""
_STRAY = """SELECT CAST(request_id AS BLOB), CAST(digest AS BLOB) FROM vault AS v
    WHERE request_id <> ''
    AND NOT EXISTS (SELECT 1 FROM stored_events WHERE originator_id = v.request_id)
    AND NOT EXISTS (SELECT 1 FROM messages
        WHERE id = v.request_id AND v.digest IN (mail, sender, reason))"""
"""Values that neither an event nor a message of the inbox names."""
_OF_MESSAGE = "SELECT CAST(sender AS BLOB), CAST(reason AS BLOB) FROM messages WHERE id = ?"
_SAYS = {
    Tier.IDENTITY: "no event says that the evidence of identity was destroyed",
    Tier.COPIES: "no event says that the copies were destroyed",
    Tier.CORRESPONDENCE: "its history knows of no erasure",
}


class KeptKeys(NamedTuple):
    """How the audit asks about keys."""

    of: Callable[[UUID], Keys]
    marks: Callable[[UUID], Mapping[str, str]]
    """SHA-256 of each living key as it is stored, by tier."""
    destroyed: Mapping[UUID, Collection[tuple[str, str]]]
    """What the erasure ledger says was destroyed: tier, and the mark of its key."""


def compare_with_events(
    datastore: Database, keys: KeptKeys, pace: Callable[[], None]
) -> Iterator[Finding]:
    """A finding for each value or key that is not as the events say.

    A store that is worked with changes meanwhile: what is found is looked for twice. `pace` is
    called between two streams.
    """
    after = ""
    while rows := datastore.tuples(_STREAMS, (after, _PAGE)):
        for (stream,) in rows:
            pace()
            if found := _compared(datastore, keys, stream):
                again = {one.what for one in _compared(datastore, keys, stream)}
                yield from (one for one in found if one.what in again)
        after = rows[-1][0]
    strays = {
        stream: None
        for stream, digest in _texts(datastore, _STRAY)
        if not (_named(stream) and digest in _named_by_looks(datastore, UUID(stream)))
    }
    for stream in strays:
        yield finding(None, stream, None, "sealed values stand under it, and no event does")


def _named_by_looks(datastore: Database, stream: UUID) -> dict[str, Tier]:
    """The digests that those named who looked at it: of a message, the reasons they gave."""
    return values_told(_events(datastore, looks_stream(stream).hex)).named


def _events(datastore: Database, stream: str) -> list[tuple[str, bytes]]:
    found = datastore.tuples(_EVENTS, (stream,))
    return [(as_it_stands(topic), state) for topic, state in found]


def _texts(datastore: Database, statement: str, *asked: str) -> list[tuple[str, ...]]:
    return [tuple(map(as_it_stands, row)) for row in datastore.tuples(statement, asked)]


def _compared(datastore: Database, keys: KeptKeys, stream: str) -> list[Finding]:
    if not _named(stream):
        return []  # the audit of the events says so
    request = UUID(stream)
    # Values first: one that is seen has its event.
    rows = datastore.tuples(_VALUES, (stream,))
    there = {as_it_stands(digest): as_it_stands(tier) for digest, tier in rows}
    for digests in _texts(datastore, _OF_MESSAGE, stream):  # the request was made of a message
        there = {digest: tier for digest, tier in there.items() if digest not in digests}
    looks = _events(datastore, looks_stream(request).hex)
    told = values_told([*_events(datastore, stream), *looks])
    try:
        living = keys.of(request)
    except KeyUnavailableError:
        return []  # of each value it is said that it does not open
    faults = [*_of_values(told, there, living), *_of_keys(told, living, keys, request)]
    return [finding(None, stream, None, fault) for fault in faults]


def _of_values(told: ValuesTold, there: Mapping[str, str], living: Keys) -> Iterator[str]:
    left = len(there) if told.erased else 0
    for digest, tier in there.items():
        if digest not in told.named:
            called = f"sealed value {digest}" if SEALED.fullmatch(digest) else "a sealed value"
            yield f"{called}: no event names it"
        elif told.named[digest] != tier:
            yield f"sealed value {digest}: it stands in another tier than its event says"
        elif digest in told.gone:
            left += not told.erased
    if left:
        yield f"{left} sealed value(s) that an event calls destroyed are there: griffie serve"
    for digest, tier in told.living.items():
        # Of what stands beside the requests, only the key tells how long it is kept.
        missing = digest not in there and (told.events_decide or living.get(tier) is not None)
        if missing and not _is_destroyed(living, tier):
            yield f"sealed value {digest} is gone, and no event says that it was destroyed"


def _of_keys(told: ValuesTold, living: Keys, keys: KeptKeys, request: UUID) -> Iterator[str]:
    if not told.events_decide:
        return
    entered = keys.destroyed.get(request, ())
    marks = keys.marks(request)
    whole = _is_destroyed(living, WHOLE_FILE)
    for tier in (WHOLE_FILE,) if whole and not told.erased else Tier:
        said = told.erased or tier in told.tiers_gone
        if _is_destroyed(living, tier) and not said and tier not in {what for what, _ in entered}:
            yield f"its key was destroyed, and {_SAYS[tier]}"
        came_back = tier in told.tiers_gone and (tier, marks.get(tier)) in entered
        if tier in marks and (told.erased or came_back):
            yield f"its key of tier {tier} was destroyed, and lives"


def _is_destroyed(living: Keys, tier: str) -> bool:
    return (tier in living and living[tier] is None) or (
        WHOLE_FILE in living and living[WHOLE_FILE] is None
    )


def _named(stream: str) -> bool:
    try:
        return UUID(stream).hex == stream
    except ValueError:
        return False
