"""How far a request has come and what to do next, read from its state. Nothing is stored."""

from datetime import date
from typing import NamedTuple

from griffie.api.words.names import TONES, msg
from griffie.api.words.speech import Speech
from griffie.application.requests.commands import AnyStep
from griffie.domain.law import Right
from griffie.domain.law.deadlines import Standing, working_days
from griffie.domain.request.claim import EXECUTED, PROMISED, UNDECIDED, UNDONE, Claim
from griffie.domain.request.disclosed import recipients_unknown
from griffie.domain.request.doing import is_handed_over, stopped_on
from griffie.domain.request.values import DOUBT, UNCLEAR
from griffie.domain.request.vocabulary import ClaimStatus, FeeStatus, Identity, Mandate
from griffie.domain.rights_request import RightsRequest
from griffie.domain.rights_request import RightsRequest as Step


class Stage(NamedTuple):
    """One of six; `mark` is done, now, hold or todo."""

    name: str
    mark: str
    note: str


_STAGES = (
    msg("Received"),
    msg("Assigned"),
    msg("Decided"),
    msg("Carried out"),
    msg("Requester told"),
    msg("File closed"),
)


def stages(request: RightsRequest, speech: Speech, handler: str = "") -> list[Stage]:
    """The six stages, from received to closed. They may be done in another order.

    `handler` is what the handler is called; without it, the account.
    """
    claims, found = list(request.claims.values()), request.dismissed
    decided = [claim for claim in claims if claim.status not in UNDECIDED]
    done = [claim for claim in claims if claim.status not in UNDECIDED | UNDONE]
    told = [claim for claim in claims if claim not in request.untold]
    closed = request.outcome is not None
    settled = bool(claims) or (found is not None and not found.proposed_by)
    reached = (
        (True, speech.short_day(request.received_on)),
        (
            request.handler is not None or closed,
            (handler or request.handler) if request.handler else "",
        ),
        (settled and decided == claims, _count_of_claims(decided, claims, speech)),
        (settled and done == claims, _count_of_claims(done, claims, speech)),
        (request.answered, _count_of_claims(told, claims, speech)),
        (closed, speech.short_day(request.closed_on) if request.closed_on else ""),
    )
    current = next((place for place, (is_done, _) in enumerate(reached) if not is_done), None)
    waits = "hold" if _waiting_since(request) else "now"
    return [
        Stage(speech.say(name), "done" if is_done else waits if place == current else "todo", note)
        for place, (name, (is_done, note)) in enumerate(zip(_STAGES, reached, strict=True))
    ]


def _count_of_claims(some: list[Claim], every: list[Claim], speech: Speech) -> str:
    """How many of several; with one right there is nothing to count."""
    if len(every) < 2 or len(some) == len(every):  # noqa: PLR2004
        return ""
    return speech.say("{some} of {all}", some=len(some), all=len(every))


def _waiting_since(request: RightsRequest) -> date | None:
    """Since when the requester owes us something; none while we wait for nothing."""
    asked = [pause.asked_on for pause in request.pauses if pause.answered_on is None]
    return min(asked, default=None) if request.outcome is None else None


def standing_in_words(request: RightsRequest, speech: Speech) -> str:
    """Where the request is, in a few words, for a row of a table."""
    claims, found = list(request.claims.values()), request.dismissed
    decided = [claim for claim in claims if claim.status not in UNDECIDED]
    for applies, words in (
        (request.outcome is not None, msg("Closed")),
        (request.open_question(DOUBT), msg("Waiting for proof of identity")),
        (request.open_question(UNCLEAR), msg("Waiting for clarification")),
        (request.mandate is Mandate.ASKED, msg("Waiting for the mandate")),
        (found and found.proposed_by, msg("No request: to be approved")),
        (found and not request.answered, msg("Found to be no request")),
        (found, msg("Requester told")),
        (not claims, msg("No right named yet")),
        (request.handler is None, msg("Received")),
        (not decided, msg("To be decided")),
        (len(decided) < len(claims), msg("Decided: {counted}")),
        (request.promised, msg("Promised, not yet done")),
        (not request.answered, msg("Requester to be told")),
    ):
        if applies:
            return speech.say(words, counted=_count_of_claims(decided, claims, speech))
    return speech.say("Requester told")


class Next(NamedTuple):
    """The one thing to do now: in words, and the steps that do it, the likeliest first."""

    words: str
    steps: tuple[AnyStep, ...]


_CARRY_OUT = (
    Step.fulfil,
    *(Step.deliver_copy, Step.erase_data, Step.rectify_data, Step.stop_marketing),
    *(Step.stop_processing, Step.apply_restriction, Step.perform_human_review),
)
DECIDE = (Step.grant, Step.apply_exception, Step.refuse, Step.find_not_applicable)
"""The four answers to a right."""


def next_thing(request: RightsRequest, speech: Speech) -> Next:
    """The first step that a colleague who takes over would take."""
    statuses = {claim.status for claim in request.claims.values()}
    fees = {claim.fee.standing for claim in request.claims.values() if claim.fee}
    found = request.dismissed
    ways: tuple[tuple[object, str, tuple[AnyStep, ...]], ...] = (
        (request.outcome is not None, msg("Nothing more"), ()),
        (_marketing_runs(request), msg("Stop the marketing"), (Step.stop_marketing,)),
        (request.handler is None, msg("Assign a handler"), (Step.assign,)),
        (
            not request.claims and not found,
            msg("Name the right"),
            (Step.add_claim, Step.find_no_request),
        ),
        (
            request.open_question(DOUBT),
            msg("Await the proof"),
            (Step.verify_identity, Step.fail_identity),
        ),
        (request.open_question(UNCLEAR), msg("Await the answer"), (Step.receive_clarification,)),
        (
            request.mandate is Mandate.ASKED,
            msg("Await the mandate"),
            (Step.verify_mandate, Step.reject_mandate),
        ),
        (
            found and found.proposed_by,
            msg("Approve that this is no request"),
            (Step.approve_finding,),
        ),
        (
            ClaimStatus.REFUSAL_PROPOSED in statuses,
            msg("Approve the refusal"),
            (Step.approve_refusal,),
        ),
        (
            FeeStatus.PROPOSED in fees,
            msg("Hear about the fee"),
            (Step.accept_fee, Step.decline_fee, Step.waive_fee),
        ),
        (ClaimStatus.OPEN in statuses, msg("Decide"), DECIDE),
        (
            request.promised and request.identity in _UNPROVEN,
            msg("Verify the identity"),
            (Step.verify_identity,),
        ),
        (
            _to_be_handed_over(request),
            msg("Hand the data over"),
            (Step.deliver_copy, Step.give_access, Step.transmit_data),
        ),
        (request.promised, msg("Carry it out"), _CARRY_OUT),
        (
            _recipients_unknown(request),
            msg("Record who received the data"),
            (Step.record_recipients,),
        ),
        (not request.answered, msg("Inform the requester"), (Step.inform,)),
        (
            request.recipients_untold,
            msg("Notify the recipients"),
            (Step.notify_recipient, Step.omit_notification),
        ),
        (True, msg("Close the request"), (Step.close,)),
    )
    return next(Next(speech.say(words), steps) for applies, words, steps in ways if applies)


def address_of(found: Next, reference: str, step: AnyStep | None) -> str:
    """Where the one thing to do is done, by the step that does it; empty where nothing does."""
    here = f"/requests/{reference}"
    if step is None:
        return ""
    if found.steps == DECIDE:
        return f"{here}/decide"
    return f"{here}/letter" if step is Step.inform else f"{here}/do/{step.path}"


def _to_be_handed_over(request: RightsRequest) -> bool:
    """Whether a right was granted of which the data are the answer, and none went out yet."""
    return any(
        claim.right in {Right.ACCESS, Right.PORTABILITY}
        and claim.status in PROMISED | EXECUTED
        and not is_handed_over(claim)
        for claim in request.claims.values()
    )


def _marketing_runs(request: RightsRequest) -> bool:
    """Whether somebody objected to direct marketing and it was not stopped: Article 21(3).

    The right is absolute and due at once, so nothing comes before it.
    """
    return any(
        claim.right is Right.DIRECT_MARKETING_OBJECTION
        and claim.status in UNDECIDED | PROMISED
        and stopped_on(claim) is None
        for claim in request.claims.values()
    )


def _recipients_unknown(request: RightsRequest) -> bool:
    return any(recipients_unknown(request, claim) for claim in request.claims.values())


_UNPROVEN = {Identity.DOUBTED, Identity.FAILED}


class Bar(NamedTuple):
    """A deadline as a bar: how much of the time is used, and what that means in words."""

    tone: str
    words: str
    when: str
    percent: int


def bar(request: RightsRequest, on: date, speech: Speech) -> Bar:
    """The deadline of a request on a day, as a bar."""
    deadline = request.deadline
    term, standing = deadline.term, deadline.standing(on)
    when = speech.short_day(term.due_on)
    if standing is Standing.SUSPENDED and (since := _waiting_since(request)):
        when = speech.say("since {on}", on=speech.short_day(since))
    used = (on - term.received_on).days / max((term.due_on - term.received_on).days, 1)
    over = standing in {Standing.MET, Standing.MISSED, Standing.OVERDUE, Standing.NOT_JUDGED}
    percent = 100 if over else round(100 * min(max(used, 0.02), 0.97))
    return Bar(TONES[standing], deadline_in_words(request, on, speech), when, percent)


_IN_WORDS = {
    Standing.DUE_TODAY: msg("Due today"),
    Standing.SUSPENDED: msg("Clock on hold"),
    Standing.MISSED: msg("Too late"),
    Standing.NOT_JUDGED: msg("Not judged"),
}


def deadline_in_words(request: RightsRequest, on: date, speech: Speech) -> str:
    """How the deadline stands on a day: "2 working days left"."""
    deadline = request.deadline
    due_on = deadline.term.due_on
    standing = deadline.standing(on)
    if standing is Standing.MET:
        return speech.say("In time") if deadline.informed_on else speech.say("Settled")
    if standing is Standing.OVERDUE:
        n = max(working_days(due_on, on, request.calendar), 1)
        return speech.count("{n} working day over", "{n} working days over", n)
    if said := _IN_WORDS.get(standing):
        return speech.say(said)
    n = working_days(max(on, request.received_on), due_on, request.calendar)
    return speech.count("{n} working day left", "{n} working days left", n)
