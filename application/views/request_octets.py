"""A request as the octets of an answer, joined of parts that are kept while they hold.

What holds here: the octets are those of `request.show`, written out as one answer. What follows
from the request and the day is one part, kept without the version and the masked name, which are
put into their places; so are the steps, five sixths of an answer. A note changes neither part.
"""

from datetime import date
from functools import partial
from typing import NamedTuple

from pydantic_core import to_json

from griffie.application.access.roles import Account
from griffie.application.ports import Opens
from griffie.application.views.parts import PARTS
from griffie.application.views.request import RequestShown, judged
from griffie.application.views.requester_hint import hint_for
from griffie.application.views.steps import Listed, actions_octets
from griffie.domain.request.vocabulary import Status
from griffie.domain.rights_request import RightsRequest

_VERSION, _HINT, _ACTIONS = b'"version":', b'"requester_hint":', b'"actions":'
_NO_VERSION, _NO_HINT, _NO_ACTIONS = _VERSION + b"0", _HINT + b"null", _ACTIONS + b"[]"
"""Inside a text these octets would stand with their marks escaped."""


class _Around(NamedTuple):
    """What stands before, between and after the version, the masked name and the steps."""

    head: bytes
    known: bytes
    rest: bytes
    tail: bytes


def octets_of(
    shown: RequestShown, request: RightsRequest, account: Account, listed: Listed
) -> bytes:
    """An answer that was made without its steps, as JSON with them."""
    before, place, after = shown.as_json().rpartition(_NO_ACTIONS)
    assert place, "an answer that was made with its actions"
    return b"".join((before, _ACTIONS, actions_octets(request, account, listed), after))


def octets(
    request: RightsRequest, on: date, account: Account, vault: Opens, listed: Listed
) -> bytes:
    """The request judged on a civil day in Brussels, as JSON, nothing sealed opened but the hint.

    Raises KeyUnavailableError.
    """
    status = request.status
    make = partial(_around, on=on, vault=vault, status=status)
    around = PARTS.of(request, ("around", on, status), make)
    hint = hint_for(request, account, vault)
    return b"".join(
        (
            around.head,
            b"%b%d" % (_VERSION, request.version),
            around.known,
            _HINT,
            b"null" if hint is None else to_json(hint),
            around.rest,
            _ACTIONS,
            actions_octets(request, account, listed),
            around.tail,
        )
    )


def _around(request: RightsRequest, on: date, vault: Opens, status: Status) -> _Around:
    shown = judged(
        request, on, vault, reveal=False, version=0, status=status, hint=lambda _: None, actions=[]
    )
    head, at, rest = shown.as_json().partition(_NO_VERSION)
    known, and_at, rest = rest.partition(_NO_HINT)
    rest, last, tail = rest.rpartition(_NO_ACTIONS)
    assert all((at, and_at, last)), "an answer has its version, its hint and its actions"
    return _Around(head, known, rest, tail)
