"""How a request comes in: what was asked, by whom, and who that is."""

from griffie.domain.request.values import Invoked
from griffie.domain.steps.claims import ClaimAdded, ClaimReclassified
from griffie.domain.steps.clarification import ClarificationAsked, ClarificationReceived
from griffie.domain.steps.correspondence import CodeRenewed, MessageJoined, RemarkSettled
from griffie.domain.steps.identity import (
    IdentityDoubted,
    IdentityEvidenceDestroyed,
    IdentityFailureProposed,
    IdentityNotEstablished,
    IdentityVerified,
)
from griffie.domain.steps.intake import (
    DocumentAdded,
    HandlerAssigned,
    NoteAdded,
    ReceiptAcknowledged,
    ReceiptDateCorrected,
    RequesterCorrected,
    RequestReceived,
)
from griffie.domain.steps.intake_correction import IntakeCorrected
from griffie.domain.steps.mandate import (
    MandateAsked,
    MandateRejected,
    MandateVerified,
    MinorAssessed,
    ProtectedAdultAssessed,
    RepresentativeNamed,
)
from griffie.domain.steps.past_request import PastRequestImported
from griffie.domain.steps.principal import PrincipalFound, PrincipalInstructed, PrincipalRuledOut
from griffie.domain.steps.reminder import ReminderJoined

__all__ = [
    "ClaimAdded",
    "ClaimReclassified",
    "ClarificationAsked",
    "ClarificationReceived",
    "CodeRenewed",
    "DocumentAdded",
    "HandlerAssigned",
    "IdentityDoubted",
    "IdentityEvidenceDestroyed",
    "IdentityFailureProposed",
    "IdentityNotEstablished",
    "IdentityVerified",
    "IntakeCorrected",
    "Invoked",
    "MandateAsked",
    "MandateRejected",
    "MandateVerified",
    "MessageJoined",
    "MinorAssessed",
    "NoteAdded",
    "PastRequestImported",
    "PrincipalFound",
    "PrincipalInstructed",
    "PrincipalRuledOut",
    "ProtectedAdultAssessed",
    "ReceiptAcknowledged",
    "ReceiptDateCorrected",
    "RemarkSettled",
    "ReminderJoined",
    "RepresentativeNamed",
    "RequestReceived",
    "RequesterCorrected",
]
