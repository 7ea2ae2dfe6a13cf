"""What was done with the data: searched, handed over, rectified, erased, restricted, stopped."""

from griffie.domain.steps.access import AccessGiven
from griffie.domain.steps.announcement import AnnouncementRecorded
from griffie.domain.steps.copies import CopyDelivered, DataTransmitted, TransmissionFoundInfeasible
from griffie.domain.steps.correction import (
    DataErased,
    DataRectified,
    ErasureDeferred,
    PublicControllersInformed,
    StatementAppended,
)
from griffie.domain.steps.fulfilment import (
    RecipientNotificationOmitted,
    RecipientNotified,
    RightFulfilled,
    RightGranted,
)
from griffie.domain.steps.objection import (
    BalancingPerformed,
    HumanReviewPerformed,
    MarketingStopped,
    ProcessingStopped,
    SuppressionRecorded,
    WithdrawalPropagated,
)
from griffie.domain.steps.processor_report import ProcessorReported
from griffie.domain.steps.readiness import AnswerReady
from griffie.domain.steps.recipients import RecipientsRecorded
from griffie.domain.steps.redaction import DocumentRedacted
from griffie.domain.steps.restriction import (
    RestrictionApplied,
    RestrictionLifted,
    RestrictionUseRecorded,
)
from griffie.domain.steps.search_links import SearchLinkAnswered, SearchLinkGiven, SearchLinkRevoked
from griffie.domain.steps.tasks import (
    ProcessorAsked,
    ProcessorHeard,
    SearchAsked,
    SearchCompleted,
    SearchCorrected,
)

__all__ = [
    "AccessGiven",
    "AnnouncementRecorded",
    "AnswerReady",
    "BalancingPerformed",
    "CopyDelivered",
    "DataErased",
    "DataRectified",
    "DataTransmitted",
    "DocumentRedacted",
    "ErasureDeferred",
    "HumanReviewPerformed",
    "MarketingStopped",
    "ProcessingStopped",
    "ProcessorAsked",
    "ProcessorHeard",
    "ProcessorReported",
    "PublicControllersInformed",
    "RecipientNotificationOmitted",
    "RecipientNotified",
    "RecipientsRecorded",
    "RestrictionApplied",
    "RestrictionLifted",
    "RestrictionUseRecorded",
    "RightFulfilled",
    "RightGranted",
    "SearchAsked",
    "SearchCompleted",
    "SearchCorrected",
    "SearchLinkAnswered",
    "SearchLinkGiven",
    "SearchLinkRevoked",
    "StatementAppended",
    "SuppressionRecorded",
    "TransmissionFoundInfeasible",
    "WithdrawalPropagated",
]
