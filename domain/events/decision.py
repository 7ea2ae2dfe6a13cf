"""What was decided about a claim, what was taken back, and what it costs."""

from griffie.domain.steps.decision import (
    FoundNotApplicable,
    NotApplicableProposed,
    RefusalApproved,
    Refused,
    RefusedAsExcessive,
    RefusedAsUnfounded,
)
from griffie.domain.steps.dpo_advice import DpoAdviceRecorded
from griffie.domain.steps.exception import Article17ExceptionApplied, ExceptionApplied
from griffie.domain.steps.extension import DeadlineExtended
from griffie.domain.steps.fees import FeeAccepted, FeeDeclined, FeePaid, FeeProposed, FeeWaived
from griffie.domain.steps.not_ours import (
    FindingApproved,
    JointControllerInformed,
    NoRequestFound,
    RequestForwarded,
)
from griffie.domain.steps.omission import OmissionApproved
from griffie.domain.steps.restricted_part import RestrictionsChecked
from griffie.domain.steps.revocation import DecisionRevoked, RequestWithdrawn
from griffie.domain.steps.unanswered import MergingApproved, WithdrawalApproved

__all__ = [
    "Article17ExceptionApplied",
    "DeadlineExtended",
    "DecisionRevoked",
    "DpoAdviceRecorded",
    "ExceptionApplied",
    "FeeAccepted",
    "FeeDeclined",
    "FeePaid",
    "FeeProposed",
    "FeeWaived",
    "FindingApproved",
    "FoundNotApplicable",
    "JointControllerInformed",
    "MergingApproved",
    "NoRequestFound",
    "NotApplicableProposed",
    "OmissionApproved",
    "RefusalApproved",
    "Refused",
    "RefusedAsExcessive",
    "RefusedAsUnfounded",
    "RequestForwarded",
    "RequestWithdrawn",
    "RestrictionsChecked",
    "WithdrawalApproved",
]
