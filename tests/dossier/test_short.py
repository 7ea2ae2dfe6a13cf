"""A short bundle: its statement, every lie about it, and what the whole log says of it."""

from collections.abc import Callable
from typing import NamedTuple
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from griffie.application.dossier.form import Form
from griffie.application.dossier.statement import STATEMENT
from griffie.domain.log.entry import ENTRY_SIZE
from griffie.domain.upkeep import LOGS
from griffie.infrastructure.log.checkpoint import Checkpoint
from tests.dossier.conftest import Office
from tests.dossier.test_one_tag import TwoFaced, two_faced
from tests.given.bundles import apart
from tests.given.continued_log import KEPT, continued
from tests.given.forged_bundle import Forged, Parts, codes, lines, renumbered, resealed
from tests.given.short_bundle import (
    earlier,
    entries_of,
    places_in,
    saying,
    short,
    stating,
    streams_of,
)


class Made(NamedTuple):
    """A short bundle that somebody made, and the whole log that its reader may hold."""

    parts: Parts
    log: bytes


def true_log(office: Office, parts: Parts) -> Made:
    return Made(parts, entries_of(office.forged))


def honest(office: Office) -> Made:
    return true_log(office, short(office))


def test_it_holds_a_statement_instead_of_the_log_and_says_less(office: Office) -> None:
    parts = short(office)
    said = office.verdict(parts, trust=office.vkey)

    assert "entries.bin" not in parts
    assert (said["verdict"], said["complete"], said["statement"]) == ("consistent", False, "signed")
    head, *streams = parts[STATEMENT].decode().partition("\n\n")[0].split("\nstream ")
    origin, size, root = parts["checkpoints/new.txt"].decode().split("\n")[:3]
    assert head == f"griffie-completeness/1\nlog {origin}\nsize {size}\nroot {root}"
    assert {one[:36] for one in streams} == {*map(str, streams_of(office.request))}


def test_the_whole_log_makes_it_as_good_as_a_long_one(office: Office) -> None:
    parts, log = honest(office)
    exactly = log[: ENTRY_SIZE * len(earlier(office).log)]

    for held in (exactly, log):  # as it was then, and as it went on with more of the request
        said = office.verdict(parts, trust=office.vkey, log=held)
        assert (said["verdict"], said["complete"]) == ("consistent", True)
        assert said["statement"] == "confirmed"
    older = office.forged.checkpoint(7)
    assert codes(office.verdict(parts, held=older)) == {"held-not-shown"}
    assert office.verdict(parts, held=older, log=log)["verdict"] == "consistent"


def test_a_statement_that_was_taken_out_is_missed(office: Office) -> None:
    rest = {name: one for name, one in office.short.items() if name != STATEMENT}

    said = office.verdict(rest, trust=office.vkey)
    by_the_owner = office.verdict(resealed(rest, office.key), trust=office.vkey)

    assert said["findings"] == [{"code": "file-missing", "where": STATEMENT}]
    assert (by_the_owner["verdict"], by_the_owner["complete"]) == ("consistent", False)
    assert "statement" not in by_the_owner  # nothing is claimed then


def left_out_of_the_middle(office: Office) -> Made:
    parts = short(office)
    every = range(len(lines(parts["index.jsonl"])))
    return true_log(office, resealed(renumbered(parts, [n for n in every if n != 3]), office.key))


def without_the_last(parts: Parts) -> Parts:
    return renumbered(parts, range(len(lines(parts["index.jsonl"])) - 1))


def left_out_at_the_end(office: Office) -> Made:
    return true_log(office, resealed(without_the_last(short(office)), office.key))


def left_out_at_the_end_and_denied(office: Office) -> Made:
    log = earlier(office)
    last = log.of(office.request)[-1]
    places = places_in(log, office.request)
    denied = {stream: [one for one in at if one != last] for stream, at in places.items()}
    return true_log(office, stating(office, without_the_last(short(office)), denied))


def one_of_two_under_one_tag(office: Office) -> Made:
    log, (_, hidden) = two_faced(office, office.request, last=True)
    log.hidden = hidden
    parts = apart(log.bundle(office.wish._replace(form=Form.SHORT), office.request))
    return Made(parts, entries_of(log))


def another_log_that_it_continues_denied(office: Office) -> Made:
    goes_on = continued(office)
    hiding = TwoFaced(goes_on.pieces, office.key, goes_on.origin)
    hiding.hidden = KEPT
    parts = apart(hiding.bundle(office.wish._replace(form=Form.SHORT), office.request))
    return Made(parts, entries_of(goes_on))


def an_entry_of_another_listed(office: Office) -> Made:
    parts, log = short(office), earlier(office)
    places = places_in(log, office.request)
    foreign = next(n for n in range(len(log.log)) if n not in log.of(office.request))
    places[LOGS] = [foreign]
    return true_log(office, stating(office, parts, places))


def all_left_out_and_denied(office: Office) -> Made:
    nothing: dict[UUID, list[int]] = {stream: [] for stream in streams_of(office.request)}
    return true_log(office, stating(office, renumbered(short(office), []), nothing))


def of_another_request(office: Office) -> Made:
    other = next(one.stream for one in office.forged.pieces if one.topic == "RequestReceived")
    assert other != office.request
    return true_log(office, stating(office, short(office), places_in(earlier(office), other)))


def of_one_stream_fewer(office: Office) -> Made:
    places = places_in(earlier(office), office.request)
    del places[LOGS]
    return true_log(office, stating(office, short(office), places))


def with_checkpoint(office: Office, note: str) -> Made:
    places = places_in(earlier(office), office.request)
    return true_log(office, stating(office, short(office), places, checkpoint=note))


def of_another_size(office: Office) -> Made:
    origin, size, root = short(office)["checkpoints/new.txt"].decode().split("\n")[:3]
    return with_checkpoint(office, f"{origin}\n{int(size) - 1}\n{root}\n")


def from_an_older_checkpoint(office: Office) -> Made:
    size = len(earlier(office).log) - 1
    before = Forged(office.forged.pieces[:size], office.key, office.origin)
    older = short(office, before)[STATEMENT]
    return true_log(office, resealed(short(office) | {STATEMENT: older}, office.key))


def of_another_root(office: Office) -> Made:
    size = len(earlier(office).log)
    other = Checkpoint(office.origin, size, b"r" * 32).signed(office.key)
    return with_checkpoint(office, other)


def of_another_log(office: Office) -> Made:
    size = len(earlier(office).log)
    root = earlier(office).tree.root(size)
    return with_checkpoint(office, Checkpoint("nobody/griffie", size, root).signed(office.key))


def signed_by_another_key(office: Office) -> Made:
    places, parts = places_in(earlier(office), office.request), short(office)
    key = Ed25519PrivateKey.generate()
    return true_log(office, stating(office, parts, places, key=key))


def unsigned(office: Office) -> Made:
    parts = short(office)
    text = parts[STATEMENT].partition(b"\n\n")[0] + b"\n"
    return true_log(office, resealed(parts | {STATEMENT: text}, office.key))


def a_checkpoint_in_its_place(office: Office) -> Made:
    parts = short(office)
    shown = parts | {STATEMENT: parts["checkpoints/new.txt"]}
    return true_log(office, resealed(shown, office.key))


def the_note_of_the_manifest_in_its_place(office: Office) -> Made:
    parts = short(office)
    return true_log(office, resealed(parts | {STATEMENT: parts["manifest.note"]}, office.key))


def a_statement_in_the_place_of_the_checkpoint(office: Office) -> Made:
    parts = short(office)
    shown = parts | {"checkpoints/new.txt": parts[STATEMENT]}
    return true_log(office, resealed(shown, office.key))


def larger_than_any(office: Office) -> Made:
    parts = short(office)
    text = parts[STATEMENT].decode().partition("\n\n")[0] + "\n"
    return true_log(office, saying(office, parts, text + "stream \n" * (1 << 19)))


def the_log_of_somebody_else(office: Office) -> Made:
    changed = office.forged.pieces[0]
    other = office.forged.with_state(0, changed.state.replace(b'"actor":"u-', b'"actor":"u-x', 1))
    return Made(short(office), entries_of(other))


def a_log_that_ends_before(office: Office) -> Made:
    return Made(short(office), entries_of(earlier(office))[:-ENTRY_SIZE])


class Found(NamedTuple):
    """What a reader of the bundle finds, and what one finds who holds the whole log besides."""

    alone: set[str]
    holding: set[str]


def alike(*found: str) -> Found:
    return Found({*found}, {*found})


DENIED = Found(set(), {"left-out", "statement-false"})
ATTACKS: dict[Callable[[Office], Made], Found] = {
    left_out_at_the_end_and_denied: DENIED,
    one_of_two_under_one_tag: Found(set(), {"second-entry", "statement-false"}),
    another_log_that_it_continues_denied: Found({"continued"}, {"continued", *DENIED.holding}),
    left_out_of_the_middle: alike("version", "statement-shown"),
    left_out_at_the_end: Found({"statement-shown"}, {"statement-shown", "left-out"}),
    all_left_out_and_denied: Found({"no-events"}, {"no-events", *DENIED.holding}),
    an_entry_of_another_listed: Found({"statement-shown"}, {"statement-shown", "statement-false"}),
    of_another_request: alike("statement"),
    of_one_stream_fewer: alike("statement"),
    of_another_size: alike("statement"),
    of_another_root: alike("statement"),
    of_another_log: alike("statement"),
    from_an_older_checkpoint: alike("statement"),
    signed_by_another_key: alike("statement"),
    unsigned: alike("statement"),
    a_checkpoint_in_its_place: alike("statement"),
    the_note_of_the_manifest_in_its_place: alike("statement"),
    larger_than_any: alike("statement"),
    a_statement_in_the_place_of_the_checkpoint: alike("checkpoint"),
    the_log_of_somebody_else: Found(set(), {"log-other"}),
    a_log_that_ends_before: Found(set(), {"log-shorter"}),
}


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.__name__)
def test_a_lie_in_a_short_bundle_is_found_or_not_as_the_table_says(
    office: Office, attack: Callable[[Office], Made]
) -> None:
    parts, log = attack(office)
    trust = parts["log.vkey"].decode().removesuffix("\n")

    alone = office.verdict(parts, trust=trust)
    holding = office.verdict(parts, trust=trust, log=log)

    assert codes(alone) == ATTACKS[attack].alone
    assert codes(holding) == ATTACKS[attack].holding
    refuted = "statement-false" in ATTACKS[attack].holding
    assert (holding.get("statement") == "refuted") is refuted
