"""How long data are kept: the profile's own words, or a period for each category and its act.

    [[purposes.retention]]
    categories = ["invoices"]
    period = "7 years"
    from = "the end of the financial year"
    act = "Article III.86 of the Code of Economic Law"

Articles 13(2)(a) and 15(1)(d) GDPR: "the period ... or, if not possible, the criteria used to
determine that period".
"""

import re
from typing import Annotated

from pydantic import ConfigDict, Field, StringConstraints, model_validator

from griffie.application.controller.authority import Names, Text
from griffie.domain.law.national_terms import ActName
from griffie.domain.model.values import Code, Frozen

_PERIOD = re.compile(r"([1-9][0-9]{0,2}) (day|week|month|year)s?")

Period = Annotated[str, StringConstraints(pattern=rf"^{_PERIOD.pattern}$")]
"""A number and a unit in English, `7 years`: letters say it in the language of the reader."""


class Retention(Frozen):
    """How long the data of a purpose are kept.

    The policy's words, and whole years if it names them.
    """

    stated: Text
    years: Annotated[int, Field(ge=0, le=100)] | None = None


class StoragePeriod(Frozen):
    """How long some categories of a purpose are kept, or all that nothing else names."""

    model_config = ConfigDict(populate_by_name=True)

    categories: tuple[Code, ...] = ()
    period: Period | None = None
    criterion: Text | Names | None = None
    """What decides how long, where no period can be said."""
    counted_from: Text | Names | None = Field(default=None, alias="from")
    act: ActName | None = None
    """The act that imposes or allows it: Article 17(3)(b) names it as well."""

    @model_validator(mode="after")
    def _one_of_two(self) -> "StoragePeriod":
        if (self.period is None) == (self.criterion is None):
            raise ValueError("either a period or a criterion")
        return self

    @property
    def length(self) -> tuple[int, str] | None:
        """The number and the unit of the period."""
        found = _PERIOD.fullmatch(self.period or "")
        return (int(found[1]), found[2]) if found else None


_UNITS = {
    "day": "day days dag dagen jour jours tag tage",
    "week": "week weeks weken semaine semaines woche wochen",
    "month": "month months maand maanden mois monat monate",
    "year": "year years jaar jaren an ans année années jahr jahre",
}
"""Each unit of a period, and what it is called in our languages."""


def as_period(typed: str) -> str:
    """A period as a profile has it, from how it is said in any of our languages: `7 jaar`.

    What is no such period is given back as it was typed.
    """
    number, _, said = " ".join(typed.casefold().split()).partition(" ")
    unit = next((unit for unit, words in _UNITS.items() if said in words.split()), "")
    if not unit:
        return typed
    return f"{number} {unit}" if number == "1" else f"{number} {unit}s"
