"""What a claim says of itself, and what each change leaves of it: days, letters, fees."""

from dataclasses import replace
from datetime import date

import pytest

from griffie.domain.law import FeeGround, Refusal, Right
from griffie.domain.request.claim import Claim, Fee
from griffie.domain.request.part import REST, Part, PartDecision, union
from griffie.domain.request.remembered import Done, Sent, come_back
from griffie.domain.request.vocabulary import Channel, ClaimStatus, Deed, FeeStatus, PartStatus

DAY_1, DAY_2, DAY_3, DAY_4 = (date(2026, 3, day) for day in (9, 10, 11, 12))
EMAIL, POST = Channel.EMAIL, Channel.POST
PHOTOS, ORDERS = Part((), ("photos",)), Part((), ("orders",))
ACCESS = Claim(Right.ACCESS, categories=("photos", "orders"))


def decided(*decisions: tuple[Part, PartStatus], of: Claim = ACCESS) -> Claim:
    return replace(of, decisions=tuple(PartDecision(*one) for one in decisions))


@pytest.mark.law("gdpr/12/4")
@pytest.mark.parametrize(
    ("photos", "orders", "status"),
    [
        (PartStatus.NO_GROUND, PartStatus.NOT_APPLICABLE, ClaimStatus.NOT_APPLICABLE),
        (PartStatus.NO_GROUND, PartStatus.NO_GROUND, ClaimStatus.NOT_APPLICABLE),
        (PartStatus.NO_GROUND, PartStatus.REFUSED, ClaimStatus.REFUSED),
        (PartStatus.EXCEPTED, PartStatus.NOT_APPLICABLE, ClaimStatus.REFUSED),
    ],
)
def test_a_whole_no_is_a_refusal_where_some_of_it_was_refused(
    photos: PartStatus, orders: PartStatus, status: ClaimStatus
) -> None:
    assert decided((PHOTOS, photos), (ORDERS, orders)).status is status


@pytest.mark.law("gdpr/12/4")
def test_an_exception_hides_no_ground_of_a_refusal() -> None:
    excepted = PartDecision(PHOTOS, PartStatus.EXCEPTED, "gdpr/15/4")
    refused = PartDecision(ORDERS, PartStatus.REFUSED, Refusal.UNFOUNDED)
    claim = replace(ACCESS, decisions=(excepted, refused))

    assert claim.ground == Refusal.UNFOUNDED
    assert claim.exceptions == (excepted,)
    assert claim.noes == (excepted, refused)


@pytest.mark.law("gdpr/15/4")
def test_of_a_copy_that_yields_the_rest_is_shown_as_open() -> None:
    of_the_copy = PartDecision(PHOTOS, PartStatus.EXCEPTED, leaves_rest=True)
    further = PartDecision(REST, PartStatus.NOT_APPLICABLE, leaves_rest=True)

    for one in (of_the_copy, further):
        *_, open_still = replace(ACCESS, decisions=(one,)).parts
        assert open_still == PartDecision(ACCESS.asked, PartStatus.OPEN)


def test_a_promise_is_no_decision_that_stands_in_the_way() -> None:
    claim = decided((PHOTOS, PartStatus.GRANTED), (ORDERS, PartStatus.REFUSED))

    assert (claim.promises(PHOTOS), claim.decides(PHOTOS)) == (True, False)
    assert (claim.promises(ORDERS), claim.decides(ORDERS)) == (False, True)


@pytest.mark.law("gdpr/12/3")
def test_the_first_letter_counts_and_of_those_that_came_back_none() -> None:
    told = ACCESS.told(DAY_2, EMAIL).told(DAY_1, POST).told(DAY_3, EMAIL)
    assert told.informed_on == DAY_2, "the letter that was recorded first"
    assert told.came_back is None

    returned = told.returned(EMAIL, DAY_4, first_counts=False)

    assert returned.letters[-1] == Sent(DAY_3, EMAIL, DAY_4), "the last that went that way"
    assert returned.informed_on == DAY_1, "the earliest that arrived"
    assert returned.came_back == returned.letters[-1]
    assert told.returned(EMAIL, DAY_4, first_counts=True).informed_on == DAY_2
    assert told.returned(POST, DAY_4, first_counts=False).informed_on == DAY_2
    again = returned.returned(EMAIL, DAY_4, first_counts=False)
    assert again.letters[0] == Sent(DAY_2, EMAIL, DAY_4), "one letter comes back once"
    assert again.came_back == again.letters[0]


@pytest.mark.parametrize(
    ("channel", "on", "back"),
    [(EMAIL, DAY_2, True), (EMAIL, DAY_1, False), (POST, DAY_2, False)],
    ids=["that day", "sent after", "went another way"],
)
def test_a_letter_comes_back_the_way_it_went(channel: Channel, on: date, *, back: bool) -> None:
    (letter,) = come_back((Sent(DAY_2, EMAIL),), channel, on)

    assert (letter.returned_on is not None) is back


def test_of_a_letter_of_before_it_is_not_known_how_it_went() -> None:
    assert come_back((Sent(DAY_1),), POST, DAY_2) == (Sent(DAY_1, None, DAY_2),)


@pytest.mark.law("gdpr/12/3")
def test_an_answer_lies_ready_from_the_first_day() -> None:
    assert ACCESS.lying_ready(DAY_2).lying_ready(DAY_3).ready_on == DAY_2
    assert ACCESS.lying_ready(DAY_2).lying_ready(DAY_1).ready_on == DAY_1


def test_it_was_carried_out_on_the_last_day_and_a_deed_done_on_the_first() -> None:
    done = ACCESS.carried_out(DAY_3).carried_out(DAY_2)
    for deed, on in ((Deed.COPY_DELIVERED, DAY_3), (Deed.COPY_DELIVERED, DAY_2)):
        done = done.having(Done(deed, on))
    done = done.having(Done(Deed.ACCESS_GIVEN, DAY_1))

    assert done.fulfilled_on == DAY_3
    assert done.carried_out(DAY_4).fulfilled_on == DAY_4
    assert done.first(Deed.COPY_DELIVERED) == DAY_2
    assert done.first(Deed.DATA_TRANSMITTED) is None


ANSWERED = (
    decided((PHOTOS, PartStatus.FULFILLED), (ORDERS, PartStatus.REFUSED))
    .having(Done(Deed.COPY_DELIVERED, DAY_1))
    .carried_out(DAY_1)
    .told(DAY_2)
    .lying_ready(DAY_2)
)


@pytest.mark.parametrize(("part", "fulfilled_on"), [(ORDERS, DAY_1), (PHOTOS, None), (REST, None)])
def test_what_is_taken_back_was_not_carried_out(part: Part, fulfilled_on: date | None) -> None:
    reopened = ANSWERED.reopened(None, part)

    assert reopened.fulfilled_on == fulfilled_on
    assert reopened.answered_on == DAY_2, "no letter is undone"
    assert reopened.done == ANSWERED.done


@pytest.mark.law("gdpr/12/3")
@pytest.mark.parametrize("counted_from", [None, DAY_4], ids=["same clock", "new clock"])
def test_what_is_answered_anew_is_told_and_done_again(counted_from: date | None) -> None:
    extended = replace(ANSWERED, extended=True, extension_told_on=DAY_1)

    reopened = extended.reopened(counted_from, anew=True)

    assert (reopened.answered_on, reopened.ready_on, reopened.letters) == (None, None, ())
    assert reopened.done == (Done(Deed.COPY_DELIVERED, DAY_1, before=True),)
    assert reopened.since == counted_from
    kept = (True, DAY_1) if counted_from is None else (False, None)
    assert (reopened.extended, reopened.extension_told_on) == kept


def test_a_new_clock_is_a_new_answer() -> None:
    assert ANSWERED.reopened(DAY_4) == ANSWERED.reopened(DAY_4, anew=True)


def test_without_a_fee_nothing_of_it_changes() -> None:
    priced = ACCESS.costing(Fee(FeeGround.EXCESSIVE, 2500, DAY_1))

    assert priced.fee_standing(FeeStatus.ACCEPTED).paid(DAY_2).fee == Fee(
        FeeGround.EXCESSIVE, 2500, DAY_1, FeeStatus.ACCEPTED, DAY_2
    )
    assert ACCESS.fee_standing(FeeStatus.ACCEPTED).paid(DAY_2) == ACCESS


def test_naming_nothing_asks_everything() -> None:
    assert union(("orders",), ("photos", "orders")) == ("orders", "photos")
    assert union((), ("photos",)) == union(("photos",), ()) == ()
