"""The supervisory authority of a controller, and names in four languages."""

from typing import Annotated

from pydantic import StringConstraints

from griffie.domain.law import Language
from griffie.domain.law.countries import latest_country
from griffie.domain.model.values import Frozen

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class Names(Frozen):
    """A name in up to four languages; a missing one falls back on Dutch."""

    nl: Text
    fr: Text | None = None
    de: Text | None = None
    en: Text | None = None

    def in_(self, language: Language) -> str:
        named: str | None = getattr(self, language.value)
        return named or self.nl


class SupervisoryAuthority(Frozen):
    """The supervisory authority that every refusal must name: Articles 12(4) and 77."""

    name: Names
    postal_address: Names
    website: Names
    email: Text | None = None
    phone: Text | None = None
    enterprise_number: Text | None = None
    complaint_form: Names | None = None
    """Where the form for a complaint is found."""
    languages: tuple[Language, ...] = ()
    """The languages in which it accepts a complaint; empty where the profile does not know."""


class Contact(Frozen):
    """How somebody is reached; what is unknown is left out."""

    name: Text | None = None
    email: Text | None = None
    phone: Text | None = None
    postal_address: Text | None = None

    def in_(self, _: Language) -> str:
        known = (self.name, self.email, self.phone, self.postal_address)
        return ", ".join(one for one in known if one)


def named(one: str | Names | Contact, language: Language) -> str:
    """A name that may have been given once for every language, or how somebody is reached."""
    return one if isinstance(one, str) else one.in_(language)


GBA = SupervisoryAuthority.model_validate(latest_country("be").authority)
"""The Belgian authority, where a profile names neither a country nor an authority."""
