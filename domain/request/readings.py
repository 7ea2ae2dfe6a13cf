"""Which day counts and what is met: as requests were read once (1), and as they are read now (2).

A request names the reading of its receipt. What was answered for the past is answered so again;
what a step may do is judged by the newest reading for every request. Reading 1 counts the letter.
Reading 2 counts what was done and told: nothing is met before the deed.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from griffie.domain.law import NotApplicableGround, Provision, Right
from griffie.domain.law.deadlines import (
    Pause,
    Standing,
    Term,
    answer_term,
    asked_promptly,
    at_once_term,
)
from griffie.domain.law.rights import AT_ONCE, HELD_UP_BY_DOUBT
from griffie.domain.law.standing import Deadline
from griffie.domain.request.claim import Claim
from griffie.domain.request.doing import COPIES, done_on, stopped_on
from griffie.domain.request.national import nationally
from griffie.domain.request.values import DOUBT, UNCLEAR, Missed
from griffie.domain.request.vocabulary import ClaimStatus, Limit

if TYPE_CHECKING:
    from griffie.domain.request.state import RequestState

NEWEST = 2
_NOES = frozenset({ClaimStatus.REFUSED, ClaimStatus.NOT_APPLICABLE})


class Due(NamedTuple):
    """One thing that the law wants by a day, and the day on which it was there; None if not yet."""

    limit: Limit
    term: Term
    met_on: date | None


def counted_from(request: RequestState, claim: Claim) -> date:
    """The receipt of the message that invoked the right; later only by a new fact: Art. 12(3)."""
    return claim.since or claim.received_on or request.received_on


def deadline_of(request: RequestState, claim: Claim, reading: int) -> Deadline:
    """The deadline of one right: its own clock, its own waiting."""
    if reading < NEWEST:
        term = _once_term(request, claim)
        withdrawn = claim.status is ClaimStatus.WITHDRAWN
        over = (withdrawn or request.merged) and not claim.answered_on
        return _by_letter(term, claim.answered_on, over=over)
    own = None
    if _is_extended(claim) and _is_no(claim):
        term = _answer_term(request, claim, extended=True)
        own = term if term.extended else None  # what was told too late extends nothing
    return _judged(request, claim, own)


def term_of_part(
    request: RequestState, claim: Claim, categories: tuple[str, ...], reading: int
) -> Term:
    """The dates of a part of a claim: an act may give its categories a shorter term."""
    if claim.right in AT_ONCE:
        return deadline_of(request, claim, reading).term
    return _answer_term(
        request, claim, extended=_is_extended(claim), reading=reading, categories=categories
    )


def deadline(request: RequestState, reading: int) -> Deadline:
    """The deadline of the whole request: the earliest open, else the missed, else the last.

    A request in which no right was recognised yet has a deadline too.
    """
    if not request.claims:
        term = answer_term(
            request.received_on,
            request.calendar,
            policy=request.setting.policy,
            pauses=_waits(request, None, request.received_on, reading),
        )
        found, ready = request.dismissed, request.ready
        told_on = (found and found.informed_on) or (ready and ready.on)
        late_after = date.max if reading < NEWEST else term.strict_due_on
        whole = _by_letter(term, told_on, over=request.merged)
        return whole._replace(late_after=late_after)
    every = [deadline_of(request, claim, reading) for claim in request.claims.values()]
    waiting = [one for one in every if not one.over and not one.settled]
    late = [one for one in every if one.in_time is False]
    if waiting or late:
        return min(waiting or late, key=lambda one: one.by.due_on)
    return max([one for one in every if one.settled] or every, key=lambda one: one.by.due_on)


def dues_of(request: RequestState, claim: Claim) -> tuple[Due, ...]:
    """What the law wants of one right, by which days; by the newest reading.

    Article 12(4) knows one month and no extension for a whole no. Articles 7(3) and 21(3) are about
    stopping; the letter has the month of Article 12(3).
    """
    told, extended, is_no = claim.answered_on, _is_extended(claim), _is_no(claim)
    term = _answer_term(request, claim, extended=extended and not is_no)
    if is_no:
        limit = Limit.REFUSAL_NOTICE if extended else Limit.ANSWER
        return (Due(limit, term, told),)
    if claim.right in AT_ONCE:
        since = counted_from(request, claim)
        at_once = at_once_term(since, request.calendar, rule=AT_ONCE[claim.right])
        stopped = Due(Limit.AT_ONCE, at_once, stopped_on(claim))
        return stopped, Due(Limit.ANSWER, term, told)
    return (Due(Limit.ANSWER, term, _met_on(claim)),)


def open_dues(request: RequestState, claim: Claim, reading: int) -> tuple[Due, ...]:
    """What is left to do about one right, by which days."""
    if claim.status is ClaimStatus.WITHDRAWN or request.merged:
        return ()
    if reading >= NEWEST:
        return tuple(due for due in dues_of(request, claim) if due.met_on is None)
    limit = Limit.AT_ONCE if claim.right in AT_ONCE else Limit.ANSWER
    return () if claim.answered_on else (Due(limit, _once_term(request, claim), None),)


def misses(request: RequestState, on: date, reading: int) -> Iterator[Missed]:
    """Each date of the law that passed by a day without what it wanted, recorded or not."""
    if not request.claims:
        whole = deadline(request, reading)
        if _is_late(whole, on) and not whole.suspended:
            yield Missed(Limit.ANSWER, None, whole.term.due_on)
        return
    for claim in request.claims.values():
        if reading < NEWEST:
            yield from _once_missed(request, claim, on)
            continue
        # What was missed before it was withdrawn stays missed, whoever looks, and when.
        until = claim.withdrawn_on or on
        for limit, term, met_on in dues_of(request, claim):
            held_up = met_on is None and (term.waiting or _waits_for_proof(request, claim))
            if (met_on or until) > term.due_on and not held_up:
                yield Missed(limit, claim.right, term.due_on)


def own_notice(term: Term) -> bool:
    """Whether Article 12(4) may want its notice earlier than Article 12(3) its answer.

    "Within one month of receipt": no extension is named there, nor any waiting.
    """
    return term.waiting or term.first_month_ends_on < term.due_on


def clock_stands(
    request: RequestState, right: Right, because: Provision | None = None
) -> Pause | None:
    """The question to the requester for which the clock of a right stands still; else None.

    `because`: only a question asked for this reason.
    """
    claim = request.claims[right]
    if not deadline_of(request, claim, NEWEST).suspended:
        return None
    waits = _waits(request, right, counted_from(request, claim), NEWEST)
    asked = (pause for pause in waits if pause.answered_on is None)
    return next((pause for pause in asked if because in {None, pause.because}), None)


def _judged(request: RequestState, claim: Claim, shown: Term | None) -> Deadline:
    dues, told_on = dues_of(request, claim), claim.answered_on
    withdrawn_on = claim.withdrawn_on if claim.status is ClaimStatus.WITHDRAWN else None
    left = [due for due in dues if due.met_on is None]
    late = [due for due in dues if due.met_on and due.met_on > due.term.due_on]
    if withdrawn_on:
        late += [one for one in left if not one.term.waiting and withdrawn_on > one.term.due_on]
        left = []
    if left or late:
        first = min(left or late, key=lambda due: due.term.due_on)
    else:
        first = max(dues, key=lambda due: due.term.due_on)
    term = first.term
    by = term if shown else None, term.strict_due_on
    if left or (withdrawn_on and not late):
        over = request.merged or withdrawn_on is not None
        return Deadline(shown or term, told_on, over, None, None, None, *by)
    days = [due.met_on for due in dues if due.met_on]
    met_on = max(days) if len(days) == len(dues) else None
    strictly = all(due.met_on and due.met_on <= due.term.strict_due_on for due in dues)
    return Deadline(shown or term, told_on, False, met_on, not late, strictly, *by)  # noqa: FBT003


def _by_letter(term: Term, told_on: date | None, *, over: bool) -> Deadline:
    """Reading 1: what was told is met."""
    if told_on is None:
        return Deadline(term, over=over)
    in_time, strictly = told_on <= term.due_on, told_on <= term.strict_due_on
    return Deadline(term, told_on, over, told_on, in_time, strictly)


def _is_late(one: Deadline, on: date) -> bool:
    return one.standing(on) in {Standing.OVERDUE, Standing.MISSED}


def _is_no(claim: Claim) -> bool:
    """Whether nothing of it is done. That there are no data is the answer to Articles 15 and 20."""
    says_all = claim.right in COPIES and claim.ground == NotApplicableGround.NO_DATA
    return claim.status in _NOES and not says_all


def _met_on(claim: Claim) -> date | None:
    """When it was done and told; a promise only informs."""
    told, done = claim.answered_on, done_on(claim)
    if told is None or claim.status in _NOES:
        return told
    return max(told, done) if done else None


def _once_term(request: RequestState, claim: Claim) -> Term:
    """Reading 1: one date for whatever was asked."""
    if claim.right in AT_ONCE:
        since = counted_from(request, claim)
        return at_once_term(since, request.calendar, rule=AT_ONCE[claim.right])
    return _answer_term(request, claim, extended=_is_extended(claim), reading=1)


def _is_extended(claim: Claim) -> bool:  # as another right it may have been, before
    return claim.extended and claim.right not in AT_ONCE


def _answer_term(
    request: RequestState,
    claim: Claim,
    *,
    extended: bool,
    reading: int = NEWEST,
    categories: tuple[str, ...] | None = None,
) -> Term:
    since = counted_from(request, claim)
    term = answer_term(
        since,
        request.calendar,
        policy=request.setting.policy,
        extended=extended,
        told_on=claim.extension_told_on,
        pauses=_waits(request, claim.right, since, reading),
    )
    told_on = claim.extension_told_on if extended else None
    return nationally(term, claim, told_on, request.setting, categories)


def _waits(
    request: RequestState, right: Right | None, since: date, reading: int
) -> tuple[Pause, ...]:
    """The questions that may stop the clock of a right; None before any right was recognised."""
    if not request.pauses:
        return ()
    doubtful = right is None or right in HELD_UP_BY_DOUBT
    if reading < NEWEST:
        return tuple(
            pause
            for pause in request.pauses
            if right is None or (pause.asked_on >= since and (pause.because != DOUBT or doubtful))
        )
    return tuple(
        pause
        for pause in request.pauses
        if (doubtful if pause.because == DOUBT else _is_narrowed(request, right, pause, since))
    )


def _is_narrowed(request: RequestState, right: Right | None, pause: Pause, since: date) -> bool:
    """Recital 63 speaks of access, of a large quantity of data; [P] of what is asked promptly."""
    of_access = right is Right.ACCESS and pause.because == UNCLEAR and pause.large_quantity
    return of_access and asked_promptly(since, pause.asked_on, request.calendar)


def _waits_for_proof(request: RequestState, claim: Claim) -> bool:
    """Whether a prompt question of identity is open: until it is answered nothing is missed."""
    since = counted_from(request, claim)
    waits = _waits(request, claim.right, since, NEWEST)
    asked = [one.asked_on for one in waits if one.because == DOUBT and one.answered_on is None]
    return any(asked_promptly(since, day, request.calendar) for day in asked)


def _once_missed(request: RequestState, claim: Claim, on: date) -> Iterator[Missed]:
    """Reading 1: the notice of a no has a date beside that of the answer."""
    term, told_on = _once_term(request, claim), claim.answered_on
    limit = Limit.AT_ONCE if claim.right in AT_ONCE else Limit.ANSWER
    until = min(on, claim.withdrawn_on or on)  # what was missed before stays missed
    if _is_late(_by_letter(term, told_on, over=False), until):
        yield Missed(limit, claim.right, term.due_on)
    if claim.status is ClaimStatus.WITHDRAWN:
        return
    proposed = claim.status is ClaimStatus.REFUSAL_PROPOSED
    late = (told_on or on) > term.first_month_ends_on
    if claim.noes and not proposed and own_notice(term) and late:
        yield Missed(Limit.REFUSAL_NOTICE, claim.right, term.first_month_ends_on)
