"""Days that pass, and authorities that wait: 137/2022, 27/2023, 11/2024."""

from datetime import date, timedelta
from typing import Any

import pytest

from griffie.domain.request.vocabulary import Limit, ReminderKind
from griffie.domain.rights_request import RightsRequest
from tests.given.story import SAID
from tests.scenarios.course import Course, about
from tests.scenarios.decisions import decision

KIND = ReminderKind
DAY = timedelta(days=1)


@pytest.mark.law("gdpr/12/3")
@pytest.mark.law("gdpr/58/2")
@decision(
    "137/2022",
    wrong="A request for erasure was never answered.",
    outcome="order to erase within thirty days, and to report back",
    moment="fourteen days of silence, the last days of the month, and each day of the order",
)
def test_137_2022_no_answer_at_all(course: Course) -> None:
    course.receives(date(2022, 6, 19), "Erasure is asked.", "erasure", known=True)

    silent = course.passes(date(2022, 8, 7), known=True)
    course.takes(
        date(2022, 8, 8),
        "The requester complains to the authority.",
        RightsRequest.record_complaint,
        known=True,
        authority="gba",
        reference="A letter.",
        received_on="2022-08-08",
    )
    course.takes(
        date(2022, 10, 7),
        "The authority orders erasure within thirty days, and a report.",
        RightsRequest.record_order,
        known=True,
        authority="gba",
        dossier="order-137",
        content="Erase, and report.",
        received_on="2022-10-07",
        due_on="2022-11-06",
    )
    waiting = course.passes(date(2022, 11, 7))

    assert [(on, kind) for on, kind, _ in silent] == [
        (date(2022, 7, 3), KIND.UNTOUCHED),
        (date(2022, 7, 12), KIND.ANSWER),
        (date(2022, 7, 14), KIND.ANSWER),
        (date(2022, 7, 18), KIND.ANSWER),
        (date(2022, 7, 20), Limit.ANSWER),
    ]
    assert {kind for _, kind, _ in waiting} == {KIND.ORDER}
    assert waiting[-1][0] == date(2022, 11, 7), "also on the day after"


@pytest.mark.law("gdpr/12/3")
@decision(
    "27/2023",
    wrong="An extension was announced and the answer came nine months after the request; sick"
    " leave was no excuse.",
    outcome="reprimand",
    moment="a second extension, and one for sick leave; the end of the third month",
)
def test_27_2023_an_extension_has_an_end(course: Course) -> None:
    extension: dict[str, Any] = {"explanation": "A colleague is ill.", "grounds": ["complexity"]}
    course.receives(date(2021, 3, 1), "Access is asked.", "access", known=True)

    course.takes(
        date(2021, 3, 25),
        "Two further months are taken.",
        RightsRequest.extend_deadline,
        known=True,
        notified_on="2021-03-25",
        **extension,
    )
    first = course.passes(date(2021, 5, 19), "Who works on it falls ill.", known=True)
    _, unknown = course.stopped(
        date(2021, 5, 20),
        "Time is taken for sick leave.",
        RightsRequest.extend_deadline,
        notified_on="2021-05-20",
        explanation="A colleague is ill.",
        grounds=["sick_leave"],
    )
    cited, why = course.stopped(
        date(2021, 5, 20),
        "Time is taken once more.",
        RightsRequest.extend_deadline,
        notified_on="2021-05-20",
        **extension,
    )
    late = course.passes(date(2021, 6, 30))

    assert about(first)[KIND.REFUSAL_NOTICE] == date(2021, 4, 1)
    assert unknown.startswith("grounds.0: Input should be ")
    assert cited == "gdpr/12/3"
    assert why.endswith("the law knows one extension: answer by the last day")
    assert (date(2021, 6, 2), Limit.ANSWER, date(2021, 6, 1)) in late


@pytest.mark.law("gdpr/12/3")
@pytest.mark.law("gdpr/12/4")
@decision(
    "11/2024",
    wrong="The answer to a request for access came late; Articles 5(2) and 24 were cited too.",
    outcome="infringement found",
    moment="five, three and one working days before the last day; and the letter that names no"
    " court",
)
def test_11_2024_late(course: Course) -> None:
    course.receives(
        date(2023, 4, 24), "Somebody asks who looked at their data, and why.", "access", known=True
    )

    said = course.passes(date(2023, 6, 14), "No answer; a complaint follows.", known=True)
    course.takes(
        date(2023, 8, 7),
        "Who looked is kept back.",
        RightsRequest.apply_exception,
        known=True,
        right="access",
        ground="gdpr/15/4",
        categories=["staff-file"],
        necessity="Professional secrecy.",
    )
    course.takes(
        date(2023, 8, 7),
        "A copy of the rest goes out.",
        RightsRequest.deliver_copy,
        right="access",
        format="paper",
        channel="email",
        delivered_on="2023-08-07",
    )
    course.takes(
        date(2023, 8, 7),
        "The rest is given.",
        RightsRequest.fulfil,
        right="access",
        measures="Told.",
    )
    answer: dict[str, Any] = {
        "kind": "answer",
        "rights": ["access"],
        "sent_on": "2023-08-07",
        "channel": "email",
    }
    cited, why = course.stopped(
        date(2023, 8, 7),
        "The answer cites Article 15(4) and names the authority, and no court.",
        RightsRequest.inform,
        text="Under Article 15(4) we keep names back. You can complain to the Data Protection"
        " Authority.",
        **answer,
    )
    course.takes(
        date(2023, 8, 7),
        "The letter that Griffie wrote goes out.",
        RightsRequest.inform,
        known=True,
        said=SAID,
        **answer,
    )

    days = [on for on, kind, _ in said if kind is KIND.ANSWER]
    assert days == [date(2023, 5, 16), date(2023, 5, 19), date(2023, 5, 23)]
    assert (date(2023, 5, 25), Limit.ANSWER, date(2023, 5, 24)) in said
    assert cited == "gdpr/12/4"
    assert "names no court" in why
    assert course.request.deadline.met_strictly is False
