"""What annual figures need of one request: codes, days and counts; no personal data."""

from collections import Counter
from collections.abc import Mapping
from datetime import date

from griffie.application.reports.request_history import RequestHistory
from griffie.domain.law import Language, Right
from griffie.domain.law.deadlines import Pause, working_days
from griffie.domain.model.values import Frozen
from griffie.domain.request.claim import Claim
from griffie.domain.request.vocabulary import Capacity, Channel, ClaimStatus, Outcome
from griffie.domain.rights_request import RightsRequest


class ClaimFigures(Frozen):
    """What figures need of one claim."""

    right: Right
    purposes: tuple[str, ...]
    status: ClaimStatus
    grounds: tuple[str, ...]
    """The grounds of a refusal, of "not applicable", and of exceptions."""
    parts: Mapping[str, int]
    """How many parts of it stand how: status to number."""
    extended: bool
    since: date
    """The receipt, or the day from which a new clock runs."""
    due_on: date
    strict_due_on: date
    first_month_ends_on: date
    suspended: bool
    """Whether the clock waits for the requester: then only the strict dates run."""
    told_on: date | None
    days_to_stop: int | None
    """Working days from receipt until recorded as done; for direct marketing only."""


class RequestFigures(Frozen):
    """What figures need of one request; it is stored as JSON in a row of the projection."""

    received_on: date
    channel: Channel
    language: Language
    via: Capacity | None
    outcome: Outcome | None
    claims: tuple[ClaimFigures, ...]
    dismissed_as: str | None = None
    """The ground on which it was found to be no request."""
    dismissed_on: date | None = None
    """The day on which the sender was told so."""
    due_on: date
    waits: Mapping[str, tuple[int, int]]
    """By cause: how many questions, and for how many calendar days the requester was awaited."""
    steps: Mapping[str, int]
    details: Mapping[str, int]
    complaints: tuple[str, ...]

    @property
    def counted(self) -> tuple[ClaimFigures, ...]:
        """The claims that need an answer: those not withdrawn."""
        return tuple(one for one in self.claims if one.status is not ClaimStatus.WITHDRAWN)

    @property
    def answered(self) -> bool:
        """Whether every claim, or else the finding that it is no request, was answered."""
        counted = self.counted
        if not counted:
            return self.dismissed_on is not None
        return all(one.told_on for one in counted)

    @property
    def waiting(self) -> bool:
        """Whether an answer is still due: not withdrawn, not merged with another request."""
        over = self.outcome is not None or (bool(self.claims) and not self.counted)
        return not over and not self.answered

    @property
    def suspended(self) -> bool:
        """Whether a claim without answer waits for the requester."""
        return any(one.suspended and not one.told_on for one in self.claims)


def figures_of_request(history: RequestHistory) -> RequestFigures:
    """The figures of a request, from its history."""
    request = history.request
    dismissed = request.dismissed
    return RequestFigures(
        received_on=request.received_on,
        channel=request.channel,
        language=request.language,
        via=request.representative.capacity if request.representative else None,
        outcome=request.outcome,
        claims=tuple(_claim_figures(history, claim) for claim in request.claims.values()),
        dismissed_as=str(dismissed.ground) if dismissed else None,
        dismissed_on=dismissed.informed_on if dismissed else None,
        due_on=request.deadline.term.due_on,
        waits=_waits(request.pauses),
        steps=dict(sorted(history.steps.items())),
        details=dict(sorted(history.details.items())),
        complaints=tuple(request.complaints),
    )


def _claim_figures(history: RequestHistory, claim: Claim) -> ClaimFigures:
    request = history.request
    term = request.term_of(claim)
    named = [one.ground for one in claim.noes]
    return ClaimFigures(
        right=claim.right,
        purposes=claim.purposes,
        status=claim.status,
        grounds=tuple(sorted({str(ground) for ground in named if ground})),
        parts=dict(sorted(Counter(str(one.shown_as) for one in claim.parts).items())),
        extended=claim.extended,
        since=claim.since or request.received_on,
        due_on=term.due_on,
        strict_due_on=term.strict_due_on,
        first_month_ends_on=term.first_month_ends_on,
        suspended=term.waiting,
        told_on=claim.informed_on,
        days_to_stop=_days_to_stop(history, request, claim.right),
    )


def _days_to_stop(history: RequestHistory, request: RightsRequest, right: Right) -> int | None:
    done_on = history.fulfilled_on.get(right)
    if right is not Right.DIRECT_MARKETING_OBJECTION or done_on is None:
        return None
    return working_days(request.received_on, done_on, request.calendar)


def _waits(pauses: tuple[Pause, ...]) -> dict[str, tuple[int, int]]:
    """Questions and days by cause; only answered questions have days, the others still run."""
    found: dict[str, tuple[int, int]] = {}
    for asked_on, answered_on, because in pauses:
        questions, days = found.get(str(because), (0, 0))
        waited = (answered_on - asked_on).days if answered_on else 0
        found[str(because)] = (questions + 1, days + waited)
    return dict(sorted(found.items()))
