"""The dossier, asked for at the console: by whom, with which choices, and what is recorded."""

import json
from typing import Any

import pytest
from fastapi.testclient import TestClient

from griffie.api.composition import Store
from griffie.application.access.roles import Role
from griffie.application.dossier import form
from griffie.application.dossier.statement import STATEMENT
from tests.given.bundles import apart
from tests.given.console import at_console, looks, page_of
from tests.given.story import PERSONAL, tell

DUTCH = {"language": "nl"}


def parts(client: TestClient, address: str, **chosen: Any) -> dict[str, bytes]:
    answer = client.post(f"{address}/dossier", data=DUTCH | chosen)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/zip"
    return apart(answer.content)


def manifest(found: dict[str, bytes]) -> dict[str, Any]:
    said: dict[str, Any] = json.loads(found["manifest.json"])
    return said


@pytest.mark.parametrize("role", Role)
def test_the_dossier_is_offered_to_those_who_oversee_and_to_nobody_else(
    store: Store, clerk: TestClient, role: Role
) -> None:
    place = page_of(tell(clerk))
    client = at_console(store, role)

    expected = 200 if role in {Role.DPO, Role.AUDITOR} else 403
    for address in (place, "/audit"):
        assert client.get(f"{address}/dossier").status_code == expected
        assert client.post(f"{address}/dossier", data=DUTCH).status_code == expected
    if role is not Role.INTAKE:
        offered = f'href="{place}/dossier"' in client.get(place).text
        assert offered is (expected == 200)


def test_what_is_not_chosen_is_not_in_it(store: Store, clerk: TestClient) -> None:
    place = page_of(tell(clerk))
    client = at_console(store, Role.DPO)

    bare, whole = parts(client, place), parts(client, place, complete="true", reveal="true")

    assert "entries.bin" not in bare
    assert "entries.bin" in whole
    assert manifest(bare)["opened"] is False
    assert PERSONAL["name"] not in bare["dossier.nl.html"].decode()
    assert PERSONAL["name"] in whole["dossier.nl.html"].decode()


def test_the_form_of_the_file_is_chosen_and_the_usual_one_is_said(
    store: Store, clerk: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = page_of(tell(clerk))
    client = at_console(store, Role.DPO)

    short, long = parts(client, place, form="short"), parts(client, place, form="long")
    bare = parts(client, place, form="bare")

    assert (STATEMENT in short, "entries.bin" in short) == (True, False)
    assert (STATEMENT in long, "entries.bin" in long) == (False, True)
    assert (STATEMENT in bare, "entries.bin" in bare) == (False, False)
    for page in (f"{place}/dossier", "/audit/inspection"):
        assert 'value="long" selected' in client.get(page).text
        assert "50 MB" in client.get(page).text
    monkeypatch.setattr(form, "LARGEST_LONG", 75)
    for page in (f"{place}/dossier", "/audit/inspection"):
        assert 'value="short" selected' in client.get(page).text


def test_an_auditor_states_a_reason_first_and_it_is_recorded(
    store: Store, clerk: TestClient
) -> None:
    location = tell(clerk)
    client = at_console(store, Role.AUDITOR)
    address = f"{page_of(location)}/dossier"
    asked = DUTCH | {"reveal": "true"}

    refused = client.post(address, data=asked | {"reason": " \u200b"})
    assert refused.status_code == 422
    assert "State a reason first" in refused.text
    assert looks(store, location) == []

    given = client.post(address, data=asked | {"reason": "Complaint 2026-114"})
    assert manifest(apart(given.content))["opened"] is True
    assert [event.TOPIC for event in looks(store, location)] == [
        "PersonalDataRevealed",
        "DataExported",
    ]


def test_it_leads_on_from_a_checkpoint_whose_size_the_reader_names(
    store: Store, clerk: TestClient
) -> None:
    tell(clerk)
    size = int(store.log.checkpoint().split("\n")[1])
    place = page_of(tell(clerk))
    client = at_console(store, Role.DPO)

    for address in (place, "/audit"):
        assert manifest(parts(client, address, older=f" {size}"))["checkpoint"]["old"] == size
        unknown = client.post(f"{address}/dossier", data=DUTCH | {"older": str(size - 1)})
        assert unknown.status_code == 422
        assert "No checkpoint of that size was signed." in unknown.text
        for malformed in ("x7y8", "-7319", "7e319"):
            wrong = client.post(f"{address}/dossier", data=DUTCH | {"older": malformed})
            assert wrong.status_code == 400
            assert malformed not in wrong.text.partition("<main")[2]


def test_a_form_of_another_site_hands_nothing_out(store: Store, clerk: TestClient) -> None:
    place = page_of(tell(clerk))
    client = at_console(store, Role.DPO)

    for address in (place, "/audit"):
        answer = client.post(
            f"{address}/dossier", data=DUTCH, headers={"sec-fetch-site": "cross-site"}
        )
        assert answer.status_code == 403
