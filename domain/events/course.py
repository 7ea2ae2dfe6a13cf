"""What the requester was told, what the clock and authorities said, and the end of a file."""

from griffie.domain.steps.answer import RequesterInformed
from griffie.domain.steps.breach import (
    BreachAssessed,
    BreachCommunicated,
    BreachNotified,
    BreachRuledOut,
    BreachSuspected,
)
from griffie.domain.steps.clock import DeadlineMissed, ReminderRaised
from griffie.domain.steps.closing import (
    ComplaintRecorded,
    DuplicateAbsorbed,
    RequestClosed,
    RequestLinked,
    RequestReopened,
)
from griffie.domain.steps.dispatch import (
    MailDoubted,
    MailQueued,
    MailRequeued,
    MailReturned,
    MailSent,
    MailStopped,
)
from griffie.domain.steps.file_erasure import (
    CopiesDestroyed,
    ErasureOfCopiesDecided,
    PersonalDataErased,
)
from griffie.domain.steps.miss_correction import MissCorrected
from griffie.domain.steps.oversight import (
    CourtActionRecorded,
    HoldPlaced,
    HoldReleased,
    InquiryAnswered,
    InquiryRecorded,
    MediationRecorded,
    OrderRecorded,
    OrderReportedDone,
)
from griffie.domain.steps.returned import LetterReturned

__all__ = [
    "BreachAssessed",
    "BreachCommunicated",
    "BreachNotified",
    "BreachRuledOut",
    "BreachSuspected",
    "ComplaintRecorded",
    "CopiesDestroyed",
    "CourtActionRecorded",
    "DeadlineMissed",
    "DuplicateAbsorbed",
    "ErasureOfCopiesDecided",
    "HoldPlaced",
    "HoldReleased",
    "InquiryAnswered",
    "InquiryRecorded",
    "LetterReturned",
    "MailDoubted",
    "MailQueued",
    "MailRequeued",
    "MailReturned",
    "MailSent",
    "MailStopped",
    "MediationRecorded",
    "MissCorrected",
    "OrderRecorded",
    "OrderReportedDone",
    "PersonalDataErased",
    "ReminderRaised",
    "RequestClosed",
    "RequestLinked",
    "RequestReopened",
    "RequesterInformed",
]
