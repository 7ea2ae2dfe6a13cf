"""What `griffie export` writes is what the API shows; it is recorded, and holds nobody's name."""

import csv
import json
import sys
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from openpyxl import load_workbook
from pyarrow import parquet
from typer.testing import CliRunner, Result

from griffie.api.cli import app
from griffie.api.cli import export as export_page
from griffie.api.composition import open_store
from griffie.application.access.roles import Role
from tests.conftest import signed_in
from tests.given.story import PERSONAL, tell

TABLES = ("register", "trail")


def export(*words: object) -> Result:
    return CliRunner().invoke(app, ["export", *map(str, words)])


def written(what: str, file: Path, *words: str) -> Path:
    result = export(what, "-o", file, *words)
    assert result.exit_code == 0, result.output
    assert file.stat().st_mode & 0o077 == 0
    assert not file.with_name(f"{file.name}.part").exists()
    return file


def unmarked(cell: object) -> object:
    return cell.removeprefix("'") if isinstance(cell, str) else cell


@pytest.fixture
def dpo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    monkeypatch.setenv("GRIFFIE_DATA", str(tmp_path / "data"))
    store = open_store(tmp_path / "data")
    for _ in range(2):
        tell(signed_in(store, Role.DPO))
    yield signed_in(store, Role.DPO)
    store.engine.close()


@pytest.mark.parametrize("what", TABLES)
def test_every_form_holds_the_same_rows(what: str, dpo: TestClient, tmp_path: Path) -> None:
    lines = written(what, tmp_path / "a.jsonl").read_text("utf-8").splitlines()
    said = [json.loads(line) for line in lines]

    typed = parquet.read_table(written(what, tmp_path / "a.parquet")).to_pylist()
    sheet = load_workbook(written(what, tmp_path / "a.xlsx"), read_only=True).worksheets[0]
    sheet_rows = list(sheet.values)
    text = written(what, tmp_path / "a.csv").read_text("utf-8")
    plain = list(csv.DictReader(StringIO(text, newline="")))

    # Each export is itself an event, so that the trail that is written next is an entry longer.
    # A spreadsheet gets a mark before what it would compute; a hash may begin with `+`.
    assert typed[: len(said)] == said
    listed = [dict(zip(sheet_rows[0], map(unmarked, row), strict=True)) for row in sheet_rows[1:]]
    assert listed[: len(said)] == said
    key = "reference" if what == "register" else "entry_hash"
    assert [unmarked(row[key]) for row in plain][: len(said)] == [row[key] for row in said]
    assert dpo.get("/healthz").status_code == 200


def test_the_register_and_the_trail_are_those_of_the_api(dpo: TestClient, tmp_path: Path) -> None:
    shown = dpo.get("/api/v1/requests").json()["items"]
    logged = [json.loads(line) for line in dpo.get("/api/v1/audit/events").text.splitlines()]

    register = written("register", tmp_path / "r.jsonl").read_text("utf-8").splitlines()
    trail = written("trail", tmp_path / "t.jsonl").read_text("utf-8").splitlines()

    assert [json.loads(line)["reference"] for line in register] == [r["reference"] for r in shown]
    assert {json.loads(line)["due_on"] for line in register} == {
        r["deadline"]["due_on"] for r in shown
    }
    rows = [json.loads(line) for line in trail]
    assert [row["event_hash"] for row in rows][: len(logged)] == [e["event_hash"] for e in logged]
    assert [json.loads(row["data"]) for row in rows][: len(logged)] == [e["data"] for e in logged]


def test_no_file_holds_personal_data_and_each_is_recorded(dpo: TestClient, tmp_path: Path) -> None:
    files = [written(what, tmp_path / f"{what}.jsonl") for what in TABLES]
    files += [written("figures", tmp_path / "f.csv", "--year", "2026")]
    files += [written("calendar", tmp_path / "c.ics")]

    for file in files:
        octets = file.read_bytes()
        assert not [name for name, value in PERSONAL.items() if str(value).encode() in octets]
    logged = [json.loads(line) for line in dpo.get("/api/v1/audit/events").text.splitlines()]
    left = [event["data"]["what"] for event in logged if event["type"] == "DataExported"]
    assert {"register", "audit_trail", "report"} <= set(left)


def test_the_calendar_is_one_of_days(dpo: TestClient, tmp_path: Path) -> None:
    reference = dpo.post(
        "/api/v1/requests",
        json={
            "received_on": "2026-03-05",
            "channel": "email",
            "language": "nl",
            "rights": [{"right": "access"}],
            "requester": {"email": "s@example.be"},
            "message": "Wat heeft u over mij?",
        },
    ).json()["reference"]

    text = written("calendar", tmp_path / "c.ics").read_text("utf-8")

    assert f"SUMMARY:{reference}\n" in text
    assert "DTSTART;VALUE=DATE:20260407" in text


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("register", "-o", "r.txt"), "register is written as .csv, .xlsx, .jsonl, .parquet"),
        (("register", "-o", "r.ics"), "register is written as .csv"),
        (("calendar", "-o", "c.csv"), "calendar is written as .ics"),
        (("figures", "-o", "f.csv"), "--year"),
        (("register", "-o", "r.csv", "--year", "2026"), "--year"),
        (("register", "-o", "r.csv", "--published"), "--year"),
        (("register", "-o", "no/such/folder/r.csv"), "No such file"),
    ],
)
def test_bad_words_are_answered_with_a_sentence(
    words: tuple[str, ...], said: str, dpo: TestClient
) -> None:
    result = export(*words)

    assert result.exit_code == 2, result.output
    assert said in result.stderr
    assert "Traceback" not in result.output
    assert dpo is not None


def test_a_trail_too_long_for_a_workbook_is_refused_before_anything_is_recorded(
    dpo: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export_page, "MOST_ROWS", 4)
    before = dpo.get("/api/v1/audit/events").text.count("DataExported")

    result = export("trail", "-o", tmp_path / "t.xlsx")

    assert result.exit_code == 2
    assert "choose .csv" in result.stderr
    assert dpo.get("/api/v1/audit/events").text.count("DataExported") == before == 1


def test_without_pyarrow_a_sentence_says_how_to_get_it(
    dpo: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)

    result = export("register", "-o", tmp_path / "r.parquet")

    assert result.exit_code == 2
    assert "griffie[parquet]" in result.stderr
    assert not list(tmp_path.glob("r.parquet*"))
    assert dpo is not None
