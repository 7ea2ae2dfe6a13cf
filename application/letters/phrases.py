"""What letters say, read from words/letters.toml; and somebody who says it in one language.

A phrase is official where its `source` is a provision: the act's own words. Otherwise it is a
draft of ours, and `keeps` shows which words of the law it carries.
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
from griffie.domain.law.catalogue import Sentence
from griffie.domain.model.values import Frozen

_LOCALES = {language: Locale(language.value, "BE") for language in Language}
_DRAFT = "draft"


class QuotedProvision(Frozen):
    """The words of a provision that a draft carries, in the languages whose version has them."""

    provision: str
    nl: Sentence | None = None
    fr: Sentence | None = None
    de: Sentence | None = None
    en: Sentence | None = None


class Phrase(Frozen):
    nl: Sentence
    fr: Sentence
    de: Sentence
    en: Sentence
    source: Sentence
    keeps: QuotedProvision | None = None
    note: str = ""

    @property
    def official(self) -> bool:
        return self.source != _DRAFT

    def said_in(self, language: Language) -> str:
        return str(getattr(self, language.value))


@cache
def phrases() -> Mapping[str, Phrase]:
    """Every phrase by its key, read once."""
    data = tomllib.loads(
        files("griffie.domain.law").joinpath("words", "letters.toml").read_text("utf-8")
    )
    return MappingProxyType({key: Phrase(**entry) for key, entry in data["phrases"].items()})


class Speaker:
    """Says phrases, days, lists and citations in one language."""

    def __init__(self, language: Language) -> None:
        self.language, self._locale = language, _LOCALES[language]

    def knows(self, key: str) -> bool:
        return key in phrases()

    def say(self, key: str, **words: Any) -> str:
        """The phrase, its words filled in. Raises KeyError for a phrase or a word that lacks."""
        phrase = phrases()[key].said_in(self.language)
        return phrase.format(**{name: self._spelt(word) for name, word in words.items()})

    def gap(self, what: str, **words: Any) -> str:
        """What the clerk must still fill in: marked, and never invented."""
        return self.say("gap", what=self.say(f"gap/{what}", **words))

    def several(self, things: Iterable[str]) -> str:
        return str(format_list(list(things), locale=self._locale))

    def day(self, on: date) -> str:
        return str(format_date(on, "long", locale=self._locale))

    def years(self, n: int) -> str:
        return str(format_unit(n, "duration-year", locale=self._locale))

    def euros(self, cents: int) -> str:
        return str(format_currency(Decimal(cents) / 100, "EUR", locale=self._locale))

    def country(self, code: str) -> str:
        """What a country is called; the code where no name is known."""
        return str(self._locale.territories.get(code, code))

    def titled(self, key: str, **words: Any) -> str:
        said = self.say(key, **words)
        return said[0].upper() + said[1:]

    def _spelt(self, word: Any) -> str:
        match word:
            case date():
                return self.day(word)
            case Provision():
                return word.cite(self.language)
        return str(word)
