"""401, 403, 404, malformed 422, 412, codes and accounts that do not exist 422, then 409."""

from typing import Any
from uuid import uuid4

import pytest
from fastapi.testclient import TestClient

from griffie.api.composition import Store
from griffie.application.access.roles import Role
from tests.conftest import signed_in
from tests.given.story import receive, tell

NOWHERE = f"/api/v1/requests/{uuid4()}"
STALE = {"If-Match": '"99"'}
BROKEN: dict[str, Any] = {"content": b"{", "headers": {"Content-Type": "application/json"}}


@pytest.mark.parametrize("message", [{"json": {"no": "field"}}, BROKEN])
def test_who_asks_and_for_what_comes_before_what_is_said(
    store: Store, dpo: TestClient, message: dict[str, Any]
) -> None:
    step, here = f"{NOWHERE}/acknowledge", f"{receive(dpo)}/acknowledge"
    reporter = signed_in(store, Role.REPORTER)
    stranger = message.get("headers", {}) | {"Authorization": "Bearer gr-none"}

    assert dpo.post(step, **message | {"headers": stranger}).status_code == 401
    assert dpo.get(f"{NOWHERE}?no=1", headers=stranger).status_code == 401
    assert reporter.post(step, **message).status_code == 403
    assert dpo.post(step, **message).status_code == 404
    assert dpo.get(f"{NOWHERE}?no=1").status_code == 404
    assert dpo.post(here, **message).status_code == 422


def test_what_somebody_may_not_see_is_not_there_whatever_is_sent(
    store: Store, dpo: TestClient
) -> None:
    intake = signed_in(store, Role.INTAKE)
    theirs = receive(dpo)

    assert intake.get(f"{theirs}?no=1").status_code == 404
    assert intake.get(f"{theirs}?version=x").status_code == 404
    assert intake.get(f"{receive(intake)}?version=x").status_code == 422


@pytest.mark.parametrize(
    ("step", "said"),
    [
        ("acknowledge", {"sent_on": "2026-12-01", "channel": "email"}),  # to come
        ("acknowledge", {"sent_on": "2026-03-01", "channel": "email"}),  # before receipt
        ("grant", {"right": "portability"}),  # not invoked
        ("apply-exception", {"right": "erasure", "ground": "gdpr/15/4", "necessity": "Een proef."}),
        (
            "find-not-applicable",
            {"right": "access", "ground": "gdpr/20/1", "explanation": "Een proef."},
        ),
    ],
)
def test_what_cannot_be_meant_is_malformed_at_any_version_and_in_any_state(
    dpo: TestClient, step: str, said: dict[str, Any]
) -> None:
    closed = tell(dpo)

    for place in (receive(dpo), closed):
        for headers in ({}, STALE):
            assert dpo.post(f"{place}/{step}", json=said, headers=headers).status_code == 422


def test_a_stale_version_comes_before_codes_and_those_before_the_law(dpo: TestClient) -> None:
    unknown = {"handler": "u-nobody"}
    closed = tell(dpo)

    for place in (receive(dpo), closed):
        assert dpo.post(f"{place}/assign", json=unknown, headers=STALE).status_code == 412
        assert dpo.post(f"{place}/assign", json=unknown).status_code == 422
    assert dpo.post(f"{closed}/close", json={}, headers=STALE).status_code == 412
    assert dpo.post(f"{closed}/close", json={}).status_code == 409


def test_a_right_that_knows_no_exception_is_answered_with_its_article(dpo: TestClient) -> None:
    right = "direct_marketing_objection"
    said = {"right": right, "ground": "gdpr/21/1/claims", "necessity": "Een proef."}

    answer = dpo.post(f"{receive(dpo, rights=[{'right': right}])}/apply-exception", json=said)

    assert answer.status_code == 409
    assert answer.json()["type"] == "/law/gdpr/21/3"
