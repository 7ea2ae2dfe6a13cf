"""The closed lists that are ours and not the law's: how things arrive, stand and end."""

from enum import StrEnum


class Channel(StrEnum):
    # How a request came in, or a letter went out.
    EMAIL, POST, WEB_FORM, PHONE = "email", "post", "web_form", "phone"
    IN_PERSON, CHAT, PROCESSOR, OTHER = "in_person", "chat", "processor", "other"
    UNSUBSCRIBE, CONSENT_TOOL = "unsubscribe", "consent_tool"


class Capacity(StrEnum):
    """In what capacity somebody speaks for the data subject."""

    LAWYER, PARENT, GUARDIAN = "lawyer", "parent", "guardian"
    ASSOCIATION, OTHER = "association", "other"
    ADMINISTRATOR, HEIR, NEXT_OF_KIN = "administrator", "heir", "next_of_kin"


OF_THE_DECEASED = frozenset({Capacity.HEIR, Capacity.NEXT_OF_KIN})
"""Who speaks for somebody who died: recital 27 GDPR."""

BY_AUTHORITY_OVER = frozenset({Capacity.PARENT, Capacity.GUARDIAN, Capacity.ADMINISTRATOR})
"""Who speaks because the law or a judge gave them authority, not because they were chosen."""


class Proof(StrEnum):
    """What somebody may be asked by way of proof of identity."""

    KNOWN_CHANNEL, KNOWN_FACTS = "known_channel", "known_facts"
    CARD_SHOWN, CARD_COPY = "card_shown", "identity_card_copy"
    NATIONAL_NUMBER, PHOTO, OTHER = "national_number", "photo", "other"


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
    UNKNOWN = "unknown"


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
    NOT_A_REQUEST, MERGED, REMINDER = "not_a_request", "merged", "reminder"


class Execution(StrEnum):
    # Whether everything that was decided is done.
    OPEN, DONE = "open", "done"


class Relation(StrEnum):
    """What another request is to this one."""

    REMINDER, REPEAT, DUPLICATE = "reminder", "repeat", "duplicate"


class MandateProof(StrEnum):
    """How it was seen that somebody may speak for another: what is proportionate, no more."""

    WRITTEN_MANDATE, LAWYERS_DECLARATION = "written_mandate", "lawyers_declaration"
    PARENTAL_AUTHORITY, JUDGMENT, STATUTE = "parental_authority", "judgment", "statute"
    OTHER = "other"


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
    """Whether somebody exercises a right alone, or through who has authority over them."""

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
    PUT_AT_DISPOSAL = "put_at_disposal"
    ACCESS_GIVEN = "access_given"


class Format(StrEnum):
    """In what form data are handed over."""

    PAPER, PDF, OTHER = "paper", "pdf", "other"
    CSV, JSON, XML, MACHINE_READABLE = "csv", "json", "xml", "machine_readable"


class AccessManner(StrEnum):
    """In what way access was given where it was no copy: recital 63, Articles 12(1) and 15(3)."""

    REMOTE_ACCESS, INSPECTION = "remote_access", "inspection"
    ORAL, INFORMATION_ONLY = "oral", "information_only"


class NewFact(StrEnum):
    """What came from the requester since the answer: only proof or clarification starts a month."""

    NONE, PROOF, CLARIFICATION, OTHER = "none", "proof", "clarification", "other"


class Hands(StrEnum):
    """Into whose hands data go."""

    REQUESTER, REPRESENTATIVE = "requester", "representative"


class WithheldInformation(StrEnum):
    """Of which information of Article 15(1) a named item may be withheld once it was weighed."""

    STAFF, SOURCE, LOGIC = "staff", "source", "logic"


class SpecialGround(StrEnum):
    """On what an automated decision may use special categories of data: Article 22(4) GDPR."""

    EXPLICIT_CONSENT, PUBLIC_INTEREST = "gdpr/9/2/a", "gdpr/9/2/g"


class RestsOn(StrEnum):
    """On what it rests that a request is called unfounded or excessive."""

    MOTIVE, NUMBER, OTHER = "motive", "number", "other"


class Weighing(StrEnum):
    """Whose interests prevail when an objection is weighed: Article 21(1) GDPR."""

    CONTROLLER, DATA_SUBJECT = "controller", "data_subject"


class ReviewOutcome(StrEnum):
    """What a person made of what a machine decided."""

    UPHELD, CHANGED = "upheld", "changed"


class TaskKind(StrEnum):
    # What others were asked: a colleague to search a system, a processor to help; or somebody to
    # judge whether data that came into wrong hands are a breach (Article 33).
    SEARCH, PROCESSOR, BREACH_CHECK = "search", "processor", "breach_check"


class SearchResult(StrEnum):
    # What a search of a system gave.
    FOUND, NONE, NOT_FOUND_IN_TIME = "found", "none", "not_found_in_time"


class DutyKind(StrEnum):
    """What an authority waits for, or what a breach demands, with a deadline of its own."""

    INQUIRY, ORDER = "inquiry", "order"
    BREACH, BREACH_PERSONS = "breach", "breach_persons"


class BreachRisk(StrEnum):
    """How great the risk of a breach is to the persons concerned: Articles 33(1) and 34(1)."""

    UNLIKELY, LIKELY, HIGH = "unlikely", "likely", "high"


class Limit(StrEnum):
    """What had to be told by a day: Article 12(3), 7(3) or 21(3), and 12(4) GDPR."""

    ANSWER, AT_ONCE, REFUSAL_NOTICE = "answer", "at_once", "refusal_notice"


class ReminderKind(StrEnum):
    """Of what somebody is reminded: our policy; what it serves stands in `reminder_purposes`."""

    ANSWER, AT_ONCE, STRICT, TARGET = "answer", "at_once", "strict", "target"
    REFUSAL_NOTICE, UNTOUCHED = "refusal_notice", "untouched"
    READ = "read"
    IDENTITY_UNANSWERED = "identity_unanswered"
    CLARIFICATION_UNANSWERED = "clarification_unanswered"
    MANDATE_UNANSWERED, FEE_UNANSWERED = "mandate_unanswered", "fee_unanswered"
    SEARCH, PROCESSOR, INQUIRY, ORDER = "search", "processor", "inquiry", "order"
    BREACH_CHECK = "breach_check"
    BREACH, BREACH_PERSONS = "breach", "breach_persons"
    UNCOLLECTED = "uncollected"
    PROMISE = "promise"
    EXCEPTION_ENDED, RETENTION = "exception_ended", "retention"


class Progress(StrEnum):
    """How something that is due on one day stands on another."""

    OPEN, DUE_TODAY, OVERDUE, DONE = "open", "due_today", "overdue", "done"


class HandedOnStatus(StrEnum):
    """How far a processor is with a request that was handed on to it, in the words of OpenDSR."""

    PENDING, IN_PROGRESS = "pending", "in_progress"
    COMPLETED, CANCELLED = "completed", "cancelled"
