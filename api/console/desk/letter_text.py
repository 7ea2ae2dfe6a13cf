"""A letter as it is being written: its gaps and paragraphs as fields, and the letter as it goes.

Nothing is kept before the letter is sent: the form carries on what was typed.
"""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from markupsafe import Markup, escape

from griffie.api.console.desk.entered import Entered
from griffie.api.console.desk.letter_edits import Row, carried, edits_in, left_over, rows
from griffie.application.controller.profile import ControllerProfile
from griffie.application.letters import ComposedLetter
from griffie.application.letters.edited import Edits, edited, keys_of
from griffie.application.letters.fill import asked_in, filled, written_over
from griffie.domain.rights_request import RightsRequest

_PLACE = re.compile("\ue000(\\d+)\ue001")
"""Where a gap stood: characters that nobody types, around its number."""


def one_of(entered: Entered, name: str) -> str:
    """The first value of a field; empty where there is none."""
    return entered.get(name, [""])[0].replace("\r\n", "\n").strip()


class Gap(NamedTuple):
    """A gap as a field: its number from 1, what it asks, what was typed."""

    number: int
    name: str
    asks: str
    typed: str


@dataclass(frozen=True)
class LetterText:
    """What was typed (`entered`) into a letter as it follows from the file (`computed`)."""

    computed: ComposedLetter
    request: RightsRequest
    profile: ControllerProfile
    entered: Entered

    @cached_property
    def typed(self) -> list[str]:
        """What was typed in each gap, in order."""
        return [one_of(self.entered, f"gap{n}") for n in range(1, len(self.computed.gaps) + 1)]

    @property
    def gaps(self) -> list[Gap]:
        """Every gap of the letter as it was computed."""
        asked = zip(asked_in(self.computed), self.typed, strict=True)
        return [Gap(n, f"gap{n}", asks, said) for n, (asks, said) in enumerate(asked, 1)]

    @cached_property
    def shown_gaps(self) -> list[Gap]:
        """Those that stand on the paper: not where a person took out or reworded the paragraph."""
        places = (self.paper.sender, *(one.words() for one in self.paper.paragraphs))
        there = {int(n) for said in places for words in said for n in _PLACE.findall(words)}
        return [one for one in self.gaps if one.number - 1 in there]

    @property
    def open_gaps(self) -> list[int]:
        """The numbers of the gaps on the paper in which nothing stands."""
        return [one.number for one in self.shown_gaps if not one.typed]

    @property
    def open_words(self) -> int:
        """How many gaps still stand inside words that a person wrote."""
        return len(self.final.gaps) - len(self.open_gaps)

    @cached_property
    def keys(self) -> list[str]:
        """A key for each paragraph, by what it says while its gaps are open."""
        return keys_of(self.computed)

    @cached_property
    def edits(self) -> Edits:
        """The paragraphs that were reworded, taken out or added."""
        return edits_in(self.entered, self.computed, filled(self.computed, self.typed))

    @property
    def carried(self) -> list[tuple[str, str]]:
        """The edits as hidden fields, while the paragraphs themselves are none."""
        return [*carried(self.edits)]

    @property
    def rows(self) -> list[Row]:
        """The paragraphs as fields."""
        return [*rows(self.keys, filled(self.computed, self.typed), self.edits)]

    @property
    def left_over(self) -> list[str]:
        """What was typed for paragraphs that the letter does not have any more."""
        return left_over(self.entered, self.keys)

    @property
    def editing(self) -> bool:
        """Whether the paragraphs are shown as fields."""
        return "edit" in self.entered

    @cached_property
    def final(self) -> ComposedLetter:
        """The letter as it goes out: with what was typed in gaps, and with the edits."""
        return self._edited(filled(self.computed, self.typed))

    def _edited(self, one: ComposedLetter) -> ComposedLetter:
        return edited(one, self.keys, self.edits, self.request, self.profile)

    @cached_property
    def paper(self) -> ComposedLetter:
        """The letter with the edits and a mark where each gap is, for the page."""
        return self._edited(written_over(self.computed, lambda n, _: f"\ue000{n}\ue001"))

    def marked(self, words: str) -> Markup:
        """A text of the paper: each gap as a link to its field, or as what was typed there."""
        gaps, parts = self.gaps, _PLACE.split(words)
        made = [
            escape(part) if place % 2 == 0 else self._drawn(gaps[int(part)])
            for place, part in enumerate(parts)
        ]
        return Markup("").join(made)

    def _drawn(self, one: Gap) -> Markup:
        if one.typed:
            return Markup('<span class="filled">{}</span>').format(one.typed)
        drawn = Markup('<a class="gap" href="#{}">{} · {}</a>')
        return drawn.format(one.name, one.number, one.asks)
