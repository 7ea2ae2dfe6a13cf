"""A letter whose paragraphs a person reworded, took out or added, held to what the law demands.

A paragraph that stands as it was computed tells what it told. What a person wrote tells only what
its words evidently say: they are read as `inform` reads a text of one's own (`evidence.py`). So
whoever takes out what an article demands, or rewords it beyond recognition, is told which article
it was. What our letters add by themselves may go.

A paragraph is known by its own words: where the file moved on and it says something else, words
that were typed for it are left over, and never land in another paragraph.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from hashlib import sha256
from typing import NamedTuple

from griffie.application.controller.profile import ControllerProfile
from griffie.application.letters.duties import is_ours, place_of
from griffie.application.letters.evidence import evident
from griffie.application.letters.letter import (
    ComposedLetter,
    Demand,
    InformationItem,
    Paragraph,
    Section,
)
from griffie.application.letters.text import lines_of
from griffie.domain.law import GDPR, Language, Provision, Right
from griffie.domain.law.information import COMPLAINT, CONFIRMATION, COPY, REASONS, REMEDY
from griffie.domain.rights_request import RightsRequest

_COMPLAIN = re.compile(r"klacht|plainte|r[ée]clamation|beschwerde|complain", re.IGNORECASE)


class Edits(NamedTuple):
    """What a person changed, by the keys of paragraphs; a line break begins a new paragraph."""

    words: Mapping[str, str] = {}
    """In place of the paragraph's own text; what belongs to it (a list, a table) stays."""
    out: Collection[str] = ()
    """Taken out whole."""
    added: Mapping[str, str] = {}
    """After a paragraph."""

    def __bool__(self) -> bool:
        return any(self)


def keys_of(letter: ComposedLetter) -> list[str]:
    """A key for each paragraph in order: it follows from what the paragraph says."""
    found: list[str] = []
    for one in letter.paragraphs:
        said = sha256("\n".join(one.words()).encode()).hexdigest()[:12]
        found.append(f"{said}-{sum(key.startswith(said) for key in found)}")
    return found


def edited(
    letter: ComposedLetter,
    keys: list[str],
    edits: Edits,
    request: RightsRequest,
    profile: ControllerProfile,
) -> ComposedLetter:
    """The letter with the edits; `keys` are those of the letter as it was computed.

    `missing_demands` of it then names what no paragraph tells any more.
    """
    if not edits:
        return letter
    demanded = tuple(one for one in letter.demanded if not is_ours(one, letter.kind))
    key, sections = iter(keys), []
    for section in letter.sections:
        drafts = [draft for one in section.paragraphs for draft in _drafts(one, next(key), edits)]
        read = _Reading(letter.language, section.right, demanded, drafts, request, profile)
        paragraphs = tuple(read.judged(draft) for draft in drafts)
        sections.append(Section(paragraphs, section.title if paragraphs else None, section.right))
    return replace(letter, sections=tuple(sections), demanded=demanded)


class _Draft(NamedTuple):
    """A paragraph as it shall stand there; `before`: what it met, where a person changed it."""

    paragraph: Paragraph
    before: tuple[Demand, ...] | None = None


def _drafts(one: Paragraph, key: str, edits: Edits) -> Iterator[_Draft]:
    if key not in edits.out:
        words = _lines(edits.words[key]) if key in edits.words else None
        if words is None:
            yield _Draft(one)
        elif words:
            yield from (_Draft(Paragraph(text), ()) for text in words[:-1])
            yield _Draft(replace(one, text=words[-1]), one.meets)
    yield from (_Draft(Paragraph(text), ()) for text in _lines(edits.added.get(key, "")))


def _lines(typed: str) -> list[str]:
    return [line for line in (" ".join(one.split()) for one in typed.split("\n")) if line]


class _Reading(NamedTuple):
    """Reads what a person wrote in a section for what it tells."""

    language: Language
    right: Right | None
    demanded: tuple[Demand, ...]
    drafts: list[_Draft]
    request: RightsRequest
    profile: ControllerProfile

    def judged(self, draft: _Draft) -> Paragraph:
        """The paragraph with the demands that its words meet."""
        one, before = draft
        if before is None:
            return one
        about = [demand for demand in self.demanded if self._may_meet(demand, before)]
        text, around = self._text(draft), "\n".join(map(self._text, self.drafts))
        alone = self._evident(text, (place for one in about for place in _places_of(one)))
        # Authority and court may stand in two paragraphs of one section.
        found = alone | self._evident(around, (COMPLAINT, REMEDY))
        told = tuple(
            demand
            for demand in about
            if found.issuperset(_places_of(demand)) or (one.table and demand in before)
        )
        return replace(one, meets=told)

    def _may_meet(self, demand: Demand, before: tuple[Demand, ...]) -> bool:
        # Whether words are reasons only a person can tell: they stay where they stood.
        if place_of(demand) == REASONS:
            return demand in before
        return demand in before or demand.right in {None, self.right}

    def _text(self, draft: _Draft) -> str:
        return "\n".join(lines_of(draft.paragraph, self.language))

    def _evident(self, text: str, wanted: Iterable[Provision]) -> frozenset[Provision]:
        found = evident(text, tuple(dict.fromkeys(wanted)), self.request, self.profile)
        # The authority is named in other sentences as well: that of the complaint says "complaint".
        return found if _COMPLAIN.search(text) else found - {COMPLAINT, GDPR(15, 1, "f")}


def _places_of(demand: Demand) -> tuple[Provision, ...]:
    """What a sentence must say to meet it: that of access confirms, and hands over the copy."""
    acted = demand.what is InformationItem.ACTION and demand.right is Right.ACCESS
    return (CONFIRMATION, COPY) if acted else (place_of(demand),)
