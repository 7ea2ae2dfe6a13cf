"""Which rights the words of a message may invoke: for who reads it, so that nothing waits a month.

A list of words in each language (`hints.toml`), and nothing else: no score, no learning, nothing
asked of the network. Each hint says by which words it was found. It decides nothing: a right is
invoked when a person says so.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from griffie.domain.law import Language, Right

_BETWEEN, _LONGEST, _LONGEST_SENTENCE = 8, 50_000, 2_000
_QUOTED = re.compile(r"^[ \t]*(?:>|\|(?![^\n]*\|)).*$", re.MULTILINE)
"""A line between bars is one of a table."""
_FORWARDED = re.compile(
    r"^[-> *\t]{0,60}(?:forwarded message|begin forwarded message|doorgestuurd bericht"
    r"|begin doorgestuurd bericht|message transféré|début du message transféré"
    r"|weitergeleitete nachricht|anfang der weitergeleiteten nachricht)\b.*$",
    re.IGNORECASE | re.MULTILINE,
)
_MARKS = re.compile(r"^[ \t]*>[> \t]*", re.MULTILINE)
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_ENDS = re.compile(r"[.!?;:]+(?=\s|$)|\n\s*\n|\n\s*[-*•]\s")
_JOINED, _NOT_LETTERS = re.compile(r"(?<=\be)[-‐‑](?=\w)"), re.compile(r"[^\w]+|_+")


class Hint(NamedTuple):
    """A right that the words may invoke, and the words that say so: personal data."""

    right: Right
    words: str


Rows = tuple[re.Pattern[str], ...]
"""A line of the list: rows of words, each of which a sentence must hold."""


class _List(NamedTuple):
    rights: dict[Right, tuple[Rows, ...]]
    nothing_asked: tuple[re.Pattern[str], ...]
    at_least: re.Pattern[str]
    """The first row of each line: where none of them stands, no line does."""


def hints(text: str, language: Language | None) -> tuple[Hint, ...]:
    """Each right once, in the order of the law, with the first words that say so.

    `language` is that of the text: its list is asked first, and the others where it finds nothing.
    """
    sentences = list(_sentences(text))
    first = [language] if language else []
    for one in [*first, *(other for other in Language if other != language)]:
        if found := _found(sentences, _lists()[one]):
            return found
    return ()


def _found(sentences: list[str], words: _List) -> tuple[Hint, ...]:
    asked = [_without(sentence, words.nothing_asked) for sentence in sentences]
    asked = [sentence for sentence in asked if words.at_least.search(sentence)]
    found = (
        next((Hint(right, said) for said in _matches(asked, lines)), None)
        for right, lines in words.rights.items()
    )
    return tuple(one for one in found if one)


def _matches(sentences: list[str], lines: tuple[Rows, ...]) -> Iterator[str]:
    for sentence in sentences:
        for rows in lines:
            said = [row.search(sentence) for row in rows]
            if all(said):
                yield " … ".join(one[0].strip() for one in said if one)


def _without(sentence: str, patterns: tuple[re.Pattern[str], ...]) -> str:
    for pattern in patterns:
        sentence = pattern.sub(" ", sentence)
    return sentence


def _sentences(text: str) -> Iterator[str]:
    """The sentences in small letters, a space around each word; what is quoted is left out."""
    text = unicodedata.normalize("NFC", _UNSEEN.sub("", text[:_LONGEST]))
    if forwarded := _FORWARDED.search(text):  # some programs quote what they pass on
        text = text[: forwarded.start()] + _MARKS.sub("", text[forwarded.start() :])
    said = _QUOTED.sub("\n", text)
    for sentence in _ENDS.split(said):
        words = _NOT_LETTERS.sub(" ", _JOINED.sub("", sentence.casefold())).strip()
        if words:
            yield f" {words[:_LONGEST_SENTENCE]} "


@cache
def _lists() -> dict[Language, _List]:
    written = tomllib.loads((Path(__file__).parent / "hints.toml").read_text("utf-8"))
    return {Language(language): _read(said) for language, said in written.items()}


def _read(said: dict[str, list[str]]) -> _List:
    rights = {
        right: tuple(tuple(_row(row) for row in line.split("&")) for line in _in_order(said[right]))
        for right in Right
    }
    firsts = dict.fromkeys(rows[0].pattern for lines in rights.values() for rows in lines)
    at_least = re.compile("|".join(f"(?:{first})" for first in firsts))
    return _List(rights, tuple(_row(line) for line in said["not"]), at_least)


def _in_order(lines: list[str]) -> list[str]:
    """Words that stand together before those that stand anywhere: they say it more clearly."""
    return sorted(lines, key=lambda line: line.count("&"))


def _row(line: str) -> re.Pattern[str]:
    """A row of words as a pattern over a sentence. Raises ValueError for an empty word."""
    between = rf"(?: \w+){{0,{_BETWEEN}}}?"
    rows = ["".join(_either(word) for word in row.split()) for row in line.split("…")]
    return re.compile(between.join(rows) + "(?= )")


def _either(words: str) -> str:
    """Alternatives for one place of the row, with the space before it."""
    said = [
        re.escape(one.casefold()).replace(r"\*", r"\w*").replace("_", " ")
        for one in words.split("/")
    ]
    if not all(said):
        raise ValueError(words)
    return f" (?:{'|'.join(said)})(?![^ ])"
