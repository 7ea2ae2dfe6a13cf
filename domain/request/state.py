"""What follows from the events of a request: what events write, and what is computed from that.

Nothing here decides. Values are replaced and never changed in place, so that a shallow copy of a
request is a request.
"""

from datetime import date, datetime
from uuid import UUID

from griffie.domain.law import Language, Provision, Right
from griffie.domain.law.calendar import Calendar, calendar
from griffie.domain.law.deadlines import Pause, Term
from griffie.domain.law.standing import Deadline
from griffie.domain.model.aggregate import Aggregate
from griffie.domain.model.changed import changed
from griffie.domain.model.event import KeptEvent
from griffie.domain.model.setting import Setting
from griffie.domain.model.values import Sealed
from griffie.domain.request import readings
from griffie.domain.request.claim import EXECUTED, NOT_IDENTIFIED, UNDECIDED, UNDONE, Claim
from griffie.domain.request.disclosed import Disclosed, recipients_untold
from griffie.domain.request.elsewhere import Elsewhere, finished_elsewhere, unjudged
from griffie.domain.request.part import PartDecision
from griffie.domain.request.remarks import DkimResult, RemarkCode
from griffie.domain.request.values import (
    Breach,
    Dismissed,
    Doubt,
    Duty,
    Minor,
    Missed,
    Principal,
    Ready,
    Reminded,
    Restriction,
    SealedRepresentative,
    SealedRequester,
    Searched,
    Task,
)
from griffie.domain.request.vocabulary import (
    Authority,
    Capability,
    Channel,
    ClaimStatus,
    DutyKind,
    Execution,
    FileErasure,
    Identity,
    Mandate,
    Outcome,
    Relation,
    Status,
    TaskKind,
)


class RequestState(Aggregate):
    """A request as its events leave it, without its steps: see `domain.rights_request`."""

    def __init__(self) -> None:  # noqa: PLR0915 - a line a value
        self.received_on: date
        self.channel: Channel
        self.language: Language
        self.requester: SealedRequester
        self.representative: SealedRepresentative | None = None
        self.message: Sealed | None = None
        self.setting: Setting
        self.reading: int  # of the law, by which it says what counts: see `readings`
        self.claims_earlier: bool
        """The message says that it was asked before; that first message is not on file."""
        self.remarks: tuple[RemarkCode, ...] = ()
        self.dkim = DkimResult.NOT_CHECKED
        self.remarks_settled: frozenset[RemarkCode] = frozenset()
        self.entered_by: str
        self.entered_at: datetime
        self.claims: dict[Right, Claim]
        self.handler: str | None = None
        self.identity: Identity = Identity.NOT_QUESTIONED
        self.doubts: tuple[Doubt, ...] = ()
        self.identity_verified_on: date | None = None
        self.mandate: Mandate = Mandate.NONE
        self.mandate_verified_on: date | None = None
        self.mandate_asked_on: date | None = None
        self.pauses: tuple[Pause, ...] = ()
        self.documents: tuple[Sealed, ...] = ()
        self.first_act_on: date | None = None
        self.outcome: Outcome | None = None
        self.closed_on: date | None = None
        self.counted_anew_from: date | None = None
        """From when a new month runs for what is decided anew since the reopening, if it does."""
        self.reconsidered: frozenset[Right] = frozenset()
        """The rights about which the requester was told, and which a reopening put in question."""
        self.links: tuple[tuple[UUID, Relation], ...] = ()
        self.reminded_by: tuple[tuple[UUID, date], ...] = ()
        """The reminders of this request that came in since, each with its day of receipt."""
        self.of_intake: int = 0
        """How many events intake itself added: they are part of receipt."""
        self.complaints: tuple[Authority, ...] = ()
        self.erased: bool = False
        self.minor: Minor | None = None
        self.capability: Capability | None = None
        self.principal: Principal | None = None
        self.ready: Ready | None = None
        self.dismissed: Dismissed | None = None
        """Found to be no request, or another's: only of a message in which no right was found."""
        self.identity_evidence: tuple[Sealed, ...] = ()
        self.evidence_condemned: bool = False
        self.copies: tuple[Sealed, ...] = ()
        self.copies_out_on: date | None = None
        """When the copies on file went out, since the last of them was filed."""
        self.copies_condemned: FileErasure | None = None
        """Why they go, once that was decided and until they are gone."""
        self.restrictions: tuple[Restriction, ...] = ()
        self.astray: tuple[int, ...] = ()
        self.disclosures: tuple[Disclosed, ...] = ()
        self.recipients_recorded: bool = False
        self.tasks: tuple[Task, ...] = ()
        self.searched: tuple[Searched, ...] = ()
        self.duties: tuple[Duty, ...] = ()
        self.ordered_by: tuple[str, ...] = ()
        self.breaches: tuple[Breach, ...] = ()
        self.held: bool = False
        """A legal hold: the file is evidence, and nothing of it is erased."""
        self.reminded: tuple[Reminded, ...] = ()
        self.missed: tuple[Missed, ...] = ()
        self.misses_corrected: int = 0
        self.checked: frozenset[Right] = frozenset()
        """The rights of which it was looked into whether something may not be told."""
        self.findings: tuple[Sealed, ...] = ()
        self.elsewhere: Elsewhere | None = None
        self.kept_events: tuple[KeptEvent, ...] = ()
        """What happened and is shown as it happened: see `domain.steps.record`."""

    # What events write.

    def put(self, claim: Claim) -> None:
        """Write a claim, new or changed. A message with a claim is a request again."""
        self.claims = {**self.claims, claim.right: claim}
        self.dismissed = None

    def settle(self, right: Right, decision: PartDecision) -> None:
        self.put(self.claims[right].decided(decision))

    def extend(self, right: Right, told_on: date) -> None:
        self.put(changed(self.claims[right], extended=True, extension_told_on=told_on))

    def reclassify(self, from_right: Right, to_right: Right) -> None:
        """Read a claim as another right. What was asked about and its days stay."""
        claims = (
            claim.read_as(to_right) if right is from_right else claim
            for right, claim in self.claims.items()
        )
        self.claims = {claim.right: claim for claim in claims}
        self.missed = tuple(one.read_as(from_right, to_right) for one in self.missed)

    def ask(self, asked_on: date, because: Provision, *, large_quantity: bool = False) -> None:
        self.pauses = (*self.pauses, Pause(asked_on, None, because, large_quantity))

    def hear(self, answered_on: date, because: Provision) -> None:
        self.pauses = tuple(
            pause._replace(answered_on=answered_on)
            if pause.answered_on is None and pause.because == because
            else pause
            for pause in self.pauses
        )

    def entrust(self, task: Task) -> None:
        self.finish(task.kind, task.whom)
        self.tasks = (*self.tasks, task)

    def finish(self, kind: TaskKind, whom: str | None = None) -> None:
        """A task is done; without `whom` every task of its kind."""
        done = {one for one in self.tasks if one.kind is kind and whom in {None, one.whom}}
        self.tasks = tuple(one for one in self.tasks if one not in done)

    def note_search(self, found: Searched) -> None:
        others = (one for one in self.searched if one.system != found.system)
        self.searched = (*others, found)

    def owe(self, duty: Duty) -> None:
        self.discharge(duty.kind, duty.dossier)
        self.duties = (*self.duties, duty)

    def discharge(self, kind: DutyKind, dossier: str) -> None:
        self.duties = tuple(
            one for one in self.duties if (one.kind, one.dossier) != (kind, dossier)
        )

    def happened(self, on: date) -> None:
        """Keep the earliest day on which something was done about this request."""
        self.first_act_on = min(on, self.first_act_on or on)

    # What follows.

    @property
    def calendar(self) -> Calendar:
        return calendar(self.setting.calendar)

    @property
    def answered(self) -> bool:
        """Whether the requester was told about everything that was not withdrawn."""
        if not self.claims:
            return bool(self.dismissed and self.dismissed.informed_on)
        return not self.untold

    @property
    def untold(self) -> list[Claim]:
        """The claims about which the requester was told nothing yet, withdrawn ones apart."""
        return [
            claim
            for claim in self.claims.values()
            if claim.informed_on is None and claim.withdrawn_on is None
        ]

    @property
    def status(self) -> Status:
        if self.outcome:
            return Status.CLOSED
        if self.answered:
            return Status.ANSWERED
        # What the clock records is nobody's act; what intake adds is part of receipt.
        recorded = len(self.reminded) + len(self.missed) + 2 * self.misses_corrected
        acts = self.version - recorded - self.of_intake
        return Status.ASSESSING if acts > self.INITIAL_VERSION else Status.RECEIVED

    @property
    def execution(self) -> Execution:
        statuses = {claim.status for claim in self.claims.values()}
        over = statuses and not statuses & (UNDONE | UNDECIDED)
        return Execution.DONE if over or self.dismissed else Execution.OPEN

    @property
    def promised(self) -> bool:
        """Whether something was granted that is not done yet."""
        return any(one.status in UNDONE - {ClaimStatus.OPEN} for one in self.claims.values())

    def open_question(self, because: Provision) -> Pause | None:
        """The question without an answer that stops the clock for this reason."""
        asked = (pause for pause in self.pauses if pause.answered_on is None)
        return next((pause for pause in asked if pause.because == because), None)

    def counted_from(self, claim: Claim) -> date:
        """The day from which the term of a claim is counted."""
        return readings.counted_from(self, claim)

    def term_of(self, claim: Claim, categories: tuple[str, ...] | None = None) -> Term:
        """The dates of a claim, or of a part of these categories: each has its own clock."""
        if categories is None:
            return self.deadline_of(claim).term
        return readings.term_of_part(self, claim, categories, self.reading)

    def deadline_of(self, claim: Claim) -> Deadline:
        elsewhere = finished_elsewhere(self)
        return unjudged(self) if elsewhere else readings.deadline_of(self, claim, self.reading)

    def clock_stands(self, right: Right, because: Provision | None = None) -> Pause | None:
        """The question for which the clock of a right stands still, and since when; else None."""
        return readings.clock_stands(self, right, because)

    @property
    def merged(self) -> bool:
        """Whether it goes on in another request: as its duplicate, or as a reminder of it."""
        return self.outcome in {Outcome.MERGED, Outcome.REMINDER}

    @property
    def deadline(self) -> Deadline:
        """The deadline of the whole request."""
        return unjudged(self) if finished_elsewhere(self) else readings.deadline(self, self.reading)

    @property
    def restricting(self) -> bool:
        """Whether data are stored and not used, as a step or as a claim that was fulfilled."""
        asked = self.claims.get(Right.RESTRICTION)
        return bool(self.restrictions) or (asked is not None and asked.status in EXECUTED)

    @property
    def evidence_to_destroy(self) -> bool:
        """Whether the identity is settled, and its evidence must go."""
        claims = self.claims.values()
        proposed = any(one.proposed_by for one in claims if one.ground == NOT_IDENTIFIED)
        return self.evidence_condemned and not proposed

    @property
    def evidence_may_go(self) -> bool:
        """Whether the identity is settled, or the request was closed without a question."""
        return self.evidence_to_destroy or bool(self.identity_evidence and self.outcome)

    @property
    def copies_to_destroy(self) -> bool:
        """Whether it was decided that the copies go.

        A hold keeps them, except where an authority ordered it.
        """
        ordered = self.copies_condemned is FileErasure.ORDER
        return self.copies_condemned is not None and (ordered or not self.held)

    @property
    def recipients_untold(self) -> dict[Right, tuple[str, ...]]:
        return recipients_untold(self)
