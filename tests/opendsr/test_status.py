"""Where a request stands, as the other controller is told; and how it is cancelled."""

from typing import Any

from fastapi.testclient import TestClient

from griffie.api.composition import Store
from griffie.application.access.roles import Role
from tests.conftest import signed_in
from tests.opendsr.partner import ID, check
from tests.opendsr.test_intake import PATH, handed_on, request_of


def status(client: TestClient) -> str:
    answer = client.get(f"{PATH}/{ID}")
    assert answer.status_code == 200, answer.text
    said = check(answer.content, answer.headers)
    assert said["subject_request_id"] == ID
    return str(said["request_status"])


def test_the_status_follows_the_work(store: Store, client: TestClient) -> None:
    handed_on(client)
    office = signed_in(store, Role.DPO)
    path = f"/api/v1/requests/{request_of(store)['id']}"
    day = store.engine.today().isoformat()
    assert status(client) == "pending"

    def take(step: str, **said: Any) -> None:
        answer = office.post(f"{path}/{step}", json=said)
        assert answer.status_code == 200, answer.text

    take("assign", handler="u-2")
    take("grant", right="erasure")
    assert status(client) == "in_progress"
    take("fulfil", right="erasure", measures="Alles gewist.")
    take("inform", kind="answer", rights=["erasure"], sent_on=day, channel="email", text="Gewist.")
    assert status(client) == "in_progress"
    take("close")
    assert status(client) == "completed"


def test_a_refusal_is_not_called_completed(store: Store, client: TestClient) -> None:
    handed_on(client)
    office = signed_in(store, Role.DPO)
    path = f"/api/v1/requests/{request_of(store)['id']}"
    day = store.engine.today().isoformat()
    said = {"ground": "gdpr/12/5/excessive", "demonstration": "Het tiende verzoek deze week."}
    letter = {"kind": "refusal", "rights": ["erasure"], "sent_on": day, "channel": "email"}
    for step, words in (
        ("refuse", {"right": "erasure", **said}),
        ("inform", letter),
        ("close", {}),
    ):
        answer = office.post(f"{path}/{step}", json=words)
        assert answer.status_code == 200, answer.text
    assert answer.json()["outcome"] == "refused"
    assert status(client) == "cancelled"


def test_while_nobody_works_on_it_it_can_be_cancelled(store: Store, client: TestClient) -> None:
    handed_on(client)

    for _ in range(2):
        answer = client.delete(f"{PATH}/{ID}")
        assert answer.status_code == 202
        assert check(answer.content, answer.headers)["subject_request_id"] == ID
    assert status(client) == "cancelled"
    shown = request_of(store)
    assert [one["status"] for one in shown["claims"]] == ["withdrawn"]


def test_what_is_being_worked_on_is_not_cancelled(store: Store, client: TestClient) -> None:
    handed_on(client)
    office = signed_in(store, Role.DPO)
    path = f"/api/v1/requests/{request_of(store)['id']}"
    office.post(f"{path}/grant", json={"right": "erasure"})

    answer = client.delete(f"{PATH}/{ID}")

    assert answer.status_code == 400
    assert answer.json()["error"]["message"] == "it is being worked on: write to the office"
    assert status(client) == "in_progress"
