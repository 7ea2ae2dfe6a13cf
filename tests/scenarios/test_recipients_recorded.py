"""Rows D7, D8: recipients of these data, and only of what was done."""

from typing import Any

import pytest

from griffie.domain.law import Right
from griffie.domain.request.vocabulary import Outcome
from tests.scenarios.course import Course
from tests.scenarios.decided import LATER, STEP, answer, asks, to_tell


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
