"""The recipes name files that exist, and as many as they say."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "extend.md").read_text("utf-8")
RECIPES = dict(re.findall(r"^## (.+?)\n(.*?)(?=^## |\Z)", PAGE, re.DOTALL | re.MULTILINE))
ITEM = re.compile(r"^(\d+)\. `([^`]+)`", re.MULTILINE)


def test_every_kind_has_its_recipe() -> None:
    assert list(RECIPES) == [
        "A step",
        "A ground",
        "A right",
        "A calendar",
        "A country",
        "A language",
        "A page of the console",
        "A projection",
        "A store",
    ]


@pytest.mark.parametrize("name", [name for name in RECIPES if name not in {"A step", "A store"}])
def test_a_recipe_costs_as_many_files_as_it_says(name: str) -> None:
    """Of a step `test_recipe` counts them; what a store costs is an estimate."""
    (said,) = re.findall(r"Files by hand: (\d+)", RECIPES[name])
    items = ITEM.findall(RECIPES[name])

    assert [int(number) for number, _ in items] == list(range(1, int(said) + 1))
    assert len({path for _, path in items}) == int(said)
    assert [path for _, path in items if not (ROOT / path).exists()] == []


@pytest.mark.parametrize("name", RECIPES)
def test_what_an_item_names_stands_in_its_file(name: str) -> None:
    """A table such as `AT_ONCE` that moved to another page is looked for where it is said."""
    missing = []
    for line in RECIPES[name].splitlines():
        found = ITEM.match(line)
        if found and found[2].endswith(".py") and (ROOT / found[2]).exists():
            source = (ROOT / found[2]).read_text("utf-8")
            constants = re.findall(r"`(_?[A-Z][A-Z_0-9]{3,})`", line)
            missing += [one for one in constants if not re.search(rf"\b{one}\b", source)]

    assert missing == []


def test_what_a_recipe_names_in_code_is_there() -> None:
    source = "\n".join(
        path.read_text("utf-8")
        for layer in ("domain", "application", "infrastructure", "api", "tests")
        for path in (ROOT / layer).rglob("*.py")
    )
    names = set(re.findall(r"`([A-Z][A-Za-z_0-9]+)`", PAGE)) - {"BE"}

    assert sorted(name for name in names if not re.search(rf"\b{name}\b", source)) == []
