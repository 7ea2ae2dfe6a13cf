"""Grounds of national acts (Article 23 GDPR and kin): data, so that a country is a folder."""

from collections.abc import Iterator
from typing import Any

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from griffie.domain.law.countries import Capacity, GroundRule, country, national_grounds
from griffie.domain.law.grounds import Right
from griffie.domain.law.provision import Provision


class NationalGround(str):
    """A ground that some country's file has, such as `be-aml/65`; its value is its provision."""

    __slots__ = ()

    @classmethod
    def __get_pydantic_core_schema__(cls, _: Any, __: GetCoreSchemaHandler) -> CoreSchema:
        written = core_schema.literal_schema(list(national_grounds()))
        return core_schema.no_info_after_validator_function(
            cls, written, serialization=core_schema.to_string_ser_schema()
        )

    @property
    def rule(self) -> GroundRule:
        """What the newest version of its country says of it."""
        return national_grounds()[self]

    @property
    def rights(self) -> tuple[Right, ...]:
        """The rights that yield to it."""
        return self.rule.rights

    @property
    def provision(self) -> Provision:
        """The provision that it is."""
        return Provision.parse(self)

    @property
    def silent(self) -> bool:
        """Whether nothing that leaves the house may show that it was used."""
        return self.rule.silent


def silent_rules(
    regime: str, capacities: frozenset[Capacity], right: Right
) -> Iterator[GroundRule]:
    """The grounds of which nothing may show that are open to a controller, for a right.

    Where there is one, every answer about that right reads alike, whether or not it was used.
    """
    for rule in country(regime).grounds:
        if rule.silent and right in rule.rights and rule.open_to(capacities):
            yield rule
