"""Delivered copies in the vault, from upload to destruction; cut off, and taken up again."""

from typing import Any
from unittest.mock import patch
from uuid import UUID

import pytest
from fastapi.testclient import TestClient

from griffie.api.composition import Store
from griffie.application.access.roles import Role
from griffie.application.disclosure import ErasureIncompleteError, Tier
from griffie.application.requests.commands import command
from griffie.domain.rights_request import RightsRequest
from griffie.infrastructure.vault.vault import SQLiteVault
from tests.api.test_evidence_in_the_vault import happened, occasion, tiers
from tests.conftest import Open, signed_in
from tests.given.story import receive

ON_REQUEST = {"ground": "request_on_file", "explanation": "Zij vroeg het zelf."}
HANDED = {
    "right": "access",
    "format": "pdf",
    "channel": "email",
    "hands": "requester",
    "delivered_on": "2026-03-06",
}
ERASE_COPIES = command(RightsRequest.erase_copies, **ON_REQUEST)


def file_a_copy(dpo: TestClient, place: str, kind: str = "delivered_copy") -> str:
    uploaded = dpo.post(
        f"{place}/documents",
        files={"file": ("kopie.pdf", b"%PDF", "application/pdf")},
        data={"kind": kind, "name": "kopie.pdf", "media_type": "application/pdf"},
    )
    assert uploaded.status_code == 201
    return str(uploaded.json()["document"])


def delivered(dpo: TestClient) -> str:
    place = receive(dpo)
    file_a_copy(dpo, place, "correspondence")
    copy = file_a_copy(dpo, place)
    answer = dpo.post(f"{place}/deliver-copy", json=HANDED | {"documents": [copy]})
    assert answer.status_code == 200, answer.text
    return place


@pytest.mark.law("gdpr/5/1/e")
def test_erasing_the_copies_destroys_them_alone_and_records_that(
    store: Store, dpo: TestClient
) -> None:
    place = delivered(dpo)
    before = tiers(store, place)

    answer = dpo.post(f"{place}/erase-copies", json=ON_REQUEST)

    assert answer.status_code == 200
    assert happened(dpo, place)[-2:] == ["ErasureOfCopiesDecided", "CopiesDestroyed"]
    assert answer.headers["ETag"] == f'"{len(happened(dpo, place))}"'
    assert before - tiers(store, place) == {Tier.COPIES}
    assert dpo.get(f"{place}?reveal=true").json()["requester"] is not None


def test_that_a_copy_was_delivered_stays_on_record(dpo: TestClient) -> None:
    place = delivered(dpo)
    before = dpo.get(f"{place}/events").json()["items"]

    dpo.post(f"{place}/erase-copies", json=ON_REQUEST)

    assert dpo.get(f"{place}/events").json()["items"][: len(before)] == before
    assert "CopyDelivered" in happened(dpo, place)


def test_only_the_dpo_erases_copies(store: Store, dpo: TestClient) -> None:
    place = delivered(dpo)

    for role in set(Role) - {Role.DPO}:
        answer = signed_in(store, role).post(f"{place}/erase-copies", json=ON_REQUEST)
        assert answer.status_code == 403
    assert Tier.COPIES in tiers(store, place)


@pytest.mark.law("gdpr/5/1/e")
def test_copies_are_kept_for_six_months_and_the_answer_says_until_when(dpo: TestClient) -> None:
    place = delivered(dpo)

    answer = dpo.post(f"{place}/erase-copies", json=ON_REQUEST | {"ground": "retention_elapsed"})

    assert answer.status_code == 409
    assert answer.json()["type"] == "/law/gdpr/5/1/e"
    assert "2026-09-06" in answer.json()["detail"]


def test_after_an_erasure_another_copy_is_filed_and_kept(store: Store, dpo: TestClient) -> None:
    place = delivered(dpo)
    dpo.post(f"{place}/erase-copies", json=ON_REQUEST)

    copy = file_a_copy(dpo, place)
    dpo.post(f"{place}/add-note", json={"note": "Verder."})

    assert Tier.COPIES in tiers(store, place)
    opened = store.vault.open(UUID(place.rpartition("/")[2]))
    assert copy in opened


def test_a_start_finds_what_was_cut_off_without_loading_what_is_open(
    store: Store, opening: Open, dpo: TestClient
) -> None:
    place = delivered(dpo)
    for _ in range(5):
        receive(dpo)
    killed = patch.object(SQLiteVault, "erase", side_effect=KeyboardInterrupt)
    with killed, pytest.raises(KeyboardInterrupt):
        store.requests.take(UUID(place.rpartition("/")[2]), ERASE_COPIES, occasion(store))

    again = opening()
    again.engine.current()
    with patch.object(again.requests, "load", wraps=again.requests.load) as load:
        assert again.unfinished_erasures() == 1
        assert not load.called
        assert again.resume_erasures() == 1
        assert {str(call.args[0]) for call in load.call_args_list} == {place.rpartition("/")[2]}
        assert again.resume_erasures() == 0


@pytest.mark.parametrize("cut_off", ["before", "after"])
def test_a_destruction_cut_off_is_finished_at_the_next_start_and_recorded_once(
    store: Store, opening: Open, dpo: TestClient, cut_off: str
) -> None:
    place = delivered(dpo)
    request_id = UUID(place.rpartition("/")[2])
    erase = SQLiteVault.erase

    def killed(vault: SQLiteVault, *said: Any) -> None:
        if cut_off == "after":
            erase(vault, *said)
        raise KeyboardInterrupt

    with patch.object(SQLiteVault, "erase", killed), pytest.raises(KeyboardInterrupt):
        store.requests.take(request_id, ERASE_COPIES, occasion(store))

    again = opening()
    assert again.requests.load(request_id).copies_to_destroy
    finished = [again.resume_erasures() for _ in range(2)]
    assert finished == [1, 0]
    assert Tier.COPIES not in tiers(again, place)
    topics = [event.TOPIC for event in again.requests.history(request_id)]
    assert topics.count("CopiesDestroyed") == 1


def test_what_a_reader_kept_alive_is_destroyed_before_the_next_copy_is_filed(
    store: Store, dpo: TestClient
) -> None:
    place = delivered(dpo)
    with patch.object(SQLiteVault, "erase", side_effect=ErasureIncompleteError):
        kept = dpo.post(f"{place}/erase-copies", json=ON_REQUEST)
    then = happened(dpo, place)[-1]

    copy = file_a_copy(dpo, place)

    assert kept.status_code == 200
    assert then == "ErasureOfCopiesDecided"
    assert happened(dpo, place)[-2:] == ["CopiesDestroyed", "DocumentAdded"]
    assert copy in store.vault.open(UUID(place.rpartition("/")[2]))
