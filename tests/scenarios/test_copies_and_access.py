"""Access is a copy, before anything goes, with recipients by name: 135/2022, 14/2025, 72/2025."""

from datetime import date
from typing import Any

import pytest

from griffie.domain.law import Right
from griffie.domain.request.vocabulary import ClaimStatus, Letter, Limit
from griffie.domain.rights_request import RightsRequest
from tests.scenarios.course import Course
from tests.scenarios.decisions import decision


@pytest.mark.law("gdpr/15/3")
@decision(
    "135/2022",
    wrong="Somebody asked for access; the data were erased instead.",
    outcome="infringement found",
    moment="the erasure, before it is recorded as done",
)
def test_135_2022_erased_instead_of_shown(course: Course) -> None:
    course.receives(date(2019, 9, 26), "Access to two accounts is asked.", "access", known=True)
    course.takes(
        date(2019, 9, 30),
        "The identity is verified.",
        RightsRequest.verify_identity,
        known=True,
        method="By the account.",
        verified_on="2019-09-30",
    )

    late = course.passes(date(2019, 11, 6), "The requester hears nothing.", known=True)
    erasure: dict[str, Any] = {
        "right": "erasure",
        "system": "web-shop",
        "proof": "Account gone.",
        "erased_on": "2019-11-07",
    }
    _, unasked = course.stopped(
        date(2019, 11, 7),
        "The accounts are erased.",
        RightsRequest.erase_data,
        known=True,
        **erasure,
    )
    course.takes(
        date(2019, 11, 7),
        "The office takes the letter for a request for erasure as well.",
        RightsRequest.add_claim,
        right="erasure",
        received_on="2019-09-26",
    )
    cited, why = course.stopped(
        date(2019, 11, 7), "The erasure is recorded again.", RightsRequest.erase_data, **erasure
    )
    listed, _ = course.stopped(
        date(2019, 11, 7),
        "Or as simply done.",
        RightsRequest.fulfil,
        right="erasure",
        measures="Erased.",
    )

    assert (date(2019, 10, 29), Limit.ANSWER, date(2019, 10, 28)) in late
    assert unasked == "right: not invoked in this request"
    assert cited == listed == "gdpr/15/3"
    assert why == "Hand over the copies first: what is erased can no longer be shown"


@pytest.mark.law("gdpr/15/3")
@decision(
    "14/2025",
    wrong="An employer offered a meeting at which the data could be looked at, nearly two years"
    " after a copy was asked.",
    outcome="order to give a copy",
    moment="calling access done without a copy; a letter that offers a meeting stops no clock",
)
def test_14_2025_a_meeting_is_no_copy(course: Course) -> None:
    course.receives(
        date(2021, 5, 10),
        "An employee asks for access, and a copy of the sheet of working hours.",
        "access",
        known=True,
    )

    late = course.passes(date(2023, 3, 1), "Nobody answers.", known=True)
    offer: dict[str, Any] = {"rights": ["access"], "sent_on": "2023-03-02", "channel": "email"}
    course.takes(
        date(2023, 3, 2),
        "A letter offers a meeting at the head office.",
        RightsRequest.inform,
        known=True,
        kind="other",
        text="Come and look at your file.",
        **offer,
    )
    waiting = course.request.untold
    _, undecided = course.stopped(
        date(2023, 3, 2),
        "The letter is recorded as the answer.",
        RightsRequest.inform,
        kind="answer",
        text="Come and look at your file.",
        **offer,
    )
    wanting = course.hinted(date(2023, 3, 2), "Access is to be called done.", RightsRequest.fulfil)
    course.takes(
        date(2023, 3, 3),
        "The copy is handed over.",
        RightsRequest.deliver_copy,
        right="access",
        format="pdf",
        channel="email",
        hands="requester",
        delivered_on="2023-03-03",
    )

    assert (date(2021, 6, 11), Limit.ANSWER, date(2021, 6, 10)) in late
    assert [claim.right for claim in waiting] == [Right.ACCESS]
    assert undecided.endswith("has not been decided: grant, refuse or fulfil it first")
    assert "to let somebody look at them is not enough" in wanting


@pytest.mark.law("gdpr/15/1/c")
@pytest.mark.law("gdpr/12/4")
@decision(
    "72/2025",
    wrong="A data broker refused to name recipients and sources one by one.",
    outcome="€ 20,000, for this and other infringements",
    moment="the draft of the answer; and the answer that refuses without a ground",
)
def test_72_2025_recipients_without_names(course: Course) -> None:
    course.receives(
        date(2021, 1, 11),
        "Somebody asks which sources and which recipients, each by name.",
        "access",
        known=True,
    )
    course.takes(
        date(2021, 1, 20),
        "The data are listed.",
        RightsRequest.fulfil,
        right="access",
        measures="Copy made.",
    )

    gaps = course.drafts(date(2021, 1, 20), "The answer is drafted from the profile.")
    course.takes(
        date(2021, 1, 21),
        "The office decides to keep the recipients to itself.",
        RightsRequest.revoke_decision,
        right="access",
        reason="Recipients stay out.",
    )
    course.takes(
        date(2021, 1, 21),
        "It calls upon the rights of others.",
        RightsRequest.apply_exception,
        right="access",
        ground="gdpr/15/4",
        categories=["company"],
        necessity="Recipients are a trade secret.",
    )
    course.takes(
        date(2021, 1, 21),
        "The rest is given.",
        RightsRequest.fulfil,
        right="access",
        measures="The rest.",
    )
    cited, why = course.stopped(
        date(2021, 1, 22),
        "The answer says that recipients are not named.",
        RightsRequest.inform,
        known=True,
        kind=Letter.ANSWER,
        rights=["access"],
        sent_on="2021-01-22",
        channel="email",
        text="Our data come from public sources. We do not name our clients.",
    )

    assert [one for one in gaps if "recipient" in one]
    assert [one for one in gaps if "come from" in one or "source" in one]
    assert course.request.claims[Right.ACCESS].status is ClaimStatus.PARTLY_FULFILLED
    assert cited == "gdpr/12/4"
    assert why.startswith("The letter does not cite the ground of each refusal")
