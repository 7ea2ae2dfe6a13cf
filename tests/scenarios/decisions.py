"""The decisions that are told, each with what went wrong and what came of it.

Facts come from the summaries on GDPRhub, a third party's, not from the decisions' own text; names
are left out. What is plausible and not in a summary is not marked as known.
"""

from collections.abc import Callable
from typing import NamedTuple

from tests.scenarios.course import Course

Telling = Callable[[Course], None]


class Decision(NamedTuple):
    number: str
    wrong: str
    """What the authority found wanting, in our words."""
    outcome: str
    moment: str
    """The moment at which Griffie stops or warns, in a few words."""
    telling: Telling


DECISIONS: dict[str, Decision] = {}


def decision(number: str, *, wrong: str, outcome: str, moment: str) -> Callable[[Telling], Telling]:
    """Tell a decision of the authority; the page of scenarios tells it as the test does."""

    def told(telling: Telling) -> Telling:
        DECISIONS[number] = Decision(number, wrong, outcome, moment, telling)
        return telling

    return told
