"""Who watches over the controller, and what keeps the file."""

from griffie.application.commands.command import Command, Day
from griffie.application.disclosure import Disclosure
from griffie.domain.model.values import Code
from griffie.domain.request.vocabulary import Authority


class RecordDpoAdvice(Command):
    """Record what the DPO advised, and why it was not followed: Articles 38 and 39 GDPR."""

    advice: Disclosure
    followed: bool
    why_not: Disclosure | None = None


class RecordInquiry(Command):
    """Record that an authority asks, and until when it waits; the file is held: Article 31."""

    authority: Authority
    dossier: Code
    received_on: Day
    due_on: Day


class AnswerInquiry(Command):
    """Record that an authority's questions were answered: Article 31 GDPR."""

    dossier: Code
    answered_on: Day


class RecordOrder(Command):
    """Record what an authority ordered, and until when: Article 58(2) GDPR."""

    authority: Authority
    dossier: Code
    content: Disclosure
    received_on: Day
    due_on: Day


class ReportOrderDone(Command):
    """Record that the authority was told that its order was carried out: Article 58(2) GDPR."""

    dossier: Code
    reported_on: Day


class RecordMediation(Command):
    """Record that the authority mediates; the file is held: Article 77 GDPR."""

    dossier: Code
    opened_on: Day


class RecordCourtAction(Command):
    """Record that somebody went to court; the file is held: Article 79 GDPR."""

    court: Disclosure
    reference: Disclosure
    notified_on: Day


class PlaceHold(Command):
    """Keep the file from being erased, for legal claims: Article 17(3)(e) GDPR."""

    reason: Disclosure


class ReleaseHold(Command):
    """Keep the file no longer than anybody else's: Article 5(1)(e) GDPR."""

    reason: Disclosure


class SuspectBreach(Command):
    """Record that a breach may have happened; the 72 hours of Article 33 are kept elsewhere."""

    facts: Disclosure
    aware_on: Day


COMMANDS: tuple[type[Command], ...] = (
    RecordDpoAdvice,
    RecordInquiry,
    AnswerInquiry,
    RecordOrder,
    ReportOrderDone,
    RecordMediation,
    RecordCourtAction,
    PlaceHold,
    ReleaseHold,
    SuspectBreach,
)
