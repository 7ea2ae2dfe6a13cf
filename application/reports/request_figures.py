"""What annual figures need of one request: codes, days and counts; no personal data."""

from collections import Counter
from collections.abc import Mapping
from datetime import date

from griffie.application.reports.request_history import RequestHistory
from griffie.domain.law import Language, Right
from griffie.domain.law.deadlines import Pause, working_days
from griffie.domain.model.values import Frozen
from griffie.domain.request.claim import EXECUTED, Claim
from griffie.domain.request.doing import stopped_on
from griffie.domain.request.elsewhere import finished_elsewhere
from griffie.domain.request.readings import NEWEST
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
    """Working days from receipt until it stopped; for direct marketing only."""
    met_on: date | None = None
    """When what the right demands was done and told."""
    in_time: bool | None = None
    """Whether that was by its day; none as long as something is left to do."""
    strictly: bool | None = None
    """The same, had no waiting counted."""
    overdue_after: date = date.max
    """After this day it is overdue, as long as something is left to do."""
    withheld: bool = False
    """Whether a part was kept back from what was done otherwise: [P] it has the answer's date."""
    first_sent_on: date | None = None
    """When an answer was sent that came back."""


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
    overdue_after: date = date.max
    waits: Mapping[str, tuple[int, int]]
    """By cause: how many questions, and for how many calendar days the requester was awaited."""
    steps: Mapping[str, int]
    details: Mapping[str, int]
    complaints: tuple[str, ...]
    finished_elsewhere: bool = False
    """Whether another register finished it: it is counted apart, and judged by nobody."""

    @property
    def counted(self) -> tuple[ClaimFigures, ...]:
        """The claims that need an answer: those not withdrawn."""
        return tuple(one for one in self.claims if one.status is not ClaimStatus.WITHDRAWN)

    @property
    def judged(self) -> tuple[ClaimFigures, ...]:
        """The claims that were, or will be, in time or not: late stays late when withdrawn."""
        return tuple(
            one
            for one in self.claims
            if one.status is not ClaimStatus.WITHDRAWN or one.in_time is False
        )

    @property
    def is_reminder(self) -> bool:
        """Whether it only reminded us of another request, under which it counts."""
        return self.outcome is Outcome.REMINDER

    @property
    def answered(self) -> bool:
        """Whether every claim, or else the finding that it is no request, was done and told."""
        counted = self.counted
        if not counted:
            return self.dismissed_on is not None
        return all(one.in_time is not None for one in counted)

    @property
    def waiting(self) -> bool:
        """Whether an answer is still due: not withdrawn, not merged with another request."""
        over = self.outcome is not None or (bool(self.claims) and not self.counted)
        return not over and not self.answered

    @property
    def suspended(self) -> bool:
        """Whether a claim without answer waits for the requester."""
        return any(one.suspended and one.in_time is None for one in self.claims)


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
        overdue_after=request.deadline.overdue_after,
        waits=_waits(request.pauses),
        steps=dict(sorted(history.steps.items())),
        details=dict(sorted(history.details.items())),
        complaints=tuple(request.complaints),
        finished_elsewhere=finished_elsewhere(request),
    )


def _claim_figures(history: RequestHistory, claim: Claim) -> ClaimFigures:
    request = history.request
    deadline = request.deadline_of(claim)
    term, back = deadline.term, claim.came_back
    named = [one.ground for one in claim.noes]
    return ClaimFigures(
        right=claim.right,
        purposes=claim.purposes,
        status=claim.status,
        grounds=tuple(sorted({str(ground) for ground in named if ground})),
        parts=dict(sorted(Counter(str(one.shown_as) for one in claim.parts).items())),
        extended=claim.extended,
        since=request.counted_from(claim),
        due_on=term.due_on,
        strict_due_on=term.strict_due_on,
        first_month_ends_on=term.first_month_ends_on,
        suspended=deadline.by.waiting,
        told_on=claim.informed_on,
        days_to_stop=_days_to_stop(history, request, claim),
        met_on=deadline.met_on,
        in_time=deadline.in_time,
        strictly=deadline.met_strictly,
        overdue_after=deadline.overdue_after,
        withheld=bool(claim.noes) and claim.status in EXECUTED,
        first_sent_on=back.on if back else None,
    )


def _days_to_stop(history: RequestHistory, request: RightsRequest, claim: Claim) -> int | None:
    if claim.right is not Right.DIRECT_MARKETING_OBJECTION:
        return None
    once = history.fulfilled_on.get(claim.right)
    done_on = stopped_on(claim) if request.reading >= NEWEST else once
    if done_on is None:
        return None
    return working_days(request.counted_from(claim), done_on, request.calendar)


def _waits(pauses: tuple[Pause, ...]) -> dict[str, tuple[int, int]]:
    """Questions and days by cause; only answered questions have days, the others still run."""
    found: dict[str, tuple[int, int]] = {}
    for asked_on, answered_on, because, _ in pauses:
        questions, days = found.get(str(because), (0, 0))
        waited = (answered_on - asked_on).days if answered_on else 0
        found[str(because)] = (questions + 1, days + waited)
    return dict(sorted(found.items()))
