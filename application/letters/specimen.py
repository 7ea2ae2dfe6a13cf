"""A letter to nobody: how head, colour and foot of the profile look, before a letter goes out."""

from datetime import date

from griffie.application.controller.profile import ControllerProfile
from griffie.application.letters import letterhead
from griffie.application.letters.letter import ComposedLetter, LetterKind, Paragraph, Section
from griffie.application.letters.phrases import Speaker
from griffie.domain.law import Language


def specimen(profile: ControllerProfile, language: Language, on: date) -> ComposedLetter:
    """The specimen in one language, dated `on`, a civil day in Brussels."""
    speaker = Speaker(language)
    say = speaker.say
    return ComposedLetter(
        kind=LetterKind.ACKNOWLEDGEMENT,
        language=language,
        on=on,
        sender=letterhead.sender(profile, speaker),
        addressee=(),
        head=((say("label/date"), speaker.day(on)),),
        subject=say("specimen/subject"),
        salutation=say("salutation/plain"),
        sections=(Section((Paragraph(say("specimen")),)),),
        closing=say("closing"),
        signature=letterhead.signature(profile, speaker),
        demanded=(),
        style=letterhead.house_style(profile, language),
    )
