"""Advice, figures and retention as the API shows them: to whom, of what, and for what day."""

import csv
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from fastapi.testclient import TestClient

from griffie.api.composition import Store, open_store
from griffie.api.papers.table.forms import escape_formula
from griffie.application.access.roles import OPERATOR, Role
from griffie.application.controller.load_profile import load_profile
from griffie.application.reports.published import SMALL
from griffie.domain.law import Right
from tests.conftest import Clock, signed_in
from tests.given.story import PERSONAL, RECEIVE, receive, tell

IASSIST = load_profile(Path(__file__).parents[2] / "docs" / "examples" / "iassist.toml")
YEAR = "/api/v1/reports/annual?year=2026"
TABLE = "/api/v1/reports/annual.csv?year=2026"
RETENTION = "/api/v1/retention"
READERS = {Role.HANDLER, Role.DPO, Role.AUDITOR, Role.REPORTER}
NO_PROGRESS = lambda *_: None  # noqa: E731
TEST_DATA = {"ground": "test_data", "explanation": "Een proef."}


@pytest.mark.parametrize(
    ("address", "roles"), [(YEAR, READERS), (TABLE, READERS), (RETENTION, {Role.DPO})]
)
def test_who_reads_reports(store: Store, address: str, roles: set[Role]) -> None:
    statuses = {role: signed_in(store, role).get(address).status_code for role in Role}

    assert {role for role, status in statuses.items() if status == 200} == roles
    assert set(statuses.values()) == {200, 403}


def test_advice_is_for_whoever_may_read_the_request(store: Store, clerk: TestClient) -> None:
    place = receive(clerk)

    for role in Role:
        answer = signed_in(store, role).get(f"{place}/applicability")
        assert answer.status_code == (404 if role is Role.INTAKE else 200)
    assert clerk.get(f"{place[:-12]}{'0' * 12}/applicability").status_code == 404


def test_who_is_not_signed_in_is_told_nothing(store: Store, clerk: TestClient) -> None:
    place = receive(clerk)
    nobody = {"Authorization": "Bearer 0"}

    for address in (YEAR, TABLE, RETENTION, f"{place}/applicability"):
        assert clerk.get(address, headers=nobody).status_code == 401


# Advice.


@pytest.fixture
def iassist(tmp_path: Path, clock: Clock) -> Any:
    opened = open_store(tmp_path / "data", profile=IASSIST, clock=clock, demo=True)
    yield opened
    opened.engine.close()


@pytest.mark.law("gdpr/21/2")
@pytest.mark.law("gdpr/7/3")
def test_each_claim_is_advised_on_purpose_by_purpose(iassist: Store) -> None:
    clerk = signed_in(iassist, Role.HANDLER)
    claims = [
        {"right": "direct_marketing_objection", "purposes": ["newsletter"]},
        {"right": "erasure", "purposes": ["billing", "offers"]},
        {"right": "access"},
    ]

    shown = clerk.get(f"{receive(clerk, rights=claims)}/applicability").json()

    assert shown["profile"] == shown["profile_of_receipt"] == IASSIST.version
    marketing, erasure, access = shown["claims"]
    assert [one["applies"] for one in marketing["purposes"]] == ["yes"]
    assert [(one["purpose"], one["applies"]) for one in erasure["purposes"]] == [
        ("billing", "no"),
        ("offers", "yes"),
    ]
    assert len(access["purposes"]) == len(IASSIST.purposes)


@pytest.mark.law("gdpr/17/3/b")
def test_advice_gives_its_reasons_in_the_words_of_the_law(iassist: Store) -> None:
    clerk = signed_in(iassist, Role.HANDLER)
    claims = [{"right": "erasure", "purposes": ["billing"]}]

    shown = clerk.get(f"{receive(clerk, rights=claims)}/applicability").json()

    (billing,) = shown["claims"][0]["purposes"]
    (against,) = billing["exceptions"]
    assert billing["name"]["fr"] == "facturation"
    assert against["provision"] == "gdpr/17/3/b"
    assert set(against["words"]) == {"nl", "fr", "de", "en"}
    assert billing["why"][0]["citation"]["nl"] == "artikel 17, lid 3, AVG"
    assert billing["review"][0]["provision"] == "gdpr/6/1"
    assert billing["on_advised"]["points"][0]["provision"] == "gdpr/17/1/a"


@pytest.mark.parametrize("right", list(Right))
def test_every_reason_for_every_right_can_be_shown(iassist: Store, right: Right) -> None:
    clerk = signed_in(iassist, Role.HANDLER)

    shown = clerk.get(f"{receive(clerk, rights=[{'right': right}])}/applicability").json()

    assert len(shown["claims"][0]["purposes"]) == len(IASSIST.purposes)


def test_without_a_profile_advice_says_that_there_is_none(clerk: TestClient) -> None:
    shown = clerk.get(f"{receive(clerk)}/applicability").json()

    for claim in shown["claims"]:
        (advice,) = claim["purposes"]
        assert advice["purpose"] is None
        assert advice["review"][0]["because"] == "the profile names no purposes"


# Figures.


def test_a_year_is_counted_from_what_was_done(clerk: TestClient) -> None:
    tell(clerk)
    receive(clerk, rights=[])

    shown = clerk.get(YEAR).json()

    tables = shown["tables"]
    assert shown["on"] == "2026-03-20"
    assert tables["received"] == {"requests": 2, "claims": 2}
    assert tables["state"] == {"answered": 1, "open": 1, "overdue": 0, "withdrawn or merged": 0}
    assert tables["answers"]["in time"] == 2
    assert tables["share in time"]["answers"] == 1.0
    assert tables["steps"]["doubts about an identity"] == 1
    assert shown["not_available"]


def test_another_year_is_empty_and_a_year_of_another_century_is_refused(clerk: TestClient) -> None:
    tell(clerk)

    assert clerk.get(YEAR.replace("2026", "2025")).json()["tables"]["received"]["requests"] == 0
    for year in ("1999", "2100", "", "x", "2026.5", "-2026"):
        assert clerk.get(YEAR.replace("2026", year)).status_code == 422


def test_what_is_published_tells_of_no_few_people(clerk: TestClient) -> None:
    for _ in range(6):
        receive(clerk)
    receive(clerk, channel="post")

    shown = clerk.get(f"{YEAR}&published=true").json()

    assert shown["published"] is True
    assert shown["tables"]["received"]["requests"] == 7
    assert set(shown["tables"]["by channel"].values()) == {None}
    cells = [value for table in shown["tables"].values() for value in table.values()]
    assert all(value is None or value >= SMALL for value in cells)


def test_the_table_says_what_the_json_says(clerk: TestClient) -> None:
    tell(clerk)
    shown = clerk.get(YEAR).json()

    answer = clerk.get(TABLE)
    head, *lines = csv.reader(StringIO(answer.text))

    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert head == ["table", "cell", "value"]
    said = {(table, cell): value for table, cell, value in lines}
    for table, cells in shown["tables"].items():
        for cell, value in cells.items():
            assert said[table, cell] == ("" if value is None else str(value))
    assert said["report", "year"] == "2026"
    assert len([line for line in lines if line[0] == "not available"]) == len(
        shown["not_available"]
    )


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_is_a_formula(start: str) -> None:
    assert escape_formula(f"{start}HYPERLINK()") == f"'{start}HYPERLINK()"
    assert escape_formula("newsletter") == "newsletter"


def test_a_purpose_that_looks_like_a_formula_is_text_in_the_table(clerk: TestClient) -> None:
    receive(clerk, rights=[{"right": "access", "purposes": ["-1"]}])

    lines = list(csv.reader(StringIO(clerk.get(TABLE).text)))

    assert ["by purpose", "'-1", "1"] in lines


def test_figures_name_nobody(clerk: TestClient, dpo: TestClient) -> None:
    place = tell(clerk)
    said = clerk.get(YEAR).text + clerk.get(TABLE).text + dpo.get(f"{RETENTION}?on=2099-01-01").text

    assert not [words for words in PERSONAL.values() if words in said]
    assert place.rpartition("/")[2] in said  # the id, for the DPO, and nothing else


# Retention.


def test_what_is_due_by_a_day_is_listed_for_the_dpo(clerk: TestClient, dpo: TestClient) -> None:
    place = tell(clerk)

    today = dpo.get(RETENTION).json()
    later = dpo.get(f"{RETENTION}?on=2032-01-01").json()

    assert today == {"on": "2026-03-20", "items": []}
    (item,) = later["items"]
    assert place.endswith(item["id"])
    assert item["reference"] == clerk.get(place).json()["reference"]
    assert [(one["kept"], one["held_by"]) for one in item["due"]] == [
        ("t2", []),
        ("stream", ["words_first"]),
    ]
    assert dpo.get(f"{RETENTION}?on=2031-03-19").json()["items"] == []


@pytest.mark.law("gdpr/17/3/e")
def test_a_complaint_is_listed_as_what_holds_a_file_up(clerk: TestClient, dpo: TestClient) -> None:
    place = tell(clerk)
    body = {"authority": "gba", "reference": "DOS-1", "received_on": "2026-03-20"}
    assert clerk.post(f"{place}/record-complaint", json=body).status_code == 200

    (item,) = dpo.get(f"{RETENTION}?on=2031-03-20").json()["items"]

    assert item["due"][0]["held_by"] == ["legal_hold"]


def test_a_history_that_went_is_due_no_more(store: Store, dpo: TestClient, clock: Clock) -> None:
    place = tell(dpo)
    assert dpo.post(f"{place}/erase-personal-data", json=TEST_DATA).status_code == 200
    clock.at = datetime(2032, 1, 1, 10, tzinfo=UTC)
    (item,) = dpo.get(RETENTION).json()["items"]
    assert [(one["kept"], one["held_by"]) for one in item["due"]] == [("stream", [])]

    store.requests.erase_stream(UUID(item["id"]), store.engine.now(OPERATOR))

    assert dpo.get(RETENTION).json()["items"] == []


@pytest.mark.parametrize("name", ["figures", "retention"])
def test_a_view_that_was_tampered_with_is_noticed_and_rebuilt(
    store: Store, dpo: TestClient, name: str
) -> None:
    tell(dpo)
    receive(dpo, channel="post")
    dpo.get(YEAR)
    dpo.get(RETENTION)
    assert not store.projections.strayed(name)
    with store.datastore.transaction(commit=True) as c:
        c.execute(f"DELETE FROM {name}")

    assert store.projections.strayed(name)
    assert store.projections.rebuild(name, NO_PROGRESS) == 2
    assert not store.projections.strayed(name)


def test_figures_go_on_where_they_were_left(opening: Any) -> None:
    first = opening()
    place = tell(signed_in(first, Role.DPO))
    before = signed_in(first, Role.DPO).get(YEAR).json()
    second = opening()
    again = signed_in(second, Role.DPO)

    assert (
        again.post(
            f"{place}/reopen", json={"reason": "Een proef.", "new_fact": "none", "on": "2026-03-20"}
        ).status_code
        == 200
    )
    after = again.get(YEAR).json()

    assert before["tables"]["steps"]["reopened"] == 0
    assert after["tables"]["steps"]["reopened"] == 1
    assert after["tables"]["steps"]["doubts about an identity"] == 1
    assert RECEIVE["received_on"] < after["on"]
