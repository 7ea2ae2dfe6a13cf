"""Over HTTP: an objection to what was announced, its advice, and its answer."""

import pytest
from fastapi.testclient import TestClient

from tests.given.story import receive

SAID = {"right": "objection", "purpose": "loyalty", "announced_on": "2026-02-20"}


@pytest.mark.law("gdpr/13/3")
@pytest.mark.law("gdpr/21/1")
def test_an_announced_purpose_goes_from_the_request_into_advice_and_letter(
    clerk: TestClient,
) -> None:
    place = receive(clerk, rights=[{"right": "objection", "purposes": ["newsletter"]}])

    recorded = clerk.post(f"{place}/record-announcement", json=SAID)
    (claim,) = clerk.get(f"{place}/applicability").json()["claims"]
    clerk.post(f"{place}/fulfil", json={"right": "objection", "measures": "Nooit begonnen."})
    letter = clerk.get(f"{place}/letter", params={"kind": "answer", "format": "text"}).text

    assert recorded.status_code == 200
    assert recorded.json()["claims"][0]["purposes"] == ["loyalty", "newsletter"]
    (loyalty,) = [one for one in claim["purposes"] if one["purpose"] == "loyalty"]
    assert loyalty["applies"] == "doubtful"
    assert "gdpr/21/1" in [one["provision"] for one in loyalty["why"]]
    assert [one["provision"] for one in loyalty["review"]] == ["gdpr/5/1/b"]
    told = " ".join(letter.split())
    assert "dat wij u op 20 februari 2026 hebben aangekondigd: [AAN TE VULLEN" in told
    assert "loyalty" not in told, "a code is no name"
    assert "Voor dat doeleinde verwerken wij uw persoonsgegevens niet." in told


def test_only_to_what_is_an_objection_an_announcement_belongs(clerk: TestClient) -> None:
    place = receive(clerk)

    answer = clerk.post(f"{place}/record-announcement", json=SAID | {"right": "access"})

    assert answer.status_code == 409
    assert answer.json()["type"] == "/problems/state"
