"""The phrases of letters, read from `words/letters.toml`, and a speaker for each language.

A phrase is official when its `source` is a provision: then it has the words of the act. Otherwise
it is our draft, and `keeps` quotes the words of the law that it carries.
"""

import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_currency
from babel.units import format_unit

from griffie.domain.law import Language, Provision
from griffie.domain.law.acts import country_folders
from griffie.domain.law.catalogue import Sentence
from griffie.domain.model.values import Frozen

_LOCALES = {language: Locale(language.value, "BE") for language in Language}
_DRAFT = "draft"


class QuotedProvision(Frozen):
    """The words of a provision that a draft carries, in the languages that have them."""

    provision: str
    nl: Sentence | None = None
    fr: Sentence | None = None
    de: Sentence | None = None
    en: Sentence | None = None


class Phrase(Frozen):
    """One phrase in four languages; `source` is a provision, or "draft"."""

    nl: Sentence
    fr: Sentence
    de: Sentence
    en: Sentence
    source: Sentence
    keeps: QuotedProvision | None = None
    note: str = ""

    @property
    def official(self) -> bool:
        """Whether these are the words of an act."""
        return self.source != _DRAFT

    def said_in(self, language: Language) -> str:
        """The phrase in a language, with `{…}` where values go."""
        return str(getattr(self, language.value))


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

    def __init__(self, language: Language) -> None:
        self.language, self._locale = language, _LOCALES[language]

    def knows(self, key: str) -> bool:
        """Whether there is a phrase with this key."""
        return key in phrases()

    def say(self, key: str, **words: Any) -> str:
        """The phrase with its values filled in. Raises KeyError for a missing phrase or value."""
        phrase = phrases()[key].said_in(self.language)
        return phrase.format(**{name: self._spelt(word) for name, word in words.items()})

    def gap(self, what: str, **words: Any) -> str:
        """A marked place that the clerk must fill in."""
        return self.say("gap", what=self.say(f"gap/{what}", **words))

    def several(self, things: Iterable[str]) -> str:
        """A list in words: "a, b and c"."""
        return str(format_list(list(things), locale=self._locale))

    def day(self, on: date) -> str:
        """A day in words: "5 March 2026"."""
        return str(format_date(on, "long", locale=self._locale))

    def years(self, n: int) -> str:
        """A number of years in words."""
        return str(format_unit(n, "duration-year", locale=self._locale))

    def euros(self, cents: int) -> str:
        """An amount in euros, from euro cents."""
        return str(format_currency(Decimal(cents) / 100, "EUR", locale=self._locale))

    def country(self, code: str) -> str:
        """The name of a country by its ISO 3166 code; the code itself when it has no name."""
        return str(self._locale.territories.get(code, code))

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
