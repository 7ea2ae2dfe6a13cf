"""A copy is laid ready for the controller that handed the request on, for a time."""

from datetime import timedelta
from typing import Any

import pytest

from griffie.api.composition import Store
from griffie.application.access.roles import Role
from griffie.application.opendsr.laid_ready import READY_FOR
from tests.conftest import Clock, signed_in
from tests.opendsr.conftest import Both
from tests.opendsr.partner import DOMAIN, ID, check
from tests.opendsr.test_intake import PATH, handed_on, request_of

COPY = b'{"orders": []}'
AT = f"{PATH}/{ID}/results"


def delivered(store: Store, both: Both, **other: Any) -> None:
    """The request came by OpenDSR; its copy was handed over, and it was closed."""
    handed_on(both.mine, subject_request_type="portability")
    office = signed_in(store, Role.DPO)
    path = f"/api/v1/requests/{request_of(store)['id']}"
    day = store.engine.today().isoformat()
    file = ("copy.json", COPY, "application/json")
    kind = {"kind": "delivered_copy"}
    added = office.post(f"{path}/documents", files={"file": file}, data=kind).json()
    copy = {"right": "portability", "format": "json", "channel": "other", "delivered_on": day}
    letter = {"kind": "answer", "rights": ["portability"], "sent_on": day, "channel": "other"}
    for step, said in (
        ("grant", {"right": "portability"}),
        ("deliver-copy", copy | {"documents": [added["document"]]} | other),
        ("fulfil", {"right": "portability", "measures": "Kopie klaargelegd."}),
        ("inform", letter | {"text": "Uw kopie ligt klaar."}),
        ("close", {}),
    ):
        answer = office.post(f"{path}/{step}", json=said)
        assert answer.status_code == 200, answer.text


@pytest.mark.law("gdpr/28/3/e")
def test_the_controller_fetches_the_copy_with_its_own_token(store: Store, both: Both) -> None:
    delivered(store, both)
    shown = both.mine.get(f"{PATH}/{ID}")
    said = check(shown.content, shown.headers)

    assert said["request_status"] == "completed"
    assert said["results_url"] == f"https://{DOMAIN}{AT}"
    found = both.mine.get(AT)
    assert (found.status_code, found.content) == (200, COPY)
    assert check(found.content, found.headers) == {"orders": []}
    assert found.headers["cache-control"] == "no-store"
    trail = signed_in(store, Role.AUDITOR).get("/api/v1/audit/events").text
    assert "DataExported" in trail


def test_nobody_else_fetches_it_and_not_for_ever(store: Store, both: Both, clock: Clock) -> None:
    delivered(store, both)

    assert both.other.get(AT).status_code == 404
    assert both.mine.get(AT, headers={"Authorization": ""}).status_code == 401
    clock.at += READY_FOR + timedelta(days=1)
    assert both.mine.get(AT).status_code == 404
    assert "results_url" not in both.mine.get(f"{PATH}/{ID}").json()


def test_what_went_another_way_does_not_lie_ready(store: Store, both: Both) -> None:
    delivered(store, both, channel="post", channel_reason="Op papier gevraagd.")

    assert both.mine.get(AT).status_code == 404
    assert "results_url" not in both.mine.get(f"{PATH}/{ID}").json()


def test_before_the_end_nothing_lies_ready(both: Both) -> None:
    handed_on(both.mine)

    assert both.mine.get(AT).status_code == 404
