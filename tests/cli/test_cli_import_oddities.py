"""`griffie import`: files of odd shapes. A line that is wrong is refused alone, with a sentence."""

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from tests.cli.test_cli import data, griffie
from tests.cli.test_cli_import import HEAD, JEAN, LINES, MARIE, imported, mapped, written

__all__ = ["data"]

_SHEET = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_its_mark_is_found_out(data: Path, tmp_path: Path, encoding: str) -> None:
    file = written(tmp_path, HEAD, MARIE, JEAN, encoding=encoding)

    assert imported(file, mapped(file)).stdout == "2 finished\n"


def test_a_first_line_that_says_the_separator_is_none_of_the_register(
    data: Path, tmp_path: Path
) -> None:
    file = written(tmp_path, "sep=;", HEAD, JEAN, MARIE.replace("28/03/2024", "31/04/2024"))

    said = imported(file, mapped(file))

    assert "line 4: refused: closed_on: there is no such day" in said.stdout


@pytest.mark.parametrize(
    ("thing", "why"),
    [
        ("Marie\\u0000", "refused: name: a text that can be read"),
        ("\\ud800", "refused: line: half a character"),
    ],
)
def test_a_character_that_is_none_refuses_its_line_and_no_other(
    data: Path, tmp_path: Path, thing: str, why: str
) -> None:
    names = HEAD.split(";")
    lines = [json.dumps(dict(zip(names, line.split(";"), strict=True))) for line in (MARIE, JEAN)]
    lines.insert(1, lines[0].replace("Marie", thing).replace("bk24-1", "bk24-3"))
    file = tmp_path / "register.jsonl"
    file.write_text("\n".join(lines), "utf-8")

    said = imported(file, mapped(file))

    assert said.stdout.splitlines()[-1] == "2 finished, 1 refused"
    assert f"line 2: {why}" in said.stdout


def test_a_day_that_is_a_number_of_a_spreadsheet_is_said_to_be_one(
    data: Path, tmp_path: Path
) -> None:
    file = written(tmp_path, *LINES, MARIE.replace("05/03/2024", "45356").replace("24-1", "24-9"))

    said = imported(file, mapped(file))

    assert "line 5: refused: received_on: this is a number and no day" in said.stdout


@pytest.mark.parametrize("name", ["register.csv", "mapping.toml"])
def test_a_report_never_overwrites_what_is_read(data: Path, tmp_path: Path, name: str) -> None:
    file = written(tmp_path, *LINES)
    mapping = mapped(file)
    before = (tmp_path / name).read_bytes()

    said = imported(file, mapping, "--report", tmp_path / name)

    assert said.exit_code == 2
    assert "name another one" in said.stderr
    assert (tmp_path / name).read_bytes() == before
    assert not data.exists()


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ('encoding = "base64"', "encoding: there is none of that name"),
        ('encoding = "rot13"', "encoding: there is none of that name"),
        ('encoding = "a\\u0000"', "encoding: there is none of that name"),
        ("separator = '\"'", "separator: one character, and no quotation mark"),
        ('separator = "\\n"', "separator: one character, and no quotation mark"),
    ],
)
def test_how_a_file_is_read_must_be_a_way_to_read_text(
    data: Path, tmp_path: Path, how: str, said: str
) -> None:
    file = written(tmp_path, *LINES)
    mapping = mapped(file)
    kept = [
        line
        for line in mapping.read_text("utf-8").splitlines()
        if not line.startswith(how.split(" ", 1)[0])
    ]
    mapping.write_text("\n".join([how, *kept]), "utf-8")

    result = imported(file, mapping)

    assert result.exit_code == 2
    assert said in result.stderr


@pytest.mark.parametrize("name", ["register.xls", "register.ods", "register"])
def test_a_file_of_another_kind_is_told_what_to_become(
    data: Path, tmp_path: Path, name: str
) -> None:
    file = tmp_path / name
    file.write_bytes(b"\xd0\xcf\x11\xe0 an old one")

    assert "save it as one of these" in griffie("import", file, "--guess", tmp_path / "m").stderr


def _book(folder: Path) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for line in (HEAD, MARIE, JEAN):
        sheet.append(line.split(";"))
    file = folder / "register.xlsx"
    book.save(file)
    return file


def _replaced(file: Path, name: str, octets: bytes | None) -> None:
    """Another content of a part of the workbook; None: it lacks."""
    with zipfile.ZipFile(file) as old:
        parts = {one: old.read(one) for one in old.namelist() if one != name}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for one, content in (parts | ({} if octets is None else {name: octets})).items():
            new.writestr(one, content)


def _without_sheet(file: Path) -> None:
    _replaced(file, _SHEET, None)


def _no_workbook(file: Path) -> None:
    _replaced(file, "xl/workbook.xml", b"<x/>")


def _charts_alone(file: Path) -> None:
    book = Workbook()
    book.create_chartsheet("figures")
    assert book.active is not None
    book.remove(book.active)
    book.save(file)


def _damaged(file: Path) -> None:
    octets = bytearray(file.read_bytes())
    with zipfile.ZipFile(file) as archive:
        part = archive.getinfo(_SHEET)
    start = part.header_offset + 30 + len(part.filename)
    octets[start + 20 : start + 60] = b"\xff" * 40
    file.write_bytes(octets)


def _every_entry(place: int, value: int) -> Callable[[Path], None]:
    """One octet of each entry in the directory of the archive."""

    def change(file: Path) -> None:
        octets, at = bytearray(file.read_bytes()), -1
        while (at := octets.find(b"PK\x01\x02", at + 1)) >= 0:
            octets[at + place] = value
        file.write_bytes(octets)

    return change


_ENCIPHERED, _PACKED_OTHERWISE = _every_entry(8, 1), _every_entry(10, 99)


@pytest.mark.parametrize(
    "spoil", [_without_sheet, _no_workbook, _charts_alone, _damaged, _ENCIPHERED, _PACKED_OTHERWISE]
)
def test_a_workbook_that_is_spoilt_is_a_sentence(
    data: Path, tmp_path: Path, spoil: Callable[[Path], None]
) -> None:
    file = _book(tmp_path)
    spoil(file)

    said = griffie("import", file, "--guess", tmp_path / "mapping.toml")

    assert said.exit_code == 2
    assert "workbook" in said.stderr
    assert "should not happen" not in said.stderr
    assert not (tmp_path / "mapping.toml").exists()


def test_an_error_and_a_day_out_of_range_are_no_values(data: Path, tmp_path: Path) -> None:
    from datetime import date

    file = _book(tmp_path)
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(HEAD.split(";"))
    cells: list[object] = list(MARIE.split(";"))
    sheet.append([*cells[:5], "#N/A", *cells[6:]])
    sheet.append([cells[0], date(2024, 3, 5), *cells[2:]])
    book.save(file)
    with zipfile.ZipFile(file) as archive:
        content = archive.read(_SHEET)
    serial = b"<v>45356</v>"
    assert serial in content
    _replaced(file, _SHEET, content.replace(serial, b"<v>99999999999</v>"))

    said = imported(file, mapped(file))

    assert "line 2: refused: name: an error stands in Naam" in said.stdout
    assert "line 3: refused: received_on: an error stands in Ontvangen op" in said.stdout
    assert "Warning" not in said.stderr
