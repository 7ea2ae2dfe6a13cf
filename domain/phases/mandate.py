"""Who speaks for whom. The controller must be able to show it; the law of mandates is national."""

from datetime import date

from griffie.domain import events
from griffie.domain.events import Representative
from griffie.domain.model.setting import Occasion
from griffie.domain.model.values import Sealed
from griffie.domain.request.state import RequestState
from griffie.domain.request.vocabulary import AgeBand, Capability
from griffie.domain.steps import rules
from griffie.domain.steps.step import Hint, step


class Mandates(RequestState):
    @step(
        rules.still_open,
        hint=lambda _: Hint("then ask for the mandate, before anything goes into those hands"),
    )
    def name_representative(
        self, _: Occasion, *, representative: Representative, came_forward_on: date
    ) -> events.RepresentativeNamed:
        """Art. 5(1)(f): somebody speaks for the data subject; no mandate of another counts."""
        return events.RepresentativeNamed(
            representative=representative, came_forward_on=came_forward_on
        )

    @step(rules.still_open, rules.unanswered, rules.mandate_unasked)
    def ask_mandate(self, _: Occasion, *, question: Sealed, asked_on: date) -> events.MandateAsked:
        """Our policy: the clock runs on. Data wait, for nobody knows yet in whose hands they go."""
        return events.MandateAsked(question=question, asked_on=asked_on)

    @step(rules.still_open, rules.mandate_unverified)
    def verify_mandate(
        self, _: Occasion, *, method: Sealed, verified_on: date
    ) -> events.MandateVerified:
        """Art. 5(2): who wrote may speak for the data subject, and how that was seen."""
        return events.MandateVerified(method=method, verified_on=verified_on)

    @step(rules.still_open, rules.mandate_unrejected)
    def reject_mandate(self, _: Occasion, *, reason: Sealed) -> events.MandateRejected:
        """Art. 5(1)(f): who wrote gets nothing. What the data subject may ask is not refused."""
        return events.MandateRejected(reason=reason)

    @step(rules.still_open)
    def assess_minor(
        self, _: Occasion, *, age_band: AgeBand, result: Capability, reason: Sealed
    ) -> events.MinorAssessed:
        """A minor asks: alone, or through who holds parental authority. A person judges."""
        return events.MinorAssessed(age_band=age_band, result=result, reason=reason)
