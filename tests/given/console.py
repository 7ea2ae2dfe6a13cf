"""The console without a browser: somebody signed in, a visitor, a page and what was recorded."""

import re
from typing import Any
from uuid import UUID

from fastapi.testclient import TestClient

from griffie.api.composition import Store
from griffie.api.composition.web import application
from griffie.application.access.roles import Role
from griffie.application.opendsr.processors import HandingOn
from griffie.domain.housekeeping import looks_stream
from griffie.domain.request.reference import reference

HTML = {"accept": "text/html"}


def at_console(
    store: Store, role: Role, language: str = "en", handing: HandingOn | None = None
) -> TestClient:
    """A browser of somebody in this role, signed in."""
    token = store.access.create_token(role, f"test {role}")
    client = visitor(store, language, handing)
    answer = client.post("/login", data={"token": token})
    assert answer.status_code == 303
    return client


def visitor(store: Store, language: str = "en", handing: HandingOn | None = None) -> TestClient:
    headers = HTML | {"accept-language": language}
    app = application(store.engine, handing=handing)
    return TestClient(app, headers=headers, follow_redirects=False)


def seen(client: TestClient, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, answer.text
    return answer.text


def page_of(location: str) -> str:
    return f"/requests/{reference(UUID(location.rsplit('/', 1)[1]))}"


def looks(store: Store, location: str) -> list[Any]:
    return list(store.requests.history(looks_stream(UUID(location.rsplit("/", 1)[1]))))


def feed_of(client: TestClient) -> str:
    """The path of a feed of deadlines, made anew."""
    shown = client.post("/calendar", data={"feed": "make"}).text
    (address,) = re.findall(r'<code class="wrap">http://testserver(/calendar/[^<]+)</code>', shown)
    return str(address)
