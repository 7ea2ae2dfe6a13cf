"""Hands each message to the controller whose host name or path it asks for."""

import re
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any, NamedTuple

from fastapi import FastAPI
from starlette.responses import RedirectResponse
from starlette.routing import Router
from starlette.types import ASGIApp, Receive, Scope, Send

from griffie.api.controllers.overview import overview_of
from griffie.api.controllers.prefix import below, put_before
from griffie.api.http.addresses import asked_host
from griffie.api.http.whose import working_for

_PLACE = re.compile(r"(/c/([a-z0-9-]+))(/.*)?", re.DOTALL)
_PERMANENT = 308


class ServedController(NamedTuple):
    """One controller that is served. The store of `app` is opened, and its clock ticks."""

    slug: str
    host: str | None
    app: FastAPI


class Controllers:
    """Many controllers as one application; what belongs to none is answered by the overview."""

    def __init__(
        self,
        every: Sequence[ServedController],
        guard: Callable[[ASGIApp], ASGIApp] = lambda app: app,
    ) -> None:
        """`guard` is put around each of them, and around the overview: it sees their own paths."""
        self.every = every
        house = overview_of([(one.slug, one.app) for one in every])
        self._house = guard(house)
        self._by_slug = {one.slug: guard(one.app) for one in every}
        self._by_host = {one.host: one.slug for one in every if one.host}
        self._life = Router(lifespan=self._living)

    @property
    def hosts(self) -> list[str]:
        """The host names that belong to one controller."""
        return list(self._by_host)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._life(scope, receive, send)
        elif slug := self._by_host.get(asked_host(scope)):
            with working_for(slug):
                await self._by_slug[slug](scope, receive, send)
        elif found := self._below(scope["path"]):
            prefix, slug, rest = found.groups()
            if not rest:
                response = RedirectResponse(f"{prefix}/", _PERMANENT)
                await response(scope, receive, send)
                return
            inside = below(prefix, slug, scope)
            with working_for(slug):
                await self._by_slug[slug](inside, receive, put_before(prefix, slug, scope, send))
        else:
            await self._house(scope, receive, send)

    def _below(self, path: str) -> "re.Match[str] | None":
        found = _PLACE.fullmatch(path)
        return found if found and found[2] in self._by_slug else None

    @asynccontextmanager
    async def _living(self, _: Any) -> AsyncIterator[None]:
        """What goes on while they are served: the clock, audits and mailboxes of each."""
        async with AsyncExitStack() as running:
            for one in self.every:
                with working_for(one.slug):
                    await running.enter_async_context(one.app.router.lifespan_context(one.app))
            yield
