"""Numbers as a language writes them: the same on pages, in letters, on papers and in lists.

Dutch, French and German as in Belgium. English as in Ireland (1,156, 90.7%, €25.00): the English
of Belgium would write numbers in the Dutch way. Days in words are not numbers: who says them keeps
the order of Belgium.
"""

from decimal import Decimal

from babel import Locale
from babel.numbers import format_currency, format_decimal, format_percent
from babel.units import format_unit

from griffie.domain.law import Language

_LOCALES = {
    language: Locale(language.value, "IE" if language is Language.EN else "BE")
    for language in Language
}
_DUTCH_DAYS = {True: "dag", False: "dagen"}
"""Babel has no Dutch word for days, and would write "30 duration-day"."""


def number(n: int, language: Language) -> str:
    """A whole number: `1,156`."""
    return str(format_decimal(n, locale=_LOCALES[language]))


def euros(cents: int, language: Language) -> str:
    """An amount in euros, from euro cents: `€25.00`."""
    return str(format_currency(Decimal(cents) / 100, "EUR", locale=_LOCALES[language]))


def percent(share: float, language: Language) -> str:
    """A share of one as a percentage, to a tenth where there are tenths: `90.7%`."""
    locale = _LOCALES[language]
    return str(format_percent(round(share, 3), locale=locale, decimal_quantization=False))


def length(n: int, unit: str, language: Language) -> str:
    """A number of days, weeks, months or years in words; `unit` is English: `month`."""
    if language is Language.NL and unit == "day":
        return f"{number(n, language)} {_DUTCH_DAYS[n == 1]}"
    return str(format_unit(n, f"duration-{unit}", locale=_LOCALES[language]))
