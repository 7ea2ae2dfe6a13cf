"""Whoever has the log's key rewrites history and signs it: what a reader then sees, and what not.

Columns a (nothing held from outside) and b (an older checkpoint held) of the table of attacks. What
cannot be found is asserted as not found: so the documentation cannot claim more.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import NamedTuple

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from griffie.application.dossier.evidence import Piece
from griffie.application.dossier.form import Form
from tests.dossier.conftest import Office
from tests.given.forged_bundle import Forged, codes, verdict

HELD = 12
"""Entries below the checkpoint that the reader holds: some of the request come after it."""


def edited(log: Forged, index: int) -> Forged:
    state = log.pieces[index].state
    assert b'"nonce":"' in state
    return log.with_state(index, state.replace(b'"actor":"u-', b'"actor":"u-x', 1))


def edits_before(log: Forged, ours: list[int]) -> Forged:
    return edited(log, 3)


def edits_after(log: Forged, ours: list[int]) -> Forged:
    return edited(log, ours[3])


def drops_the_last(log: Forged, ours: list[int]) -> Forged:
    return log.without(ours[-1])


def drops_from_the_middle(log: Forged, ours: list[int]) -> Forged:
    return log.without(ours[3])


def drops_an_early_one(log: Forged, ours: list[int]) -> Forged:
    return log.without(3)


def cuts_the_end_off(log: Forged, ours: list[int]) -> Forged:
    return Forged(log.pieces[: HELD - 1], log.key, log.origin)


def inserts_backdated(log: Forged, ours: list[int]) -> Forged:
    """A reply that never was, put before others of its request, and dated as they are."""
    pieces = list(log.pieces)
    place = ours[2]
    copy = pieces[place]
    later = [
        one._replace(version=one.version + 1)
        if one.stream == copy.stream and one.place >= place
        else one
        for one in pieces
    ]
    return Forged([*later[:place], copy, *later[place:]], log.key, log.origin)


def inserts_early(log: Forged, ours: list[int]) -> Forged:
    first = log.pieces[2]._replace(version=1)
    return Forged([first, *renamed(log.pieces)], log.key, log.origin)


def renamed(pieces: list[Piece]) -> list[Piece]:
    stream = pieces[2].stream
    return [
        one._replace(version=one.version + 1) if one.stream == stream else one for one in pieces
    ]


def appends_with_a_clock_set_back(log: Forged, ours: list[int]) -> Forged:
    last = log.pieces[ours[-1]]
    at = last.state.index(b'"at":"') + 6
    said = datetime.fromisoformat(last.state[at : at + 25].decode())
    earlier = (said - timedelta(days=60)).isoformat().encode()
    state = last.state[:at] + earlier + last.state[at + 25 :]
    return log.with_state(ours[-1], state)


Attack = Callable[[Forged, list[int]], Forged]


class Seen(NamedTuple):
    """Whether a reader sees it who holds nothing, and one who holds an older checkpoint."""

    alone: bool
    holding: bool


NOWHERE, WITH_CHECKPOINT, ALWAYS = Seen(False, False), Seen(False, True), Seen(True, True)  # noqa: FBT003

TABLE: dict[Attack, Seen] = {
    edits_before: WITH_CHECKPOINT,
    edits_after: NOWHERE,
    drops_the_last: NOWHERE,
    drops_from_the_middle: NOWHERE,
    drops_an_early_one: WITH_CHECKPOINT,
    cuts_the_end_off: WITH_CHECKPOINT,
    inserts_backdated: NOWHERE,
    inserts_early: WITH_CHECKPOINT,
    appends_with_a_clock_set_back: ALWAYS,
}


@pytest.mark.parametrize("register", [False, True], ids=["request", "register"])
@pytest.mark.parametrize("attack", TABLE, ids=lambda attack: attack.__name__)
def test_what_an_operator_with_the_key_can_do(
    office: Office, attack: Attack, *, register: bool
) -> None:
    honest = office.forged
    ours = [place for place in honest.of(office.request) if place >= HELD]
    held = honest.checkpoint(HELD)
    log = attack(honest, ours)
    shown = office.request if not register else None
    if shown and not log.of(office.request):
        shown = log.pieces[0].stream  # an old backup, which knew another request
    path = office.folder / "forged"
    path.write_bytes(log.bundle(office.wish, shown))

    alone, holding = (verdict(path, trust=office.vkey, held=one) for one in (None, held))

    seen = Seen(alone["verdict"] == "inconsistent", holding["verdict"] == "inconsistent")
    assert seen == TABLE[attack]


def test_the_same_engine_makes_bundles_of_what_nobody_forged(office: Office) -> None:
    path = office.folder / "forged"
    for shown in (office.request, None):
        older = office.forged.checkpoint(HELD)
        path.write_bytes(office.forged.bundle(office.with_older(older), shown))
        for held in (None, older, office.newest, office.forged.checkpoint(5)):
            later = held == office.newest  # signed after the bundle's events were read
            said = verdict(path, trust=office.vkey, held=held)
            assert said["verdict"] == ("inconsistent" if later else "consistent")
            assert codes(said) == ({"held-later"} if later else set())


def test_equal_contents_make_equal_bytes(office: Office) -> None:
    for shown in (office.request, None):
        once, again = (office.forged.bundle(office.wish, shown) for _ in range(2))
        assert once == again


def test_an_older_checkpoint_of_the_same_log_is_led_on_from_without_the_whole_log(
    office: Office,
) -> None:
    held = office.forged.checkpoint(HELD)
    wish = office.with_older(held)._replace(form=Form.BARE)
    path = office.folder / "forged"
    path.write_bytes(office.forged.bundle(wish, office.request))

    assert verdict(path, held=held)["verdict"] == "consistent"
    assert codes(verdict(path, held=office.forged.checkpoint(7))) == {"held-not-shown"}
    path.write_bytes(edits_before(office.forged, []).bundle(wish, office.request))
    assert codes(verdict(path, held=held)) == {"not-consistent", "held-not-shown"}


def test_a_log_beside_the_log_is_told_by_who_knows_the_key(office: Office) -> None:
    stranger = Forged(office.forged.pieces, Ed25519PrivateKey.generate(), office.origin)
    path = office.folder / "forged"
    path.write_bytes(stranger.bundle(office.wish, office.request))

    unpinned, pinned = verdict(path), verdict(path, trust=office.vkey)

    assert unpinned["verdict"] == "consistent"  # it proves nothing about origin, and says so
    assert unpinned["trust"] == "bundled"
    assert {"key-other", "checkpoint", "manifest-note"} <= codes(pinned)
    assert codes(verdict(path, held=office.held)) == {"held-unreadable"}


def test_a_demand_for_something_recent_is_met_by_the_operators_own_clock(office: Office) -> None:
    path = office.folder / "forged"
    path.write_bytes(office.forged.bundle(office.wish, office.request))
    newest = datetime.fromisoformat("2026-03-20T11:00:00+00:00")

    assert verdict(path, newer_than=newest)["verdict"] == "consistent"
    assert codes(verdict(path, newer_than=newest + timedelta(seconds=1))) == {"older"}
