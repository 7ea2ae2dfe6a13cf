"""Into whose hands, in which form: rows B14 to B16, D1 and D2.

Each row with its right value, and a further case of the same kind.
"""

from datetime import date
from typing import Any

import pytest

from griffie.domain.law import Right
from griffie.domain.request.vocabulary import Outcome
from griffie.domain.rights_request import RightsRequest
from tests.scenarios.course import Course

DONE = "As asked."
COPY: dict[str, Any] = {"format": "json", "channel": "email", "hands": "requester"}
DOUBT: dict[str, Any] = {"grounds": "Another address.", "asked_for": "The customer number."}


def _right(name: str) -> Right:
    return next(right for right in Right if right == name)


def letter(right: str, sent_on: str, **said: Any) -> dict[str, Any]:
    return {"kind": "answer", "rights": [right], "sent_on": sent_on, "channel": "email", **said}


@pytest.mark.law("gdpr/5/1/f")
@pytest.mark.parametrize("right", ["access", "portability"])
@pytest.mark.parametrize("capacity", ["lawyer", "parent", None])
def test_d1_into_the_hands_of_whom_nobody_saw_a_mandate(
    course: Course, right: str, capacity: str | None
) -> None:
    speaker = {"name": "A. Speaker", "capacity": capacity}
    said: dict[str, Any] = {"representative": speaker} if capacity else {}
    course.receives(date(2026, 6, 1), "Somebody writes for another.", right, **said)
    handed = {"right": right, **COPY, "delivered_on": "2026-06-08"}
    theirs = handed | {"hands": "representative"}

    cited, why = course.stopped(
        date(2026, 6, 8), "To the representative.", RightsRequest.deliver_copy, **theirs
    )
    course.takes(
        date(2026, 6, 8),
        "It had gone there.",
        RightsRequest.deliver_copy,
        **theirs,
        irregular="Sent by mistake.",
    )
    checks = course.request.tasks
    course.takes(date(2026, 6, 8), "To the person herself.", RightsRequest.deliver_copy, **handed)

    assert cited == "gdpr/5/1/f"
    assert ("Nobody came forward" in why) == (capacity is None)
    assert [one.kind for one in checks] == ["breach_check"]
    assert course.request.copies_out_on == date(2026, 6, 8)
    if capacity:
        course.takes(
            date(2026, 6, 9),
            "It is shown.",
            RightsRequest.verify_mandate,
            method="Seen.",
            verified_on="2026-06-09",
            shown_by="parental_authority" if capacity == "parent" else "lawyers_declaration",
        )
        course.takes(
            date(2026, 6, 9),
            "Now the representative gets it.",
            RightsRequest.deliver_copy,
            **theirs | {"delivered_on": "2026-06-09"},
        )


@pytest.mark.law("gdpr/12/1")
@pytest.mark.law("gdpr/12/4")
@pytest.mark.parametrize("channel", ["phone", "in_person"])
@pytest.mark.parametrize("right", ["access", "erasure", "rectification"])
def test_d2_a_refusal_is_not_told_by_telephone(course: Course, right: str, channel: str) -> None:
    course.receives(date(2026, 6, 1), "A right is invoked.", right)
    course.takes(
        date(2026, 6, 8),
        "It is refused.",
        RightsRequest.refuse,
        right=right,
        ground="gdpr/12/5/excessive",
        demonstration="The tenth time this week.",
    )
    spoken = letter(right, "2026-06-09", kind="refusal", channel=channel, text="No.")
    written = "Article 12(5) GDPR. Data Protection Authority; you may go to court."

    for more in ({}, {"channel_reason": "Asked otherwise."}):
        said = {**spoken, "text": written, **more}
        cited, _ = course.stopped(
            date(2026, 6, 9),
            "Told by word of mouth.",
            RightsRequest.inform,
            **said | {"text": written},
        )
        assert cited == "gdpr/12/1"
    course.takes(
        date(2026, 6, 9),
        "The call is recorded as a call.",
        RightsRequest.inform,
        **spoken | {"kind": "other"},
    )
    course.takes(
        date(2026, 6, 9),
        "Or as what it was.",
        RightsRequest.inform,
        **spoken,
        irregular="A colleague said it on the telephone.",
    )

    assert [claim.right for claim in course.request.untold] == [right]


@pytest.mark.law("gdpr/12/3")
@pytest.mark.parametrize("asked", ["email", "web_form", "chat"])
def test_d2_what_was_asked_electronically_is_answered_electronically(
    course: Course, asked: str
) -> None:
    course.receives(date(2026, 6, 1), "Access is asked.", "access", channel=asked)
    paper: dict[str, Any] = {"right": "access", **COPY, "format": "paper", "channel": "post"}
    cited, _ = course.stopped(
        date(2026, 6, 8),
        "A copy by post.",
        RightsRequest.deliver_copy,
        delivered_on="2026-06-08",
        **paper,
    )
    course.takes(
        date(2026, 6, 8),
        "A copy by post, with the reason.",
        RightsRequest.deliver_copy,
        delivered_on="2026-06-08",
        channel_reason="The e-mail came back.",
        **paper,
    )

    assert cited == "gdpr/12/3"


@pytest.mark.law("gdpr/12/4")
@pytest.mark.parametrize("right", ["access", "restriction", "consent_withdrawal"])
def test_b15_a_refusal_of_what_was_done(course: Course, right: str) -> None:
    course.receives(date(2026, 6, 1), "A right is invoked.", right)
    course.takes(date(2026, 6, 2), "Done.", RightsRequest.fulfil, right=right, measures=DONE)

    cited, _ = course.stopped(
        date(2026, 6, 3),
        "It is called a refusal.",
        RightsRequest.inform,
        **letter(right, "2026-06-03", kind="refusal", text="Dear Madam, it was done."),
    )

    assert cited == "gdpr/12/4"


@pytest.mark.law("gdpr/58/2/g")
def test_b16_erased_on_an_order_that_is_not_on_file(course: Course) -> None:
    course.receives(date(2026, 6, 1), "Erasure is asked.", "erasure")
    words: dict[str, Any] = {"on": "2026-06-02", "words": "Never mind."}
    withdraw = RightsRequest.withdraw
    course.takes(date(2026, 6, 2), "Withdrawn.", withdraw, rights=["erasure"], **words)
    course.takes(date(2026, 6, 3), "Closed.", RightsRequest.close)
    course.takes(date(2026, 6, 4), "Held.", RightsRequest.place_hold, reason="A dispute.")
    erasing: dict[str, Any] = {"ground": "order", "explanation": "The authority ordered it."}

    _, why = course.stopped(
        date(2026, 6, 5), "Erased on an order.", RightsRequest.erase_personal_data, **erasing
    )
    course.takes(
        date(2026, 6, 8),
        "The order is recorded.",
        RightsRequest.record_order,
        authority="gba",
        dossier="dos-77",
        content="Erase the file.",
        received_on="2026-06-08",
        due_on="2026-07-01",
    )
    course.takes(
        date(2026, 6, 8), "Now it is erased.", RightsRequest.erase_personal_data, **erasing
    )

    assert why == "No order is on file: record the order first"
    assert course.request.erased
    assert course.request.outcome is Outcome.WITHDRAWN


@pytest.mark.law("gdpr/18/2")
@pytest.mark.law("gdpr/18/1")
@pytest.mark.parametrize("first", ["erasure", "restriction"])
def test_b14_erased_and_restricted(course: Course, first: str) -> None:
    course.receives(date(2026, 6, 1), "Both are asked.", "erasure", "restriction")
    erase: dict[str, Any] = {
        "right": "erasure",
        "system": "servers",
        "proof": "Gone.",
        "erased_on": "2026-06-08",
    }
    restrict: dict[str, Any] = {
        "ground": "gdpr/18/1/b",
        "systems": ["servers"],
        "applied_on": "2026-06-08",
    }
    steps: list[tuple[Any, dict[str, Any]]] = [
        (RightsRequest.erase_data, erase),
        (RightsRequest.apply_restriction, restrict),
    ]
    (one, said), (other, then) = steps if first == "erasure" else steps[::-1]
    elsewhere = (
        {"system": "web-shop"} if other is RightsRequest.erase_data else {"systems": ["web-shop"]}
    )

    course.takes(date(2026, 6, 8), "The one.", one, **said)
    cited, _ = course.stopped(date(2026, 6, 8), "The other.", other, **then)
    course.takes(date(2026, 6, 8), "In another system.", other, **then | elsewhere)

    assert cited == ("gdpr/18/1" if first == "erasure" else "gdpr/18/2")


@pytest.mark.law("gdpr/18/1/d")
def test_b14_an_objection_waits_and_nothing_is_restricted(course: Course) -> None:
    course.receives(date(2026, 6, 1), "An objection.", "objection")
    steps = (
        RightsRequest.grant,
        RightsRequest.refuse,
        RightsRequest.apply_exception,
        RightsRequest.apply_restriction,
    )

    asked = [course.hinted(date(2026, 6, 2), "Looked at.", step) for step in steps]
    course.takes(
        date(2026, 6, 2),
        "Restricted meanwhile.",
        RightsRequest.apply_restriction,
        ground="gdpr/18/1/d",
        systems=["servers"],
        provisional=True,
        applied_on="2026-06-02",
    )
    then = course.hinted(date(2026, 6, 2), "Looked at again.", RightsRequest.apply_exception)

    assert all("18(1)(d)" in said for said in asked)
    assert "18(1)(d)" not in then
