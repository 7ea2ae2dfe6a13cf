"""The calendar of deadlines as a page, and as a feed under a secret address."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from griffie.api.composition import Store, open_store
from griffie.api.papers.table.ics import calendar_file
from griffie.application.access.roles import Role
from tests.given.console import at_console, feed_of, page_of, seen, visitor
from tests.given.story import PERSONAL, receive, tell


def test_a_month_shows_what_is_due_on_each_of_its_days(store: Store, clerk: TestClient) -> None:
    page = page_of(receive(clerk))
    client = at_console(store, Role.HANDLER)

    march, april = seen(client, "/calendar"), seen(client, "/calendar?month=2026-04")

    assert page not in march
    assert page in april
    assert "7 April 2026" in april
    assert 'href="/?tab=open&amp;due=2026-04-07"' in april
    assert not [word for word in PERSONAL.values() if word in april]


@pytest.mark.parametrize("month", ["2026-13", "x", "1999-01", "2026-00"])
def test_what_is_no_month_is_refused(store: Store, month: str) -> None:
    answer = at_console(store, Role.HANDLER).get(f"/calendar?month={month}")

    assert 400 <= answer.status_code < 500


def test_every_month_has_whole_weeks(store: Store) -> None:
    client = at_console(store, Role.HANDLER)

    for month in range(1, 13):
        shown = seen(client, f"/calendar?month=2027-{month:02}")  # February begins on a Monday
        weeks = shown.split("<tbody>")[1].split("</tbody>")[0].split("</tr>")[:-1]
        assert {week.count("<td") for week in weeks} == {7}


@pytest.mark.law("gdpr/5/1/c")
def test_a_feed_holds_references_and_days_and_nothing_else(store: Store, clerk: TestClient) -> None:
    page = page_of(receive(clerk))
    answered = page_of(tell(clerk))
    address = feed_of(at_console(store, Role.HANDLER))

    answer = visitor(store).get(address)

    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert answer.headers["cache-control"] == "no-store"
    assert f"SUMMARY:{page.rsplit('/', 1)[1]}\r\n" in answer.text
    assert "DTSTART;VALUE=DATE:20260407\r\nDTEND;VALUE=DATE:20260408\r\n" in answer.text
    assert answered.rsplit("/", 1)[1] not in answer.text
    assert not [word for word in PERSONAL.values() if word in answer.text]
    names = {line.partition(":")[0].partition(";")[0] for line in answer.text.split("\r\n")}
    assert names <= {
        *("BEGIN", "END", "VERSION", "PRODID", "CALSCALE", "METHOD", "REFRESH-INTERVAL", "UID"),
        *("DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "TRANSP", "CLASS", ""),
    }


def test_an_address_ends_when_it_is_revoked_or_made_anew_or_its_owner_leaves(
    store: Store, clerk: TestClient
) -> None:
    receive(clerk)
    client, nobody = at_console(store, Role.HANDLER), visitor(store)

    first = feed_of(client)
    assert nobody.get(first).status_code == 200
    second = feed_of(client)
    assert (nobody.get(first).status_code, nobody.get(second).status_code) == (404, 200)
    assert client.post("/calendar", data={"feed": "end"}).status_code == 200
    assert nobody.get(second).status_code == 404
    third = feed_of(client)
    owner = store.access.account_of_feed(third.rsplit("/", 1)[1].removesuffix(".ics"))
    assert owner is not None
    store.access.end_account(owner.id)
    assert nobody.get(third).status_code == 404


def test_an_address_opens_nothing_but_its_feed(store: Store, clerk: TestClient) -> None:
    receive(clerk)
    secret = feed_of(at_console(store, Role.DPO)).rsplit("/", 1)[1].removesuffix(".ics")
    client = visitor(store)

    bearer = {"Authorization": f"Bearer {secret}"}
    assert client.get("/api/v1/requests", headers=bearer).status_code == 401
    assert client.post("/login", data={"token": secret}).status_code != 303
    for wrong in ("", "x", secret[:-1], secret + "x", "%00", "é"):
        assert client.get(f"/calendar/{wrong}.ics").status_code == 404


def test_an_address_stands_nowhere_but_on_the_page_that_made_it(
    store: Store, clerk: TestClient, caplog: Any
) -> None:
    receive(clerk)
    client = at_console(store, Role.HANDLER)
    caplog.set_level(0)
    caplog.clear()
    address = feed_of(client)
    secret = address.rsplit("/", 1)[1].removesuffix(".ics")
    answer = visitor(store).get(address)
    visitor(store).get(f"{address}x")
    metrics = visitor(store).get("/metrics").text

    assert answer.status_code == 200
    assert secret not in seen(client, "/calendar") + metrics
    ours = [one for one in caplog.records if one.name.startswith(("griffie", "uvicorn"))]
    assert not [one for one in ours if secret in one.getMessage()]
    files = [one for one in Path(store.folder).rglob("*") if one.is_file()]
    assert not [one for one in files if secret.encode() in one.read_bytes()]


def test_a_row_that_somebody_wrote_into_the_file_opens_nothing(
    store: Store, clerk: TestClient
) -> None:
    address = feed_of(at_console(store, Role.HANDLER))
    file = store.access._file

    with file.writing():
        file.execute("UPDATE feeds SET account_id = 'u-7'")

    assert visitor(store).get(address).status_code == 404
    assert [one for one in store.access.unsound() if "feeds" in one]


def test_intake_finds_in_its_feed_what_it_entered(store: Store, clerk: TestClient) -> None:
    receive(clerk)

    answer = visitor(store).get(feed_of(at_console(store, Role.INTAKE)))

    assert "VEVENT" not in answer.text
    for role in (Role.ADMIN, Role.REPORTER):
        assert at_console(store, role).post("/calendar", data={"feed": "make"}).status_code == 403


def test_a_calendar_has_the_lines_of_its_standard() -> None:
    at = datetime(2026, 3, 20, 10, 0, 1, tzinfo=UTC)
    text = calendar_file([("7K3F9-Q2MXT", at.date())], at)

    assert text.startswith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:")
    assert text.endswith("END:VEVENT\r\nEND:VCALENDAR\r\n")
    assert "UID:7K3F9-Q2MXT@griffie.invalid\r\nDTSTAMP:20260320T100001Z\r\n" in text
    assert "\n" not in text.replace("\r\n", "")


@pytest.mark.in_folder
def test_a_sign_in_file_from_before_there_were_feeds_gets_their_table(
    tmp_path: Path, clock: Any
) -> None:
    store = open_store(tmp_path / "data", clock=clock, demo=True)
    token = store.access.create_token(Role.HANDLER, "Jana")
    with store.access._file.writing():
        store.access._file.execute("DROP TABLE feeds")
    store.engine.close()

    again = open_store(tmp_path / "data", clock=clock, demo=True)

    account = again.access.account_of(token)
    assert account is not None
    secret = again.access.make_feed(account.id)
    assert again.access.account_of_feed(secret) == account._replace(token_id="")
    assert not again.access.unsound()
    again.engine.close()
