"""The supervisory authority of a controller, and names in four languages."""

from typing import Annotated

from pydantic import StringConstraints

from griffie.domain.law import Language
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


GBA = SupervisoryAuthority(
    name=Names(
        nl="Gegevensbeschermingsautoriteit",
        fr="Autorité de protection des données",
        de="Datenschutzbehörde",
        en="Data Protection Authority",
    ),
    postal_address=Names(
        nl="Drukpersstraat 35, 1000 Brussel",
        fr="Rue de la Presse 35, 1000 Bruxelles",
        de="Rue de la Presse 35, 1000 Brüssel",
        en="Rue de la Presse 35, 1000 Brussels",
    ),
    website=Names(
        nl="gegevensbeschermingsautoriteit.be",
        fr="autoriteprotectiondonnees.be",
        de="datenschutzbehorde.be",
        en="dataprotectionauthority.be",
    ),
    email="contact@apd-gba.be",
    phone="+32 (0)2 274 48 00",
    enterprise_number="0694.679.950",
    complaint_form=Names(
        nl="gegevensbeschermingsautoriteit.be/burger/acties/klacht-indienen",
        fr="autoriteprotectiondonnees.be/citoyen/agir/introduire-une-plainte",
        de="datenschutzbehorde.be",
        en="dataprotectionauthority.be",
    ),
    languages=(Language.NL, Language.FR, Language.DE),
)
"""A complaint is admissible in a national language: Article 60 of the Act of 3 December 2017."""
