"""An office at work in a process of its own, and what must be true of its store afterwards.

    python -m tests.given.past.at_work FOLDER SEED [COMMANDS]

Every command that was answered is one line of JSON on stdout, written only then: what a person saw
acknowledged. Whoever kills the process, or cuts its power, holds the store to those lines.
"""

import json
import os
import random
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from pydantic import BaseModel

from griffie.api.composition import Store
from griffie.application.disclosure import FileDisclosure
from griffie.application.projections.projector import Projector
from griffie.application.projections.register import RegisterFold
from griffie.application.projections.trail import TrailFold
from griffie.application.requests.commands import Command, Receive, command
from griffie.application.requests.requests import Once
from griffie.domain.log.entry import PREFIX
from griffie.domain.model.setting import Occasion
from griffie.domain.model.values import Sealed
from griffie.domain.request.vocabulary import DocumentKind
from griffie.domain.rights_request import RightsRequest
from griffie.infrastructure.log.audit import Audit
from griffie.infrastructure.sqlite import connections
from griffie.infrastructure.sqlite.register_view import SQLiteRegister
from griffie.infrastructure.sqlite.trail_view import SQLiteTrail
from tests.given.named_store import named_store
from tests.given.story import SAID, coming_in

SYNCHRONOUS = "GRIFFIE_TEST_SYNCHRONOUS"
"""Honoured here and nowhere else: how durable a write is, to show that the tests would notice."""

DAY = datetime.now(UTC).date().isoformat()
Ack = dict[str, Any]


def receive(words: str) -> Receive:
    return Receive.model_validate(coming_in(words, DAY))


def note(words: str) -> Command:
    return command(RightsRequest.add_note, note=words)


def course(words: str) -> Iterator[Command]:
    """What may happen to a request, in an order in which it may."""
    yield note(words)
    doubt = {"grounds": f"Twijfel: {words}", "asked_on": DAY, "asked_for": words}
    yield command(RightsRequest.doubt_identity, **doubt)
    yield command(RightsRequest.assign, handler="u-7")
    yield command(RightsRequest.verify_identity, method=words, verified_on=DAY, received_on=DAY)
    copy = {"right": "access", "format": "pdf", "channel": "email", "delivered_on": DAY}
    yield command(RightsRequest.deliver_copy, **copy)
    for right in ("access", "erasure"):
        yield command(RightsRequest.fulfil, right=right, measures=words)
    told: dict[str, Any] = {
        "kind": "answer",
        "rights": ["access", "erasure"],
        "sent_on": DAY,
        "channel": "email",
    }
    told["said"] = SAID
    yield command(RightsRequest.inform, **told)
    yield command(RightsRequest.close)


def occasion(store: Store, actor: str = "u-17") -> Occasion:
    return Occasion(actor, store.engine.clock(), store.engine.controller)


def work(store: Store, seed: int) -> Iterator[Ack]:
    """Command after command, without end; each is what was answered when it was."""
    chance, step = random.Random(seed), 0  # noqa: S311
    unfinished: list[tuple[UUID, Iterator[Command]]] = []

    def said() -> str:
        nonlocal step
        step += 1
        return f"w{seed}x{step}q"

    while True:
        words, key = said(), f"key-{seed}-{step}"
        once = Once(key, f"mac-{key}")
        if chance.random() < 0.3 or not unfinished:
            request = store.requests.receive(receive(words), occasion(store), once)
            unfinished.append((request.id, course(words)))
            yield acknowledged(request, words, once)
            continue
        request_id, rest = chance.choice(unfinished)
        if chance.random() < 0.1:
            paper = FileDisclosure(words, "text/plain", words.encode() * 1000)
            kind = DocumentKind.CORRESPONDENCE
            added = store.requests.add_document(request_id, occasion(store), kind, paper, 1)
            yield acknowledged(added, words)
        elif (command := next(rest, None)) is None:
            unfinished.remove((request_id, rest))
            yield {"note": store.log.checkpoint()}
        else:
            taken = store.requests.take(request_id, command, occasion(store), once=once)
            said_so = next((one.value for one in command.disclosures()), "")
            yield acknowledged(taken, said_so, once)
            store.engine.current()


def acknowledged(request: RightsRequest, words: str, once: Once | None = None) -> Ack:
    return {
        "request": request.id.hex,
        "version": request.version,
        "words": words,
        "once": list(once or ()),
    }


# Afterwards.


def hold_to(store: Store, acks: Iterable[Ack]) -> None:
    """Nothing acknowledged is lost, nothing is half done, and nobody was lied to."""
    acks, newest = list(acks), store.history.newest()
    held = [ack["note"] for ack in acks if "note" in ack]
    for ack in acks:
        if "request" in ack:
            request = store.requests.load(UUID(ack["request"]), ack["version"])
            assert request.version == ack["version"]
            assert ack["words"] in json.dumps([*store.vault.open(request.id).values()])
            if ack["once"]:
                repeated = store.requests.take(
                    request.id, note("again"), occasion(store), once=Once(*ack["once"])
                )
                assert (repeated.id, repeated.version) == (request.id, request.version)
    assert store.history.newest() == newest
    sound(store, held)


def sound(store: Store, held: Iterable[str] = ()) -> None:
    """Log and events fit, checkpoints too; every sealed value opens; views can be built."""
    found = Audit(store.recorder, origin=store.origin, public_key=store.log_key, held=list(held))
    assert list(found) == []
    assert found.summary.events == found.summary.entries == store.recorder.log_size()
    assert all(entry.startswith(PREFIX) for _, entry in store.recorder.logged_from(1, 100_000))
    assert promised(store) <= opened(store)
    store.engine.current()
    assert SQLiteRegister(store.datastore).all() == rebuilt(store, "register")
    assert SQLiteTrail(store.datastore).all() == rebuilt(store, "trail")


def rebuilt(store: Store, which: str) -> list[dict[str, Any]]:
    """A view from nothing, beside the one that was kept."""
    if which == "register":
        view: Any = SQLiteRegister(store.datastore, "anew")
        projection: Any = RegisterFold(store.requests.load_if_there)
    else:
        view, projection = SQLiteTrail(store.datastore, "anew"), TrailFold()
    try:
        Projector(store.history, projection, view).catch_up()
        rows: list[dict[str, Any]] = view.all()
    finally:
        view.drop()
    return rows


def events(store: Store) -> Iterator[Any]:
    return (one.event for one in store.history.page(0, 1_000_000))


def promised(store: Store) -> set[tuple[UUID, Sealed]]:
    """Every digest to which the history commits, with its request."""
    return {
        (getattr(event, "request", event.originator_id), sealed)
        for event in events(store)
        for sealed in seals(event)
    }


def seals(value: Any) -> Iterator[Sealed]:
    match value:
        case Sealed():
            yield value
        case BaseModel():
            for _, field in value:
                yield from seals(field)
        case tuple():
            for one in value:
                yield from seals(one)


def opened(store: Store) -> set[tuple[UUID, Sealed]]:
    requests = {event.originator_id for event in events(store)}
    return {(one, sealed) for one in requests for sealed in store.vault.open(one)}


def main(place: str, seed: str, limit: str = "1000000000") -> None:
    if level := os.environ.get(SYNCHRONOUS):
        connections.PRAGMAS = (f"PRAGMA synchronous = {level}", *connections.PRAGMAS[1:])
    store = named_store(place)
    for _, ack in zip(range(int(limit)), work(store, int(seed)), strict=False):
        os.write(1, json.dumps(ack).encode() + b"\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
