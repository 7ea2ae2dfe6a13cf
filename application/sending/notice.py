"""The notice that an answer lies at the portal: that it does and until when, not what it says."""

from griffie.application.engine import Engine
from griffie.application.letters.phrases import Speaker
from griffie.application.portal.answer_link import answer_link
from griffie.application.portal.handed_out import FETCHED_FOR
from griffie.application.sending.mail import MailToSend
from griffie.application.sending.outbox import OutboxRow
from griffie.application.sending.written import written
from griffie.domain.request.reference import reference
from griffie.domain.rights_request import RightsRequest
from griffie.domain.steps.dispatch import MailQueued


def write_notice(
    engine: Engine, request: RightsRequest, queued: MailQueued, row: OutboxRow, to: str
) -> MailToSend:
    """The notice as it is sent, in the language of the letter."""
    profile, language = engine.profile, queued.language or request.language
    speaker, named = Speaker(language), reference(request.id)
    told_on = queued.told_on or queued.recorded_on
    until = told_on + FETCHED_FOR
    text = speaker.say(
        "portal/ready",
        portal=f"{profile.mail.portal or ''}{answer_link(engine, request.id, until)}",
        reference=named,
        until=until,
        contact=profile.mail.send_from or "",
    )
    subject = f"{speaker.say('subject/other')} [{named}]"
    return written(engine, row.message_id, to, subject, f"{text}\n", language=language)
