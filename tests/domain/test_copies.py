"""What was handed over is not kept twice: Article 5(1)(e). That it was handed over, is."""

from datetime import timedelta
from typing import Any

import pytest

from griffie.domain.events import (
    CopiesDestroyed,
    DocumentAdded,
    ErasureOfCopiesDecided,
    PersonalDataErased,
)
from griffie.domain.law import GDPR, Right
from griffie.domain.model.errors import OutOfOrderError, UnlawfulError
from griffie.domain.model.event import Event
from griffie.domain.model.setting import Controller
from griffie.domain.model.values import Sealed
from griffie.domain.request.vocabulary import DocumentKind, FileErasure, Outcome
from griffie.domain.steps.action import actions
from tests.given.past import (
    NOW,
    WORDS,
    closed,
    copied,
    given,
    held,
    informed,
    objection,
    on,
    received,
    withdrawn,
)

ACCESS = Right.ACCESS
FIRST, SECOND, LETTER = Sealed("1" * 43), Sealed("2" * 43), Sealed("l" * 43)


def filed(document: Sealed) -> DocumentAdded:
    return DocumentAdded(kind=DocumentKind.DELIVERED_COPY, document=document, size=9)


MAIL = DocumentAdded(kind=DocumentKind.CORRESPONDENCE, document=LETTER, size=9)
DELIVERED = (received(ACCESS), MAIL, filed(FIRST), copied(ACCESS, FIRST))
SIX_MONTHS_LATER = on(2026, 9, 5)  # [P] counted from the delivery on 5 March
DAY_BEFORE = SIX_MONTHS_LATER._replace(at=SIX_MONTHS_LATER.at - timedelta(days=1))
ELAPSED: dict[str, Any] = {"ground": FileErasure.RETENTION_ELAPSED, "explanation": WORDS}
ORDERED: dict[str, Any] = {"ground": FileErasure.ORDER, "explanation": WORDS}


@pytest.mark.law("gdpr/5/1/e")
def test_delivered_copies_go_six_months_after_delivery_and_not_a_day_before() -> None:
    request = given(*DELIVERED, filed(SECOND), informed(ACCESS))

    why = objection(request, "erase_copies", DAY_BEFORE, **ELAPSED)
    happened = request.erase_copies(SIX_MONTHS_LATER, **ELAPSED)

    assert isinstance(why, UnlawfulError)
    assert why.provision == GDPR(5, 1, "e")
    assert str(why) == "it is kept until 2026-09-05: wait until then, or name another ground"
    assert happened == ErasureOfCopiesDecided(**ELAPSED, documents=(FIRST, SECOND))


@pytest.mark.law("gdpr/5/2")
def test_that_they_are_gone_is_said_when_they_are_and_what_else_is_on_file_stays() -> None:
    request = given(*DELIVERED)
    request.erase_copies(SIX_MONTHS_LATER, **ELAPSED)
    waiting = request.copies_to_destroy

    happened = request.destroy_copies(SIX_MONTHS_LATER)

    assert waiting
    assert happened == CopiesDestroyed(documents=(FIRST,))
    assert not request.copies_to_destroy
    assert request.copies == ()
    assert request.documents == (LETTER, FIRST)


def test_what_nobody_decided_is_not_destroyed() -> None:
    assert isinstance(objection(given(*DELIVERED), "destroy_copies"), OutOfOrderError)


def test_copies_are_not_erased_twice() -> None:
    request = given(*DELIVERED, ErasureOfCopiesDecided(**ORDERED, documents=(FIRST,)))

    why = objection(request, "erase_copies", **ORDERED)

    assert str(why) == "that the copies go was decided already: wait until they are gone"


@pytest.mark.parametrize("past", [[], [MAIL]])
def test_where_no_copy_is_on_file_none_is_erased(past: list[Event]) -> None:
    why = objection(given(received(ACCESS), *past), "erase_copies", **ORDERED)

    assert str(why) == "no delivered copy is on file: add one first"


@pytest.mark.law("gdpr/15/3")
def test_a_copy_is_handed_over_before_it_goes() -> None:
    request = given(received(ACCESS), filed(FIRST))

    why = objection(request, "erase_copies", **ORDERED)

    assert isinstance(why, UnlawfulError)
    assert why.provision == GDPR(15, 3)


def test_a_copy_that_was_never_handed_over_counts_from_closing() -> None:
    ended = withdrawn(ACCESS), closed(Outcome.WITHDRAWN)
    request = given(received(ACCESS), filed(FIRST), *ended)

    why = objection(request, "erase_copies", **ELAPSED)

    assert str(why) == "it is kept until 2026-09-20: wait until then, or name another ground"


@pytest.mark.law("gdpr/17/3/e")
@pytest.mark.parametrize("ground", [one for one in FileErasure if one is not FileErasure.ORDER])
def test_a_hold_keeps_the_copies(ground: FileErasure) -> None:
    demo = SIX_MONTHS_LATER._replace(controller=Controller(demo=True))

    why = objection(
        given(*DELIVERED, held()), "erase_copies", demo, ground=ground, explanation=WORDS
    )

    assert isinstance(why, UnlawfulError)
    assert why.provision == GDPR(17, 3, "e")


@pytest.mark.law("gdpr/17/3/e")
def test_a_hold_that_comes_before_they_are_gone_keeps_them_but_not_from_an_order() -> None:
    decided = ErasureOfCopiesDecided(**ELAPSED, documents=(FIRST,))
    ordered = ErasureOfCopiesDecided(**ORDERED, documents=(FIRST,))

    assert not given(*DELIVERED, decided, held()).copies_to_destroy
    assert given(*DELIVERED, ordered, held()).copies_to_destroy


def test_no_copy_is_filed_among_those_that_go() -> None:
    request = given(*DELIVERED, ErasureOfCopiesDecided(**ORDERED, documents=(FIRST,)))

    why = objection(
        request, "add_document", kind=DocumentKind.DELIVERED_COPY, document=SECOND, size=1
    )
    request.add_document(NOW, kind=DocumentKind.CORRESPONDENCE, document=SECOND, size=1)

    assert str(why) == "the copies on file wait to be destroyed: file it after that"


def test_when_they_may_go_is_said_beforehand() -> None:
    listed = {action.command: action for action in actions(given(*DELIVERED))}

    hint = str(listed["erase_copies"].hint)

    assert hint == "as retention that elapsed from 2026-09-05"


def test_with_the_whole_file_its_copies_and_papers_go_and_wait_for_nothing_more() -> None:
    decided = ErasureOfCopiesDecided(**ORDERED, documents=(FIRST,))
    erased = PersonalDataErased(ground=FileErasure.ORDER, explanation=WORDS)
    request = given(*DELIVERED, decided, closed(), erased)

    assert not request.copies_to_destroy
    assert not request.evidence_may_go
