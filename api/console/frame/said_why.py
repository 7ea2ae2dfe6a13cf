"""For what somebody looks, as a form says it: a purpose, and of an auditor a reason."""

from typing import Annotated

from fastapi import Depends, Form
from pydantic import BeforeValidator

from griffie.api.console.frame.sign_in import SignedIn
from griffie.api.http.problems import RequestRefusedError
from griffie.application.access.purposes import Why, gives_reason, says_why
from griffie.application.access.roles import Account, Permission
from griffie.domain.housekeeping import LookPurpose

Purpose = Annotated[LookPurpose | None, BeforeValidator(lambda said: said or None), Form()]
Reason = Annotated[str, Form(max_length=500)]


async def said_in_form(account: SignedIn, purpose: Purpose = None, reason: Reason = "") -> Why:
    """A dependency: what was said. A reason counts only where the role must give one."""
    needed = gives_reason(account, Permission.REVEAL)
    return Why(purpose, (reason.strip() or None) if needed else None)


def is_said(account: Account, why: Why) -> bool:
    """Whether a reason stands there that says something, where this role must give one."""
    return not gives_reason(account, Permission.REVEAL) or says_why(why.reason or "")


def chosen_purpose(written: str) -> LookPurpose | None:
    """The purpose in a form that is read as a whole. Raises RequestRefusedError (400)."""
    try:
        return LookPurpose(written) if written else None
    except ValueError:
        raise RequestRefusedError(400, "malformed", "Malformed", "No such choice.") from None


SaidInForm = Annotated[Why, Depends(said_in_form)]
