"""Who searched for a person is recorded, with the words sealed; after a year the words are gone."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from griffie.api.composition import Store
from griffie.application.access.roles import Role
from griffie.domain.model.setting import Occasion
from griffie.domain.searches import PersonSearched, SearchedBy, month_of, searches_stream
from tests.conftest import Clock, Open, signed_in
from tests.given.console import at_console, seen
from tests.given.story import PERSONAL, receive

SEARCH = "/api/v1/requests/search"
NAME = PERSONAL["name"]
MONTH = "2026-03"
WHY = {"Reveal-Reason": "Klacht van de betrokkene"}


def searched(store: Store, month: str = MONTH) -> list[Any]:
    history = store.requests.history(searches_stream(month))
    return [one for one in history if isinstance(one, PersonSearched)]


def words_of(store: Store, month: str = MONTH) -> list[Any]:
    opened = store.vault.open(searches_stream(month))
    return [opened[one.sought] for one in searched(store, month)]


@pytest.mark.law("gdpr/5/2")
def test_a_search_is_recorded_with_its_hits_its_purpose_and_its_words_sealed(
    store: Store, clerk: TestClient
) -> None:
    receive(clerk)

    assert clerk.post(SEARCH, json={"name": NAME}).status_code == 200
    nobody = clerk.post(f"{SEARCH}?purpose=complaint", json={"email": "niemand@voorbeeld.example"})

    assert nobody.json()["items"] == []
    found, none = searched(store)
    assert (found.by, found.hits, found.purpose) == (SearchedBy.NAME, 1, "handle_request")
    assert (none.by, none.hits, none.purpose) == (SearchedBy.EMAIL, 0, "complaint")
    assert found.actor.startswith("u-")
    assert not found.registering
    assert words_of(store) == [NAME, "niemand@voorbeeld.example"]


def test_the_words_stand_readable_in_no_file(store: Store, clerk: TestClient) -> None:
    rare = "Xylander Quetzalcoatl"

    clerk.post(SEARCH, json={"name": rare})

    store.datastore.forget()
    for file in Path(store.folder).rglob("*"):
        if file.is_file():
            octets = file.read_bytes()
            assert b"xylander" not in octets.lower(), file


def test_an_auditor_says_why_and_a_full_stop_is_no_reason(store: Store) -> None:
    auditor = signed_in(store, Role.AUDITOR)

    assert auditor.post(SEARCH, json={"name": NAME}).status_code == 403
    for nothing in (".", "x", "--", "17 5"):
        answer = auditor.post(SEARCH, json={"name": NAME}, headers={"Reveal-Reason": nothing})
        assert answer.status_code == 422
        assert nothing not in answer.json()["detail"].split()
    assert not searched(store)

    assert auditor.post(SEARCH, json={"name": NAME}, headers=WHY).status_code == 200

    (found,) = searched(store)
    assert found.purpose == "supervision"
    assert store.vault.open(searches_stream(MONTH))[found.reason] == WHY["Reveal-Reason"]


@pytest.mark.parametrize("role", [Role.REPORTER, Role.ADMIN])
def test_who_may_not_search_leaves_a_refusal_and_no_search(store: Store, role: Role) -> None:
    client = signed_in(store, role)

    assert client.post(SEARCH, json={"name": NAME}).status_code == 403

    assert not searched(store)


def test_a_further_page_is_recorded_unless_it_was_today(store: Store, clerk: TestClient) -> None:
    for _ in range(3):
        receive(clerk)
    first = clerk.post(SEARCH, json={"name": NAME})
    assert first.status_code == 200

    page = clerk.get("/api/v1/requests?limit=1&sort=-received_on").json()
    again = {"name": NAME, "cursor": page["next"]}
    assert clerk.post(SEARCH, json=again).status_code == 200
    assert len(searched(store)) == 1

    other = {"email": "ander@voorbeeld.example", "cursor": page["next"]}
    assert clerk.post(SEARCH, json=other).status_code == 200
    assert len(searched(store)) == 2


def test_the_console_records_its_search_as_well(store: Store, clerk: TestClient) -> None:
    receive(clerk)
    handler, auditor = at_console(store, Role.HANDLER), at_console(store, Role.AUDITOR)

    asked = {"sought": NAME, "purpose": "answer_question"}
    assert handler.post("/search", data=asked).status_code == 200
    refused = auditor.post("/search", data={"sought": NAME, "reason": "."})
    assert refused.status_code == 422
    assert "State a reason first" in refused.text
    said = {"sought": NAME, "reason": "A complaint"}
    assert auditor.post("/search", data=said).status_code == 200

    told = [(one.hits, one.purpose, one.reason is not None) for one in searched(store)]
    assert told == [(1, "answer_question", False), (1, "supervision", True)]


def test_registering_records_the_look_up_and_not_the_beginning_of_a_name(
    store: Store, clerk: TestClient
) -> None:
    receive(clerk)
    handler = at_console(store, Role.HANDLER)
    form = {"received_on": "2026-03-20", "channel": "post", "requester.name": "Adé"}

    handler.post("/requests/new/ahead", data=form)
    assert not searched(store)

    for _ in range(2):
        handler.post("/requests/new/ahead", data=form | {"requester.name": NAME})
    whole = {"requester.email": "niemand@voorbeeld.example", "language": "nl", "message": "Wis."}
    assert handler.post("/requests/new", data=form | whole).status_code == 303

    told = [(one.by, one.hits, one.registering) for one in searched(store)]
    assert told[0] == ("name", 1, True)
    assert ("email", 0, True) in told
    assert len([one for one in told if one[1]]) == 1


def test_an_auditor_reads_who_searched_and_opens_the_words_for_a_reason(
    store: Store, clerk: TestClient
) -> None:
    clerk.post(SEARCH, json={"name": NAME})
    auditor, dpo = signed_in(store, Role.AUDITOR), signed_in(store, Role.DPO)
    place = f"/api/v1/audit/searches?month={MONTH}"

    closed = auditor.get(place).json()
    assert closed["items"][0] | {"sought": None} == closed["items"][0]
    assert clerk.get(place).status_code == 403
    assert auditor.get(f"{place}&reveal=true").status_code == 403

    opened = auditor.get(f"{place}&reveal=true", headers=WHY).json()
    assert opened["items"][0]["sought"] == NAME
    assert dpo.get(f"{place}&reveal=true&purpose=supervision").status_code == 200
    looked = list(store.requests.history(searches_stream(MONTH)))[1:]
    assert [one.TOPIC for one in looked] == ["SearchWordsOpened"] * 2
    assert clerk.get("/api/v1/audit/searches?month=2026-13").status_code in {403, 422}


def test_the_page_of_searches_opens_the_words_on_demand(store: Store, clerk: TestClient) -> None:
    clerk.post(SEARCH, json={"name": NAME})
    auditor = at_console(store, Role.AUDITOR)

    assert "Who searched" in seen(auditor, "/audit")
    closed = seen(auditor, "/audit/searches")
    assert "Handling the request" in closed
    assert NAME not in closed
    without = auditor.post("/audit/searches", data={"month": MONTH, "reason": "."})
    assert without.status_code == 422
    assert NAME not in without.text

    opened = auditor.post("/audit/searches", data={"month": MONTH, "reason": "Yearly review"})

    assert opened.status_code == 200
    assert NAME in opened.text


def test_after_a_year_the_words_are_gone_and_the_search_stays(
    store: Store, clerk: TestClient, clock: Clock
) -> None:
    clerk.post(SEARCH, json={"name": NAME})
    clock.at = datetime(2027, 3, 31, 10, tzinfo=UTC)
    assert store.engine.searches.forget_due(Occasion("system", clock())) == 0
    assert words_of(store) == [NAME]

    clock.at = datetime(2027, 4, 1, 10, tzinfo=UTC)
    assert store.engine.searches.forget_due(Occasion("system", clock())) == 1
    assert store.engine.searches.forget_due(Occasion("system", clock())) == 0

    assert not store.vault.remains_of(searches_stream(MONTH))
    *_, last = store.requests.history(searches_stream(MONTH))
    assert (last.TOPIC, last.month, last.searches) == ("SearchWordsErased", MONTH, 1)
    dpo = signed_in(store, Role.DPO)
    told = dpo.get(f"/api/v1/audit/searches?month={MONTH}&reveal=true").json()
    assert told["erased"]
    assert told["items"][0]["hits"] == 0
    assert told["items"][0]["sought"] is None
    assert store.check([], lambda *_: None)[0] == []


def test_cut_off_between_the_event_and_the_key_it_is_finished_the_next_time(
    store: Store, clerk: TestClient, clock: Clock, opening: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    clerk.post(SEARCH, json={"name": NAME})
    clock.at = datetime(2027, 6, 1, 10, tzinfo=UTC)

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(type(store.vault), "erase", killed)
        with pytest.raises(KeyboardInterrupt):
            store.engine.searches.forget_due(Occasion("system", clock()))
    found = [one.what for one in store.check([], lambda *_: None)[0]]
    assert found
    assert all("destroyed" in one for one in found)

    again = opening()
    assert again.engine.searches.forget_due(Occasion("system", clock())) == 1
    assert again.check([], lambda *_: None)[0] == []
    topics = [one.TOPIC for one in again.requests.history(searches_stream(MONTH))]
    assert topics == ["PersonSearched", "SearchWordsErased"]


def test_a_key_destroyed_without_an_event_is_found(store: Store, clerk: TestClient) -> None:
    clerk.post(SEARCH, json={"name": NAME})

    store.vault._keys.destroy(searches_stream(MONTH), ["t2"])

    findings = [one.what for one in store.check([], lambda *_: None)[0]]
    assert any("key was destroyed" in one for one in findings), findings


@pytest.mark.parametrize(
    ("day", "back", "month"),
    [("2026-01-31", 1, "2025-12"), ("2026-12-01", 0, "2026-12"), ("2027-04-01", 13, "2026-03")],
)
def test_the_months_are_those_of_the_calendar(day: str, back: int, month: str) -> None:
    assert month_of(datetime.fromisoformat(day).date(), back) == month
