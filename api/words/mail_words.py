"""Messages that go out by e-mail, in words: what they are, how they stand, why they did not go."""

from griffie.api.words.names import msg
from griffie.domain.request.outgoing_mail import MailKind, MailStanding, NotSent
from griffie.domain.request.vocabulary import HandedOnStatus

KINDS = {
    MailKind.LETTER: msg("letter"),
    MailKind.ACKNOWLEDGEMENT: msg("acknowledgement of receipt"),
    MailKind.NOTICE: msg("notice that an answer lies at the portal"),
    MailKind.CODE: msg("code for the answer at the portal"),
    MailKind.TASK: msg("search asked of a colleague"),
    MailKind.RECIPIENT: msg("notice to a recipient"),
    MailKind.PROCESSOR: msg("question to a processor"),
    MailKind.OPENDSR: msg("request handed on to a processor (OpenDSR)"),
}
STANDINGS = {
    MailStanding.WAITING: msg("waits"),
    MailStanding.SENT: msg("sent"),
    MailStanding.STOPPED: msg("not sent"),
    MailStanding.PERHAPS: msg("perhaps sent"),
}
HANDED_ON = {
    HandedOnStatus.PENDING: msg("received, nothing was done yet"),
    HandedOnStatus.IN_PROGRESS: msg("being worked on"),
    HandedOnStatus.COMPLETED: msg("carried out"),
    HandedOnStatus.CANCELLED: msg("cancelled: it was not carried out"),
}
NOT_SENT = {
    NotSent.REFUSED: msg("the mail server refused it for good"),
    NotSent.GIVEN_UP: msg("it could not be sent for too long"),
    NotSent.DROPPED: msg("a colleague dropped it"),
    NotSent.OVERTAKEN: msg("the request was closed before"),
    NotSent.EXPIRED: msg("the code or the link in it was no longer good"),
}
