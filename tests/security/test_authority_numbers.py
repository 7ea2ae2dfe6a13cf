"""The number under which an authority keeps a matter leads to a person: it is sealed."""

from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from griffie.api.composition import Store
from tests.given.story import receive

NUMBER, LABEL = "DOS-2026-04711-AVDA", "zaak-1"
DAYS = {"received_on": "2026-03-10", "due_on": "2026-04-10"}
STEPS: dict[str, dict[str, Any]] = {
    "record-inquiry": {"authority": "gba"} | DAYS,
    "record-order": {"authority": "gba", "content": "Wis de gegevens."} | DAYS,
    "record-mediation": {"opened_on": "2026-03-10"},
}


@pytest.mark.law("gdpr/5/1/f")
@pytest.mark.parametrize("step", STEPS)
def test_it_is_opened_on_demand_and_stands_in_no_file(
    store: Store, dpo: TestClient, step: str
) -> None:
    place = receive(dpo)

    said = STEPS[step] | {"dossier": LABEL, "reference": NUMBER}
    assert dpo.post(f"{place}/{step}", json=said).status_code == 200

    assert NUMBER not in dpo.get(place).text + dpo.get(f"{place}/events").text
    assert NUMBER in dpo.get(f"{place}/events?reveal=true").text
    store.datastore.forget()
    for file in Path(store.folder).rglob("*"):
        assert not file.is_file() or NUMBER.encode() not in file.read_bytes(), file


def test_an_answer_finds_what_it_answers_by_our_own_label(dpo: TestClient) -> None:
    place = receive(dpo)
    said = STEPS["record-inquiry"] | {"dossier": LABEL, "reference": NUMBER}
    assert dpo.post(f"{place}/record-inquiry", json=said).status_code == 200

    answered = {"dossier": LABEL, "answered_on": "2026-03-12"}

    assert dpo.post(f"{place}/answer-inquiry", json=answered).status_code == 200
