"""For what somebody looks: a purpose from a short list, and where it is asked a reason in words."""

import re
from typing import NamedTuple

from pydantic import TypeAdapter, ValidationError

from griffie.application.access.roles import Account, Reach, Role, may
from griffie.application.disclosure import Disclosure
from griffie.domain.housekeeping import LookPurpose
from griffie.domain.model.errors import BadInputError

_A_WORD = re.compile(r"[^\W\d_]{3}")
_USUAL = {Role.AUDITOR: LookPurpose.SUPERVISION}
NO_REASON = "say why in words: a reason has a word of three letters at least"


class Why(NamedTuple):
    """What somebody says of a look as it was typed; nothing is checked yet."""

    purpose: LookPurpose | None = None
    reason: str | None = None


class Stated(NamedTuple):
    """What is recorded of a look: for what it was, and the reason where one was given."""

    purpose: LookPurpose
    reason: Disclosure | None = None

    @property
    def sealed(self) -> tuple[Disclosure, ...]:
        """What goes to the vault."""
        return (self.reason,) if self.reason else ()


def says_why(reason: str) -> bool:
    """Whether a text can be a reason: `.`, `x` and `---` say nothing."""
    return _A_WORD.search(reason) is not None


def must_say_why(reason: Disclosure) -> None:
    """Raises BadInputError for a reason that says nothing."""
    if not says_why(str(reason.value)):
        raise BadInputError("reason", NO_REASON)


def usual_purpose(role: Role) -> LookPurpose:
    """For what this role looks where it says nothing else."""
    return _USUAL.get(role, LookPurpose.HANDLE_REQUEST)


def gives_reason(account: Account, permission: str) -> bool:
    """Whether this account must say in words why it does this."""
    return may(account.role, permission) is Reach.WITH_REASON


def stated(account: Account, why: Why = Why()) -> Stated:  # noqa: B008 - it never changes
    """What is recorded of a look for which this was said. Raises BadInputError."""
    return Stated(why.purpose or usual_purpose(account.role), sealed_reason(why.reason))


def sealed_reason(reason: str | None) -> Disclosure | None:
    """The reason, to be sealed; None where none was given. Raises BadInputError."""
    if reason is None:
        return None
    try:
        found: Disclosure = TypeAdapter(Disclosure).validate_python(reason)
    except ValidationError:
        raise BadInputError("reason", NO_REASON) from None
    must_say_why(found)
    return found
