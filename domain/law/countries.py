"""A country as a folder of data: calendar, time zone, authorities, register, grounds, languages.

`countries/be/country-2026.1.toml` is one version of a country's rules. A request stores the version
under which it came in, so a file is never changed once a request may name it: what changes is a
new version beside it, and an older request keeps the rules of its day. The wording of acts stands
apart, in `countries/be/acts/`: nothing is decided by it.

The zones of all countries here have the same hours as Brussels, in which every civil day is
counted; a test holds that. A country with other hours needs more than a folder: see docs/extend.md.
"""

import tomllib
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from griffie.domain.law.acts import country_folders
from griffie.domain.law.citation import Language
from griffie.domain.law.grounds import Right

HOME = "be/2026.1"
"""The rules of a request that names no country: those of before there were others."""

Mark = Literal["seen", "seen_old", "second", "knowledge"]
"""How certain a fact is: seen in the act or an older state of it, stated by others, from memory."""


class Capacity(StrEnum):
    """What a controller must be, or hold, for a national ground to be open to it."""

    OBLIGED_ENTITY = "obliged_entity"
    SECURITY_DATA = "security_data"
    SECURITY_RECIPIENT = "security_recipient"
    PUBLIC_AUTHORITY = "public_authority"
    STATUTORY_DATA = "statutory_data"
    JOINT_DATABASE = "joint_database"
    UNTOLD_RESTRICTION = "untold_restriction"
    JOURNALISM = "journalism"
    RESEARCH = "research"
    ARCHIVE = "archive"
    PUBLIC_REGISTER = "public_register"


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class GroundRule(_Data):
    """A ground of a national act: for which rights and controllers, and what may be said of it."""

    provision: str
    rights: tuple[Right, ...]
    presupposes: tuple[Capacity, ...] = ()
    """One of these is needed; without any, the ground is open to every controller."""
    silent: bool = False
    """Whether nothing that leaves the house may show that the ground was used."""
    part_only: bool = False
    """Whether it takes a named part and never the whole of a right."""
    sentence: str | None = None
    """The phrase that every answer about these rights carries, whether or not there is anything."""
    pass_to: str | None = None
    """The authority to which the request is passed on."""
    pass_under: str | None = None
    nl: str
    fr: str
    de: str
    en: str
    note: str = ""

    def open_to(self, capacities: frozenset[Capacity]) -> bool:
        """Whether a controller with these capacities may use it."""
        return not self.presupposes or bool(capacities & set(self.presupposes))


class CompanyRegister(_Data):
    """The register in which a company's number stands."""

    name: str
    pattern: str
    example: str
    court: bool
    """Whether the number goes with the name of a court."""
    number_phrase: str = "head/enterprise"
    court_phrase: str = "head/register"
    """The phrases with which a letter states the two."""
    mark: Mark


class Remedies(_Data):
    """The sentences on mediation and on a court that only this country has."""

    mediation: str
    court: str
    provision: str


class Seat(_Data):
    """In which language an employer writes to the staff of a seat in this region."""

    region: str
    languages: tuple[Language, ...]
    of_the_worker: bool = False
    """Whether, among these languages, it is that of the worker."""
    act: str
    mark: Mark


class Country(_Data):
    """The rules of a country in one version, such as `be/2026.1`."""

    version: str
    zone: str
    territory: str
    languages: tuple[Language, ...]
    calendars: tuple[str, ...]
    """The calendars that may be chosen; the first where nothing is said."""
    lands: tuple[str, ...] = ()
    """The parts of a federal state, each with an authority of its own."""
    register_: CompanyRegister
    remedies: Remedies | None = None
    authorities: Mapping[str, Mapping[str, Any]]
    seats: tuple[Seat, ...] = ()
    grounds: tuple[GroundRule, ...] = ()

    @property
    def code(self) -> str:
        """The name of the country, as a profile says it: `be`."""
        return self.version.partition("/")[0]

    @property
    def authority(self) -> Mapping[str, Any] | None:
        """The one authority; none where each land has its own, and the profile must say which."""
        return None if self.lands else next(iter(self.authorities.values()))

    def ground(self, provision: str) -> GroundRule | None:
        """The rule of a ground in this version; none where it knows no such ground."""
        return next((one for one in self.grounds if one.provision == provision), None)


@cache
def countries() -> Mapping[str, Country]:
    """Every version of every country, in order of their age within each country."""
    found = {}
    for folder in country_folders():
        names = (one.name for one in folder.iterdir())
        versions = (name for name in names if name.startswith("country-"))
        for name in sorted(versions, key=_age):
            content = tomllib.loads(folder.joinpath(name).read_text("utf-8"))
            content["register_"] = content.pop("register")  # the model has a method of that name
            read = Country.model_validate(content)
            found[read.version] = read
    return MappingProxyType(found)


def country(version: str) -> Country:
    """The rules of a version, which a request names. Raises LookupError."""
    if version not in countries():
        raise LookupError(f"no such country; there are {', '.join(countries())}")
    return countries()[version]


def latest_country(code: str) -> Country:
    """The newest version of a country, for requests that come in now. Raises LookupError."""
    versions = [one for one in countries().values() if one.code == code]
    if not versions:
        raise LookupError(f"no such country; there are {', '.join(country_codes())}")
    return versions[-1]


def country_codes() -> tuple[str, ...]:
    """The countries that there are, as a profile names them."""
    return tuple(dict.fromkeys(one.code for one in countries().values()))


@cache
def national_grounds() -> Mapping[str, GroundRule]:
    """Every ground of every country; where versions differ, as the newest has it."""
    every = (ground for one in countries().values() for ground in one.grounds)
    return MappingProxyType({ground.provision: ground for ground in every})


def _age(name: str) -> tuple[int, ...]:
    version = name.removeprefix("country-").removesuffix(".toml")
    return tuple(map(int, version.split(".")))
