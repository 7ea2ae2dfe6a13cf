"""What a letter is: sections of paragraphs, each with the article that demands it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from griffie.application.letters.phrases import Speaker
from griffie.domain.law import Language, Provision, Right


class LetterKind(StrEnum):
    ACKNOWLEDGEMENT, IDENTITY = "acknowledgement", "identity"
    CLARIFICATION, EXTENSION = "clarification", "extension"
    ANSWER, REFUSAL = "answer", "refusal"
    FEE = "fee"
    RESTRICTION_LIFT = "restriction_lift"


class InformationItem(StrEnum):
    """What the law makes the controller tell."""

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
    """One thing that must be told, by which provision, and about which claim."""

    what: InformationItem
    provision: Provision
    right: Right | None = None


class Typed(NamedTuple):
    """What a person wrote into the file, under its label."""

    label: str
    words: str


class TableEntry(NamedTuple):
    """One row of a table: its title, and what is said under each heading."""

    title: str
    cells: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str
    meets: tuple[Demand, ...] = ()
    items: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    """An address, line by line."""
    typed: tuple[Typed, ...] = ()
    table: tuple[TableEntry, ...] = ()

    @property
    def provisions(self) -> tuple[Provision, ...]:
        """The articles that demand it; none for what is only courteous."""
        return tuple(dict.fromkeys(demand.provision for demand in self.meets))

    def words(self) -> Iterator[str]:
        """Everything that it says."""
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
    paragraphs: tuple[Paragraph, ...]
    title: str | None = None
    right: Right | None = None


@dataclass(frozen=True, slots=True)
class ComposedLetter:
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
    """What the law makes the controller tell in this letter: reckoned apart from its paragraphs."""

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        return tuple(one for section in self.sections for one in section.paragraphs)

    @property
    def gaps(self) -> tuple[str, ...]:
        """What the clerk must still fill in before the letter goes out."""
        said = [*self.sender, *(word for one in self.paragraphs for word in one.words())]
        return tuple(found for words in said for found in gap(self.language).findall(words))


def gap(language: Language) -> re.Pattern[str]:
    """How something to fill in looks in a language."""
    before, after = Speaker(language).say("gap", what="\0").split("\0")
    return re.compile(f"{re.escape(before)}[^{re.escape(after)}]*{re.escape(after)}")


def missing_demands(letter: ComposedLetter) -> tuple[Demand, ...]:
    """Which of the demanded things no paragraph tells. Nothing missing: an empty answer.

    What a paragraph leaves to the clerk is told, but not finished: see `Letter.gaps`.
    """
    told = {demand for one in letter.paragraphs if one.text.strip() for demand in one.meets}
    return tuple(demand for demand in letter.demanded if demand not in told)
