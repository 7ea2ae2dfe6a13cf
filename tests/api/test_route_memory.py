"""The memory of routes leads where the walk past them leads, whatever the address."""

from collections.abc import Iterator
from typing import Any

import pytest
from fastapi import FastAPI
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.routing import BaseRoute, Match

from griffie.api.composition import Store
from griffie.api.composition.web import application
from griffie.api.http import route_memory
from griffie.api.http.route_memory import RouteMemory, leaves

FILLERS = (
    "7d9f1c1e-0000-4000-8000-000000000001",
    "7K3F9-Q2MXT",
    "search",
    "a.ics",
    ".ics",
    "",
    "*",
    "/a.ics",
    "x\ny",
)
METHODS = ("GET", "POST", "PUT")


@pytest.fixture
def app(store: Store) -> FastAPI:
    return application(store.engine)


def asked(app: FastAPI, method: str, path: str) -> dict[str, Any]:
    scope = {"type": "http", "method": method, "path": path, "root_path": "", "headers": []}
    return {**scope, "query_string": b"", "app": app}


def memory_of(app: FastAPI) -> RouteMemory:
    (memory,) = (one for one in app.router.routes if isinstance(one, RouteMemory))
    return memory


def walked(app: FastAPI, method: str, path: str) -> BaseRoute | None:
    """Where the walk past all routes behind the memory ends; None where none takes it."""
    routes = app.router.routes
    for route in routes[routes.index(memory_of(app)) + 1 :]:
        if route.matches(asked(app, method, path))[0] == Match.FULL:
            return route
    return None


def remembered(app: FastAPI, method: str, path: str) -> BaseRoute | None:
    match, child = memory_of(app).matches(asked(app, method, path))
    return child["griffie.found"] if match == Match.FULL else None


def behind_it(app: FastAPI, method: str, path: str) -> BaseRoute | None:
    """What the memory is to find: a path with a line end in it is left to the walk."""
    return walked(app, method, path) if path.isprintable() else None


def addresses(app: FastAPI) -> Iterator[str]:
    """The path of every route with each filler in the place of each field."""
    for path in {leaf.path for leaf in leaves(app.router.routes)}:
        for filler in FILLERS:
            yield route_memory._FIELD.sub(lambda _, put=filler: put, path)  # type: ignore[misc]


def test_every_address_is_found_where_the_walk_ends(app: FastAPI) -> None:
    every = sorted({*addresses(app)})
    assert len(every) > 1_000

    found = [(remembered(app, method, path), path, method) for path in every for method in METHODS]
    again = [remembered(app, method, path) for path in every for method in METHODS]

    assert [one for one, _, _ in found] == again
    for one, path, method in found:
        assert one is behind_it(app, method, path), (method, path)
    assert sum(one is not None for one in again) > 300


@settings(
    max_examples=100,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    deadline=None,
)
@given(data=st.data())
def test_so_is_any_path_of_their_words(app: FastAPI, data: st.DataObject) -> None:
    words = sorted({word for leaf in leaves(app.router.routes) for word in leaf.path.split("/")})
    some = st.one_of(st.sampled_from(words), st.sampled_from(FILLERS), st.text(max_size=5))
    path = "/" + "/".join(data.draw(st.lists(some, max_size=7)))
    method = data.draw(st.sampled_from(METHODS))

    assert remembered(app, method, path) is behind_it(app, method, path)


def test_who_tries_addresses_fills_no_memory(app: FastAPI, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(route_memory, "_MOST", 20)
    for number in range(12):
        for words in ("new", "status", "code"):
            remembered(app, "GET", "/portal" + f"/{words}/x" * (number % 5))
            assert len(memory_of(app)._known) <= 20

    assert remembered(app, "GET", "/healthz") is walked(app, "GET", "/healthz")


def test_a_route_that_is_added_later_is_found(app: FastAPI) -> None:
    before = remembered(app, "GET", "/api/v1/added")

    @app.get("/api/v1/added")
    async def added() -> None: ...

    assert before is None
    assert remembered(app, "GET", "/api/v1/added") is app.router.routes[-1]
    app.router.routes.pop()
