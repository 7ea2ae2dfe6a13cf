"""Data that are kept and not used, and not used again before the data subject was told."""

from datetime import date

from griffie.domain import events
from griffie.domain.law import GDPR, RestrictedUse, RestrictionGround
from griffie.domain.model.errors import OutOfOrderError, UnlawfulError
from griffie.domain.model.setting import Occasion
from griffie.domain.model.values import Codes, Sealed
from griffie.domain.request.state import RequestState
from griffie.domain.steps import rules_of_deeds
from griffie.domain.steps.step import Hint, step


class Restrictions(RequestState):
    @step(hint=lambda _: Hint("a ground once at a time"))
    def apply_restriction(
        self,
        _: Occasion,
        *,
        ground: RestrictionGround,
        systems: Codes,
        provisional: bool,
        applied_on: date,
    ) -> events.RestrictionApplied:
        """Art. 18(1): kept and not used; provisionally also while something else is examined."""
        if any(one.ground == ground for one in self.restrictions):
            raise OutOfOrderError(
                "on this ground they are restricted already: go on with the request"
            )
        return events.RestrictionApplied(
            ground=ground, systems=systems, provisional=provisional, applied_on=applied_on
        )

    @step(rules_of_deeds.restricted)
    def record_restriction_use(
        self, _: Occasion, *, ground: RestrictedUse, explanation: Sealed, used_on: date
    ) -> events.RestrictionUseRecorded:
        """Art. 18(2): used all the same, on one of four grounds."""
        return events.RestrictionUseRecorded(
            ground=ground, explanation=explanation, used_on=used_on
        )

    @step(
        rules_of_deeds.restricted,
        rules_of_deeds.lift_announced,
        hint=lambda _: Hint(
            "a restriction of which the data subject was told, and not before that"
        ),
    )
    def lift_restriction(
        self, _: Occasion, *, ground: RestrictionGround, reason: Sealed, lifted_on: date
    ) -> events.RestrictionLifted:
        """Art. 18(3): the data subject is informed "before the restriction … is lifted"."""
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
        return events.RestrictionLifted(ground=ground, reason=reason, lifted_on=lifted_on)
