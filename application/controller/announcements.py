"""What the controller announces to everybody: a further purpose, before it begins.

Articles 13(3) and 14(4). It belongs to no request; who refuses it is joined by purpose and day.
"""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictInt

from griffie.application.engine import Engine
from griffie.application.requests.bodies import Day
from griffie.domain.events import PurposeAnnounced
from griffie.domain.housekeeping import ANNOUNCEMENTS
from griffie.domain.model.errors import BadInputError
from griffie.domain.model.recorded import Basis
from griffie.domain.model.setting import Occasion
from griffie.domain.model.values import Code
from griffie.domain.request.vocabulary import Channel

_MOST = 10**10


class Announce(BaseModel):
    """A further purpose was announced: when, to how many, on which basis (Articles 13(3), 14(4)).

    `segment` is a word of your own for those who were told; never a person. One purpose is
    announced once on a day to a segment.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    purpose: Code
    announced_on: Day
    basis: Basis = Field(description="The point of Article 6(1) of which people were told.")
    direct_marketing: StrictBool = Field(
        default=False, description="A refusal is then an objection under Article 21(2)."
    )
    told: Annotated[StrictInt, Field(ge=0, le=_MOST, description="How many were told.")]
    segment: Code | None = None
    channel: Channel


class Announced(NamedTuple):
    """What was announced about a purpose, the newest telling of it."""

    announced_on: date
    basis: Basis
    direct_marketing: bool


def announce(engine: Engine, said: Announce, now: Occasion) -> None:
    """Record an announcement.

    Raises BadInputError for a day to come and where it was recorded before, ContentionError.
    """
    if said.announced_on > now.today:
        raise BadInputError("announced_on", "in the future")
    facts: dict[str, Any] = said.model_dump() | {"basis": said.basis.value}
    event = PurposeAnnounced(**facts)
    same = (event.purpose, event.announced_on, event.segment)
    if any((one.purpose, one.announced_on, one.segment) == same for one in _history(engine)):
        raise BadInputError("segment", "announced on that day to that segment: name another")
    engine.requests.append(ANNOUNCEMENTS, event, now)


def announced_by(engine: Engine, on: date) -> dict[str, Announced]:
    """What was announced until a day, the newest of each purpose by its code."""
    told = sorted(_history(engine), key=lambda one: one.announced_on)
    return {
        one.purpose: Announced(one.announced_on, Basis(one.basis), one.direct_marketing)
        for one in told
        if one.announced_on <= on
    }


def _history(engine: Engine) -> Iterator[PurposeAnnounced]:
    return engine.requests.history(ANNOUNCEMENTS)
