"""The days decide, and not the order of typing: rows C1 to C5.

Each row with its right value, and a further case of the same kind.
"""

from datetime import date
from typing import Any

import pytest
from fastapi.testclient import TestClient

from griffie.domain.law import Right
from griffie.domain.request.vocabulary import ClaimStatus, Identity
from griffie.domain.rights_request import RightsRequest
from tests.given.story import receive
from tests.scenarios.course import Course

DONE = "As asked."
COPY: dict[str, Any] = {"format": "json", "channel": "email", "hands": "requester"}
DOUBT: dict[str, Any] = {"grounds": "Another address.", "asked_for": "The customer number."}


def _right(name: str) -> Right:
    return next(right for right in Right if right == name)


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
            {"system": "servers", "fields": ["name"]},
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
    body: dict[str, Any] = {"right": right, **said}

    def on(day: str) -> dict[str, Any]:
        return {field: day}

    cited, _ = course.stopped(
        date(2026, 11, 20), "Ten days before, it was done.", step, **body, **on("2026-11-10")
    )
    course.takes(
        date(2026, 11, 20),
        "It is recorded as what it was.",
        step,
        **body,
        **on("2026-11-10"),
        irregular="A colleague did not wait.",
    )
    irregular = course.request.claims[_right(right)].deeds
    course.takes(date(2026, 11, 21), "Now it is done.", step, **body, **on("2026-11-21"))

    assert cited == "gdpr/12/6"
    assert not irregular
    assert course.request.claims[_right(right)].deeds


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
    wiped: dict[str, Any] = {"right": erased, "system": "servers", "proof": "Gone."}

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
        system="newsletter",
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
    wiped = {"right": "erasure", "system": "servers", "proof": "Weg.", "erased_on": "2026-03-05"}

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
    assert course.request.claims[_right(right)].status is ClaimStatus.REFUSED


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
