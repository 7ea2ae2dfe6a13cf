"""Who answers, and where: for a principal, and to somebody without an address. Rows D3 and D4."""

from datetime import date
from typing import Any

import pytest

from griffie.domain.law import Language, Right
from griffie.domain.law.deadlines import Standing
from griffie.domain.request.vocabulary import Deed, Limit, Outcome, ReminderKind, Status
from griffie.domain.rights_request import RightsRequest
from tests.scenarios.answer_written import written
from tests.scenarios.course import Course, about

R = RightsRequest


# D3


@pytest.mark.law("gdpr/28/3/a")
@pytest.mark.law("gdpr/28/3/e")
@pytest.mark.parametrize(
    ("right", "received", "language", "answers"),
    [
        ("access", date(2026, 3, 5), Language.NL, "verwerken wij niet voor onszelf"),
        ("erasure", date(2026, 6, 16), Language.FR, "nous ne les traitons pas pour nous-mêmes"),
        ("portability", date(2026, 9, 1), Language.DE, "verarbeiten wir nicht für uns selbst"),
        ("objection", date(2026, 10, 12), Language.EN, "on the instructions of somebody else"),
    ],
)
def test_d3_a_processor_passes_on_and_answers_nothing_of_substance(
    course: Course, right: str, received: date, language: Language, answers: str
) -> None:
    on = received.isoformat()
    course.receives(received, "A salon's customer writes to its host.", right)
    course.takes(
        received,
        "We only host.",
        R.find_principal,
        principal="salon",
        reason="Een proef.",
        found_on=on,
    )

    cited, _ = course.stopped(received, "It answers all the same.", R.grant, right=right)
    course.takes(received, "Passed on.", R.forward_request, party="salon", forwarded_on=on)
    course.takes(
        received,
        "We say so.",
        R.find_not_applicable,
        right=right,
        ground="fact/processor",
        explanation="Een proef.",
    )
    said = written(course, language, received)
    course.takes(
        received,
        "The customer is told.",
        R.inform,
        kind="answer",
        rights=[right],
        sent_on=on,
        channel="email",
    )
    course.takes(received, "Closed.", R.close)

    assert cited == "gdpr/28/3/a"
    assert answers in said
    assert "salon" in said
    assert course.request.outcome is Outcome.NOT_CONTROLLER


@pytest.mark.law("gdpr/28/3/a")
def test_d3_by_instruction_it_answers_in_its_principals_name(course: Course) -> None:
    course.receives(date(2026, 5, 4), "Erasure asked of a host.", "erasure")
    course.takes(
        date(2026, 5, 4),
        "Found.",
        R.find_principal,
        principal="salon",
        reason="Een proef.",
        found_on="2026-05-04",
    )
    course.takes(
        date(2026, 5, 6),
        "The contract says so.",
        R.record_instruction,
        principal="salon",
        answers_by_us=True,
        instruction="Erase, and answer in our name.",
        instructed_on="2025-11-03",
    )

    course.takes(date(2026, 5, 7), "Erased.", R.fulfil, right="erasure", measures="x")

    assert "in the name and on the instructions of salon" in written(
        course, Language.EN, date(2026, 5, 7)
    )


def test_d3_to_another_controller_it_still_goes_with_consent_only(course: Course) -> None:
    course.receives(date(2026, 5, 4), "Not ours at all.", "access")
    course.takes(
        date(2026, 5, 4),
        "Another office.",
        R.find_not_applicable,
        right="access",
        ground="fact/not_controller",
        explanation="Een proef.",
    )
    passed_on: dict[str, Any] = {"party": "office-2", "forwarded_on": "2026-05-04"}

    _, why = course.stopped(date(2026, 5, 4), "Passed on.", R.forward_request, **passed_on)
    course.takes(date(2026, 5, 4), "With consent.", R.forward_request, **passed_on, consent="Yes.")

    assert "consent" in why


# D4


@pytest.mark.law("gdpr/12/2")
@pytest.mark.parametrize(
    ("right", "channel", "received"),
    [("erasure", "in_person", date(2026, 3, 5)), ("restriction", "web_form", date(2026, 8, 20))],
    ids=["at the counter", "a cookie id"],
)
def test_d4_without_an_address_it_is_received_and_its_month_runs(
    course: Course, right: str, channel: str, received: date
) -> None:
    course.receives(
        received,
        "Somebody who leaves no address.",
        right,
        channel=channel,
        requester={"name": "cookie 81f3"},
        contact="none",
    )

    said = about(course.passes(received.replace(month=received.month + 2)))

    assert Limit.ANSWER in said


@pytest.mark.law("gdpr/12/2")
def test_d4_it_is_answered_where_the_answer_lies(course: Course) -> None:
    tell: dict[str, Any] = {"kind": "answer", "rights": ["objection"], "sent_on": "2026-03-10"}
    course.receives(
        date(2026, 3, 5),
        "At the counter.",
        "objection",
        channel="in_person",
        requester={},
        contact="none",
    )
    course.takes(date(2026, 3, 9), "Done.", R.fulfil, right="objection", measures="x")

    cited, _ = course.stopped(date(2026, 3, 10), "By mail?", R.inform, **tell, channel="email")
    course.takes(
        date(2026, 3, 10),
        "It lies at the counter.",
        R.record_ready,
        on="2026-03-10",
        where="At the counter.",
        until="2026-05-10",
    )
    waiting = course.request.status
    _, early = course.stopped(date(2026, 5, 10), "Closed too soon.", R.close)
    missed = course.passes(date(2026, 5, 11), "Nobody comes.")
    course.takes(date(2026, 5, 11), "Closed.", R.close)
    standing = course.request.deadline.standing(date(2026, 5, 11))
    course.takes(
        date(2026, 5, 12),
        "She comes.",
        R.reopen,
        reason="She came.",
        new_fact="other",
        on="2026-05-12",
    )
    course.takes(
        date(2026, 5, 12),
        "She has it.",
        R.inform,
        **tell | {"sent_on": "2026-05-12"},
        channel="in_person",
    )

    assert cited == "gdpr/12/2"
    assert waiting is Status.ASSESSING
    assert "10 May 2026" in early
    assert Limit.ANSWER not in about(missed)
    assert ReminderKind.UNCOLLECTED in about(missed)
    assert standing is Standing.MET


@pytest.mark.law("gdpr/15/3")
def test_d4_a_copy_at_somebodys_disposal_is_a_deed(course: Course) -> None:
    course.receives(date(2026, 3, 5), "A copy, please.", "access")

    course.takes(
        date(2026, 3, 10),
        "It can be had in the portal.",
        R.record_ready,
        on="2026-03-10",
        where="In her account.",
        until="2026-06-10",
    )

    assert Deed.PUT_AT_DISPOSAL in course.request.claims[Right.ACCESS].deeds
