"""`griffie import`: encodings, days, workbooks, JSON lines, and files that cannot be used."""

import json
from pathlib import Path

import pytest
from openpyxl import Workbook

from griffie.api.composition import open_store
from tests.cli.test_cli import data, griffie
from tests.cli.test_cli_import import (
    HEAD,
    JEAN,
    LINES,
    MARIE,
    imported,
    mapped,
    request_of,
    written,
)

__all__ = ["data"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "windows-1252"])
def test_encodings_of_offices_are_found_out(data: Path, tmp_path: Path, encoding: str) -> None:
    file = written(tmp_path, HEAD, MARIE.replace("Marie", "Zoë"), encoding=encoding)
    report = tmp_path / "report.csv"

    assert imported(file, mapped(file), "--report", report).exit_code == 0

    store = open_store(data)
    assert "Zoë Desmet" in store.vault.open(request_of(store, report, 2).id).values()
    store.engine.close()


def test_in_which_order_a_day_is_written_is_asked_and_never_guessed(
    data: Path, tmp_path: Path
) -> None:
    either = MARIE.replace("05/03/2024", "03/04/2024").replace("28/03/2024", "05/06/2024")
    file, report = written(tmp_path, HEAD, either), tmp_path / "report.csv"
    mapping = mapped(file)

    unsaid = imported(file, mapping)
    assert unsaid.exit_code == 2
    assert "question mark at dates" in unsaid.stderr

    text = mapping.read_text("utf-8").replace('dates = "?"', 'dates = "month-day-year"')
    mapping.write_text(text, "utf-8")
    assert imported(file, mapping, "--report", report).exit_code == 0
    store = open_store(data)
    assert str(request_of(store, report, 2).received_on) == "2024-03-04"
    store.engine.close()


def test_a_workbook_is_read_and_a_formula_is_not(data: Path, tmp_path: Path) -> None:
    from datetime import datetime

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(HEAD.split(";"))
    cells: list[object] = list(MARIE.split(";"))
    cells[1], cells[8] = datetime(2024, 3, 5), datetime(2024, 3, 28)  # noqa: DTZ001 - as Excel has it
    sheet.append(cells)
    sheet.append([*cells[:5], "=HYPERLINK(1)", *cells[6:9], "24-9"])
    file, report = tmp_path / "register.xlsx", tmp_path / "report.csv"
    book.save(file)

    said = imported(file, mapped(file), "--report", report)

    assert "line 3: refused: name: a formula stands in Naam" in said.stdout
    store = open_store(data)
    assert str(request_of(store, report, 2).received_on) == "2024-03-05"
    store.engine.close()


def test_json_lines_are_read(data: Path, tmp_path: Path) -> None:
    names = HEAD.split(";")
    file = tmp_path / "register.jsonl"
    rows = [dict(zip(names, line.split(";"), strict=True)) for line in (MARIE, JEAN)]
    rows[1]["Recht"] = ["wissing", "inzage"]  # type: ignore[assignment]
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")

    assert imported(file, mapped(file)).stdout == "2 finished\n"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "the file is empty"),
        (b"a;a\n1;2\n", "two columns have one name: a"),
        (b"a;;b\n1;2;3\n", "column 2 has no name"),
        (b"\n1;2\n", "no names of columns"),
        (b'a;b\n"1;2\n', "a quotation mark is not closed"),
        (b"a;b\n\x81\x8d;2\n", "the encoding is none of"),
        (b"\0\0;b", "characters without meaning (NUL)"),
        (b'a;b\n"1" x;2\n', "behind a closed quotation mark"),
        (b"a;b\n1;" + b"2" * 300_000, "more than 262144 characters"),
    ],
)
def test_a_file_that_cannot_be_read_is_a_sentence(
    data: Path, tmp_path: Path, content: bytes, said: str
) -> None:
    file = tmp_path / "register.csv"
    file.write_bytes(content)

    result = griffie("import", file, "--guess", tmp_path / "mapping.toml")

    assert result.exit_code == 2
    assert said in result.stderr
    assert not (tmp_path / "mapping.toml").exists()
    assert not data.exists()


def test_a_workbook_that_is_none_is_a_sentence(data: Path, tmp_path: Path) -> None:
    file = tmp_path / "register.xlsx"
    file.write_bytes(b"\xd0\xcf\x11\xe0 an old one")

    assert "saved anew" in griffie("import", file, "--guess", tmp_path / "m.toml").stderr


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('name = "Naam"', 'name = "Nom"', "columns that are not there: Nom"),
        ('brief = "post"', 'brief = "pigeon"', "values.channel: choose among"),
        ('brief = "post"', 'brief = "?"', "question mark at values.channel"),
        ('name = "Naam"', 'nickname = "Naam"', "columns.nickname"),
        ("[columns]", "[columns", "is not TOML (at line"),
    ],
)
def test_a_mapping_that_cannot_be_used_is_a_sentence(
    data: Path, tmp_path: Path, old: str, new: str, said: str
) -> None:
    file = written(tmp_path, *LINES)
    mapping = mapped(file)
    mapping.write_text(mapping.read_text("utf-8").replace(old, new), "utf-8")

    result = imported(file, mapping)

    assert result.exit_code == 2
    assert said in result.stderr
    assert not data.exists()
