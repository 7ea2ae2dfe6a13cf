"""Where to go from here: to us, to the authority, to court; and the right to object."""

from griffie.application.controller.authority import GBA
from griffie.application.letters.access_information import information_demands
from griffie.application.letters.letter import Demand, InformationItem, Paragraph, Section
from griffie.application.letters.letter_source import LetterSource
from griffie.domain.law import BE_ACT_2018, GDPR, Right

NO_ACTION, COMPLAINT, REMEDY, OBJECT = GDPR(12, 4), GDPR(77, 1), GDPR(79), GDPR(21, 4)
COMPLAIN = Demand(InformationItem.COMPLAINT, NO_ACTION)
SUE = Demand(InformationItem.COURT, NO_ACTION)
_CESSATION = BE_ACT_2018(209)
"""The action before the president of the court of first instance, for a Belgian controller."""


def remedies(source: LetterSource) -> Section:
    """Both routes, whatever was decided [P].

    They do not depend on each other. An answer that lacked them where nothing was refused would
    betray in which cases there is something that may not be told.
    """
    say, profile = source.speaker.say, source.profile
    authority = profile.supervisory_authority
    belgian = authority.name.nl == GBA.name.nl
    lines = [
        authority.name.in_(source.speaker.language),
        authority.postal_address.in_(source.speaker.language),
        authority.website.in_(source.speaker.language),
        *(one for one in (authority.email, authority.phone) if one),
    ]
    where = [say("routes/complaint/elsewhere")]
    if belgian:
        where.insert(0, say("routes/mediation"))
    court = say("routes/court", cite=REMEDY)
    if belgian:
        court = f"{court} {say('routes/court/belgium', cite=_CESSATION)}"
    complaint = say("routes/complaint", cite=COMPLAINT)
    return Section(
        (
            Paragraph(say("routes/us", contact=source.contact)),
            Paragraph(complaint, (COMPLAIN, *information_demands("f")), lines=tuple(lines)),
            Paragraph(" ".join(where)),
            Paragraph(court, (SUE,)),
        ),
        say("routes/title"),
    )


def right_to_object(source: LetterSource) -> Section:
    """Article 21(4): "clearly and separately from any other information"."""
    say = source.speaker.say
    told = (Demand(InformationItem.OBJECTION, OBJECT),)
    return Section(
        (
            Paragraph(say("object/marketing", cite=GDPR(21, 2)), told),
            Paragraph(say("object/other", cite=GDPR(21, 1)), told),
        ),
        say("object/title"),
    )


TELLS_OF_OBJECTION = frozenset(
    {Right.ACCESS, Right.CONSENT_WITHDRAWAL, Right.OBJECTION, Right.DIRECT_MARKETING_OBJECTION}
)
"""[P] The answers in which the right to object is brought to attention, apart from the rest."""
