"""The audit page: filtered by person, kind and day, page by page; a kept checkpoint is compared."""

import re
from datetime import timedelta

import pytest
from fastapi.testclient import TestClient

from griffie.api.composition import Store, open_store
from griffie.application.access.roles import Role
from tests.conftest import Clock, signed_in
from tests.given.console import at_console, seen
from tests.given.story import receive

ROW = re.compile(r'<tr><td class="num">(\d+)</td><td><b>([^<]*)</b>')
BY = re.compile(r"<td>(u-[\w-]+)</td><td><time")


@pytest.fixture
def auditor(store: Store) -> TestClient:
    return at_console(store, Role.AUDITOR)


def places(page: str) -> list[int]:
    return [int(place) for place, _ in ROW.findall(page)]


def test_the_log_is_read_page_by_page_to_its_first_entry(
    store: Store, clerk: TestClient, auditor: TestClient
) -> None:
    for _ in range(120):
        receive(clerk)
    address, found = "/audit", []
    while address:
        page = seen(auditor, address)
        found += places(page)
        older = re.findall(r'href="(/audit\?before=\d+)">Older entries', page)
        address = older[0] if older else ""

    assert found == list(range(119, -1, -1))
    assert "The newest" in page


def test_the_log_is_filtered_by_person_kind_and_day(
    store: Store, clerk: TestClient, auditor: TestClient, clock: Clock
) -> None:
    other = signed_in(store, Role.DPO)
    place = receive(clerk)
    receive(other)
    clock.at += timedelta(days=1)
    other.post(f"{place}/add-note", json={"note": "Later."})
    today, me = clock.at.date(), other.get("/api/v1/me").json()["id"]

    by_me = seen(auditor, f"/audit?by={me}")
    notes = seen(auditor, "/audit?kind=NoteAdded")
    yesterday = seen(auditor, f"/audit?on={today - timedelta(days=1)}")
    both = seen(auditor, f"/audit?by={me}&on={today}&kind=NoteAdded")
    nothing = seen(auditor, f"/audit?by={me}&kind=RequestClosed")

    assert set(BY.findall(by_me)) == {me}
    assert places(by_me) == [2, 1]
    assert places(notes) == places(both) == [2]
    assert places(yesterday) == [1, 0]
    assert "Nothing of that kind." in nothing
    assert f'<option value="{me}" selected>' in by_me
    assert auditor.get("/audit?by=Jan Peeters").status_code == 400


def test_a_day_in_brussels_ends_at_its_midnight(
    store: Store, clerk: TestClient, auditor: TestClient, clock: Clock
) -> None:
    clock.at = clock.at.replace(month=3, day=20, hour=22, minute=59, second=59)
    receive(clerk)
    clock.at += timedelta(seconds=1)  # 00:00 on the 21st in Brussels
    receive(clerk)

    assert places(seen(auditor, "/audit?on=2026-03-20")) == [0]
    assert places(seen(auditor, "/audit?on=2026-03-21")) == [1]
    assert places(seen(auditor, "/audit?on=no-day")) == [1, 0]


def test_a_checkpoint_that_was_kept_is_compared_as_it_was_pasted(
    store: Store, clerk: TestClient, auditor: TestClient
) -> None:
    receive(clerk)
    kept = store.engine.log.checkpoint()
    receive(clerk)
    quoted = "Beste,\r\n\r\n" + "\r\n".join(f"> {line}" for line in kept.split("\n"))

    for pasted in (kept, kept.replace("\n", "\r\n"), quoted):
        said = auditor.post("/audit/checkpoint", data={"note": pasted}).text
        assert "still begins exactly as this checkpoint says (entries: 1)" in said


def test_what_contradicts_the_log_or_is_not_of_it_is_said(
    store: Store, clerk: TestClient, auditor: TestClient, tmp_path_factory: pytest.TempPathFactory
) -> None:
    receive(clerk)
    kept = store.engine.log.checkpoint()
    elsewhere = open_store(tmp_path_factory.mktemp("other") / "data", clock=Clock(), demo=True)
    foreign = elsewhere.engine.log.checkpoint()
    elsewhere.engine.close()
    forged = kept.replace("\n1\n", "\n2\n", 1)
    before = store.history.newest()

    said = {
        note: auditor.post("/audit/checkpoint", data={"note": note}).text
        for note in (foreign, forged, "no checkpoint", "")
    }

    assert "did not sign it" in said[foreign]
    assert "did not sign it" in said[forged]
    assert "There is no checkpoint in this text." in said["no checkpoint"]
    assert "There is no checkpoint in this text." in said[""]
    assert store.history.newest() == before
    assert at_console(store, Role.HANDLER).post("/audit/checkpoint").status_code == 403
