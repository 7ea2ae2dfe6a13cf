"""The closed lists that are ours and not the law's: how things arrive, stand and end."""

from enum import StrEnum


class Channel(StrEnum):
    # How a request came in, or a letter went out.
    EMAIL, POST, WEB_FORM, PHONE = "email", "post", "web_form", "phone"
    IN_PERSON, CHAT, PROCESSOR, OTHER = "in_person", "chat", "processor", "other"


class Capacity(StrEnum):
    """In what capacity somebody speaks for the data subject."""

    LAWYER, PARENT, GUARDIAN = "lawyer", "parent", "guardian"
    ASSOCIATION, OTHER = "association", "other"


class Identity(StrEnum):
    # Whether we know who asks: Article 12(6) allows questions where there is doubt.
    NOT_QUESTIONED, DOUBTED = "not_questioned", "doubted"
    VERIFIED, FAILED = "verified", "failed"


class Mandate(StrEnum):
    # Whether a representative may act, as far as it was asked and shown.
    NONE, ASKED, VERIFIED, REJECTED = "none", "asked", "verified", "rejected"


class Letter(StrEnum):
    # What a letter to the requester is.
    ANSWER, REFUSAL, OTHER = "answer", "refusal", "other"
    RESTRICTION_LIFT = "restriction_lift"


class Where(StrEnum):
    # Where something that must be told stands: in the text, in an annex, in an earlier letter; or
    # nowhere, because there is no such thing, or because it was left out for a reason.
    TEXT, ANNEX, SAID_ON = "text", "annex", "said_on"
    NONE_EXISTS, OMITTED = "none_exists", "omitted"


class Status(StrEnum):
    # Where a request is on its way. Stored nowhere; it follows from the events.
    RECEIVED, ASSESSING, ANSWERED, CLOSED = "received", "assessing", "answered", "closed"


class ClaimStatus(StrEnum):
    # Where a claim is on its way. Stored nowhere; it follows from the events.
    OPEN = "open"
    GRANTED, PARTLY_GRANTED = "granted", "partly_granted"
    FULFILLED, PARTLY_FULFILLED = "fulfilled", "partly_fulfilled"
    REFUSAL_PROPOSED, REFUSED = "refusal_proposed", "refused"
    NOT_APPLICABLE, WITHDRAWN = "not_applicable", "withdrawn"


class PartStatus(StrEnum):
    # Where a part of a claim is on its way. Stored nowhere; it follows from the events.
    OPEN, GRANTED, FULFILLED = "open", "granted", "fulfilled"
    EXCEPTED, REFUSAL_PROPOSED, REFUSED = "excepted", "refusal_proposed", "refused"
    NO_GROUND, NOT_APPLICABLE, WITHDRAWN = "no_ground", "not_applicable", "withdrawn"


class Outcome(StrEnum):
    # How a request ended. It follows from its claims and is never typed in.
    FULFILLED, PARTLY_FULFILLED, REFUSED = "fulfilled", "partly_fulfilled", "refused"
    NOT_APPLICABLE, WITHDRAWN = "not_applicable", "withdrawn"
    NOT_IDENTIFIED, NOT_CONTROLLER = "not_identified", "not_controller"
    NOT_A_REQUEST, MERGED = "not_a_request", "merged"


class Execution(StrEnum):
    # Whether everything that was decided is done.
    OPEN, DONE = "open", "done"


class Relation(StrEnum):
    """What another request is to this one."""

    REMINDER, REPEAT, DUPLICATE = "reminder", "repeat", "duplicate"


class Authority(StrEnum):
    """Where somebody complains of how a request was handled."""

    GBA, INTERNAL, COURT, OTHER = "gba", "internal", "court", "other"


class FileErasure(StrEnum):
    """Why the personal data of a request's own file are erased."""

    RETENTION_ELAPSED, REQUEST_ON_FILE = "retention_elapsed", "request_on_file"
    ORDER, TEST_DATA = "order", "test_data"


class DocumentKind(StrEnum):
    """What a document is for; it decides how long it is kept."""

    IDENTITY_EVIDENCE, DELIVERED_COPY = "identity_evidence", "delivered_copy"
    CORRESPONDENCE = "correspondence"


class AgeBand(StrEnum):
    """How old a minor is, no closer than the law asks: at 13 a child consents online (Belgium)."""

    UNDER_13, FROM_13, FROM_16 = "under_13", "13_to_15", "16_to_17"


class Capability(StrEnum):
    """Whether a minor exercises a right alone, or through who holds parental authority."""

    ACTS_ALONE, IS_REPRESENTED = "acts_alone", "is_represented"


class FeeStatus(StrEnum):
    """What the requester said to a proposed fee."""

    PROPOSED, ACCEPTED, DECLINED = "proposed", "accepted", "declined"


class Deed(StrEnum):
    """What was done to carry a right out, and recorded as such."""

    COPY_DELIVERED, DATA_TRANSMITTED = "copy_delivered", "data_transmitted"
    TRANSMISSION_INFEASIBLE = "transmission_infeasible"
    DATA_RECTIFIED, STATEMENT_APPENDED = "data_rectified", "statement_appended"
    DATA_ERASED, ERASURE_DEFERRED = "data_erased", "erasure_deferred"
    PUBLIC_CONTROLLERS_INFORMED = "public_controllers_informed"
    OVERRIDING_FOUND, YIELDING_FOUND = "overriding_found", "yielding_found"
    PROCESSING_STOPPED, MARKETING_STOPPED = "processing_stopped", "marketing_stopped"
    SUPPRESSED, WITHDRAWAL_PROPAGATED = "suppressed", "withdrawal_propagated"
    REVIEWED_BY_A_PERSON = "reviewed_by_a_person"


class Format(StrEnum):
    """In what form data are handed over."""

    PAPER, PDF, OTHER = "paper", "pdf", "other"
    CSV, JSON, XML, MACHINE_READABLE = "csv", "json", "xml", "machine_readable"


class Hands(StrEnum):
    """Into whose hands data go."""

    REQUESTER, REPRESENTATIVE = "requester", "representative"


class Weighing(StrEnum):
    """Whose interests prevail when an objection is weighed: Article 21(1) GDPR."""

    CONTROLLER, DATA_SUBJECT = "controller", "data_subject"


class ReviewOutcome(StrEnum):
    """What a person made of what a machine decided."""

    UPHELD, CHANGED = "upheld", "changed"


class TaskKind(StrEnum):
    # What others were asked: a colleague to search a system, a processor to help.
    SEARCH, PROCESSOR = "search", "processor"


class SearchResult(StrEnum):
    # What a search of a system gave.
    FOUND, NONE, NOT_FOUND_IN_TIME = "found", "none", "not_found_in_time"


class DutyKind(StrEnum):
    """What an authority waits for, with a deadline of its own."""

    INQUIRY, ORDER = "inquiry", "order"


class Limit(StrEnum):
    """What had to be told by a day: Article 12(3), 7(3) or 21(3), and 12(4) GDPR."""

    ANSWER, AT_ONCE, REFUSAL_NOTICE = "answer", "at_once", "refusal_notice"


class ReminderKind(StrEnum):
    """Of what somebody is reminded: our policy; what it serves stands in `reminder_purposes`."""

    ANSWER, AT_ONCE, STRICT, TARGET = "answer", "at_once", "strict", "target"
    REFUSAL_NOTICE, UNTOUCHED = "refusal_notice", "untouched"
    IDENTITY_UNANSWERED = "identity_unanswered"
    CLARIFICATION_UNANSWERED = "clarification_unanswered"
    MANDATE_UNANSWERED, FEE_UNANSWERED = "mandate_unanswered", "fee_unanswered"
    SEARCH, PROCESSOR, INQUIRY, ORDER = "search", "processor", "inquiry", "order"
    PROMISE = "promise"
    EXCEPTION_ENDED, RETENTION = "exception_ended", "retention"


class Progress(StrEnum):
    """How something that is due on one day stands on another."""

    OPEN, DUE_TODAY, OVERDUE, DONE = "open", "due_today", "overdue", "done"
