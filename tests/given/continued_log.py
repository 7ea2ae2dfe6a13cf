"""A log that continues another, as its operator makes it, or as somebody with the key would."""

import json
from collections.abc import Callable
from typing import NamedTuple

import rfc8785
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from griffie.application.dossier.evidence import Piece
from griffie.domain.log.names import name_of
from griffie.domain.upkeep import LOGS
from griffie.infrastructure.log.checkpoint import Checkpoint
from tests.dossier.conftest import Office
from tests.given.forged_bundle import Forged

KEPT = 14
"""Entries that the backup had: some events of the request come before, and some after."""


class Told(NamedTuple):
    """What the event says, where it is not the truth."""

    name: str | None = None
    last: str | None = None
    kept: int | None = None


_TRUTH = Told()


def continued(office: Office, told: Told = _TRUTH, *, number: int = 2) -> Forged:
    """The old log up to what was kept, the event, and what was entered again since."""
    old = office.forged
    name = name_of(number, office.origin)
    last = office.forged.checkpoint() if told.last is None else told.last
    said = {
        "because": "b" * 43,
        "kept": KEPT if told.kept is None else told.kept,
        "last": last,
        "name": name if told.name is None else told.name,
    }
    before = json.loads(old.pieces[KEPT - 1].state)
    state = before | {"data": said, "schema": 1}
    event = Piece(KEPT, LOGS, 1, "LogContinued", rfc8785.dumps(state))
    return Forged([*old.pieces[:KEPT], event, *old.pieces[KEPT:]], old.key, name)


def checkpoint(office: Office, size: int, *, number: int = 1, key: bool = True) -> str:
    """One that the operator signed over a history of which nobody else knows."""
    signer = office.key if key else Ed25519PrivateKey.generate()
    return Checkpoint(name_of(number, office.origin), size, b"r" * 32).signed(signer)


Making = Callable[[Office], Forged]
LIES: dict[str, Making] = {
    "another name": lambda office: continued(office, Told(name="nobody/griffie/2026/log2")),
    "a number too high": lambda office: continued(office, number=3),
    "fewer entries than were kept": lambda office: continued(office, Told(kept=KEPT - 1)),
    "more entries than were kept": lambda office: continued(office, Told(kept=KEPT + 1)),
    "a checkpoint that somebody else signed": lambda office: continued(
        office, Told(last=checkpoint(office, 40, key=False))
    ),
    "a checkpoint of itself": lambda office: continued(
        office, Told(last=checkpoint(office, 40, number=2))
    ),
    "a checkpoint of what was kept, and another": lambda office: continued(
        office, Told(last=checkpoint(office, KEPT - 1))
    ),
    "no checkpoint": lambda office: continued(office, Told(last="nothing\n")),
    "nothing, under its old name": lambda office: renamed(continued(office), office.origin),
    "nothing, without an event": lambda office: renamed(office.forged, name_of(2, office.origin)),
}
"""What the event may say that is not so."""


def renamed(log: Forged, name: str) -> Forged:
    return Forged(log.pieces, log.key, name)


class Held(NamedTuple):
    """A checkpoint that a reader holds, and what is said of it: a finding, or that it is lost."""

    note: Callable[[Office], str]
    says: str | None


HELD = {
    "what was kept": Held(lambda office: office.forged.checkpoint(KEPT - 1), None),
    "all that was kept": Held(lambda office: office.forged.checkpoint(KEPT), None),
    "what was kept, and another": Held(
        lambda office: checkpoint(office, KEPT - 1), "held-contradicted"
    ),
    "what was lost": Held(lambda office: office.forged.checkpoint(KEPT + 2), "lost"),
    "the last that is named": Held(lambda office: office.forged.checkpoint(), "lost"),
    "the last that is named, and another": Held(
        lambda office: checkpoint(office, len(office.forged.pieces)), "held-later"
    ),
    "a later state than the last that is named": Held(
        lambda office: checkpoint(office, len(office.forged.pieces) + 1), "held-later"
    ),
    "this log": Held(lambda office: continued(office).checkpoint(KEPT + 3), None),
    "a log that continues this one": Held(
        lambda office: checkpoint(office, 3, number=3), "held-later"
    ),
    "somebody else": Held(lambda office: checkpoint(office, 3, key=False), "held-unreadable"),
}
"""A checkpoint of …"""
