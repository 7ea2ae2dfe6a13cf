"""The demonstration: an office at work, in a store that any audit finds clean."""

import json
import re
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from griffie.api.composition import Store, open_store
from griffie.api.composition.web import application
from griffie.api.demo.run import PROFILE, TOLD, _passwords, fill
from griffie.application.access.roles import Role
from griffie.application.controller.load_profile import load_profile
from griffie.application.register.view import Query
from griffie.application.retention.schedule import Kept
from griffie.domain.law import Right
from griffie.domain.law.deadlines import Standing
from griffie.domain.request.vocabulary import ClaimStatus, Status
from griffie.domain.steps.action import actions
from tests.given.bundles import apart, taken
from tests.given.contract import HeldToShapes
from tests.given.forged_bundle import verdict

FRIDAY = datetime(2026, 11, 20, 16, tzinfo=UTC)
"""On a working day: on a Sunday nothing is ever due."""


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder = tmp_path_factory.mktemp("demo") / "store"
    tokens = fill(folder, FRIDAY)
    store = open_store(folder, profile=load_profile(PROFILE), clock=lambda: FRIDAY, demo=True)
    yield store, tokens
    store.engine.close()


def client(filled: tuple[Store, dict[Role, str]], role: Role) -> TestClient:
    store, tokens = filled
    headers = {"Authorization": f"Bearer {tokens[role]}"}
    return HeldToShapes(application(store.engine), headers=headers)


def at_desk(filled: tuple[Store, dict[Role, str]]) -> TestClient:
    console = TestClient(application(filled[0].engine), base_url="http://127.0.0.1")
    here = {"Origin": "http://127.0.0.1"}
    console.post("/login", data={"token": filled[1][Role.DPO]}, headers=here)
    return console


def test_the_demonstration_shows_every_right_every_state_and_every_role(filled: Any) -> None:
    dpo = client(filled, Role.DPO)
    items = dpo.get("/api/v1/requests", params={"limit": 200}).json()["items"]
    board = dpo.get("/api/v1/dashboards/deadlines").json()

    assert len(items) >= 60
    assert {right for item in items for right in item["rights"]} == set(Right)
    assert {item["status"] for item in items} == set(Status)
    assert board["counts"].keys() == set(Standing)
    counted = {name: n for name, n in board["counts"].items() if name != Standing.NOT_JUDGED}
    assert min(counted.values()) > 0, counted
    assert board["promised_not_done"]
    for role in Role:
        assert client(filled, role).get("/api/v1/law").status_code == 200
        status = client(filled, role).get("/api/v1/dashboards/deadlines").status_code
        assert status == (403 if role in {Role.INTAKE, Role.ADMIN} else 200)


def test_every_request_of_the_demonstration_can_be_read_in_every_version(filled: Any) -> None:
    dpo = client(filled, Role.DPO)
    kinds: Counter[str] = Counter()

    for item in dpo.get("/api/v1/requests", params={"limit": 200}).json()["items"]:
        place = f"/api/v1/requests/{item['id']}"
        events = dpo.get(f"{place}/events").json()["items"]
        kinds.update(event["type"] for event in events)
        for version in {1, len(events) // 2 + 1, len(events)}:
            assert dpo.get(place, params={"version": version}).json()["version"] == version

    assert len(kinds) >= 25, kinds


def test_every_request_of_the_demonstration_has_a_page_that_names_its_parts(filled: Any) -> None:
    dpo = client(filled, Role.DPO)
    console = at_desk(filled)

    for item in dpo.get("/api/v1/requests", params={"limit": 200}).json()["items"]:
        page = console.get(f"/requests/{item['reference']}", headers={"Accept-Language": "en"})
        assert page.status_code == 200, item["reference"]
        shown = dpo.get(f"/api/v1/requests/{item['id']}").json()
        decided = [part for claim in shown["claims"] for part in claim["parts"]]
        if any(part["items"] for part in decided):
            assert "1 item" in page.text
        if any(part["purposes"] and part["status"] == "excepted" for part in decided):
            assert "Kept: fraud prevention" in page.text


def test_mails_and_a_file_to_erase_wait_for_whoever_looks_on(filled: Any) -> None:
    dpo = client(filled, Role.DPO)
    waiting = dpo.get("/api/v1/messages").json()["items"]
    (due,) = dpo.get("/api/v1/retention").json()["items"]

    assert [one["state"] for one in waiting] == ["unread", "unread"]
    assert [one["kept"] for one in due["due"]] == [Kept.COPIES]
    assert due["due"][0]["held_by"] == []
    for place in re.findall(r"/[a-z/]+", " ".join(TOLD)):
        assert at_desk(filled).get(place).status_code == 200, place


@pytest.mark.law("gdpr/12/5")
def test_a_refusal_waits_for_a_second_person(filled: Any) -> None:
    store, tokens = filled
    (item,) = store.engine.current().items(Query(proposed=True), FRIDAY.date())
    approve = f"/api/v1/requests/{item.id}/approve-refusal"
    request = store.engine.requests.load(item.id)
    proposer = store.access.account_of(tokens[Role.HANDLER])

    assert [claim.status for claim in request.claims.values()] == [ClaimStatus.REFUSAL_PROPOSED]
    assert item.reference in at_desk(filled).get("/approvals").text
    assert request.handler == proposer.id
    assert client(filled, Role.HANDLER).post(approve, json={"right": "access"}).status_code == 403
    allowed = {one.step.path for one in actions(request) if not one.forbidden}
    assert {"approve-refusal", "revoke-decision"} <= allowed


def test_an_audit_of_the_demonstration_finds_nothing(filled: Any) -> None:
    store, _ = filled
    findings, summary = store.check([], lambda _done, _total: None)

    assert findings == []
    assert summary.events == store.history.newest()


def test_the_trail_of_the_demonstration_names_nobody(filled: Any) -> None:
    dpo = client(filled, Role.DPO)
    trail = dpo.get("/api/v1/audit/events").text
    first = dpo.get("/api/v1/requests", params={"limit": 30}).json()["items"]
    names = set()
    for item in first:
        shown = dpo.get(f"/api/v1/requests/{item['id']}", params={"reveal": True}).json()
        names |= {word for word in (shown["requester"] or {}).values() if word}

    assert len(names) > 20
    assert not [name for name in names if name in trail]
    assert all(json.loads(line) for line in trail.splitlines())
    assert not list(Path(filled[0].folder).glob("*.kek"))


def test_each_role_of_the_demonstration_signs_in_with_its_name_and_a_password(filled: Any) -> None:
    store, tokens = filled
    password = _passwords(store, tokens)

    for role in tokens:
        found = store.access.passwords.check(role, password, known=False)
        assert found
        assert store.access.account_of(tokens[role]).id == found.account_id
    people = {one.name for one in store.access.people()}
    assert not any(name.startswith("demo") for name in people)


def test_the_demonstration_hands_out_a_short_dossier(filled: Any, tmp_path: Path) -> None:
    store, dpo = filled[0], client(filled, Role.DPO)
    (item, *_) = dpo.get("/api/v1/requests", params={"status": "closed"}).json()["items"]
    place = f"/api/v1/requests/{item['id']}"
    (tmp_path / "short.zip").write_bytes(taken(dpo, place, form="short"))
    log = apart(taken(dpo, "/api/v1/audit"))["entries.bin"]

    alone = verdict(tmp_path / "short.zip", trust=store.log.vkey)
    holding = verdict(tmp_path / "short.zip", trust=store.log.vkey, log=log)

    assert (alone["verdict"], alone["statement"]) == ("consistent", "signed")
    assert (holding["verdict"], holding["statement"]) == ("consistent", "confirmed")
