"""A request that another register finished, as the console, the API and the queue show it."""

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from griffie.api.composition import open_store
from griffie.api.composition.web import application
from griffie.application.access.roles import Role
from tests.cli.test_cli import data
from tests.cli.test_cli_import import LINES, imported, mapped, request_of, written

__all__ = ["data"]

_TITLE = {
    "nl": "Overgenomen uit een vroeger register",
    "fr": "Repris d’un registre antérieur",
    "de": "Aus einem früheren Register übernommen",
    "en": "Taken over from an earlier register",
}


@pytest.mark.parametrize("language", _TITLE)
def test_it_is_read_everywhere_and_judged_nowhere(
    data: Path, tmp_path: Path, language: str
) -> None:
    file, report = written(tmp_path, *LINES), tmp_path / "report.csv"
    assert imported(file, mapped(file), "--report", report).exit_code == 0
    store = open_store(data)
    past, still = (request_of(store, report, line).id for line in (2, 4))
    token = store.access.create_token(Role.DPO)
    with TestClient(application(store.engine)) as client:
        api = {"Authorization": f"Bearer {token}"}
        client.post("/login", data={"token": token})
        shown = client.get(f"/api/v1/requests/{past}", headers=api).json()
        opened = client.get(f"/api/v1/requests/{still}", headers=api).json()
        listed = client.get("/api/v1/requests?deadline=not_judged", headers=api).json()["items"]
        page = client.get(f"/requests/{shown['reference']}", headers={"Accept-Language": language})
        found = client.post(
            "/api/v1/requests/search", json={"name": "Marie Desmet"}, headers=api
        ).json()["items"]
    store.engine.close()

    assert shown["imported"] == "finished"
    assert opened["imported"] == "open"
    assert shown["deadline"]["state"] == "not_judged"
    assert shown["deadline"]["met_strictly"] is None
    assert shown["missed"] == []
    assert [one["reference"] for one in found] == [shown["reference"]]
    assert shown["reference"] in {one["reference"] for one in listed}
    assert page.status_code == 200
    assert _TITLE[language] in page.text
    may = {one["command"] for one in shown["actions"] if one["allowed"]}
    assert not may & {"reopen", "fulfil", "close", "grant", "revoke-decision"}
