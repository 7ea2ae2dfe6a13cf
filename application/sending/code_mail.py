"""The message with a code for the answer at the portal: the code, and nothing about the request."""

from griffie.application.engine import Engine
from griffie.application.letters.phrases import Speaker
from griffie.application.portal.answer_code import GOOD_FOR, code_of
from griffie.application.sending.mail import MailToSend
from griffie.application.sending.outbox import OutboxRow
from griffie.domain.request.reference import reference
from griffie.domain.rights_request import RightsRequest

_HIDDEN = "···· ····"
_HALF = 4


def write_code(
    engine: Engine, request: RightsRequest, row: OutboxRow, to: str
) -> tuple[MailToSend, str]:
    """The message as it is sent, and its words as they are kept: without the code.

    No link stands in it: who expects none is not led astray by one.
    """
    profile, language = engine.profile, request.language
    speaker, named = Speaker(language), reference(request.id)
    digits = code_of(engine, row.mail, request.id)
    code = f"{digits[:_HALF]} {digits[_HALF:]}"
    assert profile.mail.send_from is not None
    minutes = int(GOOD_FOR.total_seconds()) // 60
    contact = profile.mail.send_from
    text = speaker.say("portal/code", code=code, reference=named, minutes=minutes, contact=contact)
    mail = MailToSend(
        message_id=row.message_id,
        sender=profile.mail.send_from,
        sender_name=profile.identity.name if profile.identity else "",
        to=to,
        subject=f"{speaker.say('subject/code')} [{named}]",
        text=f"{text}\n",
        language=language,
        at=engine.clock(),
        automatic=True,
    )
    return mail, mail.text.replace(code, _HIDDEN)
