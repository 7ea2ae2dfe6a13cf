"""The console without a browser: what each page says, to whom, in which language."""

import re
from datetime import UTC, datetime
from typing import Any

import pytest
from eventsourcing.persistence import OperationalError
from fastapi.testclient import TestClient

from griffie.api.composition import Store
from griffie.api.composition.web import application
from griffie.api.console.frame.rendering import POLICY
from griffie.api.console.frame.static_files import STATICS, VERSION
from griffie.api.words.speech import Speech
from griffie.application.access.roles import Role
from griffie.domain.law import Language
from tests.given.console import at_console, page_of, seen, visitor
from tests.given.story import tell


def test_each_version_shows_what_the_request_was_and_what_its_event_changed(
    store: Store, clerk: TestClient
) -> None:
    page = page_of(tell(clerk))
    client = at_console(store, Role.AUDITOR)

    doubted = seen(client, f"{page}/replay?version=2")

    assert "version 2 of 10" in doubted
    assert "</span>not questioned</del>" in doubted
    assert "</span>in doubt</ins>" in doubted
    assert f'rel="next" href="{page}/replay?version=3"' in doubted
    assert seen(client, f"{page}/replay?version=11", 404)
    assert "version 10 of 10" in seen(client, f"{page}/replay")


def test_the_audit_page_shows_the_checkpoint_that_everyone_can_have(
    store: Store, clerk: TestClient
) -> None:
    tell(clerk)
    note = clerk.get("/api/v1/audit/checkpoint").text

    shown = seen(at_console(store, Role.AUDITOR), "/audit")

    assert note.splitlines()[2] in shown.replace("&#43;", "+")
    assert store.log.vkey in shown.replace("&#43;", "+")
    assert "10 entries in all" in shown


def test_every_page_keeps_to_itself(store: Store, clerk: TestClient) -> None:
    page = page_of(tell(clerk))
    client = at_console(store, Role.DPO)

    for address in ("/", page, f"{page}/replay", "/audit", "/search", "/docs", "/nowhere"):
        answer = client.get(address)
        assert answer.headers["content-security-policy"] == POLICY
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["cache-control"] == "no-store"
        assert not re.search(
            r'\sstyle=|\son\w+=|<style|<script>|(?:src|href)="(?:https?:)?//', answer.text
        )


def test_files_are_kept_for_ever_under_an_address_that_changes_with_them(store: Store) -> None:
    client = visitor(store)

    for name in STATICS:
        answer = client.get(f"/static/{VERSION}/{name}")
        assert answer.status_code == 200
        assert "immutable" in answer.headers["cache-control"]
    assert client.get("/static/0000/console.css").status_code == 404
    assert client.get(f"/static/{VERSION}/../words.py").status_code == 404


def test_the_api_s_documentation_names_every_operation(store: Store) -> None:
    shown = seen(visitor(store), "/docs")
    paths = application(store.engine).openapi()["paths"]

    for address, methods in paths.items():
        assert address.replace("&", "&amp;") in shown
        for operation in methods.values():
            assert f'id="{operation["operationId"]}"' in shown


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/requests/00000-00000", 404),
        ("/requests/not-a-reference", 400),
        ("/?due=yesterday-SECRET", 400),
        ("/?on=2999-01-01", 400),
        ("/SECRET", 404),
    ],
)
def test_a_page_that_cannot_be_had_says_so_in_the_reader_s_language(
    store: Store, address: str, status: int
) -> None:
    shown = seen(at_console(store, Role.HANDLER, "fr"), address, status)

    assert '<html lang="fr">' in shown
    assert "SECRET" not in shown


def test_a_busy_store_is_said_calmly(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    client = at_console(store, Role.HANDLER, "nl")

    def busy(*_: Any) -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr(type(store.engine.register), "items", busy)
    answer = client.get("/")

    assert answer.status_code == 503
    assert "Even bezet" in answer.text
    assert answer.headers["retry-after"]


def test_programs_still_get_problems_and_people_get_pages(store: Store) -> None:
    client = visitor(store)

    assert "text/html" in client.get("/nowhere").headers["content-type"]
    assert "problem+json" in client.get("/api/v1/nowhere").headers["content-type"]
    assert (
        "problem+json" in client.get("/nowhere", headers={"accept": "*/*"}).headers["content-type"]
    )


def test_instants_are_shown_in_brussels_time() -> None:
    summer = datetime(2026, 7, 1, 22, 30, tzinfo=UTC)

    assert Speech(Language.NL).instant(summer) == "2 juli 2026, 00:30"
