"""What ways share that stand before the declared routes and save the framework's way to them.

What holds here:

1. What such a way answers, the declared route would have answered with the same octets.
2. Whatever is out of the ordinary it hands to the declared route, with the message as it came and
   before anything was written. So there is one order of judging and one wording of each refusal.

What they save: some two hundred routes walked past, seven dependencies solved, and each header and
each parameter validated by itself.
"""

from collections.abc import Collection, Mapping
from typing import Protocol

from fastapi import FastAPI
from starlette.routing import BaseRoute
from starlette.types import Message, Receive, Scope, Send

from griffie.api.http.group import Groups
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
_ASIDE = "griffie.declared"
"""In the scope of a message that was handed to its declared route."""


class Place(Protocol):
    """The route of a message, as measures and refusals name it."""

    @property
    def name(self) -> str: ...

    @property
    def path(self) -> str: ...


class BeforeRoutes(BaseRoute):
    """A way that stands before every declared route: who inherits says which messages it takes."""

    def __init__(self, app: FastAPI) -> None:
        self._declared = app.router

    @staticmethod
    def is_free(scope: Scope, method: str) -> bool:
        """Whether a message is of this method, and not handed on or below an address of another."""
        return bool(
            scope["type"] == "http"
            and scope["method"] == method
            and _ASIDE not in scope
            and not scope.get("root_path")
        )

    async def answered(self, scope: Scope, body: "Body") -> Answered | None:
        """The answer; None where the declared route is to judge the message."""
        raise NotImplementedError

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        body = Body(receive)
        answered = await self.answered(scope, body)
        if answered is None:
            scope.update({_ASIDE: True, "path_params": {}})
            await self._declared.app(scope, body.again, send)
            return
        head = {"type": "http.response.start", "status": answered.status}
        await send({**head, "headers": answered.headers()})
        await send({"type": "http.response.body", "body": answered.body})


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
        account = engine.access.account_of(token)
    if not account or account.scope:
        return None
    keep_account(scope, account)
    return account
