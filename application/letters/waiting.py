"""When the requester hears of each right, and whether a question makes the clock stand still."""

from collections.abc import Iterable, Iterator
from datetime import date

from griffie.application.letters.letter import Paragraph
from griffie.application.letters.letter_source import LetterSource
from griffie.domain import events
from griffie.domain.law import GDPR, RECITAL, Provision, Right
from griffie.domain.law.rights import AT_ONCE, HELD_UP_BY_DOUBT
from griffie.domain.request.claim import UNDECIDED, Claim
from griffie.domain.request.values import DOUBT
from griffie.domain.request.vocabulary import Identity
from griffie.domain.rights_request import RightsRequest

ANSWER, NO_ACTION = GDPR(12, 3), GDPR(12, 4)
_MUCH = RECITAL(63)


def when(source: LetterSource, claims: Iterable[Claim]) -> tuple[str, ...]:
    """A line for each of these rights: its own strict date, or that it is done at once."""
    return tuple(_when(source, claim) for claim in claims)


def _when(source: LetterSource, claim: Claim) -> str:
    say, right = source.speaker.say, source.speaker.say(f"right/{claim.right}")
    if rule := AT_ONCE.get(claim.right):
        return say("undecided/at_once", right=right, cite=rule)
    due = source.request.term_of(claim).strict_due_on
    key = "undecided/by" if due >= source.on else "undecided/late"
    return say(key, right=right, due=due)


def received_on(request: RightsRequest, claim: Claim) -> date:
    """When the message came in that invoked this right: it may be a later one than the first."""
    return claim.received_on or request.received_on


def large_quantity(asked: events.ClarificationAsked | None) -> bool:
    """Whether a person recorded, with the question, that there is a large quantity of data."""
    return asked is not None and asked.large_quantity


def stands_still(source: LetterSource, claim: Claim, because: Provision) -> bool:
    """Whether this open question makes the clock of this right stand still: see `readings`."""
    return source.request.clock_stands(claim.right, because) is not None


def asserts_quantity(source: LetterSource) -> bool:
    """Whether the letter may say that there is much: recorded, and to nobody who is in doubt."""
    known = source.request.identity not in {Identity.DOUBTED, Identity.FAILED}
    about_access = Right.ACCESS in source.request.claims
    return known and about_access and large_quantity(source.past.question)


def waiting(source: LetterSource, because: Provision) -> Iterator[Paragraph]:
    """That the clock stands still, since when, until when, what silence means; or that it runs."""
    say, request = source.speaker.say, source.request
    waits = [one for one in request.claims.values() if _waits(one, because)]
    still = [claim for claim in waits if stands_still(source, claim, because)]
    question = request.open_question(because)
    if question is None or (request.claims and not waits):
        return
    if still:
        said = [say("wait/stopped", asked=question.asked_on)]
        if len(still) < len(waits):
            rights = source.rights(claim.right for claim in still)
            said.append(say("wait/stopped/only", rights=rights))
        yield Paragraph(" ".join(said))
    if running := [claim for claim in waits if claim not in still]:
        key = "wait/runs/rest" if still else "wait/runs"
        yield Paragraph(say(key, cite=ANSWER), items=when(source, running))
    yield _silence(source, because, waits, still)


def _waits(claim: Claim, because: Provision) -> bool:
    """Whether the answer about this claim is still owed, and the question holds it up."""
    held_up = because != DOUBT or claim.right in HELD_UP_BY_DOUBT
    return held_up and claim.status in UNDECIDED and claim.informed_on is None


def _silence(
    source: LetterSource, because: Provision, waits: list[Claim], still: list[Claim]
) -> Paragraph:
    """What no answer means: it never leaves the requester without a word.

    Where the clock stands still, the day is that of the rights for which it does.
    """
    say, request = source.speaker.say, source.request
    terms = [request.term_of(one) for one in still or waits] or [request.deadline.term]
    due = min(term.strict_due_on for term in terms)
    late = due < source.on
    if because == DOUBT and late:
        return Paragraph(say("wait/silence/identity/late", cite=NO_ACTION))
    if because == DOUBT:
        return Paragraph(say("wait/silence/identity", due=due, cite=NO_ACTION))
    if still and not late:
        return Paragraph(say("wait/silence/question/by", due=due))
    return Paragraph(say("wait/silence/question"))
