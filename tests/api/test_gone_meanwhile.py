"""Somebody goes away in the middle of what they send: that is no failure of the server."""

import asyncio
import logging
from collections.abc import Iterator
from typing import Any

import pytest

from griffie.api.composition import Store
from griffie.api.composition.web import application
from griffie.application.access.roles import Role
from tests.conftest import signed_in
from tests.given.console import at_console, page_of
from tests.given.story import receive


@pytest.mark.parametrize("step", ["add-note", "add-note/ahead"])
def test_a_browser_that_goes_away_leaves_no_error_in_the_log(
    store: Store, caplog: pytest.LogCaptureFixture, step: str
) -> None:
    handler = at_console(store, Role.HANDLER)
    place = page_of(receive(signed_in(store, Role.HANDLER)))
    cookie = "; ".join(f"{name}={value}" for name, value in handler.cookies.items())
    sent: Iterator[dict[str, Any]] = iter(
        [
            {"type": "http.request", "body": b"note=Half+of", "more_body": True},
            {"type": "http.disconnect"},
        ]
    )
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "POST",
        "scheme": "http",
        "path": f"{place}/do/{step}",
        "raw_path": f"{place}/do/{step}".encode(),
        "query_string": b"",
        "root_path": "",
        "client": ("127.0.0.1", 1),
        "server": ("testserver", 80),
        "headers": [
            (b"host", b"testserver"),
            (b"accept", b"text/html"),
            (b"cookie", cookie.encode()),
            (b"content-type", b"application/x-www-form-urlencoded"),
            (b"origin", b"http://testserver"),
        ],
    }

    async def received() -> dict[str, Any]:
        return next(sent, {"type": "http.disconnect"})

    async def answered(_: Any) -> None:
        return None

    with caplog.at_level(logging.ERROR):
        asyncio.run(application(store.engine)(scope, received, answered))

    assert next(sent, None) is None, "it was never read"
    assert not [one for one in caplog.records if one.levelno >= logging.ERROR]
