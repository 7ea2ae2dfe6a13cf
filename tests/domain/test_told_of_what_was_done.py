"""Article 19: of several recipients, those who received something of what was done."""

from dataclasses import replace

import pytest

from griffie.domain.events import Invoked
from griffie.domain.law import Right
from griffie.domain.request.claim import Claim
from griffie.domain.request.disclosed import (
    Disclosed,
    DisclosureSource,
    disclosures_about,
    recipients_to_tell,
    recipients_unknown,
)
from griffie.domain.request.part import REST, Part, PartDecision
from griffie.domain.request.vocabulary import PartStatus
from griffie.domain.rights_request import RightsRequest
from griffie.domain.steps.recipients import RecipientsRecorded
from tests.given.past import given, received

ERASURE, ACCESS = Right.ERASURE, Right.ACCESS
CONTACT, PHOTO = Part((), ("contact",)), Part((), ("photo",))
DONE, KEPT = PartStatus.FULFILLED, PartStatus.EXCEPTED
ALL_DONE = PartDecision(REST, DONE)
RECEIVED = {
    "all": (),
    "bank": ("invoices",),
    "both": ("contact", "photo"),
    "host": ("contact",),
    "ledger": ("contact", "invoices"),
    "mailer": ("photo",),
}


def request_about(*categories: str) -> RightsRequest:
    recorded = (
        RecipientsRecorded(recipients=(who,), categories=what, source=DisclosureSource.LOG)
        for who, what in RECEIVED.items()
    )
    return given(received(Invoked(right=ERASURE, categories=categories)), *recorded)


@pytest.mark.law("gdpr/19")
@pytest.mark.parametrize(
    ("asked", "decisions", "told"),
    [
        ("", [ALL_DONE], "all bank both host ledger mailer"),
        ("", [PartDecision(PHOTO, KEPT), ALL_DONE], "all bank both host ledger"),
        ("", [PartDecision(PHOTO, DONE)], "all both mailer"),
        ("", [PartDecision(PHOTO, DONE), ALL_DONE], "all bank both host ledger mailer"),
        ("contact photo", [ALL_DONE], "all both host ledger mailer"),
        ("contact photo", [PartDecision(CONTACT, KEPT), ALL_DONE], "all both mailer"),
        ("contact photo", [PartDecision(CONTACT, DONE)], "all both host ledger"),
        ("contact photo", [PartDecision(CONTACT, KEPT)], ""),
    ],
)
def test_who_received_what_was_done_is_told(
    asked: str, decisions: list[PartDecision], told: str
) -> None:
    request = request_about(*asked.split())
    claim = replace(request.claims[ERASURE], decisions=tuple(decisions))

    assert recipients_to_tell(request, claim) == tuple(told.split())


@pytest.mark.law("gdpr/15/1/c")
@pytest.mark.parametrize(
    ("asked", "named"),
    [("", "all bank both host ledger mailer"), ("photo", "all both mailer"), ("phone", "all")],
)
def test_who_received_what_was_asked_about_is_named(asked: str, named: str) -> None:
    request = request_about(*asked.split())

    found = disclosures_about(request, request.claims[ERASURE])

    assert sorted(one.recipient for one in found) == named.split()


@pytest.mark.law("gdpr/19")
def test_of_another_right_nobody_is_told() -> None:
    request = request_about()

    assert recipients_to_tell(request, Claim(ACCESS, decisions=(ALL_DONE,))) == ()


POSSIBLE = Claim(ERASURE, possible_recipients=("host",), decisions=(ALL_DONE,))


@pytest.mark.law("gdpr/19")
@pytest.mark.parametrize(
    ("claim", "recorded", "unknown"),
    [
        (POSSIBLE, False, True),
        (POSSIBLE, True, False),
        (POSSIBLE.settling("host"), False, False),
        (POSSIBLE.settling("bank"), False, True),
        (replace(POSSIBLE, recipients=("host",)), False, False),
        (replace(POSSIBLE, possible_recipients=()), False, False),
        (replace(POSSIBLE, decisions=()), False, False),
        (replace(POSSIBLE, right=ACCESS), False, False),
    ],
    ids=[
        "possible",
        "recorded",
        "settled",
        "another settled",
        "an old request",
        "nobody possible",
        "nothing done",
        "another right",
    ],
)
def test_nobody_is_unknown_once_it_is_recorded_who_received_it(
    claim: Claim, *, recorded: bool, unknown: bool
) -> None:
    request = given(received(ERASURE))
    request.recipients_recorded = recorded

    assert recipients_unknown(request, claim) is unknown


def test_what_nobody_received_any_more_is_no_disclosure() -> None:
    both = Disclosed("host", ("contact", "photo"), DisclosureSource.LOG)

    assert both.without(frozenset({"contact"})) == both._replace(categories=("photo",))
    assert both.without(frozenset({"contact", "photo"})) is None
    everything = both._replace(categories=())
    assert everything.without(frozenset({"contact"})) == everything
