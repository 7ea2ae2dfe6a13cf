"""`griffie retention`: what is due in words, and erasing it."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from griffie.api.cli import app
from griffie.api.composition import open_store
from griffie.application.access.roles import Role
from griffie.domain.model.setting import Occasion
from tests.conftest import Clock, signed_in
from tests.given.story import PERSONAL, tell

Griffie = Callable[..., Result]


@pytest.fixture
def griffie(tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Griffie:
    """The command line on a store that holds one request, closed on 20 March 2026."""
    monkeypatch.setenv("GRIFFIE_DATA", str(tmp_path / "data"))
    store = open_store(tmp_path / "data", clock=clock, demo=True)
    tell(signed_in(store, Role.DPO))
    store.engine.close()

    def run(*words: str) -> Result:
        return CliRunner().invoke(app, ["retention", *words])

    return run


def test_what_is_due_is_listed_with_its_reason_and_nothing_is_erased(griffie: Griffie) -> None:
    for _ in range(2):
        result = griffie("--due", "2032-01-01")

        assert result.exit_code == 0, result.stderr
        assert "personal data of the file: due since 2031-03-20, closed five years" in result.stdout
        assert "gdpr/5/1/e" in result.stdout
        assert "history: due since 2032-01-01" in result.stdout
        assert "held by its personal data, which go first" in result.stdout
        assert result.stdout.endswith("2 due by 2032-01-01; nothing was erased.\n")


def test_the_list_names_nobody(griffie: Griffie) -> None:
    said = griffie("--due", "2032-01-01").stdout

    assert not [words for words in PERSONAL.values() if words in said]


def test_what_is_not_due_yet_is_not_erased(griffie: Griffie) -> None:
    result = griffie("--carry-out", "--due", "2032-01-01")

    assert result.exit_code == 2
    assert "today or before" in result.stderr


@pytest.mark.parametrize("day", ["gisteren", "2032-13-01", "20320101"])
def test_a_date_that_is_none_is_said_to_be_none(griffie: Griffie, day: str) -> None:
    result = griffie("--due", day)

    assert result.exit_code == 2
    assert "YYYY-MM-DD" in result.stderr
    assert day not in result.stderr


def test_with_nothing_due_nothing_is_erased(griffie: Griffie) -> None:
    result = griffie("--carry-out", "--due", "2026-03-20")

    assert (result.exit_code, result.stdout) == (0, "0 erased, 0 kept.\n")


def test_carrying_out_says_what_went_and_what_is_held(
    griffie: Griffie, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = datetime(2031, 3, 20, 10, tzinfo=UTC)
    monkeypatch.setattr("griffie.application.engine.Engine.today", lambda _: later.date())
    monkeypatch.setattr(
        "griffie.application.engine.Engine.now",
        lambda engine, account: Occasion(account.id, later, engine.controller),
    )

    first, again = griffie("--carry-out"), griffie("--carry-out")

    assert "personal data of the file: erased" in first.stdout
    assert first.stdout.endswith("1 erased, 0 kept.\n")
    assert again.stdout == "0 erased, 0 kept.\n"
