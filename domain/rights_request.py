"""A request of a data subject: one communication from one person, invoking one or more rights."""

from typing import Any

from griffie.domain.model.event import Event
from griffie.domain.steps.access import Access
from griffie.domain.steps.announcement import Announcements
from griffie.domain.steps.answer import Answers
from griffie.domain.steps.breach import Breaches
from griffie.domain.steps.claims import Claims
from griffie.domain.steps.clarification import Clarification
from griffie.domain.steps.clock import Clock
from griffie.domain.steps.closing import AfterClosing, Closing
from griffie.domain.steps.copies import Copies
from griffie.domain.steps.correction import Corrections
from griffie.domain.steps.correspondence import Correspondence
from griffie.domain.steps.decision import Decisions
from griffie.domain.steps.dispatch import Dispatch
from griffie.domain.steps.dpo_advice import DpoAdvice
from griffie.domain.steps.exception import Exceptions
from griffie.domain.steps.extension import Extension
from griffie.domain.steps.fees import Fees
from griffie.domain.steps.file_erasure import FileErasing
from griffie.domain.steps.fulfilment import Fulfilment
from griffie.domain.steps.identity import IdentityChecks
from griffie.domain.steps.intake import Intake
from griffie.domain.steps.intake_correction import IntakeCorrection
from griffie.domain.steps.mandate import Mandates
from griffie.domain.steps.miss_correction import MissCorrection
from griffie.domain.steps.not_ours import NotOurs
from griffie.domain.steps.objection import Objections
from griffie.domain.steps.omission import Omission
from griffie.domain.steps.oversight import Oversight
from griffie.domain.steps.past_request import PastRequests
from griffie.domain.steps.principal import Principals
from griffie.domain.steps.processor_report import ProcessorReports
from griffie.domain.steps.readiness import Readiness
from griffie.domain.steps.recipients import Recipients
from griffie.domain.steps.redaction import Redactions
from griffie.domain.steps.reminder import Reminding
from griffie.domain.steps.restricted_part import RestrictedParts
from griffie.domain.steps.restriction import Restrictions
from griffie.domain.steps.returned import Returned
from griffie.domain.steps.revocation import Revocations
from griffie.domain.steps.search_links import SearchLinks
from griffie.domain.steps.step import Step, steps_of
from griffie.domain.steps.tasks import Tasks
from griffie.domain.steps.unanswered import Unanswered


class RightsRequest(
    Intake,
    Claims,
    IntakeCorrection,
    MissCorrection,
    PastRequests,
    Correspondence,
    NotOurs,
    Principals,
    Announcements,
    IdentityChecks,
    Clarification,
    Extension,
    Mandates,
    Fees,
    Tasks,
    SearchLinks,
    ProcessorReports,
    Exceptions,
    RestrictedParts,
    Decisions,
    Unanswered,
    Revocations,
    Copies,
    Redactions,
    Access,
    Corrections,
    Objections,
    Restrictions,
    Recipients,
    Fulfilment,
    Readiness,
    Omission,
    Answers,
    Returned,
    Dispatch,
    Closing,
    DpoAdvice,
    Oversight,
    Breaches,
    AfterClosing,
    Reminding,
    FileErasing,
    Clock,
):
    """A request with all its steps. What follows from its events: `domain.request.state`.

    The order of the subjects is that of the API's paths and of every list of steps.
    """

    TOPIC = "RightsRequest"

    @classmethod
    def steps(cls) -> tuple[Step[Any, ..., Event], ...]:
        """Every step, in the order in which it is declared."""
        return steps_of(cls)

    def copy(self) -> "RightsRequest":
        """Another object with the same history: values are replaced, never changed in place."""
        twin: RightsRequest = object.__new__(type(self))
        twin.__dict__ = {**self.__dict__, "_pending_events": []}
        return twin
