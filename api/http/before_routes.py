"""What ways share that stand before the declared routes and save the framework's way to them.

What holds here:

1. What such a way answers, the declared route would have answered with the same octets.
2. Whatever is out of the ordinary it hands to the declared route, with the message as it came and
   before anything was written. So there is one order of judging and one wording of each refusal.

What they save: the layers of the framework (`in_front`), some three hundred routes walked past,
seven dependencies solved, and each header and each parameter validated by itself.
"""

from collections.abc import Collection, Mapping
from typing import NamedTuple, Protocol

from starlette.types import Message, Receive, Scope

from griffie.api.http.group import Groups
from griffie.api.http.of_loop import OfLoop
from griffie.api.http.one_turn import OneTurn
from griffie.api.http.refusal_record import keep_account
from griffie.api.http.state_answers import Answered
from griffie.application.access.roles import Account
from griffie.application.engine import Engine
from griffie.application.views.steps import Listed

ID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
"""A request by its id as it is written in every answer; another spelling goes the declared way."""
LISTED: Mapping[bytes, Listed] = {
    b"": Listed.ALL,
    **{b"actions=" + one.encode(): one for one in Listed},
}
"""The queries about the steps that are listed, as they are mostly written."""
LONGEST_PREFERENCE = 200
_BEARER = b"Bearer "


class Place(Protocol):
    """The route of a message, as measures and refusals name it."""

    @property
    def name(self) -> str: ...

    @property
    def path(self) -> str: ...


class Found(NamedTuple):
    """The route whose messages a way takes, and the parameters in its path."""

    route: Place
    parameters: dict[str, str]


class BeforeRoutes:
    """A way that stands before every declared route: who inherits says which messages it takes."""

    def find(self, scope: Scope) -> Found | None:
        """The route in whose place it takes a message; None where it takes it not."""
        raise NotImplementedError

    @staticmethod
    def is_free(scope: Scope, method: str) -> bool:
        """Whether a message is of this method, and below no address of another application."""
        return bool(scope["method"] == method and not scope.get("root_path"))

    async def answered(self, scope: Scope, body: "Body") -> Answered | None:
        """The answer; None where the declared route is to judge the message.

        Raises what that route raises once it has begun to write.
        """
        raise NotImplementedError


class Body:
    """The body of a message, which can be read again as it came."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._came: list[Message] = []

    async def octets(self) -> bytes | None:
        """All of it; None where the other side hung up."""
        more = True
        while more:
            message = await self._receive()
            self._came.append(message)
            if message["type"] != "http.request":
                return None
            more = message.get("more_body", False)
        return b"".join(message.get("body", b"") for message in self._came)

    async def again(self) -> Message:
        """The messages once more, in their order, and then what comes after them."""
        return self._came.pop(0) if self._came else await self._receive()


def headers_of(scope: Scope, read: Collection[bytes]) -> dict[bytes, bytes] | None:
    """The headers that matter; None where one of them comes twice."""
    found = [one for one in scope["headers"] if one[0] in read]
    headers = dict(found)
    return headers if len(headers) == len(found) else None


async def account_of(
    scope: Scope, engine: Engine, headers: Mapping[bytes, bytes]
) -> Account | None:
    """Who asks, kept with the message; its connection is no stranger's any more.

    None where the declared route is to say who it is, or what a token with a scope may not.
    """
    said = headers.get(b"authorization", b"")
    if not said.startswith(_BEARER):
        return None
    token = said[len(_BEARER) :].decode("latin-1")
    if engine.access.far:  # those that meet are asked for together, beside the event loop
        askers: Groups[str, Account] = scope["app"].state.askers
        account = await askers.here().put(token)
    else:
        signed: OfLoop[OneTurn[str, Account | None]] = scope["app"].state.signed
        account = signed.here().answer(token)
    if not account or account.scope:
        return None
    keep_account(scope, account)
    return account
