"""Rows B3, B7, B9, B10, D7, D8: the profile is asked, and recipients are recorded."""

from datetime import date
from typing import Any

import pytest

from griffie.api.words.event_lines import event_detail
from griffie.application.controller.applicability import applicability
from griffie.application.controller.load_profile import load_profile
from griffie.application.letters import LetterKind, letter
from griffie.application.letters.text import as_text
from griffie.domain.law import ExceptionGround, Language, Right
from griffie.domain.request.vocabulary import ClaimStatus, Outcome
from griffie.domain.rights_request import RightsRequest
from griffie.domain.steps.record import record_of
from tests.scenarios.course import ENGLISH, OFFICE, Course

STEP = RightsRequest
FIRST, LATER = date(2026, 9, 1), date(2026, 9, 10)


def asks(course: Course, right: str, *purposes: str, categories: tuple[str, ...] = ()) -> None:
    asked = {"right": right, "purposes": purposes, "categories": categories}
    course.receives(FIRST, "Something is asked.", rights=[asked])


def finds(course: Course, right: str, ground: str, **more: Any) -> None:
    said: dict[str, Any] = {
        "right": right,
        "ground": ground,
        "explanation": "It rests on a contract.",
    }
    course.takes(LATER, "It is found not to apply.", STEP.find_not_applicable, **said | more)


def is_not_found(course: Course, right: str, ground: str, **more: Any) -> str:
    said: dict[str, Any] = {
        "right": right,
        "ground": ground,
        "explanation": "It rests on a contract.",
    }
    return course.stopped(
        LATER, "It is found not to apply.", STEP.find_not_applicable, **said | more
    )[0]


def answer(course: Course, language: Language = Language.EN) -> str:
    """The draft of the answer, in one line."""
    request, store = course.request, course._store
    history = store.requests.history(request.id)
    words = store.vault.open(request.id)
    made = (LetterKind.ANSWER, language, words)
    return " ".join(
        as_text(letter(request, history, store.engine.profile, *made, on=LATER)).split()
    )


def timeline(course: Course) -> list[str]:
    history = course._store.requests.history(course.request.id)
    return [event_detail(event, ENGLISH) for event in history]


def to_tell(course: Course) -> tuple[str, ...]:
    (claim,) = record_of(course.request).claims.values()
    return claim.untold


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
        "departure": "x",
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


# D7 and D8: recipients of these data, and only of what was done.


@pytest.mark.law("gdpr/19")
@pytest.mark.parametrize(
    ("right", "asked", "recipient", "went"),
    [
        (Right.ERASURE, "photo", "host-1", "photo"),
        (Right.RECTIFICATION, "contact", "group", "contact"),
        (Right.RESTRICTION, "orders", "partners", "orders"),
    ],
)
def test_d7_those_are_told_to_whom_these_data_went(
    course: Course, right: Right, asked: str, recipient: str, went: str
) -> None:
    asks(course, right, categories=(asked,))
    course.takes(LATER, "It is done.", STEP.fulfil, right=right, measures="Done.")
    told: dict[str, Any] = {"right": right, "notified_on": LATER.isoformat()}

    before = course.request.recipients_untold
    gap = answer(course)
    unrecorded, _ = course.stopped(
        LATER, "Told?", STEP.notify_recipient, recipient=recipient, **told
    )
    course.takes(
        LATER,
        "It is looked up.",
        STEP.record_recipients,
        recipients=[recipient],
        categories=[went],
        source="log",
        name="Peeters nv",
    )
    course.takes(
        LATER,
        "So is what went elsewhere.",
        STEP.record_recipients,
        recipients=["google-analytics"],
        categories=["browsing"],
        source="contract",
    )
    after, letter_after = course.request.recipients_untold, answer(course)
    another, why = course.stopped(
        LATER, "Google too?", STEP.notify_recipient, recipient="google-analytics", **told
    )
    course.takes(LATER, "It is told.", STEP.notify_recipient, recipient=recipient, **told)

    assert before == {}
    assert "record who received these data" in gap
    assert "CookieYes" not in gap
    assert (unrecorded, another) == ("gdpr/19", "gdpr/19")
    assert "new disclosure" in why
    assert after == {right: (recipient,)}
    assert "Peeters nv: still to be informed" in letter_after
    assert "Google" not in letter_after
    assert course.request.recipients_untold == {}


@pytest.mark.law("gdpr/15/1/c")
@pytest.mark.parametrize("source", ["log", "contract", "assumed"])
def test_d7_access_names_who_received_these_data(course: Course, source: str) -> None:
    asks(course, "access", "services")
    course.takes(LATER, "Done.", STEP.fulfil, right="access", measures="Copy.")

    gap = answer(course)
    said: dict[str, Any] = {
        "categories": ["contact"],
        "source": source,
        "name": "Hostbedrijf Maes bv",
    }
    course.takes(LATER, "Looked up.", STEP.record_recipients, recipients=["host-1"], **said)
    told = answer(course)

    assert "record who received these data" in gap
    assert "other partners of iAssist" not in gap + told
    assert "Hostbedrijf Maes bv: contact details" in told
    assert ("we suppose so" in told) is (source == "assumed")


@pytest.mark.law("gdpr/15/1/c")
def test_d7_that_nobody_received_them_is_an_answer(course: Course) -> None:
    asks(course, "access", "services")
    course.takes(LATER, "Done.", STEP.fulfil, right="access", measures="Copy.")
    course.takes(LATER, "Nobody.", STEP.record_recipients, recipients=[], source="log")

    assert "have been disclosed to nobody" in answer(course)


@pytest.mark.law("gdpr/19")
@pytest.mark.parametrize("right", [Right.ERASURE, Right.RECTIFICATION])
def test_d8_nobody_is_told_of_what_was_refused(course: Course, right: Right) -> None:
    asks(course, right, categories=("contact",))
    who: dict[str, Any] = {"recipients": ["host-1"], "source": "log"}
    course.takes(LATER, "Looked up.", STEP.record_recipients, **who)
    course.takes(
        LATER,
        "Refused.",
        STEP.refuse,
        right=right,
        ground="gdpr/12/5/excessive",
        demonstration="Forty times in a month.",
    )

    assert course.request.recipients_untold == {}
    assert to_tell(course) == ()


@pytest.mark.law("gdpr/19")
def test_d8_of_a_part_only_who_received_that_part_is_told(course: Course) -> None:
    asks(course, "erasure", categories=("contact", "invoices"))
    for who, what in (("host-1", "contact"), ("group", "invoices")):
        said: dict[str, Any] = {"recipients": [who], "categories": [what], "source": "contract"}
        course.takes(LATER, "Looked up.", STEP.record_recipients, **said)
    kept: dict[str, Any] = {
        "ground": "gdpr/17/3/e",
        "categories": ["invoices"],
        "necessity": "A claim.",
    }
    course.takes(LATER, "Kept.", STEP.apply_exception, right="erasure", **kept)
    before = to_tell(course)
    course.takes(LATER, "Done.", STEP.fulfil, right="erasure", measures="Erased.")
    sent: dict[str, Any] = {"kind": "answer", "rights": ["erasure"], "sent_on": LATER.isoformat()}
    course.takes(LATER, "Told.", STEP.inform, channel="email", **sent)

    cited, _ = course.stopped(LATER, "Closed?", STEP.close)
    told: dict[str, Any] = {
        "recipient": "host-1",
        "right": "erasure",
        "notified_on": LATER.isoformat(),
    }
    course.takes(LATER, "The host is told.", STEP.notify_recipient, **told)
    course.takes(LATER, "Closed.", STEP.close)

    assert before == ()
    assert cited == "gdpr/19"
    assert course.request.outcome is Outcome.PARTLY_FULFILLED
