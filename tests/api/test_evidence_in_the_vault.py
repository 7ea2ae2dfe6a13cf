"""The paper in the vault, from upload to destruction; cut off, and taken up again."""

from typing import Any
from unittest.mock import patch
from uuid import UUID

import pytest
from fastapi.testclient import TestClient

from griffie.api.composition import Store
from griffie.application.disclosure import ErasureIncompleteError, Tier
from griffie.application.requests.commands import command
from griffie.domain.model.setting import Occasion
from griffie.domain.rights_request import RightsRequest
from griffie.infrastructure.vault.vault import SQLiteVault
from tests.conftest import Open
from tests.given.story import receive

DAY = "2026-03-06"
DOUBT = {"grounds": "Een ander adres.", "asked_on": DAY, "asked_for": "Een kaart."}
VERIFY = {"method": "Kaart gezien, niet bewaard.", "verified_on": DAY, "received_on": DAY}
SETTLE: list[tuple[str, dict[str, Any], str]] = [
    ("verify-identity", VERIFY, "IdentityVerified"),
    ("fail-identity", {"reason": "De kaart was vervallen."}, "IdentityNotEstablished"),
]


def doubted_with_a_paper(dpo: TestClient) -> str:
    place = receive(dpo)
    assert dpo.post(f"{place}/doubt-identity", json=DOUBT).status_code == 200
    for kind in ("identity_evidence", "correspondence"):
        uploaded = dpo.post(
            f"{place}/documents",
            files={"file": ("kaart.png", b"\x89PNG", "image/png")},
            data={"kind": kind, "name": "kaart.png", "media_type": "image/png"},
        )
        assert uploaded.status_code == 201
    return place


def tiers(store: Store, place: str) -> set[str]:
    """The tiers of which something of this request lies in the vault."""
    with store.datastore.transaction(commit=False) as c:
        request_id = UUID(place.rpartition("/")[2])
        c.execute("SELECT DISTINCT tier FROM vault WHERE request_id = ?", (request_id.hex,))
        return {row[0] for row in c.fetchall()}


def happened(dpo: TestClient, place: str) -> list[str]:
    return [item["type"] for item in dpo.get(f"{place}/events").json()["items"]]


@pytest.mark.law("gdpr/5/1/e")
@pytest.mark.parametrize(("step", "said", "kind"), SETTLE, ids=[step for step, *_ in SETTLE])
def test_settling_the_identity_destroys_its_evidence_and_records_that(
    store: Store, dpo: TestClient, step: str, said: dict[str, Any], kind: str
) -> None:
    place = doubted_with_a_paper(dpo)
    before = tiers(store, place)

    answer = dpo.post(f"{place}/{step}", json=said)

    assert answer.status_code == 200
    assert happened(dpo, place)[-2:] == [kind, "IdentityEvidenceDestroyed"]
    assert answer.headers["ETag"] == f'"{len(happened(dpo, place))}"'
    assert before - tiers(store, place) == {Tier.IDENTITY}
    assert dpo.get(f"{place}?reveal=true").json()["requester"] is not None


def test_without_evidence_there_is_nothing_to_destroy(dpo: TestClient) -> None:
    place = receive(dpo)

    dpo.post(f"{place}/verify-identity", json=VERIFY)

    assert happened(dpo, place) == ["RequestReceived", "IdentityVerified"]


def occasion(store: Store) -> Occasion:
    return Occasion("u-17", store.engine.clock(), store.engine.controller)


@pytest.mark.parametrize("cut_off", ["before", "after"])
def test_a_destruction_cut_off_is_finished_and_recorded_once(
    store: Store, opening: Open, dpo: TestClient, cut_off: str
) -> None:
    place = doubted_with_a_paper(dpo)
    request_id = UUID(place.rpartition("/")[2])
    verify = command(RightsRequest.verify_identity, **VERIFY)
    erase = SQLiteVault.erase

    def killed(vault: SQLiteVault, *said: Any) -> None:
        if cut_off == "after":
            erase(vault, *said)
        raise KeyboardInterrupt

    with patch.object(SQLiteVault, "erase", killed), pytest.raises(KeyboardInterrupt):
        store.requests.take(request_id, verify, occasion(store))

    again = opening()
    assert again.requests.load(request_id).evidence_to_destroy
    for _ in range(2):
        again.requests.destroy_identity_evidence(request_id, occasion(again))
    assert Tier.IDENTITY not in tiers(again, place)
    topics = [event.TOPIC for event in again.requests.history(request_id)]
    assert topics.count("IdentityEvidenceDestroyed") == 1


def test_what_a_reader_kept_alive_is_destroyed_by_the_next_command(
    store: Store, dpo: TestClient
) -> None:
    place = doubted_with_a_paper(dpo)

    with patch.object(SQLiteVault, "erase", side_effect=ErasureIncompleteError):
        kept = dpo.post(f"{place}/verify-identity", json=VERIFY)
    then = happened(dpo, place)[-1]
    dpo.post(f"{place}/add-note", json={"note": "Verder."})

    assert kept.status_code == 200
    assert then == "IdentityVerified"
    assert happened(dpo, place)[-2:] == ["NoteAdded", "IdentityEvidenceDestroyed"]
    assert Tier.IDENTITY not in tiers(store, place)
