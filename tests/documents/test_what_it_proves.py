"""docs/what-it-proves.md promises nothing but what a test shows, and nothing else than it shows."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.dossier import test_short
from tests.dossier.test_operator import TABLE
from tests.security.test_attack_table import PROMISED

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "what-it-proves.md").read_text("utf-8")
NAMED = sorted(set(re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", PAGE)))
FOUND = {"found": True, "not found": False}
SHORT = "tests/dossier/test_short.py"
OPERATOR = "tests/dossier/test_operator.py"


def rows(section: str) -> Iterator[list[str]]:
    """The cells of the table under a heading, without its head."""
    found = rf"^##+ {section}\n(.*?)(?=^##+ |\Z)"
    (text,) = re.findall(found, PAGE, re.MULTILINE | re.DOTALL)
    lines = [line for line in text.splitlines() if line.startswith("|")]
    for line in lines[2:]:
        yield [cell.strip() for cell in line.strip("|").split("|")]


def test_many_tests_are_named() -> None:
    assert len(NAMED) > 30


@pytest.mark.parametrize(("file", "name"), NAMED, ids=str)
def test_what_is_named_is_there(file: str, name: str) -> None:
    tree = ast.parse((ROOT / file).read_text("utf-8"))

    assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def test_of_the_owner_of_the_files_it_says_what_the_attack_table_asserts() -> None:
    said = {threat: (FOUND[a], FOUND[h]) for threat, a, h, _ in rows("Whoever owns the files")}

    assert said == PROMISED
    assert all(because for *_, because in rows("Whoever owns the files"))


def test_of_an_operator_with_the_key_it_says_what_is_asserted_of_bundles() -> None:
    said = {
        shown.removeprefix(f"`{OPERATOR}::").rstrip("`"): (FOUND[alone], FOUND[holding])
        for _, alone, holding, shown in rows("Whoever makes the bundle")
        if shown.startswith(f"`{OPERATOR}::") and "::test_" not in shown
    }

    assert said == {attack.__name__: tuple(seen) for attack, seen in TABLE.items()}


def test_of_a_short_bundle_it_says_what_is_asserted_of_its_lies() -> None:
    said = {
        shown.removeprefix(f"`{SHORT}::").rstrip("`"): (FOUND[alone], FOUND[holding])
        for _, alone, holding, shown in rows("A short bundle")
    }

    asserted = {
        lie.__name__: (bool(found.alone), bool(found.holding))
        for lie, found in test_short.ATTACKS.items()
    }
    assert said == asserted


@pytest.mark.parametrize("section", ["Erasure", "Who looked", "Time", "By other hands"])
def test_what_holds_names_its_test_and_what_does_not_says_why(section: str) -> None:
    for claim, holds, shown in rows(section):
        assert (holds != "no") is bool(re.fullmatch(r"`tests/[\w/]+\.py::test_\w+`", shown)), claim
        assert shown


def test_what_stays_unprovable_is_said() -> None:
    for unprovable in (
        "Entered untruthfully.",
        "Never entered.",
        "Changed before the next checkpoint.",
        "Everything an operator can do while nobody outside holds a checkpoint.",
    ):
        assert f"**{unprovable}**" in PAGE


def test_the_readme_leads_there() -> None:
    assert "(docs/what-it-proves.md)" in (ROOT / "README.md").read_text("utf-8")
