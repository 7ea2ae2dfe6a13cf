"""The phrases of letters, read from `words/letters.toml`, and a speaker for each language.

A phrase is official when its `source` is a provision and nothing is said of `keeps`: then it has
the words of the act. Else the sentence is ours, and `keeps` quotes the words of its source in it. A
phrase is said to the data subject, or to somebody who represents one: then it never says "your
data". Where the same words do not fit both, it has two wordings.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from pydantic import Field

from griffie.application import numbers
from griffie.domain.law import Language, Provision
from griffie.domain.law.acts import country_folders
from griffie.domain.law.catalogue import Sentence
from griffie.domain.model.values import Frozen

_LOCALES = {language: Locale(language.value, "BE") for language in Language}
_OURS = "ours"
_FRENCH = re.compile(r"(?<=\S)[ \u00a0]?([:;?!])(?=\s|$)")


class Addressee(StrEnum):
    """Who reads a letter: the person whom the data concern, or who acts for that person."""

    DATA_SUBJECT, REPRESENTATIVE = "data_subject", "representative"


class KeptWords(Frozen):
    """The words of its source that a phrase carries, in the languages that have them."""

    nl: Sentence | None = None
    fr: Sentence | None = None
    de: Sentence | None = None
    en: Sentence | None = None


class FourWordings(Frozen):
    """One sentence in four languages."""

    nl: Sentence
    fr: Sentence
    de: Sentence
    en: Sentence

    def said_in(self, language: Language) -> str:
        """The sentence in a language, with `{…}` where values go."""
        return spaced(str(getattr(self, language.value)), language)


class Phrase(FourWordings):
    """One phrase in four languages; `source` is a provision, an act or "ours"."""

    source: Sentence
    addressees: tuple[Addressee, ...] = Field(alias="for", min_length=1)
    asserts: tuple[Sentence, ...] = ()
    """The facts that it states: each must stand in the history, or in the profile, when it is said.
    What they mean is written a second time, in `tests/given/facts_of_events.py`."""
    representative: FourWordings | None = None
    """The wording for a representative, where that for the data subject does not fit."""
    keeps: KeptWords | None = None
    note: str = ""

    @property
    def official(self) -> bool:
        """Whether these are the words of an act."""
        return self.source != _OURS and self.keeps is None

    def to(self, addressee: Addressee) -> FourWordings:
        """The wording for this addressee. Raises LookupError where there is none."""
        if addressee not in self.addressees:
            raise LookupError(f"this phrase is not for a {addressee}")
        if addressee is Addressee.REPRESENTATIVE and self.representative:
            return self.representative
        return self


def spaced(said: str, language: Language) -> str:
    """French with a no-break space before : ; ? and !, however it was typed; others unchanged."""
    return _FRENCH.sub("\u00a0\\1", said) if language is Language.FR else said


@cache
def phrases() -> Mapping[str, Phrase]:
    """Every phrase by its key, such as `fee/amount`; read once.

    The sentences that only one country has stand in its folder.
    """
    words = files("griffie.domain.law").joinpath("words", "letters.toml")
    every = (words, *(folder.joinpath("letters.toml") for folder in country_folders()))
    read = (tomllib.loads(file.read_text("utf-8"))["phrases"] for file in every if file.is_file())
    return MappingProxyType({key: Phrase(**entry) for held in read for key, entry in held.items()})


class Speaker:
    """Writes phrases, days, lists, amounts and citations in one language."""

    def __init__(self, language: Language, addressee: Addressee = Addressee.DATA_SUBJECT) -> None:
        self.language, self.addressee = language, addressee
        self._locale = _LOCALES[language]

    def knows(self, key: str) -> bool:
        """Whether there is a phrase with this key."""
        return key in phrases()

    def say(self, key: str, **words: Any) -> str:
        """The phrase with its values filled in. Raises KeyError for a missing phrase or value."""
        phrase = phrases()[key].to(self.addressee).said_in(self.language)
        return phrase.format(**{name: self._spelt(word) for name, word in words.items()})

    def gap(self, what: str, **words: Any) -> str:
        """A marked place that the clerk must fill in."""
        return self.say("gap", what=self.say(f"gap/{what}", **words))

    def several(self, things: Iterable[str]) -> str:
        """A list in words: "a, b and c"."""
        return str(format_list(list(things), locale=self._locale))

    def day(self, on: date) -> str:
        """A day in words: "5 March 2026", and in French "1er juin 2026"."""
        said = str(format_date(on, "long", locale=self._locale))
        first = self.language is Language.FR and on.day == 1
        return said.replace("1 ", "1er ", 1) if first else said

    def length(self, n: int, unit: str) -> str:
        """A number of days, weeks, months or years in words; `unit` is English: `month`."""
        return numbers.length(n, unit, self.language)

    def years(self, n: int) -> str:
        """A number of years in words."""
        return self.length(n, "year")

    def euros(self, cents: int) -> str:
        """An amount in euros, from euro cents."""
        return numbers.euros(cents, self.language)

    def country(self, code: str) -> str:
        """The name of a country by its ISO 3166 code; the code itself when it has no name."""
        return str(self._locale.territories.get(code, code))

    def languages(self, those: Iterable[Language]) -> str:
        """The names of these languages, as a list in words."""
        return self.several(str(self._locale.languages[one.value]) for one in those)

    def labelled(self, label: str, said: str) -> str:
        """The label, a colon as this language sets it, and the text."""
        return spaced(f"{label}: ", self.language).rstrip(" ") + f" {said}"

    def titled(self, key: str, **words: Any) -> str:
        """The phrase with a capital at its beginning."""
        said = self.say(key, **words)
        return said[0].upper() + said[1:]

    def _spelt(self, word: Any) -> str:
        match word:
            case date():
                return self.day(word)
            case Provision():
                return word.cite(self.language)
        return str(word)
