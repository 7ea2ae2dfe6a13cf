"""What the events say behind the present decisions: reasons, exceptions, measures, questions."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from griffie.domain import events
from griffie.domain.law import Right
from griffie.domain.model.values import Sealed
from griffie.domain.steps.deed import is_irregular


@dataclass(slots=True)
class DecisionRecord:
    """About one right, the last that was said: why nothing is done, or what was done."""

    because: Sealed | None = None
    measures: Sealed | None = None


@dataclass(slots=True)
class Past:
    """What letters need of the history of one request."""

    said: dict[Right, DecisionRecord] = field(default_factory=dict)
    deciding: dict[int, Any] = field(default_factory=dict)
    """The events that decided something, by the version of the request that recorded them."""
    backups: list[events.ErasureDeferred] = field(default_factory=list)
    recipients: dict[tuple[Right, str], Any] = field(default_factory=dict)
    """How each recipient was told, or why not (Article 19): the newest event of each."""
    fees: dict[Right, events.FeeProposed] = field(default_factory=dict)
    public: list[events.PublicControllersInformed] = field(default_factory=list)
    """Controllers of public copies who were told to erase them: Article 17(2)."""
    reviews: dict[Right, events.HumanReviewPerformed] = field(default_factory=dict)
    transmitted: events.DataTransmitted | None = None
    infeasible: events.TransmissionFoundInfeasible | None = None
    """Why data could not go directly to another controller: Article 20(2)."""
    dismissal: events.NoRequestFound | None = None
    doubt: events.IdentityDoubted | None = None
    question: events.ClarificationAsked | None = None
    extension: events.DeadlineExtended | None = None
    passed_on: events.RequestForwarded | None = None

    def of(self, right: Right) -> DecisionRecord:
        """What is recorded about a right."""
        return self.said.setdefault(right, DecisionRecord())

    def reason_of(self, right: Right, version: int) -> Sealed | None:
        """Why a part was refused or is not in play, in the words of who decided it."""
        match self.deciding.get(version):
            case events.Refused(demonstration=words) | events.FoundNotApplicable(explanation=words):
                return words
        return self.of(right).because

    def beyond(self, version: int) -> Sealed | None:
        """What a refusal rests on besides a motive or a number, where that was asked."""
        event = self.deciding.get(version)
        return event.beyond if isinstance(event, events.Refused) else None

    def departure_of(self, version: int) -> Sealed | None:
        """Why a decision departs from what the controller told everybody, if it does."""
        departure: Sealed | None = getattr(self.deciding.get(version), "departure", None)
        return departure

    def measures_of(self, right: Right, version: int) -> Sealed | None:
        """What was done about a part, in the words of who did it."""
        event = self.deciding.get(version)
        return (
            event.measures if isinstance(event, events.RightFulfilled) else self.of(right).measures
        )


def read_past(history: Iterable[Any]) -> Past:
    """Read the events of one request, from the first on. A revoked decision is left out."""
    past = Past()
    for version, event in enumerate(history, 1):
        if is_irregular(event):  # no letter says that it was done
            continue
        past.deciding[version] = event
        _decided(past, event)
        _asked(past, event)
        _done(past, event)
    return past


def _decided(past: Past, event: Any) -> None:
    match event:
        case events.Refused():
            past.of(event.right).because = event.demonstration
        case events.FoundNotApplicable():
            past.of(event.right).because = event.explanation
        case events.IdentityNotEstablished():
            for right in event.rights:
                past.of(right).because = event.reason
        case events.RightFulfilled():
            past.of(event.right).measures = event.measures
        case events.DecisionRevoked():
            past.said.pop(event.right, None)
        case events.ClaimReclassified():
            past.said[event.to_right] = past.said.pop(event.from_right, DecisionRecord())
            if review := past.reviews.pop(event.from_right, None):
                past.reviews[event.to_right] = review


def _asked(past: Past, event: Any) -> None:
    match event:
        case events.NoRequestFound():
            past.dismissal = event
        case events.IdentityDoubted():
            past.doubt = event
        case events.ClarificationAsked():
            past.question = event
        case events.DeadlineExtended():
            past.extension = event
        case events.RequestForwarded():
            past.passed_on = event
        case events.FeeProposed():
            past.fees[event.right] = event


def _done(past: Past, event: Any) -> None:
    match event:
        case events.ErasureDeferred():
            past.backups.append(event)
        case events.PublicControllersInformed():
            past.public.append(event)
        case events.HumanReviewPerformed():
            past.reviews[event.right] = event
        case events.DataTransmitted():
            past.transmitted = event
        case events.TransmissionFoundInfeasible():
            past.infeasible = event
        case events.RecipientNotified() | events.RecipientNotificationOmitted():
            past.recipients[event.right, event.recipient] = event
