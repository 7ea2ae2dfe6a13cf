"""Data that are kept and not used, nor used again before the data subject was told: Article 18."""

from datetime import date
from typing import ClassVar

from griffie.domain.law import GDPR, RestrictedUse, RestrictionGround
from griffie.domain.model.errors import OutOfOrderError, UnlawfulError
from griffie.domain.model.setting import Occasion
from griffie.domain.model.values import Codes, Sealed, SystemCodes
from griffie.domain.request.state import RequestState
from griffie.domain.request.values import Restriction
from griffie.domain.steps import persons
from griffie.domain.steps.contradiction import restrict_meanwhile, something_left
from griffie.domain.steps.deed import Fact, is_irregular
from griffie.domain.steps.rule import rule
from griffie.domain.steps.said import PastDay, Reason
from griffie.domain.steps.step import Hint, step


class RestrictionApplied(Fact):
    """Data in systems are kept and not used, on a ground: Article 18(1)."""

    TOPIC = "RestrictionApplied"
    ON: ClassVar[str] = "applied_on"
    ground: RestrictionGround
    systems: Codes
    provisional: bool
    applied_on: date

    def take_effect(self, request: RequestState) -> None:
        request.happened(self.applied_on)
        applied = Restriction(self.ground, self.systems, self.provisional, self.applied_on)
        others = tuple(one for one in request.restrictions if one.ground != self.ground)
        request.restrictions = (*others, applied)


class RestrictionUseRecorded(Fact):
    """Restricted data were used, on a ground: Article 18(2)."""

    TOPIC = "RestrictionUseRecorded"
    ON: ClassVar[str] = "used_on"
    ground: RestrictedUse
    explanation: Sealed
    used_on: date

    def take_effect(self, request: RequestState) -> None:
        request.happened(self.used_on)


class RestrictionLifted(Fact):
    """A restriction ended: Article 18(3)."""

    TOPIC = "RestrictionLifted"
    ground: RestrictionGround
    reason: Sealed
    lifted_on: date

    def take_effect(self, request: RequestState) -> None:
        request.happened(self.lifted_on)
        request.restrictions = tuple(
            one for one in request.restrictions if one.ground != self.ground
        )


def _restricted_on(request: RequestState, day: date) -> bool:
    """By the days: from the day of a restriction until the day on which it was lifted."""
    open_since: dict[RestrictionGround, date] = {}
    for event in request.kept_events:
        if is_irregular(event):
            continue
        if isinstance(event, RestrictionApplied):
            open_since[event.ground] = event.applied_on
        elif isinstance(event, RestrictionLifted):
            since = open_since.pop(event.ground, date.max)
            if since <= day <= event.lifted_on:
                return True
    return any(since <= day for since in open_since.values())


@rule("nothing is restricted: record the restriction first", held_on=_restricted_on)
def restricted(request: RequestState) -> bool:
    """A restriction is in force."""
    return bool(request.restrictions)


@rule("tell the data subject before the restriction is lifted", GDPR(18, 3))
def lift_announced(request: RequestState) -> bool:
    """The data subject was told that the restriction will be lifted: Article 18(3)."""
    return any(one.lift_announced_on for one in request.restrictions)


class Restrictions(RequestState):
    """The steps of a restriction."""

    @step(
        persons.ours_to_answer,
        hint=lambda request: restrict_meanwhile(request) or Hint("a ground once at a time"),
    )
    def apply_restriction(
        self,
        _: Occasion,
        *,
        ground: RestrictionGround,
        systems: SystemCodes = (),
        provisional: bool = False,
        applied_on: PastDay,
    ) -> RestrictionApplied:
        """Record that data are kept and no longer used: Article 18(1) GDPR.

        Also where nobody invoked it: provisionally, while accuracy or an objection is examined.

        Why: Art. 18(1): kept and not used; provisionally also while something else is examined.
        """
        if any(one.ground == ground for one in self.restrictions):
            raise OutOfOrderError(
                "on this ground they are restricted already: go on with the request"
            )
        something_left(self, systems, applied_on)
        return RestrictionApplied(
            ground=ground, systems=systems, provisional=provisional, applied_on=applied_on
        )

    @step(restricted, hint=Hint("only on a day on which the data were restricted"))
    def record_restriction_use(
        self, _: Occasion, *, ground: RestrictedUse, explanation: Reason, used_on: PastDay
    ) -> RestrictionUseRecorded:
        """Record that restricted data were used, and on which of four grounds: Article 18(2) GDPR.

        Why: Art. 18(2): used all the same, on one of four grounds.
        """
        return RestrictionUseRecorded(ground=ground, explanation=explanation, used_on=used_on)

    @step(
        restricted,
        lift_announced,
        hint=Hint("a restriction of which the data subject was told, and not before that"),
    )
    def lift_restriction(
        self, _: Occasion, *, ground: RestrictionGround, reason: Reason, lifted_on: PastDay
    ) -> RestrictionLifted:
        """Record that a restriction was lifted, after the data subject was told: Article 18(3)
        GDPR.

        The notice is a letter: `inform` with kind `restriction_lift`.

        Why: Art. 18(3): the data subject is informed "before the restriction … is lifted".
        """
        applied = [one for one in self.restrictions if one.ground == ground]
        if not applied:
            raise OutOfOrderError(
                "on this ground nothing is restricted: record the restriction first"
            )
        announced = applied[0].lift_announced_on
        if announced is None or lifted_on < announced:
            raise UnlawfulError(
                GDPR(18, 3), "tell the data subject before this restriction is lifted"
            )
        return RestrictionLifted(ground=ground, reason=reason, lifted_on=lifted_on)
