"""A reminder, a repeat, a twin: what two requests have to do with each other."""

from datetime import date
from uuid import UUID

import pytest

from griffie.domain.events import DuplicateAbsorbed, Invoked, RequestLinked
from griffie.domain.law import ExceptionGround, Right
from griffie.domain.model.errors import BadInputError, OutOfOrderError
from griffie.domain.model.event import Event
from griffie.domain.request.vocabulary import Outcome, Relation, Status
from griffie.domain.rights_request import RightsRequest
from tests.given.past import (
    NOW,
    RECEIVED_ON,
    closed,
    excepted,
    fulfilled,
    given,
    granted,
    informed,
    objection,
    received,
    refused,
    withdrawn,
)

ACCESS, ERASURE = Right.ACCESS, Right.ERASURE
OTHER = UUID(int=2)
ENDED = (received(ACCESS), fulfilled(ACCESS), informed(ACCESS), closed())
FEBRUARY_2 = date(2026, 2, 2)


def other_request(*rights: Right | Invoked, received_on: date = RECEIVED_ON) -> RightsRequest:
    return RightsRequest.begin(received(*rights, received_on=received_on), OTHER, NOW)


def test_a_repeat_is_only_linked() -> None:
    request = given(received(ACCESS))

    happened = request.link(NOW, other=OTHER, relation=Relation.REPEAT)

    assert happened == RequestLinked(other=OTHER, relation=Relation.REPEAT)
    assert request.links == ((OTHER, Relation.REPEAT),)
    assert request.outcome is None


def test_a_duplicate_is_merged_and_owes_no_answer_of_its_own() -> None:
    request = given(received(ACCESS))

    request.link(NOW, other=OTHER, relation=Relation.DUPLICATE)

    assert (request.outcome, request.status) == (Outcome.MERGED, Status.CLOSED)
    assert request.deadline.standing(date(2027, 1, 1)) == "met"
    assert request.deadline.met_strictly is None


def test_a_request_is_not_linked_to_itself() -> None:
    request = given(received(ACCESS))

    why = objection(request, "link", other=request.id, relation=Relation.REPEAT)

    assert isinstance(why, BadInputError)
    assert why.word == "other"


DECIDED: list[Event] = [
    fulfilled(ACCESS),
    granted(ACCESS),
    refused(ACCESS),
    withdrawn(ACCESS),
    excepted(ACCESS, ExceptionGround.COPY_HARMS_OTHERS, "photos"),
]


@pytest.mark.parametrize("past", DECIDED)
def test_what_was_decided_is_a_repeat_and_no_duplicate(past: Event) -> None:
    why = objection(given(received(ACCESS), past), "link", other=OTHER, relation=Relation.DUPLICATE)

    assert isinstance(why, OutOfOrderError)
    assert str(why) == "something was decided about it: it is a repeat, not a duplicate"


@pytest.mark.parametrize("past", DECIDED)
def test_what_was_decided_absorbs_no_duplicate(past: Event) -> None:
    why = objection(given(received(ACCESS), past), "absorb", duplicate=other_request(ACCESS))

    assert isinstance(why, OutOfOrderError)
    assert str(why) == "the other request was decided: it is a repeat, not a duplicate"


@pytest.mark.law("gdpr/12/3")
def test_a_duplicate_is_absorbed_and_each_right_keeps_its_own_day() -> None:
    request = given(received(ACCESS))
    twin = other_request(ERASURE, received_on=FEBRUARY_2)

    happened = request.absorb(NOW, duplicate=twin)

    assert happened == DuplicateAbsorbed(
        other=OTHER,
        received_on=FEBRUARY_2,
        claims=(Invoked(right=ERASURE, received_on=FEBRUARY_2),),
        each_its_day=True,
    )
    assert request.counted_from(request.claims[ACCESS]) == RECEIVED_ON
    assert list(request.claims) == [ACCESS, ERASURE]
    assert request.deadline.term.due_on == date(2026, 3, 2)


@pytest.mark.law("gdpr/12/3")
def test_a_later_duplicate_moves_no_deadline() -> None:
    request = given(received(ACCESS))

    request.absorb(NOW, duplicate=other_request(ACCESS, received_on=NOW.today))

    assert request.received_on == RECEIVED_ON


@pytest.mark.law("gdpr/19")
def test_nothing_that_a_duplicate_asked_is_lost() -> None:
    ours = Invoked(
        right=ERASURE, purposes=("news",), categories=("contact",), recipients=("mailer",)
    )
    theirs = Invoked(
        right=ERASURE, purposes=("tax",), categories=("contact", "iban"), recipients=("accountant",)
    )
    request = given(received(ours))

    request.absorb(NOW, duplicate=other_request(theirs))

    claim = request.claims[ERASURE]
    assert claim.purposes == ("news", "tax")
    assert claim.categories == ("contact", "iban")
    assert claim.recipients == ("accountant", "mailer")


def test_whoever_asked_everything_once_asked_everything() -> None:
    request = given(received(Invoked(right=ERASURE, purposes=("news",), categories=("contact",))))

    request.absorb(NOW, duplicate=other_request(ERASURE))

    assert (request.claims[ERASURE].purposes, request.claims[ERASURE].categories) == ((), ())


def test_before_each_right_had_its_day_all_counted_from_the_earliest_receipt() -> None:
    before = DuplicateAbsorbed(
        other=OTHER, received_on=FEBRUARY_2, claims=(Invoked(right=ERASURE),)
    )

    request = given(received(ACCESS), before)

    counted = {request.counted_from(claim) for claim in request.claims.values()}
    assert counted == {FEBRUARY_2}


def test_a_closed_request_absorbs_nothing() -> None:
    why = objection(given(*ENDED), "absorb", duplicate=other_request(ERASURE))

    assert str(why) == "the request is closed: reopen it first"


@pytest.mark.parametrize("relation", [Relation.DUPLICATE, Relation.REMINDER])
def test_one_right_that_was_decided_is_enough(relation: Relation) -> None:
    request = given(received(ACCESS, ERASURE), granted(ACCESS))

    why = objection(request, "link", other=OTHER, relation=relation)

    assert "it is a repeat" in str(why)


@pytest.mark.law("gdpr/12/3")
@pytest.mark.parametrize(
    ("ours", "theirs", "counted"),
    [
        (FEBRUARY_2, None, FEBRUARY_2),
        (NOW.today, FEBRUARY_2, FEBRUARY_2),
        (None, None, RECEIVED_ON),
    ],
    ids=["ours came first", "theirs came first", "on the same day"],
)
def test_of_a_right_that_both_invoke_the_earliest_message_counts(
    ours: date | None, theirs: date | None, counted: date
) -> None:
    request = given(received(ACCESS, Invoked(right=ERASURE, received_on=ours)))

    request.absorb(NOW, duplicate=other_request(ERASURE, received_on=theirs or RECEIVED_ON))

    assert request.counted_from(request.claims[ERASURE]) == counted
    assert request.counted_from(request.claims[ACCESS]) == RECEIVED_ON
    assert request.received_on == min(RECEIVED_ON, theirs or RECEIVED_ON)
