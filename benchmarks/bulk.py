"""An office with as many requests as one likes: real histories once more, under new ids and names.

A hundred requests are taken through the commands. Each copy of one has keys, sealed values and
search values of its own and a requester with another name, and goes in by the store's own append,
a thousand requests at a time, first event after first event: so that `griffie audit` finds nothing.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import zip_longest
from typing import NamedTuple
from uuid import UUID, uuid4

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from eventsourcing.persistence import StoredEvent

from benchmarks.common import WHO
from griffie.api.composition import Store
from griffie.application.access.roles import Role
from griffie.application.disclosure import Disclosure, Tier, value_of
from griffie.application.ports import Indexed, Locked
from griffie.application.requests.commands import Receive, command
from griffie.application.requests.together import Together
from griffie.domain.rights_request import RightsRequest
from griffie.infrastructure.vault.locked_value import lock_value

TEMPLATES, OPEN = 100, 2
"""Histories that are copied, and how many of them are open: two in a hundred."""
_ASKED = {
    "channel": "email",
    "language": "nl",
    "requester": {"name": "Somebody", "email": "somebody@bench.example"},
    "message": "What do you have about me?",
}
_GROUP = 1_000
_AT = re.compile(rb'"at":"[^"]*"')
_A_TICK = timedelta(microseconds=1)


def fill(opened: Store, requests: int) -> Sequence[UUID]:
    """Fill an empty store until it has so many requests. Gives the hundred from the commands.

    Nearly all are closed, received over five years; two in a hundred are open. Each has seven
    events, and six of the clock and of people before them: accounts.
    """
    opened.access.create_token(Role.HANDLER, "Ann")
    opened.access.create_token(Role.HANDLER, "Bram")
    made = [_through_commands(opened, n) for n in range(min(TEMPLATES, requests))]
    templates = [_Template.of(opened, one) for one in made]
    instants = _instants(opened)
    for first in range(len(made), requests, _GROUP):
        some = range(first, min(first + _GROUP, requests))
        copies = [templates[n % len(templates)].copy(opened, n) for n in some]
        copies.sort(key=lambda one: one.stream.hex)  # neighbours in the indexes go in together
        _record(opened, copies, instants)
    return made


def _through_commands(opened: Store, n: int) -> UUID:
    """A request of seven events, as an office works; the first two stay open."""
    engine, closed = opened.engine, n >= OPEN
    now, days_ago = engine.now(WHO), 30 + 18 * n if n >= OPEN else 3 + n
    received, told = (
        (engine.today() - timedelta(days=max(days, 1))).isoformat()
        for days in (days_ago, days_ago - 10)
    )
    right = "rectification" if closed else "access"
    body = _ASKED | {"received_on": received, "rights": [{"right": right}]}
    request = opened.requests.receive(Receive.model_validate(body), now)
    people = opened.access.people()
    steps = [
        command(RightsRequest.assign, handler=people[n % len(people)].account_id),
        command(RightsRequest.acknowledge, sent_on=received, channel="email"),
        command(RightsRequest.add_note, note="asked who knows"),
    ]
    if closed:
        answer = {"kind": "answer", "rights": [right], "sent_on": told, "channel": "email"}
        steps += [
            command(RightsRequest.fulfil, right=right, measures="corrected"),
            command(RightsRequest.inform, **answer),
            command(RightsRequest.close),
        ]
    else:
        steps += [command(RightsRequest.add_note, note="asked again") for _ in range(3)]
    for step in steps:
        opened.requests.take(request.id, step, now)
    return request.id


class _Copy(NamedTuple):
    """A history under a new id, with what is sealed of it and its new keys."""

    stream: UUID
    events: Sequence[StoredEvent]
    locked: Sequence[Locked]
    indexed: Sequence[Indexed]
    keys: Sequence[tuple[str, str, bytes]]


class _Template(NamedTuple):
    """A history as it is stored, and what is sealed of it, opened."""

    events: Sequence[tuple[int, str, bytes]]
    values: Sequence[tuple[str, Disclosure]]
    """The digest of each sealed value, and the value."""

    @classmethod
    def of(cls, opened: Store, request: UUID) -> "_Template":
        events = opened.datastore.tuples(
            "SELECT originator_version, topic, state FROM stored_events"
            " WHERE originator_id = ? ORDER BY originator_version",
            (request.hex,),
        )
        select = "SELECT digest, tier FROM vault WHERE request_id = ?"
        tiers = dict(opened.datastore.tuples(select, (request.hex,)))
        values = []
        for digest, encoded in opened.vault.disclosures(request).items():
            value = Disclosure("", "", Tier(tiers[str(digest)]))
            value.encoded, value.sealed = encoded, digest
            values.append((str(digest), value))
        return cls(events, values)

    def copy(self, opened: Store, n: int) -> _Copy:
        """The same once more, of another person."""
        stream, states = uuid4(), [state for _, _, state in self.events]
        indexed, values = [], []
        for digest, value in self.values:
            said = value_of(value.encoded)
            if kind := {"Somebody": "name", "somebody@bench.example": "email"}.get(str(said)):
                said = f"Jan Peeters{n}" if kind == "name" else f"jan{n}@bench.example"
                value = Disclosure(kind, said, value.tier)  # noqa: PLW2901
                old, new = digest.encode(), str(value.sealed).encode()
                states = [state.replace(old, new) for state in states]
                macs = opened.vault.search_macs(kind, said)
                indexed += [Indexed(stream, kind, mac) for mac in macs]
            values.append(value)
        tiers = sorted({value.tier for value in values})
        keys = {tier: AESGCM.generate_key(256) for tier in tiers}
        ciphers = {tier: AESGCM(key) for tier, key in keys.items()}
        events = [
            StoredEvent(stream, version, topic, state)
            for (version, topic, _), state in zip(self.events, states, strict=True)
        ]
        locked = [lock_value(stream, ciphers[value.tier], value) for value in values]
        wrapped = [(stream.hex, t, opened.key.wrap(k, stream, t)) for t, k in keys.items()]
        return _Copy(stream, events, locked, indexed, wrapped)


def _record(opened: Store, copies: Sequence[_Copy], instants: Iterator[bytes]) -> None:
    """First the keys, then everything else in one transaction, as the store does."""
    with opened.vault._keys.writing() as keys:  # noqa: SLF001 - ours
        rows = [key for one in copies for key in one.keys]
        keys.executemany("INSERT INTO keys VALUES (?, ?, 'living', ?)", rows)
    in_turn = zip_longest(*(one.events for one in copies))  # as work of many days interleaves
    events = [
        StoredEvent(one.originator_id, one.originator_version, one.topic, _dated(one, instants))
        for turn in in_turn
        for one in turn
        if one
    ]
    locked = [row for one in copies for row in one.locked]
    indexed = [row for one in copies for row in one.indexed]
    opened.recorder.record_together([Together(events, locked, indexed, None)])


def _dated(event: StoredEvent, instants: Iterator[bytes]) -> bytes:
    return _AT.sub(b'"at":"%s"' % next(instants), event.state, count=1)


def _instants(opened: Store) -> Iterator[bytes]:
    """One a microsecond after the newest event: time never runs back in the log."""
    at = opened.recorder.newest_instant()
    assert isinstance(at, datetime)
    while True:
        at += _A_TICK
        yield at.isoformat(timespec="microseconds").encode()
