"""Letters that ask something, or say that it takes longer: identity, what is meant, more time."""

from collections.abc import Iterator

from griffie.application.letters.letter import Demand, InformationItem, Paragraph, Section, Typed
from griffie.application.letters.letter_source import LetterSource
from griffie.application.letters.persons import about_the_proof
from griffie.application.letters.waiting import asserts_quantity, waiting, when
from griffie.domain.law import GDPR, RECITAL, Right
from griffie.domain.law.rights import HELD_UP_BY_DOUBT
from griffie.domain.model.values import Sealed
from griffie.domain.request.values import DOUBT

_ANSWER, _UNCLEAR = GDPR(12, 3), RECITAL(63)


def identity(source: LetterSource) -> Iterator[Section]:
    """Article 12(6): why it is doubted who asks, what is needed, and what happens to the clock."""
    say, doubt = source.speaker.say, source.past.doubt
    assert doubt is not None
    demand = (Demand(InformationItem.DOUBT, DOUBT),)
    asked = [
        Paragraph(say("identity/doubt", cite=DOUBT), demand, typed=_words(source, doubt.grounds)),
        Paragraph(say("identity/needed"), demand, typed=_words(source, doubt.asked_for)),
        *about_the_proof(source),
        Paragraph(say("identity/careful")),
        Paragraph(say("identity/next")),
        *waiting(source, DOUBT),
    ]
    going_on = [right for right in source.request.claims if right not in HELD_UP_BY_DOUBT]
    if going_on:
        asked.append(Paragraph(say("identity/meanwhile", rights=source.rights(going_on))))
    yield Section(tuple(asked))


def clarification(source: LetterSource) -> Iterator[Section]:
    """What is asked about the request. That there is much is said only where that was recorded."""
    say, asked = source.speaker.say, source.past.question
    assert asked is not None
    much = asserts_quantity(source)
    text = say("clarification/specify", cite=_UNCLEAR) if much else say("clarification/question")
    demand = (Demand(InformationItem.QUESTION, _UNCLEAR),)
    said = [
        Paragraph(text, demand, typed=_words(source, asked.question)),
        *waiting(source, _UNCLEAR),
    ]
    if Right.ACCESS in source.request.claims:
        said.append(Paragraph(say("clarification/everything")))
    yield Section(tuple(said))


def extension(source: LetterSource) -> Iterator[Section]:
    """Article 12(3). The Dutch version lacks the duty to give the reasons; we give them."""
    say, taken = source.speaker.say, source.past.extension
    assert taken is not None
    extended = [claim for claim in source.request.claims.values() if claim.extended]
    days = {source.request.term_of(claim).strict_due_on for claim in extended}
    grounds = source.speaker.several(say(f"extension/{one}") for one in taken.grounds)
    demand = (Demand(InformationItem.EXTENSION, _ANSWER),)
    said = [Paragraph(say("extension/notice", grounds=grounds, cite=_ANSWER), demand)]
    if len(days) == 1:
        said.append(Paragraph(say("extension/until", due=days.pop())))
    else:
        said.append(Paragraph(say("extension/until/each"), items=when(source, extended)))
    if len(extended) < len(source.request.claims):
        rights = source.rights(claim.right for claim in extended)
        said.append(Paragraph(say("extension/only", rights=rights)))
    reasons = (Demand(InformationItem.REASONS, _ANSWER),)
    typed = _words(source, taken.explanation)
    said.append(Paragraph(say("extension/reasons"), reasons, typed=typed))
    yield Section(tuple(said))


def _words(source: LetterSource, sealed: Sealed) -> tuple[Typed, ...]:
    return (Typed("", source.typed(sealed)),)
