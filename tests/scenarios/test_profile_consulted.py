"""Rows B3, B7, B9, B10: the profile is asked when a decision is taken."""

from typing import Any

import pytest

from griffie.application.controller.applicability import applicability
from griffie.application.controller.load_profile import load_profile
from griffie.domain.law import ExceptionGround, Language, Right
from griffie.domain.request.vocabulary import ClaimStatus
from tests.scenarios.course import OFFICE, Course
from tests.scenarios.decided import LATER, STEP, answer, asks, finds, is_not_found, timeline

# B9: direct marketing, whatever the objection was called.


@pytest.mark.law("gdpr/21/3")
@pytest.mark.parametrize("purpose", ["marketing", "newsletter", "offers"])
@pytest.mark.parametrize("ground", ["gdpr/21/1/compelling", "gdpr/21/1/claims"])
def test_b9_no_grounds_stand_against_an_objection_to_marketing(
    course: Course, purpose: str, ground: str
) -> None:
    asks(course, "objection", "fraud-prevention", purpose)
    weighed: dict[str, Any] = {"prevails": "controller", "performed_on": LATER.isoformat()}
    course.takes(
        LATER, "It is weighed.", STEP.perform_balancing, right="objection", interests="x", **weighed
    )

    said: dict[str, Any] = {
        "right": "objection",
        "ground": ground,
        "necessity": "Turnover.",
        "departure": "Een proef.",
    }
    cited, why = course.stopped(LATER, "It is refused.", STEP.apply_exception, **said)

    assert cited == "gdpr/21/3"
    assert "absolute, whatever it was called" in why


@pytest.mark.law("gdpr/21/3")
@pytest.mark.parametrize("purpose", ["marketing", "newsletter", "offers"])
def test_b9_the_advice_lists_no_ground_either(course: Course, purpose: str) -> None:
    profile = load_profile(OFFICE)

    (advice,) = applicability(Right.OBJECTION, (purpose,), profile)
    (other,) = applicability(Right.OBJECTION, ("fraud-prevention",), profile)

    assert advice.exceptions == ()
    assert ExceptionGround.COMPELLING_GROUNDS in other.exceptions


# B10: what departs from the recorded basis.


@pytest.mark.law("gdpr/21/1")
@pytest.mark.parametrize(
    ("right", "ground", "purpose"),
    [
        (Right.OBJECTION, "gdpr/21/1", "fraud-prevention"),
        (Right.OBJECTION, "gdpr/21/1", "credit-check"),
        (Right.PORTABILITY, "gdpr/20/1", "services"),
    ],
)
def test_b10_a_departure_needs_a_sentence_and_is_shown_as_one(
    course: Course, right: Right, ground: str, purpose: str
) -> None:
    asks(course, right, purpose)

    cited = is_not_found(course, right, ground)
    finds(course, right, ground, departure="The policy is wrong: a contract carries it.")

    assert cited == ground
    assert course.request.claims[right].status is ClaimStatus.NOT_APPLICABLE
    assert timeline(course)[-1].endswith("Departs from the profile.")
    assert "Why we depart from what we stated about this processing" in answer(course)
    assert "The policy is wrong: a contract carries it." in answer(course)


@pytest.mark.law("gdpr/21/1")
@pytest.mark.parametrize("purpose", ["delivery", "legal-retention"])
def test_b10_what_agrees_with_the_profile_needs_no_sentence(course: Course, purpose: str) -> None:
    asks(course, "objection", purpose)

    finds(course, "objection", "gdpr/21/1")

    assert "depart" not in answer(course)


# B3: consent, and the marketing that goes with it.


@pytest.mark.law("gdpr/7/3")
@pytest.mark.law("gdpr/21/3")
@pytest.mark.parametrize(
    ("purposes", "provision"),
    [
        (["services"], "gdpr/7/3"),
        (["statistics"], "gdpr/7/3"),
        (["delivery", "applications"], "gdpr/7/3"),
        (["newsletter"], "gdpr/21/3"),
        (["offers"], "gdpr/21/3"),
        ([], "gdpr/21/3"),
    ],
)
def test_b3_nothing_carries_on_where_the_person_was_told_consent(
    course: Course, purposes: list[str], provision: str
) -> None:
    asks(course, "consent_withdrawal", *purposes)

    cited = is_not_found(course, "consent_withdrawal", "gdpr/7/3", departure="Also a contract.")

    assert cited == provision


@pytest.mark.law("gdpr/21/2")
@pytest.mark.parametrize("language", Language)
def test_b3_a_withdrawal_for_marketing_says_that_nothing_of_it_goes_on(
    course: Course, language: Language
) -> None:
    asks(course, "consent_withdrawal", "newsletter")
    course.takes(LATER, "Done.", STEP.fulfil, right="consent_withdrawal", measures="Struck off.")

    said = answer(course, language)

    marketing = {
        Language.NL: "tegen direct marketing",
        Language.FR: "à la prospection",
        Language.DE: "gegen Direktwerbung",
        Language.EN: "to direct marketing",
    }
    assert marketing[language] in said
    assert "21" in said


@pytest.mark.law("gdpr/7/3")
def test_b3_a_withdrawal_for_something_else_says_nothing_of_marketing(course: Course) -> None:
    asks(course, "consent_withdrawal", "statistics")
    course.takes(LATER, "Done.", STEP.fulfil, right="consent_withdrawal", measures="Struck off.")

    assert "at once an objection" not in answer(course)


# B7: a law that is named.


@pytest.mark.law("gdpr/17/3/b")
@pytest.mark.law("gdpr/22/2/b")
@pytest.mark.parametrize(
    ("right", "ground"), [(Right.ERASURE, "gdpr/17/3/b"), (Right.AUTOMATED_DECISION, "gdpr/22/2/b")]
)
def test_b7_a_ground_that_rests_on_a_law_names_it(
    course: Course, right: Right, ground: str
) -> None:
    asks(course, right)
    said: dict[str, Any] = {"right": right, "ground": ground, "necessity": "We must."}

    cited, why = course.stopped(LATER, "No law is named.", STEP.apply_exception, **said)
    course.takes(
        LATER, "It is.", STEP.apply_exception, **said, legal_basis="Article 60 of the VAT Code."
    )

    assert cited == ground
    assert "Union or Member State law" in why
    assert "Article 60 of the VAT Code." in answer(course)
