"""Who asks, for whom, and how that is shown: D5 and D6 of the second reading."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from griffie.application.letters import LetterKind
from griffie.domain.law import Language
from griffie.domain.rights_request import RightsRequest
from tests.scenarios.answer_written import written
from tests.scenarios.course import OFFICE, Course

R = RightsRequest


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
        date(2026, 3, 5),
        "A father, for his child.",
        right,
        representative={"name": "F.", "email": "f@people.example", "capacity": "parent"},
    )
    course.takes(
        date(2026, 3, 6), "He may.", R.verify_mandate, method="Register.", verified_on="2026-03-06"
    )
    course.takes(
        date(2026, 3, 6),
        "Assessed.",
        R.assess_minor,
        age_band=age,
        result="is_represented",
        reason="Een proef.",
    )

    cited, _ = course.stopped(
        date(2026, 3, 10), "To the child's own mailbox.", R.deliver_copy, **copy, hands="requester"
    )
    course.takes(date(2026, 3, 10), "To him.", R.deliver_copy, **copy, hands="representative")

    assert cited == "gdpr/5/1/f"


@pytest.mark.law("gdpr/5/1/f")
def test_d5_an_administrator_gets_the_answer_of_a_protected_adult(course: Course) -> None:
    course.receives(
        date(2026, 7, 1),
        "An administrator.",
        "rectification",
        requester={"name": "A. L.", "postal_address": "Street 1, Town"},
        representative={"name": "Mr. B", "email": "b@people.example", "capacity": "administrator"},
    )
    course.takes(
        date(2026, 7, 2),
        "Judged.",
        R.assess_protected_adult,
        result="is_represented",
        reason="Judgment.",
    )
    course.takes(date(2026, 7, 3), "Done.", R.fulfil, right="rectification", measures="x")

    assert "Mr. B" in written(course, Language.EN, date(2026, 7, 3)).split("Date:")[0]


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
        date(2026, 4, 1),
        "A mother in a lawsuit with her child.",
        right,
        representative={"name": "M.", "email": "m@people.example", "capacity": "parent"},
    )
    course.takes(
        date(2026, 4, 1), "She may.", R.verify_mandate, method="Register.", verified_on="2026-04-01"
    )
    course.takes(
        date(2026, 4, 2),
        "Found.",
        R.find_not_applicable,
        right=right,
        ground="fact/conflict_of_interest",
        explanation="Een proef.",
    )

    assert says in written(course, language, date(2026, 4, 2))


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
        date(2026, 4, 1),
        "A son writes about his late father.",
        right,
        representative={"name": "S.", "email": "s@people.example", "capacity": capacity},
    )

    cited, _ = course.stopped(date(2026, 4, 2), "Granted.", R.grant, right=right)
    course.takes(
        date(2026, 4, 2),
        "No right.",
        R.find_not_applicable,
        right=right,
        ground="gdpr/recital/27",
        explanation="Een proef.",
    )
    office = written(course, language, date(2026, 4, 2))
    doctor = written(course, language, date(2026, 4, 2), health_professional=True)

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
    course.receives(date(2026, 3, 5), "A copy, please.", "access")
    doubt: dict[str, Any] = {
        "grounds": "Another address.",
        "asked_on": "2026-03-06",
        "asked_for": asked_for,
    }

    cited, why = course.stopped(date(2026, 3, 6), "Proof is asked.", R.doubt_identity, **doubt)
    course.takes(
        date(2026, 3, 6),
        "And why.",
        R.doubt_identity,
        **doubt,
        necessity="Medical data are at stake.",
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
        course.receives(date(2026, 3, 5), "A copy, please.", "access")
        course.takes(
            date(2026, 3, 6),
            "Proof is asked.",
            R.doubt_identity,
            grounds="Een proef.",
            asked_on="2026-03-06",
            asked_for="Een kopie van de identiteitskaart met het rijksregisternummer.",
        )
        said = written(
            course,
            Language.NL,
            date(2026, 3, 6),
            kind=LetterKind.IDENTITY,
            national_number_law="artikel 9 van de wet van 5 mei 2014",
        )
    finally:
        course.close()

    assert "artikel 9 van de wet van 5 mei 2014" in said
    assert "Dek op een kopie van uw identiteitskaart de foto af" in said
