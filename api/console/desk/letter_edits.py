"""Paragraphs as fields of the letter page: reworded, taken out, added, put back.

The names of the fields are `words.KEY`, `out.KEY`, `added.KEY` and `back.KEY`; a form carries them
on, so that nothing is kept before the letter is sent.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from griffie.api.console.desk.entered import Entered
from griffie.application.letters.edited import Edits, keys_of
from griffie.application.letters.letter import ComposedLetter, Paragraph

_WORDS, _OUT, _ADDED, _BACK = "words.", "out.", "added.", "back."

_MARKS = re.compile("[\ue000\ue001]")


class Row(NamedTuple):
    """A paragraph as fields: its words now, whether it is taken out, and what comes after it."""

    key: str
    paragraph: Paragraph
    words: str
    changed: bool
    out: bool
    added: str
    title: str
    """That of the section which begins here; else empty."""


def edits_in(entered: Entered, computed: ComposedLetter, filled: ComposedLetter) -> Edits:
    """What the form changes; `filled` is the computed letter with what was typed in its gaps."""
    words, out, added = {}, set(), {}
    for key, one in zip(keys_of(computed), filled.paragraphs, strict=True):
        typed = _typed(entered, _WORDS + key)
        if typed is not None and _plain(typed) != _plain(one.text) and _BACK + key not in entered:
            words[key] = typed
        if _OUT + key in entered:
            out.add(key)
        if more := _typed(entered, _ADDED + key):
            added[key] = more
    return Edits(words, out, added)


def left_over(entered: Entered, keys: Sequence[str]) -> list[str]:
    """What was typed for paragraphs that the letter does not have (any more)."""
    known = set(keys)
    return [
        typed
        for name in entered
        if name.startswith((_WORDS, _ADDED)) and name.partition(".")[2] not in known
        if (typed := _typed(entered, name))
    ]


def carried(edits: Edits) -> Iterator[tuple[str, str]]:
    """The edits as hidden fields: names and values."""
    yield from ((_WORDS + key, said) for key, said in edits.words.items())
    yield from ((_OUT + key, "1") for key in edits.out)
    yield from ((_ADDED + key, said) for key, said in edits.added.items())


def rows(keys: Sequence[str], filled: ComposedLetter, edits: Edits) -> Iterator[Row]:
    """Every paragraph of the letter as it was computed, as fields."""
    titles = _titles(filled)
    for place, (key, one) in enumerate(zip(keys, filled.paragraphs, strict=True)):
        yield Row(
            key,
            one,
            edits.words.get(key, one.text),
            key in edits.words,
            key in edits.out,
            edits.added.get(key, ""),
            titles.get(place, ""),
        )


def _titles(letter: ComposedLetter) -> Mapping[int, str]:
    """The titles of sections by the place of their first paragraph."""
    found, place = {}, 0
    for section in letter.sections:
        found[place] = section.title or ""
        place += len(section.paragraphs)
    return found


def _typed(entered: Entered, name: str) -> str | None:
    """What stands in a field, without the characters that mark a gap; None where there is none."""
    typed = entered[name][0] if entered.get(name) else None
    return None if typed is None else _MARKS.sub("", typed.replace("\r\n", "\n")).strip()


def _plain(words: str) -> str:
    return " ".join(words.split())
