"""The names of codes and states in English; each is the key of its translation.

The words of the law (rights, grounds, holidays) stand in the catalogue of the domain; here a right
has only its short name, for tables.
"""

from griffie.application.access.roles import Role
from griffie.domain.housekeeping import Export, LookPurpose
from griffie.domain.law import ExtensionGround, Right
from griffie.domain.law.deadlines import Standing, Suspension
from griffie.domain.request.disclosed import DisclosureSource
from griffie.domain.request.vocabulary import (
    AccessManner,
    Authority,
    BreachRisk,
    Channel,
    ClaimStatus,
    DocumentKind,
    FeeStatus,
    FileErasure,
    Format,
    Identity,
    Letter,
    NewFact,
    Outcome,
    PartStatus,
    Relation,
    ReviewOutcome,
    SearchResult,
    Status,
    Weighing,
)
from griffie.domain.searches import SearchedBy


def msg(sentence: str) -> str:
    """Marks a sentence for translation and gives it back unchanged."""
    return sentence


RIGHTS = {
    Right.ACCESS: msg("Access"),
    Right.RECTIFICATION: msg("Rectification"),
    Right.ERASURE: msg("Erasure"),
    Right.RESTRICTION: msg("Restriction"),
    Right.PORTABILITY: msg("Portability"),
    Right.OBJECTION: msg("Objection"),
    Right.DIRECT_MARKETING_OBJECTION: msg("No direct marketing"),
    Right.RESEARCH_OBJECTION: msg("No research"),
    Right.CONSENT_WITHDRAWAL: msg("Consent withdrawn"),
    Right.AUTOMATED_DECISION: msg("Automated decision"),
}

CHANNELS = {
    Channel.EMAIL: msg("e-mail"),
    Channel.POST: msg("post"),
    Channel.WEB_FORM: msg("web form"),
    Channel.PHONE: msg("telephone"),
    Channel.IN_PERSON: msg("in person"),
    Channel.CHAT: msg("chat"),
    Channel.PROCESSOR: msg("through a processor"),
    Channel.OTHER: msg("another way"),
    Channel.UNSUBSCRIBE: msg("unsubscribing"),
    Channel.CONSENT_TOOL: msg("consent tool"),
}

STATUSES = {
    Status.RECEIVED: msg("Received"),
    Status.ASSESSING: msg("In progress"),
    Status.ANSWERED: msg("Answered"),
    Status.CLOSED: msg("Closed"),
}

CLAIMS = {
    ClaimStatus.OPEN: msg("to be decided"),
    ClaimStatus.GRANTED: msg("granted, not yet done"),
    ClaimStatus.PARTLY_GRANTED: msg("partly granted, not yet done"),
    ClaimStatus.FULFILLED: msg("done"),
    ClaimStatus.PARTLY_FULFILLED: msg("partly done"),
    ClaimStatus.REFUSAL_PROPOSED: msg("refusal proposed"),
    ClaimStatus.REFUSED: msg("refused"),
    ClaimStatus.NOT_APPLICABLE: msg("not applicable"),
    ClaimStatus.WITHDRAWN: msg("withdrawn"),
    ClaimStatus.UNKNOWN: msg("not known"),
}

PARTS = {
    PartStatus.OPEN: msg("to be decided"),
    PartStatus.GRANTED: msg("granted, not yet done"),
    PartStatus.FULFILLED: msg("done"),
    PartStatus.EXCEPTED: msg("Exception"),
    PartStatus.REFUSAL_PROPOSED: msg("refusal proposed"),
    PartStatus.REFUSED: msg("refused"),
    PartStatus.NO_GROUND: msg("no ground"),
    PartStatus.NOT_APPLICABLE: msg("not applicable"),
    PartStatus.WITHDRAWN: msg("withdrawn"),
}

OUTCOMES = {
    Outcome.FULFILLED: msg("fulfilled"),
    Outcome.PARTLY_FULFILLED: msg("partly fulfilled"),
    Outcome.REFUSED: msg("request refused"),
    Outcome.NOT_APPLICABLE: msg("not applicable"),
    Outcome.WITHDRAWN: msg("request withdrawn"),
    Outcome.NOT_IDENTIFIED: msg("requester not identified"),
    Outcome.NOT_CONTROLLER: msg("we are not the controller"),
    Outcome.NOT_A_REQUEST: msg("no request under the GDPR"),
    Outcome.MERGED: msg("merged with another request"),
    Outcome.REMINDER: msg("a reminder of another request"),
}

IDENTITIES = {
    Identity.NOT_QUESTIONED: msg("not questioned"),
    Identity.DOUBTED: msg("in doubt"),
    Identity.VERIFIED: msg("verified"),
    Identity.FAILED: msg("not established"),
}

STANDINGS = {
    Standing.ON_TRACK: msg("On track"),
    Standing.DUE_SOON: msg("Due soon"),
    Standing.DUE_TODAY: msg("Due today"),
    Standing.OVERDUE: msg("Past the limit"),
    Standing.SUSPENDED: msg("Clock on hold"),
    Standing.MET: msg("Answered in time"),
    Standing.MISSED: msg("Answered too late"),
    Standing.NOT_JUDGED: msg("Not judged: from an earlier register"),
}

TONES = {
    Standing.ON_TRACK: "ok",
    Standing.DUE_SOON: "warn",
    Standing.DUE_TODAY: "warn",
    Standing.OVERDUE: "bad",
    Standing.SUSPENDED: "hold",
    Standing.MET: "ok",
    Standing.MISSED: "bad",
    Standing.NOT_JUDGED: "hold",
}

POLICIES = {
    Suspension.NONE: msg("waiting never stops the clock"),
    Suspension.PAUSE: msg("waiting stops the clock"),
    Suspension.RESTART: msg("an answer starts the clock anew"),
    Suspension.PAUSE_IF_PROMPT: msg(
        "waiting stops the clock if we asked within three working days"
    ),
}

ROLES = {
    Role.INTAKE: msg("Intake"),
    Role.HANDLER: msg("Case handler"),
    Role.DPO: msg("Data protection officer"),
    Role.AUDITOR: msg("Auditor"),
    Role.REPORTER: msg("Reporting"),
    Role.ADMIN: msg("Administrator"),
}

LETTERS = {
    Letter.ANSWER: msg("answer"),
    Letter.REFUSAL: msg("refusal"),
    Letter.RESTRICTION_LIFT: msg("notice before a restriction is lifted"),
    Letter.OTHER: msg("other letter"),
}

AUTHORITIES = {
    Authority.GBA: msg("Data Protection Authority"),
    Authority.INTERNAL: msg("our own complaints desk"),
    Authority.COURT: msg("court"),
    Authority.OTHER: msg("another body"),
}

RELATIONS = {
    Relation.REMINDER: msg("a reminder"),
    Relation.REPEAT: msg("a repeat"),
    Relation.DUPLICATE: msg("a duplicate"),
}

ERASURES = {
    FileErasure.RETENTION_ELAPSED: msg("retention elapsed"),
    FileErasure.REQUEST_ON_FILE: msg("a request about this file"),
    FileErasure.ORDER: msg("an order"),
    FileErasure.TEST_DATA: msg("test data"),
}

DOCUMENTS = {
    DocumentKind.IDENTITY_EVIDENCE: msg("evidence of identity"),
    DocumentKind.DELIVERED_COPY: msg("delivered copy"),
    DocumentKind.CORRESPONDENCE: msg("correspondence"),
}

EXPORTS = {
    Export.DOSSIER: msg("evidence file"),
    Export.LETTER: msg("letter"),
    Export.DOCUMENT: msg("document"),
    Export.REPORT: msg("report"),
    Export.AUDIT_TRAIL: msg("audit trail"),
    Export.REGISTER: msg("list of requests"),
}

LOOKED_FOR = {
    LookPurpose.HANDLE_REQUEST: msg("handling the request"),
    LookPurpose.ANSWER_QUESTION: msg("answering a question"),
    LookPurpose.CHECK_IDENTITY: msg("checking who it is"),
    LookPurpose.CORRECT_DATA: msg("correcting data"),
    LookPurpose.COMPLAINT: msg("a complaint"),
    LookPurpose.SUPERVISION: msg("supervision"),
}

SEARCHED_BY = {
    SearchedBy.EMAIL: msg("e-mail address"),
    SearchedBy.NAME: msg("name"),
    SearchedBy.PHONE: msg("telephone number"),
    SearchedBy.POSTAL_ADDRESS: msg("postal address"),
}

EXTENSIONS = {
    ExtensionGround.COMPLEXITY: msg("complexity"),
    ExtensionGround.NUMBER: msg("number of requests"),
}

FEES = {
    FeeStatus.PROPOSED: msg("fee proposed"),
    FeeStatus.ACCEPTED: msg("fee accepted"),
    FeeStatus.DECLINED: msg("fee declined"),
}

RISKS = {
    BreachRisk.UNLIKELY: msg("unlikely to result in a risk"),
    BreachRisk.LIKELY: msg("a risk"),
    BreachRisk.HIGH: msg("a high risk"),
}

FORMATS = {
    Format.PAPER: msg("on paper"),
    Format.PDF: "PDF",
    Format.CSV: "CSV",
    Format.JSON: "JSON",
    Format.XML: "XML",
    Format.MACHINE_READABLE: msg("another machine-readable form"),
    Format.OTHER: msg("another form"),
}

MANNERS = {
    AccessManner.REMOTE_ACCESS: msg("remote access to the data"),
    AccessManner.INSPECTION: msg("a look at the data, as asked"),
    AccessManner.ORAL: msg("by word of mouth, as asked"),
    AccessManner.INFORMATION_ONLY: msg("only the information, as asked"),
}

NEW_FACTS = {
    NewFact.NONE: msg("nothing new from the requester:"),
    NewFact.PROOF: msg("proof from the requester:"),
    NewFact.CLARIFICATION: msg("a clarification from the requester:"),
    NewFact.OTHER: msg("something else from the requester:"),
}

WEIGHINGS = {
    Weighing.CONTROLLER: msg("the controller’s compelling grounds prevail"),
    Weighing.DATA_SUBJECT: msg("the data subject’s interests prevail"),
}

REVIEWS = {
    ReviewOutcome.UPHELD: msg("the decision stands"),
    ReviewOutcome.CHANGED: msg("the decision was changed"),
}

SEARCHES = {
    SearchResult.FOUND: msg("data found"),
    SearchResult.NONE: msg("no data found"),
    SearchResult.NOT_FOUND_IN_TIME: msg("not found in time"),
}

SOURCES = {
    DisclosureSource.LOG: msg("a log"),
    DisclosureSource.CONTRACT: msg("a contract"),
    DisclosureSource.ASSUMED: msg("assumed"),
}
