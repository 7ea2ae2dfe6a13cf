"""Into whose hands, in which form, in which order: rows B14 to B16, C1 to C5, D1 and D2.

Each row with its right value, and a further case of the same kind.
"""

from datetime import date
from typing import Any

import pytest
from fastapi.testclient import TestClient

from griffie.domain.law import Right
from griffie.domain.request.vocabulary import ClaimStatus, Identity, Outcome
from griffie.domain.rights_request import RightsRequest
from tests.given.story import receive
from tests.scenarios.course import Course

DONE = "As asked."
COPY: dict[str, Any] = {"format": "json", "channel": "email", "hands": "requester"}
DOUBT = {"grounds": "Another address.", "asked_for": "The customer number."}


def letter(right: str, sent_on: str, **said: Any) -> dict[str, Any]:
    return {"kind": "answer", "rights": [right], "sent_on": sent_on, "channel": "email", **said}


@pytest.mark.law("gdpr/12/6")
@pytest.mark.parametrize(
    ("right", "step", "said", "field"),
    [
        ("access", RightsRequest.deliver_copy, COPY, "delivered_on"),
        (
            "portability",
            RightsRequest.transmit_data,
            {"format": "csv", "target": "The next provider."},
            "transmitted_on",
        ),
        (
            "rectification",
            RightsRequest.rectify_data,
            {"system": "crm", "fields": ["name"]},
            "rectified_on",
        ),
    ],
    ids=["access", "portability", "rectification"],
)
def test_c1_done_while_it_was_in_doubt_who_asks(
    course: Course, right: str, step: Any, said: dict[str, Any], field: str
) -> None:
    course.receives(date(2026, 11, 2), "A right is invoked.", right)
    course.takes(
        date(2026, 11, 5),
        "Who asks is in doubt.",
        RightsRequest.doubt_identity,
        asked_on="2026-11-05",
        **DOUBT,
    )
    course.takes(
        date(2026, 11, 20),
        "The proof comes.",
        RightsRequest.verify_identity,
        method="Called back.",
        verified_on="2026-11-20",
        received_on="2026-11-20",
    )
    body = {"right": right, **said}

    cited, _ = course.stopped(
        date(2026, 11, 20), "Ten days before, it was done.", step, **body, **{field: "2026-11-10"}
    )
    course.takes(
        date(2026, 11, 20),
        "It is recorded as what it was.",
        step,
        **body,
        **{field: "2026-11-10"},
        irregular="A colleague did not wait.",
    )
    irregular = course.request.claims[Right(right)].deeds
    course.takes(date(2026, 11, 21), "Now it is done.", step, **body, **{field: "2026-11-21"})

    assert cited == "gdpr/12/6"
    assert not irregular
    assert course.request.claims[Right(right)].deeds


@pytest.mark.law("gdpr/15/3")
@pytest.mark.parametrize("copied", ["access", "portability"])
@pytest.mark.parametrize("erased", ["erasure", "consent_withdrawal", "objection"])
def test_c2_erased_before_the_copy_went_out(course: Course, copied: str, erased: str) -> None:
    course.receives(date(2026, 11, 2), "A copy, then erasure.", copied, erased)
    course.takes(
        date(2026, 11, 20),
        "The copy goes out.",
        RightsRequest.deliver_copy,
        right=copied,
        delivered_on="2026-11-20",
        **COPY,
    )
    course.takes(date(2026, 11, 20), "Done.", RightsRequest.fulfil, right=copied, measures=DONE)
    wiped = {"right": erased, "system": "crm", "proof": "Gone."}

    cited, _ = course.stopped(
        date(2026, 11, 23),
        "It was erased ten days before.",
        RightsRequest.erase_data,
        erased_on="2026-11-10",
        **wiped,
    )
    course.takes(
        date(2026, 11, 23),
        "It is erased after.",
        RightsRequest.erase_data,
        erased_on="2026-11-23",
        **wiped,
    )

    assert cited == "gdpr/15/3"


@pytest.mark.law("gdpr/15/3")
@pytest.mark.parametrize("right", ["consent_withdrawal", "objection", "direct_marketing_objection"])
def test_c3_erased_by_way_of_another_right_while_access_is_open(course: Course, right: str) -> None:
    course.receives(date(2026, 3, 5), "Both at once.", "access", right)

    cited, _ = course.stopped(
        date(2026, 3, 9),
        "The data are erased.",
        RightsRequest.erase_data,
        right=right,
        system="mailing",
        proof="Gone.",
        erased_on="2026-03-09",
    )

    assert cited == "gdpr/15/3"


@pytest.mark.law("gdpr/15/3")
def test_c3_erased_while_another_request_of_the_same_address_waits_for_a_copy(
    dpo: TestClient,
) -> None:
    waiting = receive(dpo, rights=[{"right": "portability"}])
    erasing = receive(dpo, rights=[{"right": "erasure"}])
    stranger = receive(
        dpo, rights=[{"right": "erasure"}], requester={"email": "somebody@else.example"}
    )
    wiped = {"right": "erasure", "system": "crm", "proof": "Weg.", "erased_on": "2026-03-05"}

    warned = dpo.post(f"{erasing}/erase-data", json=wiped)
    unwarned = dpo.post(f"{stranger}/erase-data", json=wiped)

    assert warned.status_code == unwarned.status_code == 200
    (warning,) = warned.json()["warnings"]
    assert warning["code"] == "copies_open_elsewhere"
    assert warning["requests"] == [dpo.get(waiting).json()["reference"]]
    assert "warnings" not in unwarned.json()


@pytest.mark.law("gdpr/12/6")
@pytest.mark.parametrize("right", ["access", "erasure", "restriction"])
def test_c4_a_time_to_prove_who_asks_is_owed(course: Course, right: str) -> None:
    course.receives(date(2026, 6, 1), "A right is invoked.", right)
    course.takes(
        date(2026, 6, 2),
        "Who asks is in doubt.",
        RightsRequest.doubt_identity,
        asked_on="2026-06-02",
        **DOUBT,
    )

    same_day, _ = course.stopped(
        date(2026, 6, 2), "Refused at once.", RightsRequest.fail_identity, reason="No proof."
    )
    soon, why = course.stopped(
        date(2026, 6, 6), "Four days later.", RightsRequest.fail_identity, reason="No proof."
    )
    course.takes(
        date(2026, 6, 7),
        "Five days later.",
        RightsRequest.fail_identity,
        reason="Nothing came.",
        failed_on="2026-06-07",
    )

    assert same_day == soon == "gdpr/12/6"
    assert "7 June 2026" in why
    assert course.request.identity is Identity.FAILED
    assert course.request.claims[Right(right)].status is ClaimStatus.REFUSED


@pytest.mark.law("gdpr/12/6")
def test_c4_earlier_where_a_proof_came_that_did_not_suffice(course: Course) -> None:
    course.receives(date(2026, 6, 1), "Portability is asked.", "portability")
    course.takes(
        date(2026, 6, 2),
        "Who asks is in doubt.",
        RightsRequest.doubt_identity,
        asked_on="2026-06-02",
        **DOUBT,
    )
    course.takes(
        date(2026, 6, 4),
        "A number comes that belongs to somebody else.",
        RightsRequest.fail_identity,
        reason="The number is another customer's.",
        received_on="2026-06-03",
    )

    assert course.request.identity is Identity.FAILED


@pytest.mark.law("gdpr/12/6")
@pytest.mark.parametrize("verified", [False, True], ids=["did not suffice", "mailbox taken over"])
def test_c5_a_second_doubt_with_reasons(course: Course, *, verified: bool) -> None:
    course.receives(date(2026, 6, 1), "Access is asked.", "access")
    course.takes(
        date(2026, 6, 2),
        "Who asks is in doubt.",
        RightsRequest.doubt_identity,
        asked_on="2026-06-02",
        **DOUBT,
    )
    if verified:
        course.takes(
            date(2026, 6, 5),
            "The proof comes.",
            RightsRequest.verify_identity,
            method="Called back.",
            verified_on="2026-06-05",
            received_on="2026-06-05",
        )
    course.takes(
        date(2026, 6, 9),
        "The doubt is there again.",
        RightsRequest.doubt_identity,
        asked_on="2026-06-09",
        grounds="The mailbox answers from abroad since yesterday.",
        asked_for="A call from the known number.",
    )
    cited, _ = course.stopped(
        date(2026, 6, 10),
        "A copy goes out all the same.",
        RightsRequest.deliver_copy,
        right="access",
        delivered_on="2026-06-10",
        **COPY,
    )

    assert cited == "gdpr/12/6"


@pytest.mark.law("gdpr/5/1/f")
@pytest.mark.parametrize("right", ["access", "portability"])
@pytest.mark.parametrize("capacity", ["lawyer", "parent", None])
def test_d1_into_the_hands_of_whom_nobody_saw_a_mandate(
    course: Course, right: str, capacity: str | None
) -> None:
    said = {"representative": {"name": "A. Speaker", "capacity": capacity}} if capacity else {}
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
    course.takes(date(2026, 6, 2), "Withdrawn.", RightsRequest.withdraw, rights=["erasure"])
    course.takes(date(2026, 6, 3), "Closed.", RightsRequest.close)
    course.takes(date(2026, 6, 4), "Held.", RightsRequest.place_hold, reason="A dispute.")
    erasing = {"ground": "order", "explanation": "The authority ordered it."}

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
        "system": "crm",
        "proof": "Gone.",
        "erased_on": "2026-06-08",
    }
    restrict: dict[str, Any] = {
        "ground": "gdpr/18/1/b",
        "systems": ["crm"],
        "applied_on": "2026-06-08",
    }
    steps = [(RightsRequest.erase_data, erase), (RightsRequest.apply_restriction, restrict)]
    (one, said), (other, then) = steps if first == "erasure" else steps[::-1]
    elsewhere = {"system": "erp"} if other is RightsRequest.erase_data else {"systems": ["erp"]}

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
        systems=["crm"],
        provisional=True,
        applied_on="2026-06-02",
    )
    then = course.hinted(date(2026, 6, 2), "Looked at again.", RightsRequest.apply_exception)

    assert all("18(1)(d)" in said for said in asked)
    assert "18(1)(d)" not in then
