"""One thing has one name in each language: what the glossary says, held against every sentence.

The console, the portal, the steps and their events, letters, the verifier of bundles and the page
`verify.html`. Texts of the law itself say it in the words of the Official Journal.
"""

import json
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from babel.messages.pofile import read_po

from griffie.application.dossier.verifier.given import SLIPS
from griffie.application.dossier.verifier.proves import NO_ORIGIN, PROVES
from griffie.application.dossier.verifier.words import LANGUAGES, WORDS

ROOT = Path(__file__).parents[2]
OTHERS = LANGUAGES[1:]
OFFICIAL = {"gdpr.toml", "reg-1182-71.toml"}
PAGE = (ROOT / "docs" / "glossary.md").read_text("utf-8")
NAMED = re.compile(r"\{[^}]*\}|griffie \w+|\b\w+\.\w+\b|`[^`]*`", re.ASCII)
"""What is no word of a sentence: a place to be filled, a command, the name of a file."""


class Name(NamedTuple):
    """A row of the glossary: one thing, and what it is called in each language."""

    english: str
    called: dict[str, list[str]]
    never: list[str]


Said = dict[str, str]


def names() -> list[Name]:
    (table,) = re.findall(r"\| English \|.+\n(?:\|.*\n)+", PAGE)
    found = []
    for row in table.splitlines()[2:]:
        english, *called, never = (cell.strip() for cell in row.strip("| ").split(" | "))
        by_language = {
            language: cell.split(" / ") for language, cell in zip(OTHERS, called, strict=True)
        }
        found.append(Name(english, by_language, [] if never == "–" else never.split(", ")))
    return found


@cache
def sentences() -> list[tuple[str, Said]]:
    """Where a sentence stands, and the sentence in each language."""
    return [*_of_files(), *_of_catalogues(), *_of_the_verifier()]


def _of_files() -> Iterator[tuple[str, Said]]:
    for path in sorted((ROOT / "domain").rglob("*.toml")):
        if path.name not in OFFICIAL:
            yield from _within(tomllib.loads(path.read_text("utf-8")), path.name)


def _within(said: Any, where: str) -> Iterator[tuple[str, Said]]:
    if isinstance(said, list):
        for one in said:
            yield from _within(one, where)
    elif isinstance(said, dict):
        if all(isinstance(said.get(language), str) for language in LANGUAGES):
            yield where, {language: said[language] for language in LANGUAGES}
        for name, one in said.items():
            yield from _within(one, f"{where}, {name}")


def _of_catalogues() -> Iterator[tuple[str, Said]]:
    folder = ROOT / "api" / "words" / "locale"
    for language in OTHERS:
        with (folder / f"{language}.po").open("rb") as file:
            for message in read_po(file):
                pairs = (message.id, message.string)
                english, other = (
                    one if isinstance(one, str) else "\n".join(one or ()) for one in pairs
                )
                if english:
                    yield f"{language}.po", {"en": english, language: other}


def _of_the_verifier() -> Iterator[tuple[str, Said]]:
    page = ROOT / "api" / "papers" / "dossier" / "browser" / "said.json"
    tables = {"words.py": WORDS, "given.py": SLIPS, "proves.py": PROVES | {"origin": NO_ORIGIN}}
    tables["said.json"] = json.loads(page.read_text("utf-8"))
    for where, table in tables.items():
        for code, said in table.items():
            yield f"{where}, {code}", dict(zip(LANGUAGES, said, strict=True))


def holds(word: str, sentence: str) -> bool:
    plain = sentence.replace("\u00ad", "").replace("’", "'").lower()
    return word.lower() in plain


@pytest.mark.parametrize("name", names(), ids=lambda name: name.english)
def test_a_thing_has_one_name_in_each_language(name: Name) -> None:
    about = re.compile(rf"\b{name.english}s?\b", re.IGNORECASE)
    wrong, looked_at = [], 0
    for where, said in sentences():
        if not about.search(NAMED.sub("", said["en"])):
            continue
        for language in OTHERS:
            if language in said:
                looked_at += 1
                if not any(holds(word, said[language]) for word in name.called[language]):
                    wrong.append((where, said["en"], said[language]))

    assert wrong == []
    assert looked_at


@pytest.mark.parametrize("name", [one for one in names() if one.never], ids=lambda one: one.english)
def test_no_other_name_is_used(name: Name) -> None:
    others = [said for _, all_of_it in sentences() for said in all_of_it.values()]

    assert [said for said in others if any(holds(word, said) for word in name.never)] == []
