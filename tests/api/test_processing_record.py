"""The records of Article 30 over the API: as JSON and as a workbook."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from griffie.api.composition import Store, open_store
from griffie.application.access.roles import Role
from griffie.application.controller.load_profile import load_profile
from tests.conftest import Clock, signed_in

IASSIST = load_profile(Path(__file__).parents[2] / "docs" / "examples" / "iassist.toml")
RECORD = "/api/v1/reports/processing"


@pytest.fixture
def office(tmp_path: Path, clock: Clock) -> Iterator[Store]:
    opened = open_store(tmp_path / "office", profile=IASSIST, clock=clock, demo=True)
    yield opened
    opened.engine.close()


def test_what_the_profile_does_not_say_is_named_and_nothing_is_invented(office: Store) -> None:
    record = signed_in(office, Role.AUDITOR).get(f"{RECORD}?language=fr").json()

    assert record["profile"] == IASSIST.version
    assert {one["what"] for one in record["unsaid"]} >= {"officer", "subjects", "security"}
    silent = next(one for one in record["activities"] if one["purpose"]["code"] == "delivery")
    assert silent["subjects"] == []
    assert silent["kept"] == []
    assert {one["name"] for one in silent["categories"]} == {
        "coordonnées",
        "commandes et livraisons",
    }


def test_the_record_as_a_workbook_has_a_row_for_each_purpose_and_each_gap(office: Store) -> None:
    reporter = signed_in(office, Role.REPORTER)

    (sheet,) = load_workbook(BytesIO(reporter.get(f"{RECORD}.xlsx?language=en").content)).worksheets
    head, *rows = sheet.iter_rows(values_only=True)

    assert head[:3] == ("Provision", "Purpose", "Basis")
    assert len([row for row in rows if row[0] == "30(1)"]) == len(IASSIST.purposes)
    gaps = [row for row in rows if row[1] == "The profile says nothing of"]
    assert len(gaps) == len(reporter.get(RECORD).json()["unsaid"])
    assert ("Article 30(1)(g) GDPR", "what keeps the data safe") in {(r[0], r[2]) for r in gaps}
