"""Yes is said of each claim, and what it means."""

from typing import Any

import pytest

from griffie.application.letters import Demand, InformationItem, LetterKind, missing_demands
from griffie.application.letters.phrases import phrases
from griffie.domain.events import (
    ClaimReclassified,
    HumanReviewPerformed,
    Invoked,
    PublicControllersInformed,
    RecipientNotificationOmitted,
    RecipientNotified,
)
from griffie.domain.law import GDPR, ExceptionGround, Language, OmissionGround, Right
from griffie.domain.request.vocabulary import ReviewOutcome
from tests.given.letters import (
    ACCESS,
    ANSWER,
    ERASURE,
    OPENED,
    TODAY,
    TYPED,
    received,
    said,
    sealed,
    written,
)
from tests.given.past import WORDS, excepted, fulfilled, granted


@pytest.mark.law("gdpr/12/3")
@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("right", Right)
@pytest.mark.parametrize("happened", [granted, fulfilled])
def test_what_was_promised_or_done_is_told_of_every_right(
    happened: Any, right: Right, language: Language
) -> None:
    told = written(ANSWER, received(right), happened(right), language=language)

    done = {demand for demand in told.demanded if demand.what is InformationItem.ACTION}
    assert {demand.right for demand in done} == {right}
    assert missing_demands(told) == ()
    assert (TYPED in said(told)) == (happened is fulfilled)


@pytest.mark.law("gdpr/19")
def test_recipients_are_named_with_what_they_were_told_or_why_not() -> None:
    two = Invoked(right=ERASURE, recipients=("cookieyes", "google-analytics", "group"))
    notified = RecipientNotified(recipient="cookieyes", right=ERASURE, notified_on=TODAY)
    omitted = RecipientNotificationOmitted(
        recipient="group", right=ERASURE, ground=OmissionGround.IMPOSSIBLE, reason=WORDS
    )

    told = written(ANSWER, received(two), fulfilled(ERASURE), notified, omitted)

    assert missing_demands(told) == ()
    assert "CookieYes: op de hoogte gebracht op 20 maart 2026" in said(told)
    assert "iAssist groep: niet op de hoogte gebracht, omdat dit onmogelijk blijkt" in said(told)
    assert "Google Inc. (Google Analytics): nog op de hoogte te brengen" in said(told)


@pytest.mark.law("gdpr/21/4")
def test_the_right_to_object_stands_apart_from_everything_else() -> None:
    told = written(ANSWER, received(ACCESS), fulfilled(ACCESS))

    (apart,) = [one for one in told.sections if one.title == "Uw recht van bezwaar"]
    assert {demand.what for one in apart.paragraphs for demand in one.meets} == {
        InformationItem.OBJECTION
    }


@pytest.mark.law("gdpr/22/3")
@pytest.mark.parametrize(
    ("ground", "owed"),
    [
        (ExceptionGround.CONTRACT, True),
        (ExceptionGround.EXPLICIT_CONSENT, True),
        (ExceptionGround.AUTHORISED_BY_LAW, False),
    ],
)
def test_who_stays_subject_to_a_machine_may_ask_for_a_person(
    ground: ExceptionGround, *, owed: bool
) -> None:
    right = Right.AUTOMATED_DECISION
    told = written(ANSWER, received(right), excepted(right, ground))

    assert missing_demands(told) == ()
    assert ("menselijke tussenkomst" in said(told)) is owed
    assert (Demand(InformationItem.HUMAN, GDPR(22, 3), right) in told.demanded) is owed


@pytest.mark.law("gdpr/17/2")
@pytest.mark.parametrize("language", Language)
def test_who_was_told_that_public_data_must_go_is_told(language: Language) -> None:
    who, how = sealed("w"), sealed("h")
    words = OPENED | {who: "Zoekmachine Voorbeeld", how: "Per brief gevraagd."}
    informed_them = PublicControllersInformed(
        right=ERASURE, who=who, measures=how, informed_on=TODAY
    )
    done = fulfilled(ERASURE)

    told = written(
        ANSWER, received(ERASURE), informed_them, done, words=words, language=language
    )  # fmt: skip
    promised = written(ANSWER, received(ERASURE), informed_them, granted(ERASURE), words=words)

    assert Demand(InformationItem.PUBLIC, GDPR(17, 2), ERASURE) in told.demanded
    assert missing_demands(told) == missing_demands(promised) == ()
    assert "Zoekmachine Voorbeeld" in said(told)
    assert "Per brief gevraagd." in said(told)
    assert "Zoekmachine Voorbeeld" not in said(promised)


@pytest.mark.law("gdpr/22/3")
@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("outcome", ReviewOutcome)
def test_what_a_person_made_of_a_decision_is_told_with_the_reasons(
    outcome: ReviewOutcome, language: Language
) -> None:
    right = Right.AUTOMATED_DECISION
    heard = HumanReviewPerformed(
        right=right, outcome=outcome, view=WORDS, reasons=WORDS, reviewed_on=TODAY
    )
    kept = excepted(right, ExceptionGround.CONTRACT)

    over = written(ANSWER, received(right), heard, fulfilled(right), language=language)
    upheld = written(ANSWER, received(right), heard, kept, language=language)

    for told in (over, upheld):
        assert Demand(InformationItem.HUMAN, GDPR(22, 3), right) in told.demanded
        assert missing_demands(told) == ()
        assert phrases()["human/heard"].said_in(language) in said(told)
        assert TYPED in said(told)


@pytest.mark.law("gdpr/22/3")
def test_a_decision_read_as_another_right_keeps_its_review() -> None:
    machine, objection = Right.AUTOMATED_DECISION, Right.OBJECTION
    heard = HumanReviewPerformed(
        right=machine, outcome=ReviewOutcome.CHANGED, reasons=WORDS, reviewed_on=TODAY
    )
    read_as = ClaimReclassified(from_right=machine, to_right=objection, reason=WORDS)

    told = written(ANSWER, received(machine), heard, read_as, fulfilled(objection))

    assert missing_demands(told) == ()


@pytest.mark.law("gdpr/19")
@pytest.mark.parametrize("right", [Right.RECTIFICATION, ERASURE, Right.RESTRICTION])
@pytest.mark.parametrize("language", Language)
def test_after_each_change_the_recipients_stand_by_name(right: Right, language: Language) -> None:
    shared = Invoked(right=right, recipients=("cookieyes",))

    told = written(ANSWER, received(shared), fulfilled(right), language=language)

    assert Demand(InformationItem.RECIPIENTS, GDPR(19), right) in told.demanded
    assert missing_demands(told) == ()
    assert "CookieYes" in said(told)


@pytest.mark.law("gdpr/18/3")
@pytest.mark.parametrize("language", Language)
def test_whoever_has_data_restricted_learns_that_lifting_is_announced(language: Language) -> None:
    right = Right.RESTRICTION

    told = written(ANSWER, received(right), fulfilled(right), language=language)

    assert Demand(InformationItem.LIFT, GDPR(18, 3), right) in told.demanded
    assert missing_demands(told) == ()
    assert GDPR(18, 3).cite(language) in said(told)


@pytest.mark.law("gdpr/18/3")
@pytest.mark.parametrize("language", Language)
def test_before_a_restriction_is_lifted_the_requester_is_told(language: Language) -> None:
    lift = LetterKind.RESTRICTION_LIFT
    right = Right.RESTRICTION
    told = written(lift, received(right), fulfilled(right), language=language)

    assert told.demanded == (Demand(InformationItem.LIFT, GDPR(18, 3)),)
    assert missing_demands(told) == ()
