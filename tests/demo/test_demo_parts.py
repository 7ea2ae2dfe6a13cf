"""What the story shows: decisions by part, somebody without an address, a deed too early."""

import pytest

from griffie.api.demo.story import story
from griffie.domain.law import Right
from griffie.domain.request.vocabulary import ClaimStatus, Outcome, PartStatus
from tests.demo.played import A_MONDAY, played


@pytest.mark.law("gdpr/12/3")
def test_a_right_is_decided_by_item_by_category_and_by_purpose() -> None:
    told = {
        name: [(one.part, one.status) for one in claim.decisions]
        for name, request in played(A_MONDAY).items()
        for claim in request.claims.values()
        if len(claim.decisions) > 1
    }
    done, no, kept = PartStatus.FULFILLED, PartStatus.NO_GROUND, PartStatus.EXCEPTED

    assert [(len(part.items), status) for part, status in told["vermeiren-gegevens"]] == [
        (1, done),
        (1, PartStatus.NOT_APPLICABLE),
        (0, done),
    ]
    assert [(*part.categories, status) for part, status in told["gielen-webshop"]] == [
        ("preferences", done),
        ("orders", no),
        ("invoices", kept),
    ]
    assert [(*part.purposes, status) for part, status in told["lemoine-opposition"]] == [
        ("credit-check", done),
        ("fraud-prevention", kept),
        ("delivery", no),
    ]
    open_still = played(A_MONDAY)["segers-deels"].claims[Right.ERASURE]
    assert {one.status for one in open_still.decisions} == {done, PartStatus.GRANTED}
    assert open_still.status is ClaimStatus.OPEN


@pytest.mark.law("gdpr/12/2")
def test_somebody_without_an_address_is_answered_where_they_can_come() -> None:
    nobody = played(A_MONDAY)["balie-zonder-adres"]

    assert not nobody.requester.reachable
    assert nobody.claims[Right.ERASURE].ready_on
    assert nobody.outcome is Outcome.FULFILLED


def test_what_was_done_too_early_is_told_as_irregular() -> None:
    told = [deed for deed in story(A_MONDAY) if "irregular" in deed.body]
    early = played(A_MONDAY)["peeters-advocaat"]

    assert [(deed.request, deed.command) for deed in told] == [("peeters-advocaat", "deliver-copy")]
    assert len(early.astray) == 1
    assert early.outcome is not None
