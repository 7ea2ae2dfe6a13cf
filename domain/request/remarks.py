"""What intake supposed about a message, or could not know of it."""

from enum import StrEnum


class RemarkCode(StrEnum):
    """What was supposed: a person settles it."""

    DUPLICATE_ID = "duplicate_id"
    OTHER_SENDER = "other_sender"
    HEADER_MENDED = "header_mended"
    ATTACHMENT_UNREADABLE = "attachment_unreadable"
    DKIM_FAILED = "dkim_failed"
    PASSED_ON = "passed_on"
    OWN_SENDER = "own_sender"
    AUTOMATIC = "automatic"
    BOUNCE = "bounce"
    LANGUAGE_SUPPOSED = "language_supposed"
    CHARSET_SUPPOSED = "charset_supposed"
    PARTS_DIFFER = "parts_differ"
    TWO_AUTHORS = "two_authors"
    NO_SENDER = "no_sender"
    FOR_ANOTHER = "for_another"
    CUT_OFF = "cut_off"
    DATE_SUPPOSED = "date_supposed"
    OUTLOOK = "outlook"
    SIGNED = "signed"
    SIGNATURE_FAILED = "signature_failed"
    ENCRYPTED = "encrypted"
    JOINED = "joined"
    AFTER_CLOSE = "after_close"
    REMINDS = "reminds"
    MAY_BE_PROOF = "may_be_proof"
    REFERENCE_UNKNOWN = "reference_unknown"
