"""What is decided about each right."""

from griffie.application.commands.command import Command, Day, Listed, Rights
from griffie.application.disclosure import Disclosure
from griffie.domain.law import ExceptionGround, NotApplicableGround, Refusal, Right


class ApplyException(Command):
    """Keep data, or named categories of it, although a right was invoked: Article 17(3) and kin."""

    right: Right
    ground: ExceptionGround
    categories: Listed = ()
    necessity: Disclosure
    legal_basis: Disclosure | None = None
    until: Day | None = None


class Refuse(Command):
    """Refuse what is manifestly unfounded or excessive, and show why: Article 12(5) GDPR."""

    right: Right
    ground: Refusal
    demonstration: Disclosure


class ApproveRefusal(Command):
    """Approve a refusal that somebody else proposed: four eyes, where the profile asks for them."""

    right: Right


class FindNotApplicable(Command):
    """Find that a right is not in play at all, and say why."""

    right: Right
    ground: NotApplicableGround
    explanation: Disclosure


class Grant(Command):
    """Decide that a right is granted; fulfilling it comes after: Article 12(3) GDPR."""

    right: Right


class RevokeDecision(Command):
    """Take a decision back, as long as the requester was not informed of it."""

    right: Right
    reason: Disclosure


class Withdraw(Command):
    """Record that the requester no longer asks. Silence is never a withdrawal."""

    rights: Rights


COMMANDS: tuple[type[Command], ...] = (
    ApplyException,
    Refuse,
    ApproveRefusal,
    FindNotApplicable,
    Grant,
    RevokeDecision,
    Withdraw,
)
