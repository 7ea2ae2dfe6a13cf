"""Where an address was found before, so that no message walks past some three hundred routes.

What holds here: a message comes to the route to which the walk would have led it. Which route that
is follows from the method and the shape of the path, and from nothing else: how many words it has,
which of them some route names, and which end as some route asks (`{secret}.ics`); any other word
stands only where a route takes any word. What no route takes, or only with another method, is left
to the walk.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from fastapi import FastAPI
from starlette._utils import get_route_path
from starlette.routing import BaseRoute, Match
from starlette.types import Receive, Scope, Send

Shape = tuple[str, ...]
_MOST, _LONGEST = 2_000, 12
_FIELD = re.compile(r"\{[^}]*\}")
_FOUND = "griffie.found"


class RouteMemory(BaseRoute):
    """A route that stands before others and knows which of them takes what."""

    def __init__(self, app: FastAPI) -> None:
        self._routes: list[BaseRoute] = app.router.routes
        self._counted = 0
        self._words = frozenset[str]()
        self._forms: Sequence[re.Pattern[str]] = ()
        self._known = dict[tuple[str, Shape], BaseRoute]()

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        shape = self._shape_of(scope) if scope["type"] == "http" else None
        if shape is None:
            return Match.NONE, {}
        place = scope["method"], shape
        known = self._known.get(place)
        for route in (known,) if known else self._others():
            match, child = route.matches(scope)
            if match == Match.FULL:
                self._remember(place, route)
                return match, {**child, _FOUND: route}
        return Match.NONE, {}

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        found: BaseRoute = scope.pop(_FOUND)
        await found.handle(scope, receive, send)

    def _remember(self, place: tuple[str, Shape], route: BaseRoute) -> None:
        if len(self._known) >= _MOST:  # somebody tries addresses
            self._known = {}
        self._known[place] = route

    def _others(self) -> Sequence[BaseRoute]:
        return self._routes[self._routes.index(self) + 1 :]

    def _shape_of(self, scope: Scope) -> Shape | None:
        """None for a path that is looked for each time."""
        if len(self._routes) != self._counted:  # some were added since
            self._counted, self._known = len(self._routes), {}
            self._words, self._forms = _words(self._routes)
        path = get_route_path(scope)
        words = path.split("/")
        if len(words) > _LONGEST or not path.isprintable():  # `.` in a pattern takes no line end
            return None
        return tuple(word if word in self._words else self._form_of(word) for word in words)

    def _form_of(self, word: str) -> str:
        """Which forms a word has that no route names. It is none of those that some route names."""
        return "/" + "/".join(form.pattern for form in self._forms if form.fullmatch(word))


def install(app: FastAPI) -> None:
    """Put the memory before the routes of an application, all of which it knows."""
    app.router.routes.insert(0, RouteMemory(app))


def make_ready(app: FastAPI) -> None:
    """Walk past all routes once: the framework works them out when they are first asked."""
    nowhere = {"type": "http", "method": "GET", "path": "/-/", "root_path": "", "headers": []}
    for route in app.router.routes:
        route.matches({**nowhere, "query_string": b"", "app": app})


def leaves(routes: Iterable[Any]) -> Iterator[Any]:
    """The routes with a path, those of routers that were included too."""
    for route in routes:
        if inner := getattr(route, "original_router", None):
            yield from leaves(inner.routes)
        elif hasattr(route, "path"):
            yield route


def _words(routes: Iterable[BaseRoute]) -> tuple[frozenset[str], Sequence[re.Pattern[str]]]:
    """The words that routes name, and the forms of those that they name in part."""
    every = {word for leaf in leaves(routes) for word in leaf.path.split("/")}
    named = {word for word in every if "{" not in word}
    fields = {word for word in every if _FIELD.fullmatch(word)}
    forms = [
        re.compile(".+".join(map(re.escape, _FIELD.split(word))))
        for word in sorted(every - named - fields)
    ]
    return frozenset({*named, ""}), forms  # an empty word fits where no other does
