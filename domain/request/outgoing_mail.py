"""What is said of a message that goes out by e-mail: closed lists."""

from enum import StrEnum


class MailKind(StrEnum):
    """What a message is that goes out by e-mail: to the requester, or to who helps to answer."""

    LETTER, ACKNOWLEDGEMENT = "letter", "acknowledgement"
    NOTICE = "notice"
    """That an answer lies at the portal: its words are not in the message."""
    CODE = "code"
    """Without which the answer at the portal does not open."""
    TASK = "task"
    """To a colleague: a link by which a search is answered."""
    RECIPIENT = "recipient"
    """To a recipient of the data: what was done with them (Article 19)."""
    PROCESSOR = "processor"
    """To a processor: a question about a request (Article 28(3)(e))."""
    OPENDSR = "opendsr"
    """To a processor, by OpenDSR and not by e-mail: the request is handed on to it."""


class MailStanding(StrEnum):
    """How a message that goes out by e-mail stands."""

    WAITING, SENT, STOPPED = "waiting", "sent", "stopped"
    PERHAPS = "perhaps"
    """It may have left: a person decides."""


class NotSent(StrEnum):
    """Why a message did not leave."""

    REFUSED, GIVEN_UP, DROPPED = "refused", "given_up", "dropped"
    OVERTAKEN = "overtaken"
    """The request was closed before its acknowledgement could leave."""
    EXPIRED = "expired"
    """The code or the link in it was no longer good."""
    TOO_LARGE = "too_large"
    """The mail server takes no message of this size."""
    WITHHELD = "withheld"
    """A file that was to go with it may not go any more: destroyed, covered, or who asks is in
    doubt."""
