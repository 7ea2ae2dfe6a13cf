"""What intake noted about the message of a request, as an answer shows it."""

from griffie.application.views.answer import AnswerModel
from griffie.domain.request.remarks import RemarkCode
from griffie.domain.request.vocabulary import TaskKind
from griffie.domain.rights_request import RightsRequest
from griffie.domain.steps.intake import MAILBOXES

BECAUSE = {
    RemarkCode.DUPLICATE_ID: "another message, or a mail inside one, has the same id: compare them",
    RemarkCode.OTHER_SENDER: "somebody else sent it than who asks: is the person named rightly?",
    RemarkCode.HEADER_MENDED: "it was misspelled, and was read as it seems to be meant",
    RemarkCode.ATTACHMENT_UNREADABLE: "a part of it is damaged: what could be read is kept",
    RemarkCode.DKIM_FAILED: "the signature of the domain that it names does not fit: it was changed"
    " on its way, or is not of its author",
    RemarkCode.PASSED_ON: "a colleague passed it on: the author and the day of the mail inside were"
    " taken",
    RemarkCode.OWN_SENDER: "it comes from an address of our own: is the person named rightly?",
    RemarkCode.AUTOMATIC: "a machine seems to have written it: does a person ask anything here?",
    RemarkCode.BOUNCE: "it seems to say that a message of ours did not arrive",
    RemarkCode.LANGUAGE_SUPPOSED: "its language was told by its words, or was not told at all",
    RemarkCode.CHARSET_SUPPOSED: "its letters were not written as it says, and were read as they"
    " seem to be meant",
    RemarkCode.PARTS_DIFFER: "its parts do not say the same, or words stand in a file: read all",
    RemarkCode.TWO_AUTHORS: "it names more than one author: the first was taken",
    RemarkCode.NO_SENDER: "its author is named without an address",
    RemarkCode.FOR_ANOTHER: "its author says to act for somebody else: name who asks and the"
    " representative, and ask for the mandate",
    RemarkCode.CUT_OFF: "it breaks off, or not all of it was read: compare the mail itself",
    RemarkCode.DATE_SUPPOSED: "the day on which it came in is supposed: correct it if it differs",
    RemarkCode.OUTLOOK: "Outlook wrote it, or a file in it, for Outlook: compare the file itself",
    RemarkCode.SIGNED: "it is signed; who issued the certificate was not asked",
    RemarkCode.SIGNATURE_FAILED: "it is signed and the signature does not fit: what it says may"
    " have been changed, so ask its author in another way",
    RemarkCode.ENCRYPTED: "it is encrypted: open it in the mailbox",
    RemarkCode.JOINED: "another message joined this request: read it; nothing counts anew by it",
    RemarkCode.AFTER_CLOSE: "a message came in after the request was closed: does it ask something"
    " new? That is a new request, or a reason to reopen this one",
    RemarkCode.REMINDS: "a message seems to remind of what was asked before: an answer is awaited."
    " If that is another request, link the two as reminder",
    RemarkCode.MAY_BE_PROOF: "files came with a message while the identity is doubted: if they"
    " answer the doubt, verify the identity with the day on which they came",
    RemarkCode.REFERENCE_UNKNOWN: "it carries a reference like ours, and no such request is here",
}
"""Why each was noted, in words that repeat nothing of the mail."""


class RemarkShown(AnswerModel):
    code: str
    because: str
    settled: bool


def remarks_shown(request: RightsRequest) -> list[RemarkShown]:
    """What was supposed of its message, then that it says to have asked before."""
    noted = [
        RemarkShown(code=code, because=BECAUSE[code], settled=code in request.remarks_settled)
        for code in request.remarks
    ]
    if not request.claims_earlier:
        return noted
    searching = any(
        task.kind is TaskKind.SEARCH and task.whom == MAILBOXES for task in request.tasks
    )
    because = "it says that the same was asked before: search the mailboxes for that message"
    settled = request.merged or not searching
    return [*noted, RemarkShown(code="claims_earlier", because=because, settled=settled)]
