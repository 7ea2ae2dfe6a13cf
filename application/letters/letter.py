"""What a letter consists of: sections of paragraphs, each with the provisions that demand it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from griffie.application.controller.logo import Logo
from griffie.application.letters.phrases import Speaker
from griffie.domain.law import Language, Provision, Right


# The kinds of letter that can be composed. A docstring would change the OpenAPI document.
class LetterKind(StrEnum):
    ACKNOWLEDGEMENT, IDENTITY = "acknowledgement", "identity"
    CLARIFICATION, EXTENSION = "clarification", "extension"
    ANSWER, REFUSAL = "answer", "refusal"
    FEE = "fee"
    RESTRICTION_LIFT = "restriction_lift"


class InformationItem(StrEnum):
    """The things that the law makes the controller tell."""

    ACTION = "action"
    REASONS, GROUND = "reasons", "ground"
    COMPLAINT, COURT = "complaint", "court"
    EXTENSION, DOUBT, QUESTION = "extension", "doubt", "question"
    INFORMATION = "information"
    RECIPIENTS = "recipients"
    PUBLIC = "public"
    OBJECTION, HUMAN, LIFT = "objection", "human", "lift"
    FEE = "fee"


class Demand(NamedTuple):
    """One thing that must be told, the provision that says so, and the claim that it concerns."""

    what: InformationItem
    provision: Provision
    right: Right | None = None


class Typed(NamedTuple):
    """A text that a person typed into the file, under its label (which may be empty)."""

    label: str
    words: str


class TableEntry(NamedTuple):
    """One row of a table: its title, and pairs of heading and text."""

    title: str
    cells: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A text and what goes with it; `meets` lists the demands that it fulfils."""

    text: str
    meets: tuple[Demand, ...] = ()
    items: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    """An address, line by line."""
    typed: tuple[Typed, ...] = ()
    table: tuple[TableEntry, ...] = ()

    @property
    def provisions(self) -> tuple[Provision, ...]:
        """The provisions that demand this paragraph; empty where it is only courteous."""
        return tuple(dict.fromkeys(demand.provision for demand in self.meets))

    def words(self) -> Iterator[str]:
        """Every text in it."""
        yield self.text
        yield from self.items
        yield from self.lines
        for typed in self.typed:
            yield from typed
        for entry in self.table:
            yield entry.title
            for cell in entry.cells:
                yield from cell


@dataclass(frozen=True, slots=True)
class Section:
    """Paragraphs under a title; `right` is the claim that they concern."""

    paragraphs: tuple[Paragraph, ...]
    title: str | None = None
    right: Right | None = None


class HouseStyle(NamedTuple):
    """Head and foot of the paper, in one language: what the profile says under `[letterhead]`."""

    logo: Logo | None = None
    logo_says: str = ""
    """What a screen reader says in place of the logo."""
    colour: str = ""
    """`#rrggbb`; empty for black."""
    foot: str = ""


BLANK = HouseStyle()
"""Paper without head and foot."""


class Receipt(NamedTuple):
    """The proof that the request was entered in the log, as a file that goes with the letter."""

    name: str
    octets: bytes
    note: str
    """The signed note in it, which is short enough to be printed."""
    caption: str


@dataclass(frozen=True, slots=True)
class ComposedLetter:
    """A letter in one language, dated `on`, a civil day in Brussels; a draft until it is sent."""

    kind: LetterKind
    language: Language
    on: date
    sender: tuple[str, ...]
    addressee: tuple[str, ...]
    head: tuple[tuple[str, str], ...]
    """Date, reference and subject, each with its label."""
    subject: str
    salutation: str
    sections: tuple[Section, ...]
    closing: str
    signature: tuple[str, ...]
    demanded: tuple[Demand, ...]
    """What the law demands of this letter, computed apart from its paragraphs."""
    unstated: tuple[str, ...] = ()
    """What belongs on the paper of a company, and the profile does not know."""
    style: HouseStyle = BLANK
    receipt: Receipt | None = None
    """What goes with an acknowledgement."""

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The paragraphs of all sections, in order."""
        return tuple(one for section in self.sections for one in section.paragraphs)

    @property
    def gaps(self) -> tuple[str, ...]:
        """What the clerk must still fill in before the letter goes out."""
        said = [*self.sender, *(word for one in self.paragraphs for word in one.words())]
        return tuple(found for words in said for found in gap(self.language).findall(words))


def gap(language: Language) -> re.Pattern[str]:
    """The pattern of a place that the clerk must fill in, in one language."""
    before, after = Speaker(language).say("gap", what="\0").split("\0")
    return re.compile(f"{re.escape(before)}[^{re.escape(after)}]*{re.escape(after)}")


def missing_demands(letter: ComposedLetter) -> tuple[Demand, ...]:
    """The demands that no paragraph meets; empty when the letter says everything.

    A paragraph with a gap meets its demands, but is not finished: see `ComposedLetter.gaps`.
    """
    told = {demand for one in letter.paragraphs if one.text.strip() for demand in one.meets}
    return tuple(demand for demand in letter.demanded if demand not in told)
