"""A paper that shows who somebody is goes when the question is settled: Article 5(1)(c) and (e)."""

from typing import Any

import pytest

from griffie.domain.events import DocumentAdded, IdentityEvidenceDestroyed
from griffie.domain.law import GDPR, Right
from griffie.domain.model.errors import OutOfOrderError, UnlawfulError
from griffie.domain.model.event import Event
from griffie.domain.model.setting import Setting
from griffie.domain.model.values import Sealed
from griffie.domain.request.vocabulary import DocumentKind
from tests.given.past import (
    NOW,
    RECEIVED_ON,
    WORDS,
    doubted,
    given,
    not_established,
    objection,
    on,
    received,
    verified,
)

ACCESS, ERASURE = Right.ACCESS, Right.ERASURE
PASSPORT, LETTER = Sealed("p" * 43), Sealed("l" * 43)
PAPER = DocumentAdded(kind=DocumentKind.IDENTITY_EVIDENCE, document=PASSPORT, size=9)
MAIL = DocumentAdded(kind=DocumentKind.CORRESPONDENCE, document=LETTER, size=9)


@pytest.mark.law("gdpr/5/1/e")
@pytest.mark.parametrize("settled", [verified(RECEIVED_ON), not_established(ACCESS)])
def test_once_identity_is_settled_its_evidence_is_destroyed_and_nothing_else(
    settled: Event,
) -> None:
    request = given(received(ACCESS), doubted(), MAIL, PAPER, settled)
    due = request.evidence_to_destroy

    happened = request.destroy_identity_evidence(NOW)

    assert due
    assert happened == IdentityEvidenceDestroyed(documents=(PASSPORT,))
    assert not request.evidence_to_destroy
    assert request.identity_evidence == ()
    assert request.documents == (LETTER, PASSPORT)


@pytest.mark.parametrize(
    "past", [[PAPER], [doubted(), PAPER], [doubted(), MAIL, verified(RECEIVED_ON)]]
)
def test_what_is_not_settled_or_was_never_there_is_not_destroyed(past: list[Event]) -> None:
    request = given(received(ACCESS), *past)

    why = objection(request, "destroy_identity_evidence")

    assert isinstance(why, OutOfOrderError)


@pytest.mark.law("gdpr/5/1/c")
def test_who_was_verified_need_not_send_a_paper_any_more() -> None:
    said: dict[str, Any] = {"kind": PAPER.kind, "document": PASSPORT, "size": 9}

    why = objection(given(received(ACCESS), verified(RECEIVED_ON)), "add_document", **said)

    assert isinstance(why, UnlawfulError)
    assert why.provision == GDPR(5, 1, "c")


def test_after_a_failure_somebody_may_try_again_and_that_paper_goes_later() -> None:
    request = given(received(ACCESS), doubted(), PAPER, not_established(ACCESS))
    request.destroy_identity_evidence(NOW)

    request.add_document(NOW, kind=PAPER.kind, document=PASSPORT, size=9)
    then = request.evidence_to_destroy
    request.verify_identity(NOW, method=WORDS, verified_on=NOW.today, received_on=NOW.today)

    assert not then
    assert request.evidence_to_destroy


def test_with_four_eyes_the_second_pair_sees_the_paper_before_it_goes() -> None:
    first = received(ACCESS, ERASURE, setting=Setting(four_eyes=True))
    request = given(first, doubted(), PAPER)
    somebody_else = on(2026, 3, 20, actor="u-18")

    request.fail_identity(NOW, reason=WORDS, received_on=RECEIVED_ON)
    request.approve_refusal(somebody_else, right=ACCESS)
    half = request.evidence_to_destroy
    request.approve_refusal(somebody_else, right=ERASURE)

    assert not half
    assert request.evidence_to_destroy
