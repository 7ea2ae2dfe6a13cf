"""What intake noted about a message, in a few words: a person settles each."""

from griffie.api.words.names import msg
from griffie.api.words.speech import Speech, first_up
from griffie.domain.request.remarks import RemarkCode
from griffie.domain.rights_request import RightsRequest
from griffie.domain.steps.correspondence import open_remarks

REMARKS = {
    RemarkCode.DUPLICATE_ID: msg("another message has the same number"),
    RemarkCode.OTHER_SENDER: msg("somebody else sent it"),
    RemarkCode.HEADER_MENDED: msg("a misspelled heading was mended"),
    RemarkCode.ATTACHMENT_UNREADABLE: msg("an attachment is damaged"),
    RemarkCode.DKIM_FAILED: msg("the signature of the domain does not fit"),
    RemarkCode.PASSED_ON: msg("a colleague passed it on"),
    RemarkCode.OWN_SENDER: msg("it comes from an address of our own"),
    RemarkCode.AUTOMATIC: msg("a machine seems to have written it"),
    RemarkCode.BOUNCE: msg("a message of ours did not arrive"),
    RemarkCode.LANGUAGE_SUPPOSED: msg("the language is supposed"),
    RemarkCode.CHARSET_SUPPOSED: msg("the letters are supposed"),
    RemarkCode.PARTS_DIFFER: msg("its parts do not say the same"),
    RemarkCode.TWO_AUTHORS: msg("it names more than one author"),
    RemarkCode.NO_SENDER: msg("its author has no address"),
    RemarkCode.FOR_ANOTHER: msg("its author acts for somebody else"),
    RemarkCode.CUT_OFF: msg("it breaks off"),
    RemarkCode.DATE_SUPPOSED: msg("the day of receipt is supposed"),
    RemarkCode.OUTLOOK: msg("it was written for Outlook"),
    RemarkCode.SIGNED: msg("it is signed"),
    RemarkCode.SIGNATURE_FAILED: msg("its signature does not fit"),
    RemarkCode.ENCRYPTED: msg("it is encrypted"),
    RemarkCode.JOINED: msg("another message joined this request"),
    RemarkCode.AFTER_CLOSE: msg("a message came in after the request was closed"),
    RemarkCode.REMINDS: msg("it seems to be a reminder"),
    RemarkCode.MAY_BE_PROOF: msg("a file may be the proof of identity"),
    RemarkCode.REFERENCE_UNKNOWN: msg("it names a reference that is not here"),
}


def remarks_in_words(request: RightsRequest, speech: Speech) -> list[str]:
    """What intake noted and nobody settled, in words."""
    return [first_up(speech.say(REMARKS[one])) for one in open_remarks(request)]
