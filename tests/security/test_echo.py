"""Whatever is sent in error comes back in no answer and stands in no log."""

import logging
from string import ascii_letters
from typing import Any

import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from griffie.api.composition import Store
from griffie.application.requests.commands import COMMANDS
from tests.given.story import PERSONAL, RECEIVE, receive

REQUESTS = "/api/v1/requests"
MARKER = "Zz9Marker"
EVERYWHERE: list[tuple[str, str, dict[str, Any]]] = [
    ("GET", f"{REQUESTS}/{MARKER}", {}),
    ("GET", f"/api/v1/{MARKER}", {}),
    ("DELETE", f"{REQUESTS}?{MARKER}={MARKER}", {}),
    ("GET", f"{REQUESTS}/{{id}}?{MARKER}=1", {}),
    ("GET", f"{REQUESTS}/{{id}}?at={MARKER}", {}),
    ("GET", f"{REQUESTS}/{{id}}?version={MARKER}&reveal={MARKER}", {}),
    ("GET", f"{REQUESTS}?handler={MARKER}&status={MARKER}&cursor={MARKER}&sort={MARKER}", {}),
    ("GET", f"/api/v1/dashboards/deadlines?on={MARKER}&knowledge={MARKER}", {}),
    ("GET", f"/api/v1/audit/events?after={MARKER}", {}),
    ("GET", f"/api/v1/audit/inclusion?index={MARKER}&size={MARKER}", {}),
    ("GET", f"/api/v1/law/{MARKER}", {}),
    ("POST", f"{REQUESTS}/search", {"json": {MARKER: MARKER}}),
    ("POST", f"{REQUESTS}/{{id}}/{MARKER}", {"json": {}}),
    ("POST", f"{REQUESTS}/{{id}}/documents", {"files": {MARKER: MARKER.encode()}}),
    ("POST", f"{REQUESTS}/{{id}}/add-note", {"headers": {"If-Match": MARKER}, "json": {}}),
    ("POST", f"{REQUESTS}/{{id}}/add-note", {"headers": {"Content-Type": MARKER}, "content": b"{"}),
    ("GET", REQUESTS, {"headers": {"Authorization": f"Bearer {MARKER}"}}),
]


def put(marker: str, value: Any) -> Any:
    if isinstance(value, str):
        return value.replace(MARKER, marker)
    if isinstance(value, bytes):
        return value.replace(MARKER.encode(), marker.encode())
    if isinstance(value, dict):
        return {put(marker, name): put(marker, one) for name, one in value.items()}
    return value


def fields(said: Any, path: tuple[Any, ...] = ()) -> Any:
    """The paths to every value in a body."""
    yield path
    inner = said.items() if isinstance(said, dict) else enumerate(said)
    for name, value in inner if isinstance(said, dict | list) else ():
        yield from fields(value, (*path, name))


def replaced(said: Any, path: tuple[Any, ...], value: Any) -> Any:
    if not path:
        return value
    copy = dict(said) if isinstance(said, dict) else list(said)
    copy[path[0]] = replaced(said[path[0]], path[1:], value)
    return copy


PATHS = [path for path in fields(RECEIVE) if path[:1] not in {("message",), ("requester",)}]
MARKERS = st.text(ascii_letters, min_size=10, max_size=10).map("Zz{}".format)
WRONG = st.sampled_from([lambda m: m, lambda m: [m], lambda m: {m: m}, lambda m: {m: {m: [m]}}])
WHERE = st.tuples(st.sampled_from(PATHS), WRONG, st.sampled_from(COMMANDS))


@settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(marker=MARKERS, where=WHERE)
def test_nothing_that_was_sent_comes_back_in_an_error(
    dpo: TestClient,
    caplog: pytest.LogCaptureFixture,
    marker: str,
    where: tuple[tuple[Any, ...], Any, Any],
) -> None:
    path, wrong, command = where
    caplog.set_level(logging.DEBUG)
    caplog.clear()
    place = receive(dpo)
    step = f"{place}/{command.step().path}"
    names = list(command.model_fields)
    answers = [
        dpo.post(REQUESTS, json=replaced(RECEIVE, path, wrong(marker))),
        dpo.post(REQUESTS, json=RECEIVE | {marker: marker}),
        dpo.post(step, json=dict.fromkeys(names, wrong(marker)) | {marker: marker}),
        dpo.post(step, json={name: {marker: [marker]} for name in names} or [marker]),
        dpo.post(REQUESTS, json=RECEIVE | {"message": [marker]}),
        dpo.post(REQUESTS, json=RECEIVE | {"requester": {"email": {marker: marker}}}),
        dpo.post(REQUESTS, json=RECEIVE | {"message": f"{marker}\0"}),
    ]
    for method, address, more in EVERYWHERE:
        at = put(marker, address).replace("{id}", place.rpartition("/")[2])
        answers.append(dpo.request(method, at, **put(marker, more)))

    ours = [record.getMessage() for record in caplog.records if not from_the_client(record)]
    for answer in answers:
        assert 400 <= answer.status_code < 500, answer.request.url
        assert marker not in answer.text
        assert marker not in str(answer.headers)
    assert not any(marker in line for line in ours)


def test_a_failure_of_ours_logs_where_it_happened_and_none_of_the_words(
    store: Store, dpo: TestClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    place = receive(dpo)

    def fail(*_: Any, **__: Any) -> None:
        raise RuntimeError(PERSONAL["name"])

    monkeypatch.setattr(store.requests, "take", fail)
    monkeypatch.setattr(store.requests, "decide", fail)
    answer = dpo.post(f"{place}/add-note", json={"note": PERSONAL["name"]})

    assert answer.status_code == 500
    assert answer.json()["type"] == "/problems/failed"
    assert "Abbeele" not in answer.text + caplog.text
    assert "RuntimeError" in caplog.text
    assert "raise RuntimeError" in caplog.text


@pytest.mark.parametrize(
    ("method", "address", "allowed"),
    [
        ("DELETE", REQUESTS, "GET, HEAD, POST"),
        ("PUT", "{place}", "GET, HEAD"),
        ("GET", "{place}/close", "POST"),
        ("GET", f"{REQUESTS}/search", "POST"),
        ("POST", "/api/v1/law", "GET, HEAD"),
    ],
)
def test_an_address_says_which_methods_it_knows(
    dpo: TestClient, method: str, address: str, allowed: str
) -> None:
    answer = dpo.request(method, address.format(place=receive(dpo)))

    assert answer.status_code == 405
    assert answer.headers["Allow"] == allowed


def from_the_client(record: logging.LogRecord) -> bool:
    """The test's own client logs what it asks for."""
    return record.name.startswith(("httpx", "httpcore", "asyncio"))
