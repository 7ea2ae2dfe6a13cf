"""What a paper is made of. Everything in it is words already, in the language of the paper."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from griffie.domain.law import Language


class Table(NamedTuple):
    """A table of words and numbers, with a total where its rows add up."""

    title: str
    about: str
    head: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]
    total: tuple[str, ...] = ()


class Figure(NamedTuple):
    """A drawing as SVG, and the words that stand for it where it is read aloud."""

    svg: str
    alt: str


class Section(NamedTuple):
    """What stands under one heading, in this order; what is empty is left out."""

    title: str
    paragraphs: Sequence[str] = ()
    facts: Sequence[tuple[str, str]] = ()
    """A title and its words."""
    items: Sequence[str] = ()
    figures: Sequence[Figure] = ()
    tables: Sequence[Table] = ()


class Paper(NamedTuple):
    """A paper, made on a civil day in Brussels."""

    title: str
    language: Language
    on: date
    author: str
    """The controller; empty where the profile does not name it."""
    facts: Sequence[tuple[str, str]]
    sections: Sequence[Section]
    foot: str = ""
    """What stands at the foot of each page, beside its number."""
    wide: bool = False
    """Whether its pages lie on their long side, for tables of many columns."""
