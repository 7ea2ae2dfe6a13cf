"""Where the requester can go: the controller, the authority (Article 77), a court (Article 79)."""

from griffie.application.controller.national import speaks_of_its_country
from griffie.application.letters.access_information import information_demands
from griffie.application.letters.letter import Demand, InformationItem, Paragraph, Section
from griffie.application.letters.letter_source import LetterSource, is_of_the_deceased
from griffie.application.letters.phrases import Addressee, Speaker
from griffie.domain.law import GDPR, Provision, Right

NO_ACTION, COMPLAINT, REMEDY, OBJECT = GDPR(12, 4), GDPR(77, 1), GDPR(79), GDPR(21, 4)
COMPLAIN = Demand(InformationItem.COMPLAINT, NO_ACTION)
SUE = Demand(InformationItem.COURT, NO_ACTION)


def remedies(source: LetterSource, title: str = "routes/title") -> Section:
    """The section with both remedies, whatever was decided [P].

    If answers without a refusal lacked it, its presence would show that there is something that may
    not be told.
    """
    spoken, profile = source.speaker, source.profile
    if is_of_the_deceased(source.request):  # who died complains nowhere: who asked may
        spoken = Speaker(spoken.language, Addressee.DATA_SUBJECT)
    say = spoken.say
    authority = profile.supervisory_authority
    country = speaks_of_its_country(profile)
    national = country.remedies if country else None
    lines = [
        authority.name.in_(spoken.language),
        authority.postal_address.in_(spoken.language),
        authority.website.in_(spoken.language),
        *(one for one in (authority.email, authority.phone) if one),
    ]
    if authority.complaint_form:
        form = authority.complaint_form.in_(source.speaker.language)
        lines.append(say("routes/complaint/form", form=form))
    if authority.languages:
        languages = spoken.languages(authority.languages)
        lines.append(say("routes/complaint/languages", languages=languages))
    where = [say("routes/complaint/elsewhere")]
    court = say("routes/court", cite=REMEDY)
    if national:
        where.insert(0, say(national.mediation))
        court = f"{court} {say(national.court, cite=Provision.parse(national.provision))}"
    complaint = say("routes/complaint", cite=COMPLAINT)
    return Section(
        (
            Paragraph(say("routes/us", contact=source.contact)),
            Paragraph(complaint, (COMPLAIN, *information_demands("f")), lines=tuple(lines)),
            Paragraph(" ".join(where)),
            Paragraph(court, (SUE,)),
        ),
        say(title),
    )


def right_to_object(source: LetterSource) -> Section:
    """The right to object, in a section of its own: Article 21(4)."""
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
"""The rights whose answer also tells of the right to object: our policy [P]."""
