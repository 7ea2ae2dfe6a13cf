"""The secret code of a request: who knows it and the reference sees how the request stands.

Eighty bits, in the letters of a reference. Nobody guesses them, however often they try: so nobody
needs to be locked out, and an attacker cannot lock out the person. Of it the store keeps a keyed
digest over reference and code together, in one index: an unknown reference and a wrong code are the
same question to it, with the same answer.
"""

import re
import secrets
from base64 import b32encode
from contextlib import suppress
from uuid import UUID

from griffie.application.engine import Engine
from griffie.application.ports import PORTAL_PAIR
from griffie.application.register.find_request import as_written
from griffie.application.requests.requests import UnknownRequestError
from griffie.domain.request.reference import reference
from griffie.domain.rights_request import RightsRequest

_OCTETS, _GROUP = 10, 4
_OURS = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", "0123456789ABCDEFGHJKMNPQRSTVWXYZ")
"""From the letters of RFC 4648 to those of a reference, of which none is misread."""
_BETWEEN = re.compile(r"[\s\u2010-\u2015\u2212-]+")
KEY_BYTES = 18
"""Random bytes of a form's key."""


def new_form_key() -> str:
    """A key for one form: the same form sent twice is one request, with one secret code."""
    return secrets.token_urlsafe(KEY_BYTES)


def secret_of(engine: Engine, form_key: str, request_id: UUID) -> str:
    """The secret code that belongs to a form and its request: `7K3F-9Q2M-XTB4-0WZH`.

    It follows from both and from the master key, so a form that is sent again shows it again.
    """
    return _spelled(bytes.fromhex(engine.mac(f"secret\0{request_id}\0{form_key}".encode())))


def new_secret() -> str:
    """A secret code from nothing but chance, for a request that did not come by the portal."""
    return _spelled(secrets.token_bytes(_OCTETS))


def _spelled(octets: bytes) -> str:
    letters = b32encode(octets[:_OCTETS]).decode().translate(_OURS)
    return "-".join(letters[at : at + _GROUP] for at in range(0, len(letters), _GROUP))


def indexed_as(named: str, secret: str) -> str:
    """Reference and secret code as one value, however a person types them."""
    return f"{_bare(named)} {_bare(secret)}"


def requests_of_pair(engine: Engine, named: str, secret: str) -> list[UUID]:
    """The ids of the requests that a reference and a secret code open: one, or none."""
    found = engine.vault.find(PORTAL_PAIR, indexed_as(named, secret))
    # A digest that somebody copied to another request names the wrong reference.
    return [one for one in found if _bare(reference(one)) == _bare(named)]


def request_of_secret(engine: Engine, named: str, secret: str) -> RightsRequest | None:
    """The request that a reference and a secret code open; None where they open none."""
    for request_id in requests_of_pair(engine, named, secret):
        with suppress(UnknownRequestError):
            return engine.requests.load(request_id)
    return None


def _bare(typed: str) -> str:
    return as_written(_BETWEEN.sub("", typed))
