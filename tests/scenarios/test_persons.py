"""Who asks, for whom, and where the answer goes: D3 to D6 and F3 of the second reading."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from griffie.application.controller.load_profile import load_profile
from griffie.application.letters import LetterKind, letter
from griffie.application.letters.text import as_text
from griffie.domain.law import Language, Right
from griffie.domain.law.deadlines import Standing
from griffie.domain.request.vocabulary import Deed, DutyKind, Limit, Outcome, ReminderKind, Status
from griffie.domain.rights_request import RightsRequest
from tests.scenarios.course import OFFICE, Course, about

R = RightsRequest
PROFILE = load_profile(OFFICE)


def written(course: Course, language: Language, on: date, **changed: Any) -> str:
    """The answer as it would be written that day, in one line."""
    request = course.request
    history, words = course.history(), course.opened()
    kind = changed.pop("kind", LetterKind.ANSWER)
    profile = PROFILE.model_copy(update=changed)
    made = letter(request, history, profile, kind, language, words, on=on)
    return " ".join(as_text(made).split())


def day(month: int, number: int) -> date:
    return date(2026, month, number)


# D3


@pytest.mark.law("gdpr/28/3/a")
@pytest.mark.law("gdpr/28/3/e")
@pytest.mark.parametrize(
    ("right", "received", "language", "answers"),
    [
        ("access", day(3, 5), Language.NL, "verwerken wij niet voor onszelf"),
        ("erasure", day(6, 16), Language.FR, "nous ne les traitons pas pour nous-mêmes"),
        ("portability", day(9, 1), Language.DE, "verarbeiten wir nicht für uns selbst"),
        ("objection", day(10, 12), Language.EN, "on the instructions of somebody else"),
    ],
)
def test_d3_a_processor_passes_on_and_answers_nothing_of_substance(
    course: Course, right: str, received: date, language: Language, answers: str
) -> None:
    on = received.isoformat()
    course.receives(received, "A salon's customer writes to its host.", right)
    course.takes(
        received, "We only host.", R.find_principal, principal="salon", reason="x", found_on=on
    )

    cited, _ = course.stopped(received, "It answers all the same.", R.grant, right=right)
    course.takes(received, "Passed on.", R.forward_request, party="salon", forwarded_on=on)
    course.takes(
        received,
        "We say so.",
        R.find_not_applicable,
        right=right,
        ground="fact/processor",
        explanation="x",
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
    course.receives(day(5, 4), "Erasure asked of a host.", "erasure")
    course.takes(
        day(5, 4), "Found.", R.find_principal, principal="salon", reason="x", found_on="2026-05-04"
    )
    course.takes(
        day(5, 6),
        "The contract says so.",
        R.record_instruction,
        principal="salon",
        answers_by_us=True,
        instruction="Erase, and answer in our name.",
        instructed_on="2025-11-03",
    )

    course.takes(day(5, 7), "Erased.", R.fulfil, right="erasure", measures="x")

    assert "in the name and on the instructions of salon" in written(course, Language.EN, day(5, 7))


def test_d3_to_another_controller_it_still_goes_with_consent_only(course: Course) -> None:
    course.receives(day(5, 4), "Not ours at all.", "access")
    course.takes(
        day(5, 4),
        "Another office.",
        R.find_not_applicable,
        right="access",
        ground="fact/not_controller",
        explanation="x",
    )
    passed_on: dict[str, Any] = {"party": "office-2", "forwarded_on": "2026-05-04"}

    _, why = course.stopped(day(5, 4), "Passed on.", R.forward_request, **passed_on)
    course.takes(day(5, 4), "With consent.", R.forward_request, **passed_on, consent="Yes.")

    assert "consent" in why


# D4


@pytest.mark.law("gdpr/12/2")
@pytest.mark.parametrize(
    ("right", "channel", "received"),
    [("erasure", "in_person", day(3, 5)), ("restriction", "web_form", day(8, 20))],
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
        day(3, 5), "At the counter.", "objection", channel="in_person", requester={}, contact="none"
    )
    course.takes(day(3, 9), "Done.", R.fulfil, right="objection", measures="x")

    cited, _ = course.stopped(day(3, 10), "By mail?", R.inform, **tell, channel="email")
    course.takes(
        day(3, 10),
        "It lies at the counter.",
        R.record_ready,
        on="2026-03-10",
        where="At the counter.",
        until="2026-05-10",
    )
    waiting = course.request.status
    _, early = course.stopped(day(5, 10), "Closed too soon.", R.close)
    missed = course.passes(day(5, 11), "Nobody comes.")
    course.takes(day(5, 11), "Closed.", R.close)
    standing = course.request.deadline.standing(day(5, 11))
    course.takes(
        day(5, 12), "She comes.", R.reopen, reason="She came.", new_fact="other", on="2026-05-12"
    )
    course.takes(
        day(5, 12), "She has it.", R.inform, **tell | {"sent_on": "2026-05-12"}, channel="in_person"
    )

    assert cited == "gdpr/12/2"
    assert waiting is Status.ASSESSING
    assert "10 May 2026" in early
    assert Limit.ANSWER not in about(missed)
    assert ReminderKind.UNCOLLECTED in about(missed)
    assert standing is Standing.MET


@pytest.mark.law("gdpr/15/3")
def test_d4_a_copy_at_somebodys_disposal_is_a_deed(course: Course) -> None:
    course.receives(day(3, 5), "A copy, please.", "access")

    course.takes(
        day(3, 10),
        "It can be had in the portal.",
        R.record_ready,
        on="2026-03-10",
        where="In her account.",
        until="2026-06-10",
    )

    assert Deed.PUT_AT_DISPOSAL in course.request.claims[Right.ACCESS].deeds


# D5


@pytest.mark.law("gdpr/5/1/f")
@pytest.mark.parametrize("age", ["under_13", "16_to_17"])
@pytest.mark.parametrize("right", ["access", "portability"])
def test_d5_the_assessment_decides_and_never_the_age(course: Course, age: str, right: str) -> None:
    copy: dict[str, Any] = {
        "right": right,
        "format": "json",
        "channel": "email",
        "delivered_on": "2026-03-10",
    }
    course.receives(
        day(3, 5),
        "A father, for his child.",
        right,
        representative={"name": "F.", "email": "f@people.example", "capacity": "parent"},
    )
    course.takes(
        day(3, 6), "He may.", R.verify_mandate, method="Register.", verified_on="2026-03-06"
    )
    course.takes(
        day(3, 6), "Assessed.", R.assess_minor, age_band=age, result="is_represented", reason="x"
    )

    cited, _ = course.stopped(
        day(3, 10), "To the child's own mailbox.", R.deliver_copy, **copy, hands="requester"
    )
    course.takes(day(3, 10), "To him.", R.deliver_copy, **copy, hands="representative")

    assert cited == "gdpr/5/1/f"


@pytest.mark.law("gdpr/5/1/f")
def test_d5_an_administrator_gets_the_answer_of_a_protected_adult(course: Course) -> None:
    course.receives(
        day(7, 1),
        "An administrator.",
        "rectification",
        requester={"name": "A. L.", "postal_address": "Street 1, Town"},
        representative={"name": "Mr. B", "email": "b@people.example", "capacity": "administrator"},
    )
    course.takes(
        day(7, 2), "Judged.", R.assess_protected_adult, result="is_represented", reason="Judgment."
    )
    course.takes(day(7, 3), "Done.", R.fulfil, right="rectification", measures="x")

    assert "Mr. B" in written(course, Language.EN, day(7, 3)).split("Date:")[0]


@pytest.mark.law("gdpr/12/4")
@pytest.mark.parametrize(
    ("right", "language", "says"),
    [
        ("access", Language.FR, "votre intérêt dans cette affaire peut être opposé"),
        ("erasure", Language.DE, "Ihr Interesse in dieser Sache"),
    ],
)
def test_d5_a_conflict_of_interest_is_a_finding_of_its_own(
    course: Course, right: str, language: Language, says: str
) -> None:
    course.receives(
        day(4, 1),
        "A mother in a lawsuit with her child.",
        right,
        representative={"name": "M.", "email": "m@people.example", "capacity": "parent"},
    )
    course.takes(
        day(4, 1), "She may.", R.verify_mandate, method="Register.", verified_on="2026-04-01"
    )
    course.takes(
        day(4, 2),
        "Found.",
        R.find_not_applicable,
        right=right,
        ground="fact/conflict_of_interest",
        explanation="x",
    )

    assert says in written(course, language, day(4, 2))


@pytest.mark.law("gdpr/recital/27")
@pytest.mark.parametrize(
    ("right", "capacity", "language", "living"),
    [
        ("access", "heir", Language.NL, "Gegevens over uzelf kunt u wel vragen"),
        ("erasure", "next_of_kin", Language.FR, "les données qui vous concernent vous-même"),
        ("portability", "heir", Language.DE, "Daten über Sie selbst können Sie jedoch verlangen"),
        ("rectification", "heir", Language.EN, "ask for data about yourself"),
    ],
)
def test_d5_the_deceased_have_no_right_and_who_asks_is_told_what_they_can_ask(
    course: Course, right: str, capacity: str, language: Language, living: str
) -> None:
    course.receives(
        day(4, 1),
        "A son writes about his late father.",
        right,
        representative={"name": "S.", "email": "s@people.example", "capacity": capacity},
    )

    cited, _ = course.stopped(day(4, 2), "Granted.", R.grant, right=right)
    course.takes(
        day(4, 2),
        "No right.",
        R.find_not_applicable,
        right=right,
        ground="gdpr/recital/27",
        explanation="x",
    )
    office = written(course, language, day(4, 2))
    doctor = written(course, language, day(4, 2), health_professional=True)

    assert cited == "gdpr/recital/27"
    assert living in office
    assert "2002" not in office
    assert "2002" in doctor


# D6


@pytest.mark.law("gdpr/12/6")
@pytest.mark.law("gdpr/5/1/c")
@pytest.mark.parametrize(
    ("asked_for", "kinds"),
    [
        (
            "A copy of the identity card, both sides, with the national number.",
            ["identity_card_copy", "national_number"],
        ),
        ("Une copie de votre passeport.", ["identity_card_copy"]),
        ("Ihre Nationalregisternummer.", ["national_number"]),
        ("Uw rijksregisternummer en een pasfoto.", ["national_number", "photo"]),
    ],
)
def test_d6_more_proof_than_needed_is_named_and_a_sentence_asked(
    course: Course, asked_for: str, kinds: list[str]
) -> None:
    course.receives(day(3, 5), "A copy, please.", "access")
    doubt: dict[str, Any] = {
        "grounds": "Another address.",
        "asked_on": "2026-03-06",
        "asked_for": asked_for,
    }

    cited, why = course.stopped(day(3, 6), "Proof is asked.", R.doubt_identity, **doubt)
    course.takes(
        day(3, 6), "And why.", R.doubt_identity, **doubt, necessity="Medical data are at stake."
    )

    assert cited == "gdpr/12/6"
    assert all(named in why for named in ("5(1)(c)", "1991", "1983", "145/2022", "73–79"))
    assert list(course.history()[-1].evidence) == kinds


@pytest.mark.law("gdpr/12/6")
def test_d6_where_a_law_allows_the_number_no_sentence_is_asked_and_the_photograph_stays_covered(
    tmp_path: Path,
) -> None:
    office = tmp_path / "office.toml"
    named = 'national_number_law = "artikel 9 van de wet van 5 mei 2014"\n'
    office.write_text(f"{named}{OFFICE.read_text('utf-8')}", "utf-8")
    course = Course(tmp_path / "data", office)
    try:
        course.receives(day(3, 5), "A copy, please.", "access")
        course.takes(
            day(3, 6),
            "Proof is asked.",
            R.doubt_identity,
            grounds="x",
            asked_on="2026-03-06",
            asked_for="Een kopie van de identiteitskaart met het rijksregisternummer.",
        )
        said = written(
            course,
            Language.NL,
            day(3, 6),
            kind=LetterKind.IDENTITY,
            national_number_law="artikel 9 van de wet van 5 mei 2014",
        )
    finally:
        course.close()

    assert "artikel 9 van de wet van 5 mei 2014" in said
    assert "Dek op een kopie van uw identiteitskaart de foto af" in said


# F3


@pytest.mark.law("gdpr/33/1")
@pytest.mark.parametrize(
    ("aware_on", "aware_at", "due_on"),
    [
        (day(3, 13), "2026-03-13T09:20:00+01:00", day(3, 16)),
        (day(4, 3), "2026-04-03T09:00:00+02:00", day(4, 6)),
        (day(5, 1), None, day(5, 3)),
    ],
    ids=["over a weekend", "over Easter", "only the day is known"],
)
def test_f3_seventy_two_hours_run_and_roll_over_nothing(
    course: Course, aware_on: date, aware_at: str | None, due_on: date
) -> None:
    course.receives(day(3, 5), "A copy, please.", "access")
    course.takes(
        aware_on,
        "It went to a neighbour.",
        R.suspect_breach,
        facts="x",
        aware_on=aware_on.isoformat(),
        aware_at=aware_at,
    )

    said = course.passes(due_on.replace(day=due_on.day + 1))
    notice: dict[str, Any] = {"notified_on": due_on.replace(day=due_on.day + 1).isoformat()}
    late = due_on.replace(day=due_on.day + 1)
    cited, _ = course.stopped(late, "Told too late.", R.record_breach_notice, **notice)
    course.takes(late, "And why.", R.record_breach_notice, **notice, delay="Nobody was there.")

    days = [on for on, kind, due in said if kind is ReminderKind.BREACH and due == due_on]
    assert aware_on < days[0] <= due_on
    assert due_on in days
    assert cited == "gdpr/33/1"
    assert course.request.duties == ()


@pytest.mark.law("gdpr/33/5")
@pytest.mark.law("gdpr/34/1")
def test_f3_an_unlikely_risk_is_a_reason_and_a_high_one_is_told_to_persons(course: Course) -> None:
    course.receives(day(3, 5), "A copy, please.", "access")
    for name, risk in (("first", "unlikely"), ("second", "high")):
        course.takes(
            day(3, 10),
            "A letter went astray.",
            R.suspect_breach,
            facts="x",
            aware_on="2026-03-10",
            dossier=name,
        )
        course.takes(
            day(3, 10),
            "Assessed.",
            R.assess_breach,
            dossier=name,
            risk=risk,
            reasons="x",
            assessed_on="2026-03-10",
        )

    owed = {(duty.dossier, duty.kind) for duty in course.request.duties}

    assert owed == {("second", DutyKind.BREACH), ("second", DutyKind.BREACH_PERSONS)}
