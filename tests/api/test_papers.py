"""Reports as papers: the standards that they say, what stands in them, and that they left."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch
from urllib.parse import urlencode

import pytest
import typst
from fastapi.testclient import TestClient

from griffie.api.composition import Store, open_store
from griffie.application.access.roles import Role
from griffie.application.controller.load_profile import load_profile
from griffie.domain.law import Language
from tests.conftest import Clock, signed_in
from tests.given.story import PERSONAL, receive, tell

ANNUAL = "/api/v1/reports/annual.pdf?year=2026"
RECORD = "/api/v1/reports/processing.pdf"
A3, UA1 = b"<pdfaid:part>3</pdfaid:part>", b"<pdfuaid:part>1</pdfuaid:part>"
IASSIST = load_profile(Path(__file__).parents[2] / "docs" / "examples" / "iassist.toml")


@pytest.fixture
def made() -> Iterator[list[dict[str, Any]]]:
    """What was handed to typst, as it was understood."""
    compile_, seen = typst.compile, list[dict[str, Any]]()

    def watched(*given: Any, **named: Any) -> Any:
        seen.append(json.loads(named["sys_inputs"]["paper"]))
        return compile_(*given, **named)

    with patch.object(typst, "compile", watched):
        yield seen


@pytest.fixture
def office(tmp_path: Path, clock: Clock) -> Iterator[Store]:
    opened = open_store(tmp_path / "office", profile=IASSIST, clock=clock, demo=True)
    yield opened
    opened.engine.close()


def of(address: str, **said: str) -> str:
    return f"{address}{'&' if '?' in address else '?'}{urlencode(said)}"


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("address", [ANNUAL, RECORD])
def test_a_report_is_pdf_a_and_can_be_read_aloud(
    office: Store, address: str, language: Language
) -> None:
    answer = signed_in(office, Role.REPORTER).get(of(address, language=language))

    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["cache-control"] == "no-store"
    assert A3 in answer.content
    assert UA1 in answer.content
    assert f"/Lang({language})".encode() in answer.content.replace(b" ", b"")


def tables_of(paper: dict[str, Any]) -> dict[str, list[list[str]]]:
    return {
        table["title"]: table["rows"]
        for section in paper["sections"]
        for table in section["tables"]
    }


def test_the_paper_shows_what_the_page_shows(
    store: Store, clerk: TestClient, made: list[dict[str, Any]]
) -> None:
    tell(clerk)
    receive(clerk, channel="post")
    manager = signed_in(store, Role.DPO)

    manager.get(of(ANNUAL, language="en"))

    (paper,) = made
    assert ["Post", "2", *["0"] * 6, "2", "–", "–"] in tables_of(paper)["By channel"]
    drawings = [one for section in paper["sections"] for one in section["figures"]]
    assert len(drawings) == 2
    assert all(one["svg"].startswith("<svg ") and one["alt"] for one in drawings)
    assert not [word for word in PERSONAL.values() if word in json.dumps(paper)]


def test_the_paper_to_publish_hides_few_people(
    store: Store, clerk: TestClient, made: list[dict[str, Any]]
) -> None:
    for _ in range(6):
        receive(clerk)
    receive(clerk, channel="post")

    signed_in(store, Role.DPO).get(of(ANNUAL, language="en", published="true"))

    (paper,) = made
    assert ["Post", "–"] in tables_of(paper)["By channel"]
    assert "Load of colleagues" not in tables_of(paper)
    assert not [one for section in paper["sections"] for one in section["figures"]]


@pytest.mark.parametrize("address", [ANNUAL, RECORD])
def test_that_a_paper_left_is_recorded_before_it_leaves(office: Store, address: str) -> None:
    assert signed_in(office, Role.REPORTER).get(address).status_code == 200

    trail = signed_in(office, Role.AUDITOR).get("/api/v1/audit/events").text
    exported = [one for one in map(json.loads, trail.splitlines()) if one["type"] == "DataExported"]
    assert [one["data"]["what"] for one in exported] == ["report", "audit_trail"]
