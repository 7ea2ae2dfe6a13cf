"""Composes a letter from the events: sender, addressee, subject, and everything it must say.

A letter is a draft until somebody has sent it; `inform` records the text that was sent.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from griffie.application.controller.profile import ControllerProfile
from griffie.application.dossier.receipt import receipt_name
from griffie.application.letters import letterhead
from griffie.application.letters.asking import clarification, extension, identity
from griffie.application.letters.decision_section import claim_section, dismissal_section
from griffie.application.letters.fees import fees, open_fees
from griffie.application.letters.information_duties import demands_for
from griffie.application.letters.letter import (
    ComposedLetter,
    Demand,
    InformationItem,
    LetterKind,
    Paragraph,
    Section,
)
from griffie.application.letters.letter_source import (
    NO,
    YES,
    LetterSource,
    addressee_of,
    is_no_request,
    is_of_the_deceased,
)
from griffie.application.letters.past_decisions import read_past
from griffie.application.letters.persons import in_whose_name
from griffie.application.letters.phrases import Addressee, Speaker
from griffie.application.letters.remedies import TELLS_OF_OBJECTION, remedies, right_to_object
from griffie.application.letters.waiting import received_on, when
from griffie.domain.law import GDPR, RECITAL, Language, Right
from griffie.domain.law.rights import AT_ONCE
from griffie.domain.model.errors import OutOfOrderError
from griffie.domain.model.values import Sealed
from griffie.domain.request.claim import EXECUTED, UNDECIDED, Claim
from griffie.domain.request.reference import reference
from griffie.domain.request.values import DOUBT
from griffie.domain.request.vocabulary import ClaimStatus
from griffie.domain.rights_request import RightsRequest
from griffie.domain.steps.step import ERASED

_ANSWER = GDPR(12, 3)


def letter(  # noqa: PLR0917 - what a letter is made of
    request: RightsRequest,
    history: Iterable[Any],
    profile: ControllerProfile,
    kind: LetterKind,
    language: Language,
    opened: Mapping[Sealed, Any],
    *,
    on: date,
    about: tuple[Right, ...] = (),
) -> ComposedLetter:
    """The letter of a kind in a language, dated `on`, a civil day in Brussels.

    `history` holds the events of the request; `opened` the values behind its digests; `about` names
    the rights of an answer, else it is about what was decided and not told. Raises OutOfOrderError
    when there is nothing yet to write about, and for a request whose data were erased.
    """
    speaker = Speaker(language, addressee_of(request))
    source = LetterSource(request, read_past(history), profile, speaker, opened, on, about)
    check_occasion(source.request, kind)
    return ComposedLetter(
        kind=kind,
        language=language,
        on=on,
        sender=letterhead.sender(profile, speaker),
        addressee=letterhead.addressee(source),
        head=tuple(letterhead.head(source)),
        subject=speaker.say(f"subject/{kind}"),
        salutation=letterhead.salutation(source),
        sections=tuple(_sections(source, kind)),
        closing=letterhead.closing(source),
        signature=letterhead.signature(profile, speaker),
        demanded=demands_for(request, kind, profile, about),
        unstated=letterhead.unstated(source),
        style=letterhead.house_style(profile, language),
    )


def check_occasion(request: RightsRequest, kind: LetterKind) -> None:
    """Raises OutOfOrderError when a letter of this kind has nothing to say about the request."""
    if request.erased:
        raise OutOfOrderError(ERASED)
    statuses = {claim.status for claim in request.claims.values()}
    decided = statuses - UNDECIDED - {ClaimStatus.WITHDRAWN}
    excepted = any(claim.exceptions for claim in request.claims.values())
    no_request = is_no_request(request)
    asked = {pause.because for pause in request.pauses}
    extended = any(claim.extended for claim in request.claims.values())
    missing = {
        LetterKind.IDENTITY: DOUBT not in asked and "nobody has questioned the identity",
        LetterKind.CLARIFICATION: RECITAL(63) not in asked and "nothing was asked of the requester",
        LetterKind.EXTENSION: not extended and "no deadline was extended",
        LetterKind.FEE: not open_fees(request) and "no fee waits for an answer",
        LetterKind.ANSWER: not (decided or no_request) and "nothing has been decided",
        LetterKind.REFUSAL: not (decided & NO or (decided and excepted) or no_request)
        and "nothing has been refused",
        LetterKind.RESTRICTION_LIFT: not request.restricting and "nothing is restricted",
    }
    if why := missing.get(kind):
        raise OutOfOrderError(why)


def _sections(source: LetterSource, kind: LetterKind) -> Iterator[Section]:
    yield Section((*_opening(source), *in_whose_name(source)))
    yield from _BODIES[kind](source)
    if officer := tuple(letterhead.officer(source)):
        yield Section(officer)


def _opening(source: LetterSource) -> Iterator[Paragraph]:
    say, received, rights = source.speaker.say, source.request.received_on, source.request.claims
    if source.speaker.addressee is Addressee.REPRESENTATIVE:
        died = is_of_the_deceased(source.request)
        yield Paragraph(say("opening/deceased" if died else "opening/represented"))
    if not rights:
        yield Paragraph(say("opening", received=received))
    else:
        named = source.speaker.several(_asked(source, claim) for claim in rights.values())
        yield Paragraph(say("opening/rights", received=received, rights=named))


def _asked(source: LetterSource, claim: Claim) -> str:
    """A right by its name; with its own day where another message invoked it."""
    say = source.speaker.say
    right, on = say(f"right/{claim.right}"), received_on(source.request, claim)
    return right if on == source.request.received_on else say("opening/later", right=right, on=on)


def _acknowledgement(source: LetterSource) -> Iterator[Section]:
    say, request = source.speaker.say, source.request
    said = []
    at_once = [right for right in request.claims if right in AT_ONCE]
    if at_once:
        said.append(Paragraph(say("term/at_once", rights=source.rights(at_once))))
    if not at_once or len(at_once) < len(request.claims):
        # The strict date: this promise holds even if something suspends the clock.
        rest = [claim for claim in request.claims.values() if claim.right not in AT_ONCE]
        terms = [request.term_of(claim) for claim in rest] or [request.deadline.term]
        days = {min(term.first_month_ends_on, term.strict_due_on) for term in terms}
        if len(days) == 1:
            said.append(Paragraph(say("term/month", cite=_ANSWER, due=days.pop())))
        else:
            said.append(Paragraph(say("term/each", cite=_ANSWER), items=when(source, rest)))
    said.append(Paragraph(say("free_of_charge", cite=GDPR(12, 5))))
    named = {"contact": source.contact, "reference": reference(request.id)}
    said.append(Paragraph(say("receipt", file=receipt_name(request.id))))
    yield Section((*said, Paragraph(say("contact", **named))))


def _answer(source: LetterSource) -> Iterator[Section]:
    if is_no_request(source.request):
        yield dismissal_section(source)
    for claim in source.answering:
        yield claim_section(source, claim)
    yield from _rest(source)
    telling = {claim.right for claim in source.answering if claim.status in YES}
    if telling & TELLS_OF_OBJECTION:
        yield right_to_object(source)
    yield remedies(source)


def _rest(source: LetterSource) -> Iterator[Section]:
    """The claims that this answer is not about: undecided or withdrawn."""
    say, claims = source.speaker.say, source.request.claims.values()
    said = []
    if waiting := [claim for claim in claims if claim.status in UNDECIDED]:
        dates = when(source, waiting)
        said.append(Paragraph(say("undecided", cite=_ANSWER), items=dates))
    if gone := [claim.right for claim in claims if claim.status is ClaimStatus.WITHDRAWN]:
        said.append(Paragraph(say("withdrawn", rights=source.rights(gone))))
    if said:
        yield Section(tuple(said))


def _lift(source: LetterSource) -> Iterator[Section]:
    say, cite, lifted = source.speaker.say, GDPR(18, 3), source.speaker.gap("lifted")
    text = f"{say(_restricted(source.request))} {say('lift/notice', cite=cite, lifted=lifted)}"
    reason = f"{say('lift/reason')} {source.speaker.gap('words')}"
    yield Section((Paragraph(text, (Demand(InformationItem.LIFT, cite),)), Paragraph(reason)))
    yield remedies(source, "routes/title/letter")


def _restricted(request: RightsRequest) -> str:
    """The sentence about the restriction: what was done provisionally was not asked."""
    asked = request.claims.get(Right.RESTRICTION)
    if asked is not None and asked.status in EXECUTED:
        return "lift/asked"
    if all(one.provisional for one in request.restrictions):
        return "lift/provisional"
    return "lift/restricted"


_BODIES: dict[LetterKind, Callable[[LetterSource], Iterator[Section]]] = {
    LetterKind.ACKNOWLEDGEMENT: _acknowledgement,
    LetterKind.IDENTITY: identity,
    LetterKind.CLARIFICATION: clarification,
    LetterKind.EXTENSION: extension,
    LetterKind.FEE: fees,
    LetterKind.ANSWER: _answer,
    LetterKind.REFUSAL: _answer,
    LetterKind.RESTRICTION_LIFT: _lift,
}
