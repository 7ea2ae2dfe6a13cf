"""Another look, a twin, a complaint, and the end of the file itself."""

from collections.abc import Iterable
from uuid import UUID

from griffie.application.commands.command import Command, Day, Load
from griffie.application.disclosure import Disclosure
from griffie.domain.model.errors import BadInputError
from griffie.domain.model.setting import Occasion
from griffie.domain.request.vocabulary import Authority, FileErasure, Relation
from griffie.domain.rights_request import RightsRequest


class Reopen(Command):
    """Take a closed request up again: Article 12(2) GDPR."""

    reason: Disclosure


class Link(Command):
    """Say that this request is a reminder, a repeat or a duplicate of another one."""

    other: UUID
    relation: Relation

    def carry_out(
        self, request: RightsRequest, now: Occasion, load: Load
    ) -> Iterable[RightsRequest]:
        try:
            other = load(self.other)
        except LookupError:
            raise BadInputError("other", "no such request") from None
        request.link(now, other=self.other, relation=self.relation)
        if self.relation is not Relation.DUPLICATE:
            return ()
        other.absorb(now, duplicate=request)
        return (other,)


class RecordComplaint(Command):
    """Record that somebody complained of how the request was handled: Articles 77 and 79 GDPR."""

    authority: Authority
    reference: Disclosure
    received_on: Day


class ErasePersonalData(Command):
    """Destroy the personal data of a closed request; its history stays: Article 5(1)(e) GDPR."""

    ground: FileErasure
    explanation: Disclosure


class EraseCopies(Command):
    """Destroy the copies that were handed over, and nothing else: Article 5(1)(e) GDPR."""

    ground: FileErasure
    explanation: Disclosure


COMMANDS: tuple[type[Command], ...] = (
    Reopen,
    Link,
    RecordComplaint,
    ErasePersonalData,
    EraseCopies,
)
