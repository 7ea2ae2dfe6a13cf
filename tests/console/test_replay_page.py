"""The replay page: a version, a day, two versions beside each other; and a board that lost some."""

import re
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from fastapi.testclient import TestClient

from griffie.api.composition import Store
from griffie.application.access.roles import OPERATOR, Role
from tests.conftest import Clock
from tests.given.console import at_console, page_of, seen
from tests.given.story import PERSONAL, receive, tell

START = datetime(2026, 3, 11, 9, tzinfo=UTC)
ERASE = {"ground": "test_data", "explanation": PERSONAL["explanation"]}


def text(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


@pytest.fixture
def worked(dpo: TestClient, clock: Clock) -> str:
    """Received on 11 March, assigned on the 13th, doubted on the 16th; today is 20 March."""
    clock.at = START
    place = receive(dpo)
    clock.at = START + timedelta(days=2)
    assert dpo.post(f"{place}/assign", json={"handler": "u-9"}).is_success
    clock.at = START + timedelta(days=5)
    said = {"grounds": "Adres.", "asked_for": "Telefoontje.", "asked_on": "2026-03-16"}
    assert dpo.post(f"{place}/doubt-identity", json=said).is_success
    clock.at = START + timedelta(days=9)
    return page_of(place)


@pytest.mark.parametrize(
    ("day", "version"), [("11", 1), ("12", 1), ("13", 2), ("15", 2), ("16", 3), ("20", 3)]
)
def test_a_day_shows_what_stood_at_its_end(
    store: Store, worked: str, day: str, version: int
) -> None:
    client = at_console(store, Role.AUDITOR)

    page = seen(client, f"{worked}/replay?on=2026-03-{day}")

    assert f"version {version} of 3" in page
    assert f"As the file stood at the end of {int(day)} March 2026, judged on that day." in page


def test_before_its_receipt_there_is_no_page_and_a_day_to_come_is_today(
    store: Store, worked: str
) -> None:
    client = at_console(store, Role.AUDITOR)

    assert seen(client, f"{worked}/replay?on=2026-03-10", 404)
    assert seen(client, f"{worked}/replay?on=10-03-2026", 400)
    assert "version 3 of 3" in seen(client, f"{worked}/replay?on=2027-01-01")
    assert 'min="2026-03-11" max="2026-03-20"' in seen(client, f"{worked}/replay")


def test_two_versions_stand_beside_each_other_and_what_differs_is_marked_in_words(
    store: Store, worked: str
) -> None:
    client = at_console(store, Role.AUDITOR)

    page = seen(client, f"{worked}/replay?version=3&beside=1")
    back = seen(client, f"{worked}/replay?version=1&beside=3")

    table = page.partition('<table class="facts two">')[2].partition("</table>")[0]
    assert "Version 1, judged on 11 March 2026" in table
    assert "Version 3, judged on 16 March 2026" in table
    names = re.findall(r'<th scope="row">(.*?)</th>', table)
    changed = {text(name).split()[0] for name in names if ">changed</span>" in name}
    assert {"Handler", "Identity", "Status"} <= changed
    assert {text(name).split()[0] for name in names} > changed | {"Received"}
    assert "<del>not questioned</del>" in table
    assert "<ins>in doubt</ins>" in table
    assert table == back.partition('<table class="facts two">')[2].partition("</table>")[0]
    assert f'href="{worked}/replay?beside=1&amp;version=2"' in page
    assert seen(client, f"{worked}/replay?version=3&beside=4", 404)


def test_a_comparison_speaks_four_languages(store: Store, worked: str) -> None:
    for language, word in (("nl", "gewijzigd"), ("fr", "modifié"), ("de", "geändert")):
        page = seen(
            at_console(store, Role.AUDITOR, language), f"{worked}/replay?version=3&beside=1"
        )
        assert f">{word}</span>" in page


def test_a_board_of_the_past_says_what_has_left_since(
    store: Store, dpo: TestClient, clock: Clock
) -> None:
    clock.at = START
    receive(dpo)
    told = tell(dpo)
    clock.at = START + timedelta(days=1)
    receive(dpo)
    client = at_console(store, Role.DPO)
    said = "has lawfully left the store since"
    assert said not in seen(client, "/?on=2026-03-11")

    dpo.post(f"{told}/erase-personal-data", json=ERASE)
    now = store.engine.now(OPERATOR)
    store.requests.erase_stream(UUID(told.rpartition("/")[2]), now)
    clock.at = START + timedelta(days=3)

    assert f"1 request of then {said}" in seen(client, "/?on=2026-03-11")
    assert f"1 request of then {said}" in seen(client, "/?on=2026-03-11&knowledge=now")
    assert said not in seen(client, "/?on=2026-03-13")
    assert said not in seen(client, "/")
