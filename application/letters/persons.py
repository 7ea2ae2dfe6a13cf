"""What a letter says of persons: whose data, who decides about them, to whom the letter goes."""

from collections.abc import Iterator

from griffie.application.letters.letter import Paragraph, Typed
from griffie.application.letters.letter_source import LetterSource
from griffie.domain.law import GDPR, NotApplicableGround
from griffie.domain.request.vocabulary import Capability, Proof

_ON_BEHALF, _ASSISTS = GDPR(28, 3, "a"), GDPR(28, 3, "e")


def said_besides(source: LetterSource, ground: str) -> str:
    """What a ground about persons says besides its own sentence; empty for any other ground."""
    say = source.speaker.say
    if ground == NotApplicableGround.DECEASED and source.profile.health_professional:
        return say("deceased/patients")
    if ground != NotApplicableGround.PROCESSOR:
        return ""
    said = []
    if principal := principal_named(source):
        said.append(say("processor/principal", principal=principal))
    if passed_on := source.past.passed_on:
        said.append(say("processor/passed_on", on=passed_on.forwarded_on, cite=_ASSISTS))
    return " ".join(said)


def principal_named(source: LetterSource) -> str:
    """For whom we process the data asked about, by the profile's name and address or as a code."""
    principal = source.request.principal
    if principal is None:
        return ""
    for one in source.profile.principals:
        if one.code == principal.party:
            name = one.name.in_(source.speaker.language)
            return f"{name} ({one.contact})" if one.contact else name
    return principal.party


def in_whose_name(source: LetterSource) -> Iterator[Paragraph]:
    """That we answer in the name of the controller, where its instruction says so."""
    principal = source.request.principal
    if principal and principal.answers_by_us:
        named = principal_named(source)
        yield Paragraph(
            source.speaker.say("processor/in_its_name", principal=named, cite=_ON_BEHALF)
        )


def about_the_proof(source: LetterSource) -> Iterator[Paragraph]:
    """What somebody who is asked for a card, a number or a photograph may cover or refuse."""
    doubt, say = source.past.doubt, source.speaker.say
    if doubt is None:
        return
    if doubt.necessity:
        yield Paragraph(
            say("identity/necessity"), typed=(Typed("", source.typed(doubt.necessity)),)
        )
    law, asked = source.profile.national_number_law, {*doubt.evidence}
    if law and asked & {Proof.CARD_COPY, Proof.NATIONAL_NUMBER}:
        yield Paragraph(say("identity/number", law=law))
    elif Proof.CARD_COPY in asked:
        yield Paragraph(say("identity/card"))


def to_whoever_has_authority(source: LetterSource, name: str) -> str:
    """The line above the address where the data subject is represented by nobody who is known."""
    represented = source.request.capability is Capability.IS_REPRESENTED
    return source.speaker.say("addressee/authority", name=name) if represented and name else name
