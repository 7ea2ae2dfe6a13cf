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
RETURNED = {
    MailKind.ACKNOWLEDGEMENT: msg(
        "The requester did not get it: look whether the address is right, and write another way."
    ),
    MailKind.CODE: msg(
        "The requester did not get it: look whether the address is right, and write another way."
    ),
    MailKind.TASK: msg(
        "The colleague did not get it: take the link back, and ask once more or another way."
    ),
    MailKind.RECIPIENT: msg(
        "The recipient did not get it: tell them another way. That they were told stands."
    ),
    MailKind.PROCESSOR: msg(
        "The processor did not get it: ask another way. The question stays open."
    ),
}
"""What a person does about one that came back, where it is no letter that answered."""
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
    NotSent.TOO_LARGE: msg(
        "the mail server takes no message of this size: let its files go by a link"
    ),
    NotSent.WITHHELD: msg(
        "a file that was to go with it may not go any more: write the letter once more"
    ),
}
