"""Advertising that goes on, and promises: 109/2023, 157/2023, 29/2024, 87/2024."""

from datetime import date

import pytest

from griffie.domain.law import Right
from griffie.domain.request.vocabulary import ClaimStatus, DutyKind, Limit, Outcome, ReminderKind
from griffie.domain.rights_request import RightsRequest
from tests.scenarios.course import Course, about
from tests.scenarios.decisions import decision

KIND = ReminderKind
MARKETING = "direct_marketing_objection"


@pytest.mark.law("gdpr/21/3")
@decision(
    "109/2023",
    wrong="An estate agent did not take an address off its mailing list, although asked three"
    " times.",
    outcome="order to comply",
    moment="two working days after the objection; and the refusal, which is not to be had",
)
def test_109_2023_asked_three_times(course: Course) -> None:
    first = course.receives(
        date(2022, 6, 15), "Take me off your mailing list.", MARKETING, known=True
    )

    missed = course.passes(date(2022, 6, 26), "Mails go on.", known=True)
    course.receives(date(2022, 6, 27), "The same is asked again.", MARKETING, known=True)
    cited, why = course.stopped(
        date(2022, 6, 27),
        "The agent finds it excessive.",
        RightsRequest.refuse,
        right=MARKETING,
        ground="gdpr/12/5/excessive",
        demonstration="Three mails.",
    )
    course.takes(
        date(2022, 6, 27),
        "It is recognised as a reminder.",
        RightsRequest.link,
        other=str(first),
        relation="reminder",
    )

    assert (date(2022, 6, 18), Limit.AT_ONCE, date(2022, 6, 17)) in missed
    assert cited == "gdpr/21/3"
    assert why == "An objection to direct marketing is absolute: stop, and tell the requester"


@pytest.mark.law("gdpr/21/3")
@decision(
    "157/2023",
    wrong="Marketing mails went on after somebody had unsubscribed and said so.",
    outcome="order to comply",
    moment="calling the objection done without a suppression; weighing what cannot be weighed",
)
def test_157_2023_unsubscribed_and_still_written_to(course: Course) -> None:
    course.receives(date(2023, 6, 22), "Unsubscribed, and asked to stop.", MARKETING, known=True)

    wanting = course.hinted(
        date(2023, 6, 22),
        "The address is taken off one list, and that is that.",
        RightsRequest.fulfil,
    )
    cited, _ = course.stopped(
        date(2023, 6, 23),
        "Marketing holds that its interest outweighs.",
        RightsRequest.apply_exception,
        right=MARKETING,
        ground="gdpr/21/1/compelling",
        categories=[],
        necessity="Turnover.",
    )
    missed = course.passes(date(2023, 9, 6), "Mails go on.", known=True)
    course.takes(
        date(2023, 9, 6),
        "Marketing stops.",
        RightsRequest.stop_marketing,
        right=MARKETING,
        channels=["email"],
        stopped_on="2023-09-06",
    )
    course.takes(
        date(2023, 9, 6),
        "Whom not to write to again is recorded.",
        RightsRequest.record_suppression,
        right=MARKETING,
        system="newsletter",
        suppressed_on="2023-09-06",
    )

    assert "record whom not to approach again" in wanting
    assert cited == "gdpr/21/3"
    assert (date(2023, 6, 27), Limit.AT_ONCE, date(2023, 6, 26)) in missed


@pytest.mark.law("gdpr/12/3")
@pytest.mark.law("gdpr/17/3/e")
@decision(
    "29/2024",
    wrong="Erasure was promised and not done, nor after the authority had ordered it.",
    outcome="€ 2,000; that the complaint was withdrawn made no difference",
    moment="fourteen days after the promise; closing; the days of the order; and erasing the file",
)
def test_29_2024_promised_and_never_done(course: Course) -> None:
    course.receives(
        date(2020, 2, 3), "Take my name and picture off your website.", "erasure", known=True
    )
    course.takes(
        date(2020, 2, 10), "It will be done.", RightsRequest.grant, known=True, right="erasure"
    )
    course.takes(
        date(2020, 2, 10),
        "So the requester is told.",
        RightsRequest.inform,
        known=True,
        kind="answer",
        rights=["erasure"],
        sent_on="2020-02-10",
        channel="email",
    )

    unkept = course.passes(date(2020, 3, 2), "The page stays as it is.", known=True)
    cited, why = course.stopped(date(2020, 3, 3), "The file is closed.", RightsRequest.close)
    course.takes(
        date(2020, 3, 12),
        "The requester complains to the authority.",
        RightsRequest.record_complaint,
        known=True,
        authority="gba",
        reference="A letter.",
        received_on="2020-03-12",
    )
    course.takes(
        date(2021, 2, 15),
        "The authority orders erasure within fourteen days.",
        RightsRequest.record_order,
        known=True,
        authority="gba",
        dossier="order-1",
        content="Erase.",
        received_on="2021-02-15",
        due_on="2021-03-01",
    )
    waiting = course.passes(date(2021, 3, 2), "The order is not carried out.", known=True)
    course.takes(
        date(2024, 1, 12),
        "The page is gone, and the requester lets the matter rest.",
        RightsRequest.withdraw,
        known=True,
        rights=["erasure"],
        on="2024-01-12",
        words="The page is gone; that will do.",
    )
    course.takes(date(2024, 1, 12), "The file is closed.", RightsRequest.close)
    kept, held = course.stopped(
        date(2024, 1, 15),
        "The office wants nothing to be left of it.",
        RightsRequest.erase_personal_data,
        ground="request_on_file",
        explanation="It is over.",
    )

    assert (date(2020, 2, 24), KIND.PROMISE, date(2020, 2, 24)) in unkept
    assert about(unkept)[KIND.ANSWER] == date(2020, 3, 3), "a promise is due until it is kept"
    assert cited == "gdpr/12/3"
    assert why.endswith("was promised and not yet done: carry it out first")
    assert waiting[-1] == (date(2021, 3, 2), KIND.ORDER, date(2021, 3, 1))
    assert course.request.outcome is Outcome.WITHDRAWN
    assert [duty.kind for duty in course.request.duties] == [DutyKind.ORDER], "it stands"
    assert (kept, held) == ("gdpr/17/3/e", "A hold is on this file: release it first")


@pytest.mark.law("gdpr/12/3")
@pytest.mark.law("gdpr/31")
@decision(
    "87/2024",
    wrong="Advertising went on after erasure was asked and promised; the officer was overloaded,"
    " and the authority was not answered.",
    outcome="€ 172,431",
    moment="fourteen days after the promise; and before, on and after the day of the authority",
)
def test_87_2024_advertising_after_erasure(course: Course) -> None:
    course.receives(
        date(2022, 6, 30), "A customer asks that everything be erased.", "erasure", known=True
    )
    course.takes(
        date(2022, 7, 1),
        "Receipt is confirmed, and that it will be dealt with promptly.",
        RightsRequest.acknowledge,
        known=True,
        sent_on="2022-07-01",
        channel="email",
    )
    course.takes(date(2022, 7, 1), "It is granted.", RightsRequest.grant, right="erasure")
    course.takes(
        date(2022, 7, 1),
        "The customer is told that it will be erased.",
        RightsRequest.inform,
        kind="answer",
        rights=["erasure"],
        sent_on="2022-07-01",
        channel="email",
    )

    unkept = course.passes(date(2022, 11, 17), "Advertising goes on.", known=True)
    course.takes(
        date(2022, 11, 18),
        "The customer asks the authority to mediate.",
        RightsRequest.record_mediation,
        known=True,
        dossier="mediation-1",
        opened_on="2022-11-18",
    )
    course.takes(
        date(2022, 11, 18),
        "The authority asks what became of it.",
        RightsRequest.record_inquiry,
        authority="gba",
        dossier="mediation-1",
        received_on="2022-11-18",
        due_on="2022-12-16",
    )
    course.takes(
        date(2022, 11, 18),
        "That advertising must stop is read into the complaint.",
        RightsRequest.add_claim,
        right=MARKETING,
        received_on="2022-11-18",
    )
    silent = course.passes(date(2023, 2, 14), "Nobody answers the authority.", known=True)

    claims = course.request.claims
    assert (date(2022, 7, 15), KIND.PROMISE, date(2022, 7, 15)) in unkept
    assert (date(2022, 8, 2), Limit.ANSWER, date(2022, 8, 1)) in unkept, "promised is not done"
    assert claims[Right.ERASURE].status is ClaimStatus.GRANTED
    days = [on for on, kind, _ in silent if kind is KIND.INQUIRY]
    assert days[-2:] == [date(2022, 12, 16), date(2022, 12, 17)]
    assert about(silent)[Limit.AT_ONCE] == date(2022, 11, 22), "from the complaint that invoked it"
