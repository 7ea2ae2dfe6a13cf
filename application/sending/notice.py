"""The notice that an answer lies at the portal: that it does and until when, not what it says."""

from griffie.application.engine import Engine
from griffie.application.letters.phrases import Speaker
from griffie.application.portal.answer_link import answer_link
from griffie.application.portal.handed_out import FETCHED_FOR
from griffie.application.sending.mail import MailToSend
from griffie.application.sending.outbox import OutboxRow
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
    assert profile.mail.send_from is not None
    until = told_on + FETCHED_FOR
    text = speaker.say(
        "portal/ready",
        portal=f"{profile.mail.portal or ''}{answer_link(engine, request.id, until)}",
        reference=named,
        until=until,
        contact=profile.mail.send_from,
    )
    return MailToSend(
        message_id=row.message_id,
        sender=profile.mail.send_from,
        sender_name=profile.identity.name if profile.identity else "",
        to=to,
        subject=f"{speaker.say('subject/other')} [{named}]",
        text=f"{text}\n",
        language=language,
        at=engine.clock(),
        automatic=False,
    )
