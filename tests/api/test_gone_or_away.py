"""Erased is for good, a key that is away is not: every address one can read tells them apart."""

import sqlite3
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from griffie.api.composition import Store
from griffie.api.composition.web import application
from griffie.application.access.roles import Role
from griffie.application.intake.message import MessageQuery
from griffie.application.projections.registry import PROJECTIONS
from tests.conftest import signed_in
from tests.given.inbox import incoming, mail
from tests.given.story import PERSONAL, tell

ERASE = {"ground": "test_data", "explanation": "Een proef."}
ONE = "/api/v1/requests/{request_id}"
INSPECTION = "/api/v1/audit/inspection"
ASKED: dict[str, dict[str, Any]] = {
    f"{ONE}/letter": {"kind": "acknowledgement"},
    f"{ONE}/diff": {"from": "position:2", "to": "position:4"},
    "/api/v1/requests/diff": {"from": "position:2", "to": "position:4"},
    "/api/v1/reports/annual": {"year": 2026},
    "/api/v1/reports/annual.{form}": {"year": 2026},
    "/api/v1/reports/period": {"from": "2026-01-01", "until": "2026-12-31"},
    INSPECTION: {"from": "2026-01-01"},
    "/api/v1/audit/inclusion": {"index": 0, "size": 3},
    "/api/v1/audit/consistency": {"old": 1, "new": 3},
}
"""What an address wants to be asked."""

LEFT_OUT = {"/api/v1/tokens", f"{ONE}/documents/{{digest}}"}
"""The administrator's, which tells of no request; and a document, which has tests of its own."""

NEEDS_THE_KEY = {
    "GET /api/v1/requests?reveal",
    f"GET {INSPECTION}?reveal",
    f"GET {ONE}?reveal",
    f"GET {ONE}/events?reveal",
    f"GET {ONE}/dossier?reveal",
    f"GET {ONE}/letter",
    f"GET {ONE}/letters?reveal",
    "GET /api/v1/messages/{message_id}?reveal",
}
"""What opens personal data, and so cannot be answered while the key is away."""
NO_LETTER = {f"GET {ONE}/letter"}
"""What is refused of an erased file, because there is nobody left to write to."""


def addresses(store: Store) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Every address that can be read, as the API describes itself; with reveal as well."""
    for path, told in application(store.engine).openapi()["paths"].items():
        if "get" in told:
            asked = ASKED.get(path, {})
            yield f"GET {path}", path, asked
            if "reveal" in {one["name"] for one in told["get"].get("parameters", ())}:
                file = {"format": "csv"} if path == "/api/v1/requests" else {}
                yield f"GET {path}?reveal", path, asked | file | {"reveal": True}


def read(store: Store, place: str) -> dict[str, Any]:
    """What each answers about this request, to the DPO."""
    dpo, answers = signed_in(store, Role.DPO), {}
    (message,) = store.engine.messages.page(MessageQuery())
    for name, path, asked in addresses(store):
        if path in LEFT_OUT:
            continue
        ids = {"request_id": place.rpartition("/")[2], "message_id": message.id}
        filled = path.format(**ids, provision="gdpr/17", form="csv")
        named = "format" in asked or path == INSPECTION
        why = {"Reveal-Reason": "Een klacht."} if named else {}
        answers[name] = dpo.get(filled, params=asked, headers=why)
    return answers


def take_the_keys_away(store: Store) -> None:
    """As when keys.db was put back from before this request was received."""
    with sqlite3.connect(store.folder / "keys.db") as other:
        other.execute("DELETE FROM keys")


@pytest.fixture
def place(store: Store, clerk: TestClient) -> str:
    incoming(store, mail())
    return tell(clerk)


def test_every_address_answers_while_nothing_is_missing(store: Store, place: str) -> None:
    statuses = {name: answer.status_code for name, answer in read(store, place).items()}

    assert len(statuses) > 15
    assert statuses.keys() >= NEEDS_THE_KEY
    assert set(statuses.values()) == {200}, statuses


def test_what_was_erased_is_said_to_be_gone_and_nobody_is_told_to_try_again(
    store: Store, dpo: TestClient, place: str
) -> None:
    assert dpo.post(f"{place}/erase-personal-data", json=ERASE).status_code == 200

    answers = read(store, place)

    assert {name for name, answer in answers.items() if answer.status_code != 200} == NO_LETTER
    assert {answers[name].status_code for name in NO_LETTER} == {409}
    assert not [name for name, answer in answers.items() if "Retry-After" in answer.headers]
    assert answers[f"GET {ONE}?reveal"].json()["personal_data"] == "erased"
    assert answers[f"GET {ONE}?reveal"].json()["requester"] is None


def test_what_was_erased_stands_in_no_answer(store: Store, dpo: TestClient, place: str) -> None:
    before = read(store, place)
    assert dpo.post(f"{place}/erase-personal-data", json=ERASE).status_code == 200

    after = read(store, place)

    def telling(answers: dict[str, Any]) -> set[str]:
        return {
            name
            for name, answer in answers.items()
            if any(words in answer.text for words in PERSONAL.values())
        }

    assert telling(before) >= {f"GET {ONE}?reveal", f"GET {ONE}/events?reveal"}
    assert telling(after) == set()


@pytest.mark.in_folder
def test_a_key_that_is_away_is_not_called_erased_and_only_its_words_are_missing(
    store: Store, place: str
) -> None:
    take_the_keys_away(store)

    answers = read(store, place)

    assert {name for name, one in answers.items() if one.status_code != 200} == NEEDS_THE_KEY
    for name in NEEDS_THE_KEY:
        assert answers[name].status_code == 503
        assert answers[name].json()["type"] == "/problems/key-unavailable"
        assert answers[name].headers["Retry-After"]
    assert answers[f"GET {ONE}"].json()["personal_data"] == "kept"


@pytest.mark.parametrize("away", [False, True], ids=["erased", "away"])
@pytest.mark.in_folder
def test_a_search_finds_what_is_kept_also_without_its_key_and_nothing_that_was_erased(
    store: Store, dpo: TestClient, place: str, *, away: bool
) -> None:
    if away:
        take_the_keys_away(store)
    else:
        dpo.post(f"{place}/erase-personal-data", json=ERASE)

    for asked in ({"email": PERSONAL["email"]}, {"name": PERSONAL["name"]}):
        found = dpo.post("/api/v1/requests/search", json=asked)
        assert found.status_code == 200
        assert len(found.json()["items"]) == int(away)


@pytest.mark.parametrize("name", PROJECTIONS)
def test_every_view_says_the_same_when_it_is_made_anew_after_an_erasure(
    store: Store, dpo: TestClient, place: str, name: str
) -> None:
    tell(dpo)
    read(store, place)
    dpo.post(f"{place}/erase-personal-data", json=ERASE)
    read(store, place)

    assert not store.projections.strayed(name)
    store.projections.rebuild(name, lambda *_: None)
    assert not store.projections.strayed(name)
