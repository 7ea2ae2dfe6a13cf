"""The page of figures: what it says of a period, beside another, to whom, and as a file."""

import csv
from io import StringIO

import pytest
from fastapi.testclient import TestClient

from griffie.api.composition import Store
from griffie.application.access.roles import Role
from tests.given.console import at_console, seen
from tests.given.story import PERSONAL, receive, tell

PAGE = "/reports?from=2026-01-01&until=2026-03-20"


def test_a_manager_reads_what_came_in_and_what_became_of_it(
    store: Store, clerk: TestClient
) -> None:
    tell(clerk)
    receive(clerk, channel="post")

    shown = seen(at_console(store, Role.DPO), PAGE)

    assert "1 January 2026 to 20 March 2026" in shown
    assert "1 January 2025 to 20 March 2025" in shown
    for words in ("By right", "By channel", "By language", "How requests ended", "E-mail", "Post"):
        assert words in shown
    assert shown.count("<svg viewBox") == 2
    assert "<script" not in shown.split("<main")[1]
    assert not [word for word in PERSONAL.values() if word in shown]


def test_every_language_has_its_report(store: Store, clerk: TestClient) -> None:
    tell(clerk)
    said = {seen(at_console(store, Role.REPORTER, one), "/reports") for one in ("nl", "fr", "de")}

    assert len(said) == 3
    assert not [page for page in said if "Nothing was counted" in page]


def test_who_sees_no_requests_does_not_see_who_works_on_how_many(
    store: Store, clerk: TestClient
) -> None:
    clerk.post(f"{receive(clerk)}/assign", json={"handler": "u-7"})

    assert "Load of colleagues" in seen(at_console(store, Role.HANDLER), "/reports")
    assert "Load of colleagues" not in seen(at_console(store, Role.REPORTER), "/reports")
    for role in (Role.INTAKE, Role.ADMIN):
        assert seen(at_console(store, role), "/reports", 403)


def test_the_version_to_publish_hides_few_people_and_names_no_colleague(
    store: Store, clerk: TestClient
) -> None:
    for _ in range(6):
        place = receive(clerk)
    clerk.post(f"{place}/assign", json={"handler": "u-7"})
    receive(clerk, channel="post")

    shown = seen(at_console(store, Role.DPO), f"{PAGE}&published=true")

    assert "Reports: 2026</h1>" in shown  # the whole year, whatever was asked
    assert '<th scope="row">Post</th><td class="num">–</td>' in shown
    assert '<th scope="row">E-mail</th><td class="num">–</td>' in shown
    assert "Load of colleagues" not in shown
    assert ">u-7<" not in shown


@pytest.mark.parametrize("form", ["csv", "xlsx", "jsonl"])
def test_the_figures_leave_as_a_file(store: Store, clerk: TestClient, form: str) -> None:
    receive(clerk)
    client = at_console(store, Role.REPORTER)

    answer = client.get(f"/reports/file?from=2026-01-01&until=2026-03-20&format={form}")

    assert answer.status_code == 200
    assert f'griffie-2026-01-01_2026-03-20.{form}"' in answer.headers["content-disposition"]
    if form == "csv":
        rows = list(csv.reader(StringIO(answer.text)))
        assert rows[0] == ["table", "cell", "value", "beside"]
        assert ["received", "requests", "1", "0"] in rows


@pytest.mark.parametrize(
    "asked", ["from=2026-03-01&until=2026-01-01", "from=1999-01-01", "from=x", "beside=all"]
)
def test_what_is_no_period_is_refused(store: Store, asked: str) -> None:
    assert 400 <= at_console(store, Role.DPO).get(f"/reports?{asked}").status_code < 500


def test_a_long_period_has_tables_and_no_bars_by_month(store: Store) -> None:
    shown = seen(at_console(store, Role.DPO), "/reports?from=2020-01-01&until=2026-03-20")

    assert "By month of receipt" not in shown
    assert "Days from receipt to the answer" in shown


def test_the_records_of_article_30_are_a_page_that_names_what_is_not_said(store: Store) -> None:
    shown = seen(at_console(store, Role.AUDITOR), "/reports/processing")

    assert "Records of processing activities</h1>" in shown
    assert "what keeps the data safe" in shown
    assert "<code>identity</code>" in shown
    assert '"/reports/processing"' in seen(at_console(store, Role.DPO), "/reports")


def test_reports_leave_as_papers_in_the_language_of_the_reader(
    store: Store, clerk: TestClient
) -> None:
    tell(clerk)

    for address in ("/reports/file?format=pdf", "/reports/processing/file?format=pdf"):
        answer = at_console(store, Role.REPORTER, "fr").get(address)
        assert answer.headers["content-type"] == "application/pdf"
        assert b"/Lang(fr)" in answer.content.replace(b" ", b"")
