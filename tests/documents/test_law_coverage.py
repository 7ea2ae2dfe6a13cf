"""docs/law-coverage.md names places; every one of them is there."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from griffie.api.cli.not_expressed import NOT_EXPRESSED

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "law-coverage.md").read_text("utf-8")
PLACES = sorted(set(re.findall(r"`([a-z_/]+\.py(?:::\w+)?)`", TEXT)))
COVERED, LEFT = TEXT.split("\n## What the second reading left unexpressed\n")
ROWS = [row for row in COVERED.splitlines() if row.startswith("| ")]
HEADS = re.compile(r"\| (Right|Rule|Decision|Case|Second reading|Left|---) \|")


@cache
def names(file: str) -> set[str]:
    """What a page defines: classes, functions, constants."""
    found = set()
    for node in ast.walk(ast.parse((ROOT / file).read_text("utf-8"))):
        if isinstance(node, ast.ClassDef | ast.FunctionDef):
            found.add(node.name)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
    return found


@pytest.mark.parametrize("place", PLACES)
def test_a_place_that_is_named_is_there(place: str) -> None:
    file, _, name = place.partition("::")

    assert (ROOT / file).is_file()
    assert not name or name in names(file)


def test_every_row_names_a_place_or_says_that_it_is_not_expressed() -> None:
    told = [row for row in ROWS if not HEADS.match(row)]

    assert len(told) == 12 + 12 + 13 + 19 + 24
    assert [row for row in told if "`" not in row and "not expressed" not in row] == []
    assert NOT_EXPRESSED


def test_what_was_left_has_its_reason() -> None:
    left = [row for row in LEFT.splitlines() if row.startswith("| ") and not HEADS.match(row)]

    assert left
    assert [row for row in left if not re.fullmatch(r"\| .+ \| .{20,} \|", row)] == []


def test_every_letter_of_the_second_reading_is_there() -> None:
    """Scenarios have the rows; each list of them has its places here."""
    letters = {row[2] for row in ROWS if re.match(r"\| [A-F]: ", row)}

    assert letters == set("ABCDEF")
