"""Who looked and who was refused: in the log, beside the requests."""

import json
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from fastapi.testclient import TestClient

from griffie.api.composition import Store
from griffie.api.composition.web import application
from griffie.application.access import trail as access_trail
from griffie.application.access.roles import Role
from griffie.domain.housekeeping import ACCESS_TRAIL_TOPICS, Export, looks_stream
from griffie.domain.model.setting import Occasion
from tests.api.test_strangers import door, knocks
from tests.conftest import Clock, signed_in
from tests.given.story import PERSONAL, receive, tell

REQUESTS = "/api/v1/requests"


def id_of(place: str) -> UUID:
    return UUID(place.rpartition("/")[2])


def looks(client: TestClient, place: str) -> list[dict[str, Any]]:
    answer = client.get(f"{place}/looks")
    assert answer.status_code == 200
    found: list[dict[str, Any]] = answer.json()["items"]
    return found


@pytest.mark.law("gdpr/5/2")
def test_a_step_that_the_law_forbids_leaves_who_tried_and_which_article(
    clerk: TestClient, dpo: TestClient
) -> None:
    place = receive(clerk)
    before = clerk.get(place)
    said = {"grounds": ["number"], "explanation": "Veel aanvragen", "notified_on": "2026-03-20"}
    assert clerk.post(f"{place}/extend-deadline", json=said).status_code == 200
    version = clerk.get(place).json()["version"]

    answer = clerk.post(f"{place}/extend-deadline", json=said)

    assert answer.status_code == 409
    (look,) = looks(dpo, place)
    assert look["type"] == "CommandRefused"
    assert (look["command"], look["problem"]) == ("extend-deadline", answer.json()["type"])
    assert look["problem"].startswith("/law/gdpr/12/3")
    assert look["at_version"] == version == before.json()["version"] + 1
    assert clerk.get(place).headers["ETag"] == f'"{version}"'


def test_a_role_that_may_not_is_recorded_and_the_request_does_not_move(
    store: Store, dpo: TestClient
) -> None:
    place, auditor = receive(dpo), signed_in(store, Role.AUDITOR)

    assert auditor.post(f"{place}/close", json={}).status_code == 403
    assert auditor.get(f"{place}?reveal=true").status_code == 403

    told = [(look["command"], look["problem"], look["at_version"]) for look in looks(dpo, place)]
    assert told == [("close", "/problems/role", 1), ("read", "/problems/reason", 1)]
    assert dpo.get(place).headers["ETag"] == '"1"'


def test_a_client_in_a_loop_is_recorded_once_for_each_version(
    store: Store, dpo: TestClient
) -> None:
    place, auditor = receive(dpo), signed_in(store, Role.AUDITOR)

    for _ in range(5):
        auditor.post(f"{place}/close", json={})
        dpo.post(f"{place}/close", json={})
    dpo.post(f"{place}/add-note", json={"note": "ja"})
    for _ in range(5):
        auditor.post(f"{place}/close", json={})

    told = looks(dpo, place)
    assert [(look["at_version"], look["problem"][:10]) for look in told] == [
        (1, "/problems/"),
        (1, told[1]["problem"][:10]),
        (2, "/problems/"),
    ]
    assert len({look["actor"] for look in told}) == 2


def test_beyond_a_measure_refusals_are_counted_and_not_written(
    store: Store, dpo: TestClient, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(access_trail, "REFUSALS_A_DAY", 3)
    places, auditor = [receive(dpo) for _ in range(5)], signed_in(store, Role.AUDITOR)
    for place in places:
        auditor.post(f"{place}/close", json={})
        dpo.post(f"{place}/close", json={})

    clock.at += timedelta(days=1)
    store.engine.access_trail.write_counts(Occasion("system", clock.at))

    assert [len(looks(dpo, place)) for place in places] == [2, 2, 2, 0, 0]
    (counted,) = knocks(store)
    assert counted.refusals_not_written == 4
    auditor.post(f"{places[4]}/close", json={})
    assert len(looks(dpo, places[4])) == 1


def test_what_is_malformed_or_not_there_was_refused_to_nobody(
    store: Store, dpo: TestClient
) -> None:
    place = receive(dpo)
    size = store.history.newest()

    assert dpo.post(f"{place}/close", json={"x": 1}).status_code == 422
    assert dpo.post(f"{place}/close", json={}, headers={"If-Match": '"7"'}).status_code == 412
    assert dpo.post(f"{REQUESTS}/{uuid4()}/close", json={}).status_code == 404
    assert dpo.get(f"{place}/letter?kind=answer&x=1").status_code == 422

    assert store.history.newest() == size


def test_a_role_that_may_not_go_somewhere_is_recorded_once_a_day(
    store: Store, dpo: TestClient, clock: Clock
) -> None:
    clerk = signed_in(store, Role.HANDLER)
    for _ in range(3):
        assert clerk.get("/api/v1/audit/events").status_code == 403
    clock.at += timedelta(days=1)
    assert clerk.get("/api/v1/audit/events").status_code == 403

    told = [json.loads(line) for line in dpo.get("/api/v1/audit/events").text.splitlines()]
    refused = [line for line in told if line["type"] == "CommandRefused"]
    assert [line["data"]["request"] for line in refused] == [None, None]
    assert [line["data"]["command"] for line in refused] == ["trail", "trail"]


@pytest.mark.parametrize("role", Role)
def test_who_looked_is_shown_to_those_who_oversee(
    store: Store, dpo: TestClient, role: Role
) -> None:
    place = receive(dpo)
    dpo.get(f"{place}?reveal=true")
    somebody = signed_in(store, role)

    answer = somebody.get(f"{place}/looks")

    assert answer.status_code == (200 if role in {Role.DPO, Role.AUDITOR} else 403)
    if answer.status_code == 200:
        assert [look["type"] for look in answer.json()["items"]] == ["PersonalDataRevealed"]
    feed = TestClient(application(store.engine), headers={"Accept": "text/html"}, cookies={})
    assert feed.get("/", follow_redirects=False).status_code == 303


def test_the_reason_of_a_look_is_shown_as_its_digest(store: Store, dpo: TestClient) -> None:
    place, auditor = receive(dpo), signed_in(store, Role.AUDITOR)
    auditor.get(f"{place}?reveal=true", headers={"Reveal-Reason": "Klacht van Adelaide"})

    (look,) = looks(dpo, place)

    assert look["reason"] is not None
    assert len(look["reason"]) == 43
    assert "Klacht" not in json.dumps(look)


def test_what_was_handed_out_is_recorded_each_time_and_a_report_once_a_day(
    store: Store, dpo: TestClient, clock: Clock
) -> None:
    place = receive(dpo)
    request = store.requests.load(id_of(place))
    trail, now = store.engine.access_trail, Occasion("u-dpo", clock.at)
    for _ in range(3):
        trail.record_export(request, Export.DOSSIER, now)
        trail.record_export(None, Export.REPORT, now)
    trail.record_export(None, Export.REPORT, now._replace(actor="u-other"))

    assert [look["exported"] for look in looks(dpo, place)] == ["dossier"] * 3
    told = [json.loads(line) for line in dpo.get("/api/v1/audit/events").text.splitlines()]
    reports = [line["actor"] for line in told if line["data"].get("what") == "report"]
    assert reports == ["u-dpo", "u-other"]


def test_when_a_history_goes_who_looked_at_it_goes_too(store: Store, dpo: TestClient) -> None:
    place = tell(dpo)
    dpo.get(f"{place}?reveal=true")
    dpo.post(f"{place}/close", json={})
    request_id = id_of(place)
    erase = {"ground": "test_data", "explanation": PERSONAL["explanation"]}
    assert dpo.post(f"{place}/erase-personal-data", json=erase).status_code == 200
    assert len(looks(dpo, place)) == 2
    store.engine.current()

    store.requests.erase_stream(request_id, store.engine.now(account(store)))

    assert list(store.requests.history(looks_stream(request_id))) == []
    assert dpo.get(f"{place}/looks").status_code == 404
    store.engine.current()
    assert request_id.hex not in {row["request_id"] for row in store.engine.trail.newest(1000)}


def account(store: Store) -> Any:
    return store.access.account_of(store.access.create_token(Role.DPO))


def test_whoever_audits_nothing_does_not_see_in_the_feed_who_looked(
    store: Store, clerk: TestClient
) -> None:
    place = receive(clerk)
    clerk.get(f"{place}?reveal=true")
    store.engine.access_trail.record_look_up([id_of(place)], store.engine.now(account(store)))
    clerk.post(f"{place}/close", json={})
    store.engine.current()

    assert {row["type"] for row in store.engine.trail.newest(4)} >= ACCESS_TRAIL_TOPICS - {
        "DataExported",
        "KnocksCounted",
    }
    token = store.access.create_token(Role.HANDLER)
    with door(store) as browser:
        browser.post("/login", data={"token": token})
        shown = browser.get("/", headers={"Accept-Language": "en"}).text
    assert "Request received" in shown
    assert "Personal data opened" not in shown
    assert "Found when the person was looked up" not in shown
    assert ">Refused<" not in shown


@pytest.mark.parametrize(("language", "title"), [("en", "Who looked"), ("nl", "Wie heeft gekeken")])
def test_the_page_tells_who_looked_in_the_reader_s_words(
    store: Store, dpo: TestClient, language: str, title: str
) -> None:
    place = receive(dpo)
    auditor = signed_in(store, Role.AUDITOR)
    auditor.get(f"{place}?reveal=true", headers={"Reveal-Reason": "Klacht van Adelaide"})
    auditor.post(f"{place}/close", json={})
    said = {"grounds": ["number"], "explanation": "Veel", "notified_on": "2026-03-20"}
    for _ in range(2):
        dpo.post(f"{place}/extend-deadline", json=said)
    now = store.engine.now(account(store))
    store.engine.access_trail.record_export(store.requests.load(id_of(place)), Export.LETTER, now)
    reference = dpo.get(place).json()["reference"]

    with door(store) as browser:
        browser.post("/login", data={"token": store.access.create_token(Role.AUDITOR)})
        asked = {"Accept-Language": language}
        case = browser.get(f"/requests/{reference}", headers=asked).text
        shown = browser.get(f"/requests/{reference}/looks", headers=asked).text

    assert f'href="/requests/{reference}/looks"' in case
    assert f"<h1>{title}</h1>" in shown
    assert "Klacht" not in shown
    if language == "en":
        assert all(
            word in shown
            for word in ("Personal data opened", "not for this role", "Article 12(3)", "letter")
        )


def test_the_page_is_for_those_who_oversee(store: Store, clerk: TestClient) -> None:
    reference = clerk.get(receive(clerk)).json()["reference"]

    with door(store) as browser:
        browser.post("/login", data={"token": store.access.create_token(Role.HANDLER)})
        assert browser.get(f"/requests/{reference}/looks").status_code == 403
        assert "/looks" not in browser.get(f"/requests/{reference}").text
