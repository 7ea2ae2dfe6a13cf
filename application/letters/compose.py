"""A letter, computed from the events: who writes to whom, about what, and everything it must say.

Who reads it decides what goes out: a letter is a draft until somebody has sent it, and `inform`
records the words that were sent.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from griffie.application.controller.profile import ControllerProfile
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
    Typed,
)
from griffie.application.letters.letter_source import NO, YES, LetterSource, is_no_request
from griffie.application.letters.past_decisions import read_past
from griffie.application.letters.phrases import Speaker
from griffie.application.letters.remedies import TELLS_OF_OBJECTION, remedies, right_to_object
from griffie.domain.law import GDPR, RECITAL, Language, Right
from griffie.domain.model.errors import OutOfOrderError
from griffie.domain.model.values import Sealed
from griffie.domain.request.claim import UNDECIDED
from griffie.domain.request.reference import reference
from griffie.domain.request.state import AT_ONCE, HELD_UP_BY_DOUBT
from griffie.domain.request.values import DOUBT
from griffie.domain.request.vocabulary import ClaimStatus, Mandate
from griffie.domain.rights_request import RightsRequest
from griffie.domain.steps.step import ERASED

ANSWER = GDPR(12, 3)


def letter(  # noqa: PLR0917 - what a letter is made of
    request: RightsRequest,
    history: Iterable[Any],
    profile: ControllerProfile,
    kind: LetterKind,
    language: Language,
    words: Mapping[Sealed, Any],
    *,
    on: date,
    about: tuple[Right, ...] = (),
) -> ComposedLetter:
    """The letter of a kind in a language, dated `on`, a civil day in Brussels.

    `history` is the request's own; `words` holds what stands behind its digests; `about` names the
    rights of an answer, else it is about what was decided and not told. Raises OutOfOrderError
    where there is nothing yet to write about, and for a request whose data were erased.
    """
    case = LetterSource(request, read_past(history), profile, Speaker(language), words, about)
    check_occasion(case.request, kind)
    say = case.speaker.say
    sender = _sender(case)
    subject = say(f"subject/{kind}")
    return ComposedLetter(
        kind=kind,
        language=language,
        on=on,
        sender=sender,
        addressee=_addressee(case),
        head=(
            (say("label/date"), case.speaker.day(on)),
            (say("label/reference"), reference(request.id)),
        ),
        subject=subject,
        salutation=_salutation(case),
        sections=tuple(_sections(case, kind)),
        closing=say("closing"),
        signature=sender[:1],
        demanded=demands_for(request, kind, profile, about),
    )


def check_occasion(request: RightsRequest, kind: LetterKind) -> None:
    """Raises OutOfOrderError where a letter of this kind has nothing to say about the request."""
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


def _sender(case: LetterSource) -> tuple[str, ...]:
    identity = case.profile.identity
    if identity is None:
        return (case.speaker.gap("controller"),)
    street, _, place = identity.postal_address.partition(", ")
    name = f"{identity.name} {identity.legal_form}"
    return tuple(one for one in (name, street, place, identity.email, identity.phone) if one)


def _addressee(case: LetterSource) -> tuple[str, ...]:
    """To the requester; through whoever speaks for them only once the mandate was verified."""
    who, speaks = case.request.requester, case.request.representative
    name = case.words.get(who.name) if who.name else None
    if speaks and case.request.mandate is Mandate.VERIFIED:
        theirs = [case.words.get(one) for one in (speaks.name, speaks.email) if one]
        through = [case.speaker.say("for_somebody", name=name)] if name else []
        if any(theirs):
            return tuple(str(one) for one in (*theirs, *through) if one)
    postal = case.words.get(who.postal_address) if who.postal_address else None
    lines = [part.strip() for part in re.split(r"[\n,]", str(postal or ""))]
    if not postal:
        lines = [str(case.words.get(one) or "") for one in (who.email, who.phone) if one][:1]
    return tuple(one for one in (str(name or ""), *lines) if one)


def _salutation(case: LetterSource) -> str:
    name = case.request.requester.name
    known = case.words.get(name) if name else None
    if not known or case.request.representative:
        return case.speaker.say("salutation/plain")
    return case.speaker.say("salutation/name", name=known)


def _sections(case: LetterSource, kind: LetterKind) -> Iterator[Section]:
    yield Section((_opening(case),))
    yield from BODIES[kind](case)


def _opening(case: LetterSource) -> Paragraph:
    received, rights = case.request.received_on, case.request.claims
    if not rights:
        return Paragraph(case.speaker.say("opening", received=received))
    said = case.speaker.say("opening/rights", received=received, rights=case.rights(rights))
    return Paragraph(said)


def _acknowledgement(case: LetterSource) -> Iterator[Section]:
    say, request = case.speaker.say, case.request
    said = []
    at_once = [right for right in request.claims if right in AT_ONCE]
    if at_once:
        said.append(Paragraph(say("term/at_once", rights=case.rights(at_once))))
    if not at_once or len(at_once) < len(request.claims):
        # The strict date: what is promised here holds whatever suspends the clock.
        rest = [claim for claim in request.claims.values() if claim.right not in AT_ONCE]
        terms = [request.term_of(claim) for claim in rest] or [request.deadline.term]
        due = min(term.first_month_ends_on for term in terms)
        said.append(Paragraph(say("term/month", cite=ANSWER, due=due)))
    said.append(Paragraph(say("free_of_charge", cite=GDPR(12, 5))))
    named = {"contact": case.contact, "reference": reference(request.id)}
    receipt = f"receipt-{reference(request.id)}.tlog-proof"  # as the API names it
    said.append(Paragraph(say("receipt", file=receipt)))
    yield Section((*said, Paragraph(say("contact", **named))))


def _identity(case: LetterSource) -> Iterator[Section]:
    say, doubt = case.speaker.say, case.past.doubt
    assert doubt is not None
    demand = (Demand(InformationItem.DOUBT, DOUBT),)
    asked = [
        Paragraph(say("identity/doubt", cite=DOUBT), demand, typed=_words(case, doubt.grounds)),
        Paragraph(say("identity/needed"), demand, typed=_words(case, doubt.asked_for)),
        Paragraph(say("identity/careful")),
        Paragraph(say("identity/next")),
    ]
    going_on = [right for right in case.request.claims if right not in HELD_UP_BY_DOUBT]
    if going_on:
        asked.append(Paragraph(say("identity/meanwhile", rights=case.rights(going_on))))
    yield Section(tuple(asked))


def _clarification(case: LetterSource) -> Iterator[Section]:
    say, asked = case.speaker.say, case.past.question
    assert asked is not None
    cite = RECITAL(63)
    yield Section(
        (
            Paragraph(
                say("clarification/specify", cite=cite),
                (Demand(InformationItem.QUESTION, cite),),
                typed=_words(case, asked.question),
            ),
            Paragraph(say("clarification/everything")),
        )
    )


def _extension(case: LetterSource) -> Iterator[Section]:
    """Article 12(3). The Dutch version lacks the duty to give the reasons; we give them."""
    say, taken = case.speaker.say, case.past.extension
    assert taken is not None
    extended = [claim for claim in case.request.claims.values() if claim.extended]
    due = min(case.request.term_of(claim).strict_due_on for claim in extended)
    grounds = case.speaker.several(say(f"extension/{one}") for one in taken.grounds)
    notice = say("extension/notice", grounds=grounds, due=due, cite=ANSWER)
    said = [Paragraph(notice, (Demand(InformationItem.EXTENSION, ANSWER),))]
    if len(extended) < len(case.request.claims):
        rights = case.rights(claim.right for claim in extended)
        said.append(Paragraph(say("extension/only", rights=rights)))
    reasons = (Demand(InformationItem.REASONS, ANSWER),)
    typed = _words(case, taken.explanation)
    said.append(Paragraph(say("extension/reasons"), reasons, typed=typed))
    yield Section(tuple(said))


def _answer(case: LetterSource) -> Iterator[Section]:
    if is_no_request(case.request):
        yield dismissal_section(case)
    for claim in case.answering:
        yield claim_section(case, claim)
    yield from _rest(case)
    telling = {claim.right for claim in case.answering if claim.status in YES}
    if telling & TELLS_OF_OBJECTION:
        yield right_to_object(case)
    yield remedies(case)


def _rest(case: LetterSource) -> Iterator[Section]:
    """What this answer is not about: not yet decided, or withdrawn."""
    say, claims = case.speaker.say, case.request.claims.values()
    said = []
    if waiting := [claim for claim in claims if claim.status in UNDECIDED]:
        due = max(case.request.term_of(claim).due_on for claim in waiting)
        rights = case.rights(claim.right for claim in waiting)
        said.append(Paragraph(say("undecided", rights=rights, due=due, cite=ANSWER)))
    if gone := [claim.right for claim in claims if claim.status is ClaimStatus.WITHDRAWN]:
        said.append(Paragraph(say("withdrawn", rights=case.rights(gone))))
    if said:
        yield Section(tuple(said))


def _lift(case: LetterSource) -> Iterator[Section]:
    cite, lifted = GDPR(18, 3), case.speaker.gap("lifted")
    text = case.speaker.say("lift/notice", cite=cite, lifted=lifted)
    reason = f"{case.speaker.say('lift/reason')} {case.speaker.gap('words')}"
    yield Section((Paragraph(text, (Demand(InformationItem.LIFT, cite),)), Paragraph(reason)))
    yield remedies(case)


def _words(case: LetterSource, sealed: Sealed) -> tuple[Typed, ...]:
    return (Typed("", case.typed(sealed)),)


BODIES: dict[LetterKind, Callable[[LetterSource], Iterator[Section]]] = {
    LetterKind.ACKNOWLEDGEMENT: _acknowledgement,
    LetterKind.IDENTITY: _identity,
    LetterKind.CLARIFICATION: _clarification,
    LetterKind.EXTENSION: _extension,
    LetterKind.FEE: fees,
    LetterKind.ANSWER: _answer,
    LetterKind.REFUSAL: _answer,
    LetterKind.RESTRICTION_LIFT: _lift,
}
