"""A request of an agent is a request here, with a representative; its status is ours."""

from typing import Any

import pytest
from fastapi.testclient import TestClient

from griffie.api.composition import Store
from griffie.api.composition.web import application
from griffie.application.access.roles import OPERATOR, Role
from griffie.application.clock import SYSTEM
from griffie.application.webhooks.webhook import Kind
from griffie.domain.model.setting import Occasion
from tests.conftest import signed_in
from tests.drp.agent import EMAIL, NAME, PATH, ROOT, Signing
from tests.drp.conftest import Both
from tests.webhooks.receiver import receiving


def request_of(store: Store) -> dict[str, Any]:
    dpo = signed_in(store, Role.DPO)
    (item,) = dpo.get("/api/v1/requests").json()["items"]
    shown: dict[str, Any] = dpo.get(f"/api/v1/requests/{item['id']}?reveal=true").json()
    return shown


def take(store: Store, *steps: tuple[str, dict[str, Any]]) -> None:
    path = f"/api/v1/requests/{request_of(store)['id']}"
    office = signed_in(store, Role.DPO)
    for step, said in steps:
        answer = office.post(f"{path}/{step}", json=said)
        assert answer.status_code == 200, answer.text


def test_it_becomes_a_request_and_the_agent_a_representative(store: Store, agent: Signing) -> None:
    shown = agent.bring()

    assert shown["status"] == "in_progress"
    assert shown["received_at"] == "2026-03-20T10:00:00+00:00"
    assert shown["expected_by"] == "2026-04-20T22:00:00+00:00"
    assert shown["agent_request_id"] == "foo"
    request = request_of(store)
    assert request["id"] == shown["request_id"]
    assert request["requester"] == {"name": NAME, "email": EMAIL}
    assert request["representative"]["name"] == "Agent AGENT_A"
    assert [one["right"] for one in request["claims"]] == ["erasure"]
    assert request["message"] == "exercise: deletion\nrelationship: customer"
    assert request["identity"] == "not_questioned"


@pytest.mark.parametrize(
    ("asked", "right"),
    [
        ("access", "access"),
        ("access:categories", "access"),
        ("access:specific", "access"),
        ("deletion", "erasure"),
        ("sale:opt-out", "objection"),
    ],
)
def test_each_action_is_a_right(store: Store, agent: Signing, asked: str, right: str) -> None:
    agent.bring(exercise=asked)

    assert [one["right"] for one in request_of(store)["claims"]] == [right]


def test_the_same_message_again_is_the_same_request(store: Store, both: Both) -> None:
    body = both.mine.signed(both.mine.request())
    first, again = (both.mine.send("POST", path, body) for path in (PATH, f"{PATH}/"))

    assert again.json() == first.json()
    assert both.other.send("POST", PATH, body).status_code == 403
    request_of(store)  # there is one


@pytest.mark.parametrize(
    ("other", "word"),
    [
        ({"exercise": "sale:opt-in"}, "exercise: one of"),
        ({"exercise": None}, "cannot be read: exercise"),
        ({"regime": "ccpa"}, "regime"),
        ({"drp.version": "0.9"}, "drp.version"),
        ({"status_callback": "http://169.254.169.254/"}, "not agreed with us"),
        ({"email": "\u0000"}, "it cannot be read"),
        ({"email": 7}, "cannot be read: email"),
        ({"relationships": ["x"] * 21}, "cannot be read: relationships"),
    ],
)
def test_what_cannot_be_taken_is_said_without_repeating_it(
    store: Store, agent: Signing, other: dict[str, Any], word: str
) -> None:
    answer = agent.send("POST", PATH, agent.signed(agent.request(**other)))

    assert answer.status_code == 400
    said = answer.json()
    assert (said["code"], said["fatal"]) == ("400", True)
    assert word in said["message"]
    assert "wittebolle" not in answer.text.lower()
    assert not signed_in(store, Role.DPO).get("/api/v1/requests").json()["items"]


def test_a_person_is_reached_by_telephone_post_or_not_at_all(store: Store, agent: Signing) -> None:
    address = {"street_address": "Kerkstraat 1", "locality": "Diepenbeek", "country": "BE"}
    agent.bring(email=None, phone_number="+3211223344", address=address)

    assert request_of(store)["requester"] == {
        "name": NAME,
        "phone": "+3211223344",
        "postal_address": "Kerkstraat 1, Diepenbeek, BE",
    }


def test_another_agent_asks_after_nothing_and_revokes_nothing(both: Both) -> None:
    place = f"{PATH}/{both.mine.bring()['request_id']}"

    assert both.mine.send("GET", place).json()["status"] == "in_progress"
    assert both.other.send("GET", place).status_code == 403
    reason = both.other.signed({"reason": "No."})
    assert both.other.send("DELETE", place, reason).status_code == 403
    assert both.mine.send("GET", place).json()["status"] == "in_progress"


def test_a_request_that_came_another_way_is_no_affair_of_an_agent(
    store: Store, agent: Signing
) -> None:
    from tests.given.story import receive

    other = receive(signed_in(store, Role.DPO)).rsplit("/", 1)[1]

    assert agent.send("GET", f"{PATH}/{other}").status_code == 403
    unknown = agent.send("GET", f"{PATH}/c789ff35-7644-4ceb-9981-4b35c264aac3")
    assert (unknown.status_code, unknown.json()["code"]) == (404, "404")
    assert agent.send("GET", f"{PATH}/x").status_code == 400


def test_it_is_revoked_with_a_signed_reason(store: Store, both: Both) -> None:
    agent = both.mine
    place = f"{PATH}/{agent.bring()['request_id']}"
    for wrong in (b"", both.other.signed({"reason": "No."}), agent.signed(agent.request())):
        assert agent.send("DELETE", place, wrong).status_code == 403

    for _ in range(2):
        answer = agent.send("DELETE", place, agent.signed({"reason": "I keep my account."}))
        assert (answer.status_code, answer.json()["status"]) == (200, "revoked")
        assert answer.json()["agent_request_id"] == "foo"
    assert [one["status"] for one in request_of(store)["claims"]] == ["withdrawn"]


REFUSAL = {"ground": "gdpr/12/5/excessive", "demonstration": "Het tiende verzoek deze week."}


def test_the_status_follows_the_work(store: Store, agent: Signing) -> None:
    place = f"{PATH}/{agent.bring()['request_id']}"
    day = store.engine.today().isoformat()
    extension = {"grounds": ["complexity"], "explanation": "Vijf systemen.", "notified_on": day}
    take(store, ("extend-deadline", extension))
    told = agent.send("GET", place).json()
    assert (told["status"], told["expected_by"][:7]) == ("in_progress", "2026-06")
    assert "Article 12(3)" in told["processing_details"]
    letter = {"kind": "refusal", "rights": ["erasure"], "sent_on": day, "channel": "email"}
    take(store, ("refuse", {"right": "erasure", **REFUSAL}), ("inform", letter), ("close", {}))

    told = agent.send("GET", place).json()

    assert (told["status"], told["reason"]) == ("denied", "other")
    over = agent.send("DELETE", place, agent.signed({"reason": "Too late."}))
    assert (over.status_code, over.json()["message"]) == (400, "it is over already")


def test_what_was_erased_is_asked_after_without_a_word_of_it(store: Store, agent: Signing) -> None:
    place = f"{PATH}/{agent.bring()['request_id']}"
    agent.send("DELETE", place, agent.signed({"reason": "No."}))
    erase = {"ground": "test_data", "explanation": "Een proef."}
    take(store, ("close", {}), ("erase-personal-data", erase))

    told = agent.send("GET", place).json()

    assert told["status"] == "revoked"
    assert "agent_request_id" not in told


def test_the_agent_is_called_back(store: Store, agent: Signing) -> None:
    app: Any = agent.client.app
    with receiving() as receiver:
        agents = [one._replace(callback=receiver.url) for one in app.state.drp.agents]
        app.state.drp = app.state.drp._replace(agents=agents)
        kinds, now = frozenset({Kind.DRP_STATUS}), store.engine.now(OPERATOR)
        store.engine.webhooks.add(receiver.url, kinds, now, allows_private=True)
        place = f"{PATH}/{agent.bring(status_callback=receiver.url)['request_id']}"
        store.engine.webhooks.serve(lambda: Occasion(SYSTEM, store.engine.clock()))
        assert receiver.got == []
        shown = agent.send("DELETE", place, agent.signed({"reason": "No."}))
        store.engine.webhooks.serve(lambda: Occasion(SYSTEM, store.engine.clock()))

    (got,) = receiver.got
    assert got.body == shown.content
    assert b"wittebolle" not in got.body


def test_where_it_is_not_set_up_there_is_nothing(store: Store) -> None:
    client = TestClient(application(store.engine))
    place = f"{PATH}/c789ff35-7644-4ceb-9981-4b35c264aac3"

    for method, path in (
        ("POST", f"{ROOT}/agent/AGENT_A"),
        ("GET", f"{ROOT}/agent/AGENT_A"),
        ("POST", PATH),
        ("GET", place),
        ("DELETE", place),
    ):
        assert client.request(method, path, content=b"x").status_code == 404
