"""What one decision does to those before it: the parts, as values."""

import pytest

from griffie.domain.law import Right
from griffie.domain.request.claim import Claim
from griffie.domain.request.part import (
    REST,
    Part,
    PartDecision,
    carried_out,
    covers,
    decided,
    taken_back,
)
from griffie.domain.request.vocabulary import ClaimStatus, PartStatus

ANALYTICS, BILLING = Part(("analytics",)), Part(("billing",))
BOTH = Part(("analytics", "billing"))
PHOTOS, ORDERS = Part((), ("photos",)), Part((), ("orders",))
OPEN, GRANTED, FULFILLED = PartStatus.OPEN, PartStatus.GRANTED, PartStatus.FULFILLED
REFUSED, EXCEPTED = PartStatus.REFUSED, PartStatus.EXCEPTED

ALL_GRANTED = PartDecision(REST, GRANTED)


def of_the_copy(part: Part) -> PartDecision:
    """Something of the copy yields: the information of Article 15(1) does not."""
    return PartDecision(part, EXCEPTED, leaves_rest=True)


def yes(part: Part) -> PartDecision:
    return PartDecision(part, GRANTED)


def open_again(part: Part) -> PartDecision:
    return PartDecision(part, OPEN)


@pytest.mark.law("gdpr/12/3")
def test_a_part_shares_what_both_name_and_nothing_else() -> None:
    assert BOTH.shares(BILLING)
    assert BILLING.shares(BOTH)
    assert not BILLING.shares(ANALYTICS)
    assert not Part(("photos",)).shares(PHOTOS), "a purpose is no category"
    assert BOTH.without(BILLING) == ANALYTICS


@pytest.mark.law("gdpr/15/4")
@pytest.mark.parametrize("part", [REST, PHOTOS])
def test_what_leaves_the_rest_closes_nothing(part: Part) -> None:
    assert not covers((of_the_copy(part),), (), ("photos",))


@pytest.mark.parametrize(
    ("named", "all_of_it"), [((ANALYTICS,), False), ((ANALYTICS, BILLING), True), ((BOTH,), True)]
)
def test_all_that_was_asked_must_be_named(named: tuple[Part, ...], *, all_of_it: bool) -> None:
    asked = ("analytics", "billing")

    assert covers(map(yes, named), asked, ()) is all_of_it
    assert covers(map(yes, named), asked, ("orders",)) is all_of_it


def test_a_category_is_not_decided_by_a_purpose_of_the_same_name() -> None:
    assert not covers((yes(Part(("photos",))),), (), ("photos",))
    assert not covers((yes(PHOTOS),), ("photos",), ())
    assert covers((yes(PHOTOS),), (), ("photos",))


def test_what_is_open_again_is_not_decided_by_the_rest() -> None:
    assert covers((ALL_GRANTED,), (), ())
    assert not covers((ALL_GRANTED, open_again(BILLING)), (), ())


def test_of_two_parts_that_are_open_again_one_is_decided() -> None:
    before = (ALL_GRANTED, open_again(ANALYTICS), open_again(BILLING))
    no = PartDecision(BILLING, REFUSED)

    assert decided(before, no) == (ALL_GRANTED, open_again(ANALYTICS), no)


def test_of_a_part_that_is_open_again_some_is_decided_and_some_stays_open() -> None:
    before = (ALL_GRANTED, open_again(BOTH))

    assert decided(before, yes(BILLING)) == (ALL_GRANTED, open_again(ANALYTICS), yes(BILLING))


def test_the_rest_decides_all_that_is_open_again() -> None:
    before = (ALL_GRANTED, open_again(ANALYTICS), open_again(PHOTOS))
    no = PartDecision(REST, REFUSED)

    after = decided(before, no)

    assert after == (ALL_GRANTED, no._replace(part=ANALYTICS), no._replace(part=PHOTOS))


@pytest.mark.law("gdpr/15/1", "gdpr/15/4")
@pytest.mark.parametrize("part", [REST, PHOTOS])
def test_a_copy_that_yields_leaves_open_what_was_taken_back(part: Part) -> None:
    before = (ALL_GRANTED, open_again(PHOTOS))

    after = decided(before, of_the_copy(part))

    assert after == (*before, of_the_copy(part))
    assert Claim(Right.ACCESS, decisions=after).status is ClaimStatus.OPEN


@pytest.mark.law("gdpr/15/1", "gdpr/15/4")
def test_what_was_decided_beside_an_open_part_stays() -> None:
    before = (of_the_copy(PHOTOS), open_again(PHOTOS))

    assert decided(before, yes(PHOTOS)) == (of_the_copy(PHOTOS), yes(PHOTOS))


def test_some_of_what_was_promised_is_carried_out() -> None:
    done = PartDecision(BILLING, FULFILLED, version=7)

    after = carried_out((yes(BOTH), yes(PHOTOS)), done, wholly_decided=True)

    assert after == (yes(ANALYTICS), yes(PHOTOS), done)
    assert carried_out((ALL_GRANTED,), done, wholly_decided=True) == (ALL_GRANTED, done)


def test_all_that_was_promised_is_carried_out_and_what_was_open() -> None:
    done = PartDecision(REST, FULFILLED, version=7)
    no = PartDecision(PHOTOS, REFUSED)

    wholly = carried_out((yes(BILLING), no), done, wholly_decided=True)
    not_wholly = carried_out((yes(BILLING), no), done, wholly_decided=False)

    assert wholly == (done._replace(part=BILLING), no)
    assert not_wholly == (*wholly, done)


@pytest.mark.parametrize(
    "kept",
    [(), (yes(ORDERS),), (of_the_copy(REST),), (of_the_copy(REST), yes(ORDERS))],
    ids=["nothing", "another part", "a further copy", "both"],
)
def test_a_part_is_taken_back_and_is_open_with_the_rest(kept: tuple[PartDecision, ...]) -> None:
    before = (*kept, PartDecision(PHOTOS, REFUSED))

    after = taken_back(before, PHOTOS)

    assert after == kept
    assert decided(after, ALL_GRANTED) == (*kept, ALL_GRANTED)


@pytest.mark.parametrize("beside", [(), (of_the_copy(ORDERS),), (yes(ORDERS),)])
def test_where_the_rest_was_decided_it_is_remembered_what_was_taken_back(
    beside: tuple[PartDecision, ...],
) -> None:
    kept = (*beside, ALL_GRANTED)

    assert taken_back((*kept, PartDecision(PHOTOS, REFUSED)), PHOTOS) == (*kept, open_again(PHOTOS))


@pytest.mark.law("gdpr/15/4")
def test_what_is_taken_back_twice_is_open_once() -> None:
    before = (ALL_GRANTED, open_again(PHOTOS), of_the_copy(PHOTOS))

    assert taken_back(before, PHOTOS) == (ALL_GRANTED, open_again(PHOTOS))


def test_the_rest_takes_back_all() -> None:
    assert taken_back((ALL_GRANTED, yes(PHOTOS)), REST) == ()
