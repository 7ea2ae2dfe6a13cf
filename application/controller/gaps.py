"""What a profile leaves unsaid that an answer to access must tell: each a gap in every letter.

Asked at the first start, so that no clerk has to fill it in later: Article 15(1)(d) and (g), 15(2).
"""

from collections.abc import Iterator
from typing import NamedTuple

from griffie.application.controller.profile import ControllerProfile, Purpose
from griffie.application.controller.transfers import outside_the_eea


class PeriodGap(NamedTuple):
    """How long the data of a category are kept for a purpose is not said: Article 15(1)(d)."""

    purpose: str
    category: str


class OriginGap(NamedTuple):
    """Where data come from that the person did not provide is not said: Article 15(1)(g)."""

    category: str


class SafeguardsGap(NamedTuple):
    """What protects data in another country is not said: Article 15(2)."""

    recipient: str
    country: str | None
    """None where the profile does not name the country."""


Gap = PeriodGap | OriginGap | SafeguardsGap


def gaps_of(profile: ControllerProfile) -> Iterator[Gap]:
    """Each gap, in the order of the profile: periods, then origins, then safeguards."""
    for purpose in profile.purposes:
        yield from _periods(purpose)
    if "origins" not in profile.surveyed:
        for category in profile.categories:
            if not category.provided and category.origin is None:
                yield OriginGap(category.code)
    for one in outside_the_eea(profile.recipients):
        if one.safeguards is None:
            yield SafeguardsGap(one.code, one.country)


def _periods(purpose: Purpose) -> Iterator[PeriodGap]:
    periods = purpose.retention or ()
    if not isinstance(periods, tuple) or any(not one.categories for one in periods):
        return  # the policy's own words, or a period for all that nothing else names
    said = {category for one in periods for category in one.categories}
    for category in purpose.categories:
        if category not in said:
            yield PeriodGap(purpose.code, category)
