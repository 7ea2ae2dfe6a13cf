"""Composes a letter from the events: sender, addressee, subject, and everything it must say.

A letter is a draft until somebody has sent it; `inform` records the text that was sent.
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
from griffie.application.letters.persons import (
    about_the_proof,
    goes_to_representative,
    in_whose_name,
    to_whoever_has_authority,
)
from griffie.application.letters.phrases import Speaker
from griffie.application.letters.remedies import TELLS_OF_OBJECTION, remedies, right_to_object
from griffie.domain.law import GDPR, RECITAL, Language, Right
from griffie.domain.law.rights import AT_ONCE, HELD_UP_BY_DOUBT
from griffie.domain.model.errors import OutOfOrderError
from griffie.domain.model.values import Sealed
from griffie.domain.request.claim import UNDECIDED
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
    source = LetterSource(request, read_past(history), profile, Speaker(language), opened, about)
    check_occasion(source.request, kind)
    say = source.speaker.say
    sender = _sender(source)
    subject = say(f"subject/{kind}")
    return ComposedLetter(
        kind=kind,
        language=language,
        on=on,
        sender=sender,
        addressee=_addressee(source),
        head=(
            (say("label/date"), source.speaker.day(on)),
            (say("label/reference"), reference(request.id)),
        ),
        subject=subject,
        salutation=_salutation(source),
        sections=tuple(_sections(source, kind)),
        closing=say("closing"),
        signature=sender[:1],
        demanded=demands_for(request, kind, profile, about),
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


def _sender(source: LetterSource) -> tuple[str, ...]:
    identity = source.profile.identity
    if identity is None:
        return (source.speaker.gap("controller"),)
    street, _, place = identity.postal_address.partition(", ")
    name = f"{identity.name} {identity.legal_form}"
    return tuple(one for one in (name, street, place, identity.email, identity.phone) if one)


def _addressee(source: LetterSource) -> tuple[str, ...]:
    """The requester; or who speaks for them, by a verified mandate or by what was assessed."""
    who, speaks = source.request.requester, source.request.representative
    name = source.opened.get(who.name) if who.name else None
    if speaks and goes_to_representative(source):
        theirs = [source.opened.get(one) for one in (speaks.name, speaks.email) if one]
        through = [source.speaker.say("for_somebody", name=name)] if name else []
        if any(theirs):
            return tuple(str(one) for one in (*theirs, *through) if one)
    postal = source.opened.get(who.postal_address) if who.postal_address else None
    lines = [part.strip() for part in re.split(r"[\n,]", str(postal or ""))]
    if not postal:
        lines = [str(source.opened.get(one) or "") for one in (who.email, who.phone) if one][:1]
    said = to_whoever_has_authority(source, str(name or ""))
    return tuple(one for one in (said, *lines) if one)


def _salutation(source: LetterSource) -> str:
    name = source.request.requester.name
    known = source.opened.get(name) if name else None
    if not known or source.request.representative:
        return source.speaker.say("salutation/plain")
    return source.speaker.say("salutation/name", name=known)


def _sections(source: LetterSource, kind: LetterKind) -> Iterator[Section]:
    yield Section((_opening(source), *in_whose_name(source)))
    yield from _BODIES[kind](source)


def _opening(source: LetterSource) -> Paragraph:
    received, rights = source.request.received_on, source.request.claims
    if not rights:
        return Paragraph(source.speaker.say("opening", received=received))
    said = source.speaker.say("opening/rights", received=received, rights=source.rights(rights))
    return Paragraph(said)


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
        due = min(term.first_month_ends_on for term in terms)
        said.append(Paragraph(say("term/month", cite=_ANSWER, due=due)))
    said.append(Paragraph(say("free_of_charge", cite=GDPR(12, 5))))
    named = {"contact": source.contact, "reference": reference(request.id)}
    receipt = f"receipt-{reference(request.id)}.tlog-proof"  # as the API names it
    said.append(Paragraph(say("receipt", file=receipt)))
    yield Section((*said, Paragraph(say("contact", **named))))


def _identity(source: LetterSource) -> Iterator[Section]:
    say, doubt = source.speaker.say, source.past.doubt
    assert doubt is not None
    demand = (Demand(InformationItem.DOUBT, DOUBT),)
    asked = [
        Paragraph(say("identity/doubt", cite=DOUBT), demand, typed=_words(source, doubt.grounds)),
        Paragraph(say("identity/needed"), demand, typed=_words(source, doubt.asked_for)),
        *about_the_proof(source),
        Paragraph(say("identity/careful")),
        Paragraph(say("identity/next")),
    ]
    going_on = [right for right in source.request.claims if right not in HELD_UP_BY_DOUBT]
    if going_on:
        asked.append(Paragraph(say("identity/meanwhile", rights=source.rights(going_on))))
    yield Section(tuple(asked))


def _clarification(source: LetterSource) -> Iterator[Section]:
    say, asked = source.speaker.say, source.past.question
    assert asked is not None
    cite = RECITAL(63)
    yield Section(
        (
            Paragraph(
                say("clarification/specify", cite=cite),
                (Demand(InformationItem.QUESTION, cite),),
                typed=_words(source, asked.question),
            ),
            Paragraph(say("clarification/everything")),
        )
    )


def _extension(source: LetterSource) -> Iterator[Section]:
    """Article 12(3). The Dutch version lacks the duty to give the reasons; we give them."""
    say, taken = source.speaker.say, source.past.extension
    assert taken is not None
    extended = [claim for claim in source.request.claims.values() if claim.extended]
    due = min(source.request.term_of(claim).strict_due_on for claim in extended)
    grounds = source.speaker.several(say(f"extension/{one}") for one in taken.grounds)
    notice = say("extension/notice", grounds=grounds, due=due, cite=_ANSWER)
    said = [Paragraph(notice, (Demand(InformationItem.EXTENSION, _ANSWER),))]
    if len(extended) < len(source.request.claims):
        rights = source.rights(claim.right for claim in extended)
        said.append(Paragraph(say("extension/only", rights=rights)))
    reasons = (Demand(InformationItem.REASONS, _ANSWER),)
    typed = _words(source, taken.explanation)
    said.append(Paragraph(say("extension/reasons"), reasons, typed=typed))
    yield Section(tuple(said))


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
        due = max(source.request.term_of(claim).due_on for claim in waiting)
        rights = source.rights(claim.right for claim in waiting)
        said.append(Paragraph(say("undecided", rights=rights, due=due, cite=_ANSWER)))
    if gone := [claim.right for claim in claims if claim.status is ClaimStatus.WITHDRAWN]:
        said.append(Paragraph(say("withdrawn", rights=source.rights(gone))))
    if said:
        yield Section(tuple(said))


def _lift(source: LetterSource) -> Iterator[Section]:
    cite, lifted = GDPR(18, 3), source.speaker.gap("lifted")
    text = source.speaker.say("lift/notice", cite=cite, lifted=lifted)
    reason = f"{source.speaker.say('lift/reason')} {source.speaker.gap('words')}"
    yield Section((Paragraph(text, (Demand(InformationItem.LIFT, cite),)), Paragraph(reason)))
    yield remedies(source)


def _words(source: LetterSource, sealed: Sealed) -> tuple[Typed, ...]:
    return (Typed("", source.typed(sealed)),)


_BODIES: dict[LetterKind, Callable[[LetterSource], Iterator[Section]]] = {
    LetterKind.ACKNOWLEDGEMENT: _acknowledgement,
    LetterKind.IDENTITY: _identity,
    LetterKind.CLARIFICATION: _clarification,
    LetterKind.EXTENSION: _extension,
    LetterKind.FEE: fees,
    LetterKind.ANSWER: _answer,
    LetterKind.REFUSAL: _answer,
    LetterKind.RESTRICTION_LIFT: _lift,
}
