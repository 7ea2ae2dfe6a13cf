"""Says sentences in a language, from the gettext catalogues, with Belgian dates.

A sentence is its own key, in English. What stands in braces is filled in after translation:
`say("due on {on}", on=date(2026, 4, 7))`. Instants are shown in Brussels time.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from typing import Any

from babel import Locale
from babel.dates import format_date, format_skeleton, format_time
from babel.lists import format_list
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from griffie.api.words.names import RIGHTS
from griffie.api.words.typography import NO_BREAK, typeset
from griffie.application import numbers
from griffie.domain.law import Language, Provision, Right
from griffie.domain.law.catalogue import words as law_words
from griffie.domain.law.deadlines import BRUSSELS
from griffie.domain.law.provision import NamedAct
from griffie.domain.model.errors import NamedRights, Provisions
from griffie.domain.step_words import Phrase, sentence

_LOCALES = {language: Locale(language.value, "BE") for language in Language}


@cache
def catalogue(language: Language) -> Catalog:
    """The translations into a language, read once. English needs none."""
    file = files("griffie.api.words").joinpath("locale", f"{language.value}.po")
    with file.open("rb") as source:
        return read_po(source, locale=language.value, abort_invalid=True)


class Speech:
    """Everything that a page says, in one language."""

    def __init__(self, language: Language) -> None:
        self.language, self.locale = language, _LOCALES[language]

    def say(self, key: str, /, **words: Any) -> str:
        """The sentence in this language, its words filled in."""
        return self._found(key, 0, key).format(**self._spelt(words))

    def knows(self, key: str) -> bool:
        """Whether a sentence is one of the program's own, and no text from elsewhere."""
        return bool(sentence(key) or catalogue(self.language).get(key))

    def phrase(self, phrase: Phrase, /, **words: Any) -> str:
        """A sentence of a step or an event in this language, its words filled in."""
        return typeset(phrase.said_in(self.language), self.language).format(**self._spelt(words))

    def count(self, one: str, many: str, n: int, /, **words: Any) -> str:
        """The form that fits a number, which stands as `{n}` in the sentence."""
        form = int(self.locale.plural_form(n) != "one")
        found = self._found((one, many), form, many if form else one)
        return found.format(**self._spelt(words | {"n": n}))

    def _found(self, key: str | tuple[str, str], form: int, otherwise: str) -> str:
        if isinstance(key, str) and (phrase := sentence(key)):
            return typeset(phrase.said_in(self.language), self.language)
        found = catalogue(self.language).get(key[0] if isinstance(key, tuple) else key)
        said = found.string if found else ""
        if isinstance(said, tuple | list):
            said = said[min(form, len(said) - 1)]
        return typeset(str(said) or otherwise, self.language)

    def _spelt(self, words: Mapping[str, Any]) -> dict[str, str]:
        return {name: self.spell(value) for name, value in words.items()}

    def spell(self, value: Any) -> str:
        """A value inside a sentence: a date, a right, a provision, a number, or plain words."""
        match value:
            case date():
                return self.instant(value) if isinstance(value, datetime) else self.day(value)
            case Right():
                return self.say("‘{name}’", name=self.right(value))
            case Provision() | NamedAct():
                return self.cite(value)
            case int():
                return self.number(value)
            case NamedRights() | Provisions():
                return self.several(map(self._named, value))
        return str(value)

    def _named(self, one: Right | Provision) -> str:
        return self.right(one) if isinstance(one, Right) else self.cite(one)

    @property
    def colon(self) -> str:
        """What stands between a label and what it labels; a space follows."""
        return f"{NO_BREAK}:" if self.language is Language.FR else ":"

    def labelled(self, label: str, said: str) -> str:
        """What is said under a label, in one line: `Name: Peeters`."""
        return f"{label}{self.colon} {said}"

    def right(self, right: Right) -> str:
        """A right's short name, for tables."""
        return self.say(RIGHTS[right])

    def law(self, key: str) -> str:
        """The law's own words for a right, a ground or a holiday. Raises LookupError."""
        return law_words(key).said_in(self.language)

    def cite(self, provision: Provision | NamedAct) -> str:
        cited = provision.cite(self.language, short=True)
        return cited[0].upper() + cited[1:]

    def day(self, day: date) -> str:
        return self._first(day, format_date(day, "long", locale=self.locale))

    def short_day(self, day: date) -> str:
        return self._first(day, format_skeleton("MMMd", day, locale=self.locale))

    def long_day(self, day: date) -> str:
        """A day with its weekday, where it stands alone: `Vrijdag 27 november 2026`."""
        return first_up(self.full_day(day))

    def full_day(self, day: date) -> str:
        """The same inside a sentence: Dutch and French write weekdays small."""
        return self._first(day, format_date(day, "full", locale=self.locale))

    def _first(self, day: date, said: str) -> str:
        """The same, where French says "1er" of the first of a month, as letters do."""
        first = self.language is Language.FR and day.day == 1
        return re.sub(r"\b1\b", "1er", said, count=1) if first else str(said)

    def weekday(self, day: date) -> str:
        return first_up(str(format_date(day, "EEEEEE", locale=self.locale)))

    def month(self, day: date, form: str = "LLLL") -> str:
        return str(format_date(day, form, locale=self.locale))

    def time(self, instant: datetime) -> str:
        return str(format_time(instant.astimezone(BRUSSELS), "HH:mm", locale=self.locale))

    def instant(self, instant: datetime) -> str:
        return f"{self.day(instant.astimezone(BRUSSELS).date())}, {self.time(instant)}"

    def number(self, n: int) -> str:
        return numbers.number(n, self.language)

    def euros(self, cents: int) -> str:
        return numbers.euros(cents, self.language)

    def percent(self, share: float) -> str:
        """To a tenth of a percent, where there are tenths."""
        return numbers.percent(share, self.language)

    def several(self, things: Iterable[str]) -> str:
        return format_list(list(things), locale=self.locale)

    def first_of(self, things: Sequence[str]) -> str:
        """The first thing, and how many more there are: `Access + 2`. Empty for none."""
        first, *others = things or [""]
        if not others:
            return first
        return self.say("{first} + {n}", first=first, n=len(others))

    def either(self, things: Iterable[str]) -> str:
        """The things in a sentence, of which one holds."""
        return format_list(list(things), style="or", locale=self.locale)

    def tongue(self, language: str) -> str:
        """The name of a language (`nl`) in this language."""
        return first_up(str(self.locale.languages[language]))


def first_up(words: str) -> str:
    """The text with a capital first letter."""
    return words[:1].upper() + words[1:]


def preferred_language(accepted: str, otherwise: Language) -> Language:
    """The language of ours that an Accept-Language header (RFC 9110) prefers, else `otherwise`."""
    liked: list[tuple[float, int, Language]] = []
    for place, one in enumerate(accepted.split(",")[:20]):
        tag, _, quality = one.strip().partition(";")
        try:
            weight = float(quality.strip().removeprefix("q=") or 1)
            liked.append((-weight, place, Language(tag.split("-")[0].strip().lower())))
        except ValueError:
            continue
    return min(liked)[2] if liked else otherwise
