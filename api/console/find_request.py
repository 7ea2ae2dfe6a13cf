"""A request from the reference in an address, for somebody who may read it."""

from typing import Annotated

from fastapi import Path

from griffie.api.http.guard import may_read
from griffie.api.http.problems import not_allowed_error
from griffie.application.access.roles import Account, Permission, may
from griffie.application.engine import Engine
from griffie.application.requests.requests import UnknownRequestError
from griffie.domain.rights_request import RightsRequest

REFERENCE = r"^[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}$"
_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})
_LETTERS = 10
Reference = Annotated[str, Path(pattern=REFERENCE)]


def request_of(engine: Engine, account: Account, reference: str) -> RightsRequest:
    """Raises UnknownRequestError; also for what is somebody else's."""
    if not may(account.role, Permission.READ_STATE):
        raise not_allowed_error()
    if (known := engine.named(reference)) is None:
        raise UnknownRequestError
    request = engine.requests.load(known)
    may_read(account, request)
    return request


def typed_reference(written: str) -> str:
    """A reference as people write it, in the form that is stored; empty for anything else."""
    plain = written.strip().upper().translate(_MISREAD).replace("-", "").replace(" ", "")
    if len(plain) != _LETTERS or not plain.isalnum():
        return ""
    return f"{plain[:5]}-{plain[5:]}"
