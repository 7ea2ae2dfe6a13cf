"""Which recipients are outside the European Economic Area, or may be: Chapter V GDPR."""

from collections.abc import Iterable
from typing import TypeVar

from griffie.application.controller.profile import Recipient

_EU = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK"
EEA = frozenset({*_EU.split(), "IS", "LI", "NO", "EEA"})
"""Codes of ISO 3166-1, and `EEA` for all of them."""

R = TypeVar("R", bound=Recipient)


def outside_the_eea(recipients: Iterable[R]) -> tuple[R, ...]:
    """Those in another country, or in one that the profile does not name."""
    return tuple(one for one in recipients if one.country not in EEA)
