"""The glossary and the code use the same words: what it names exists, and each word once."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from typer.main import get_command

from griffie.api.cli import app
from griffie.domain.law import Provision

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "glossary.md").read_text("utf-8")
LAYERS = ("domain", "application", "infrastructure", "api")


@cache
def names() -> frozenset[str]:
    """Every class, function, constant and member of the four layers."""
    pages = [path for layer in LAYERS for path in (ROOT / layer).rglob("*.py")]
    return frozenset(name for path in pages for name in _defined(ast.parse(path.read_text())))


def _defined(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.ClassDef(name=name) | ast.FunctionDef(name=name):
                yield name
            case ast.Assign(targets=targets):
                yield from (target.id for target in targets if isinstance(target, ast.Name))
            case ast.AnnAssign(target=ast.Name(id=name)):
                yield name


def rows() -> list[tuple[str, str, str]]:
    """Word, meaning and names in code, of every table with three columns of that kind."""
    cells = re.findall(r"^\| (\*\*.+?) \| (.+?) \|(?: (.+?))? \|$", PAGE, re.MULTILINE)
    assert len(cells) > 60
    return cells


def test_what_is_named_in_code_exists() -> None:
    commands = get_command(app).commands  # type: ignore[attr-defined]
    missing = []
    for _, _, code in rows():
        for name in re.findall(r"`([^`]+)`", code):
            if name.startswith("griffie "):
                found = name.split()[1] in commands
            elif "/" in name:
                found = (ROOT / name).exists()
            else:
                found = name in names()
            if not found:
                missing.append(name)

    assert missing == []


def test_the_examples_in_the_meanings_exist() -> None:
    for _, meaning, _ in rows():
        for name in re.findall(r"`([A-Z][a-z]+[A-Z]\w+)`", meaning):
            assert name in names(), name
        for written in re.findall(r"`(gdpr/[^`]+)`", meaning):
            assert str(Provision.parse(written)) == written


def test_each_word_has_one_meaning() -> None:
    """A word that stands twice says in brackets in which sense."""
    words = Counter(word for word, _, _ in rows())

    assert [word for word, times in words.items() if times > 1] == []


def test_each_meaning_is_a_sentence_or_two() -> None:
    assert [word for word, meaning, _ in rows() if len(meaning) > 320] == []
