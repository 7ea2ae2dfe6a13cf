"""The message with a code for the answer at the portal: the code, and nothing about the request."""

from griffie.application.engine import Engine
from griffie.application.letters.phrases import Speaker
from griffie.application.portal.answer_code import GOOD_FOR, code_of
from griffie.application.sending.mail import MailToSend
from griffie.application.sending.outbox import OutboxRow
from griffie.application.sending.written import written
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
    language, named = request.language, reference(request.id)
    speaker = Speaker(language)
    digits = code_of(engine, row.mail, request.id)
    code = f"{digits[:_HALF]} {digits[_HALF:]}"
    minutes = int(GOOD_FOR.total_seconds()) // 60
    contact = engine.profile.mail.send_from or ""
    text = speaker.say("portal/code", code=code, reference=named, minutes=minutes, contact=contact)
    subject = f"{speaker.say('subject/code')} [{named}]"
    mail = written(
        engine, row.message_id, to, subject, f"{text}\n", language=language, automatic=True
    )
    return mail, mail.text.replace(code, _HIDDEN)
