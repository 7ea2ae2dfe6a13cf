"""What the command line shows is what the API answers, now and then; and how it says no."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from typer.testing import CliRunner, Result

from griffie.api.cli import app
from griffie.api.composition import open_store
from griffie.application.access.roles import Role
from tests.conftest import signed_in
from tests.given.story import PERSONAL, tell

LONG_AGO = "2001-01-01T00:00:00Z"
TO_COME = "2099-01-01T00:00:00Z"


def griffie(*words: object) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])


def done(*words: object) -> str:
    result = griffie(*words)
    assert result.exit_code == 0, result.output
    return result.stdout


def answered(*words: object) -> Any:
    return json.loads(done(*words, "--json"))


@pytest.fixture
def dpo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    """Somebody at the API of the store that the command line reads beside it."""
    monkeypatch.setenv("GRIFFIE_DATA", str(tmp_path / "data"))
    store = open_store(tmp_path / "data")
    yield signed_in(store, Role.DPO)
    store.engine.close()


def test_the_command_line_says_what_the_api_answers(dpo: TestClient) -> None:
    place = tell(dpo)
    tell(dpo)
    request_id, reference = (dpo.get(place).json()[name] for name in ("id", "reference"))

    for past in ({}, {"position": 3}, {"at": datetime.now(UTC).isoformat()}):
        flags = [word for name, value in past.items() for word in (f"--{name}", value)]
        assert answered("show", reference, *flags) == dpo.get(place, params=past).json()
        assert answered("list", *flags) == dpo.get("/api/v1/requests", params=past).json()
        board = dpo.get("/api/v1/dashboards/deadlines", params=past).json()
        assert answered("dashboard", *flags) == board
    ends = {"from": "position:3", "to": "position:12"}
    flags = ["--from", "position:3", "--to", "position:12"]
    differing = dpo.get(f"{place}/diff", params=ends).json()
    assert answered("diff", request_id, *flags) == differing
    assert answered("diff", *flags) == dpo.get("/api/v1/requests/diff", params=ends).json()
    assert answered("show", reference, "--version", 2)["version"] == 2


def test_people_read_columns(dpo: TestClient) -> None:
    reference = dpo.get(tell(dpo)).json()["reference"]

    assert re.search(rf"^{reference}  closed +2026-03-05", done("list"), re.MULTILINE)
    assert re.search(r"^status +closed$", done("show", reference), re.MULTILINE)
    assert re.search(r"^status +assessing$", done("show", reference, "--version", 2), re.MULTILINE)
    assert re.search(r"^missed +1$|^met +1$", done("dashboard"), re.MULTILINE)
    said = done("diff", reference)
    assert re.search(r"^  status +received +-> +closed$", said, re.MULTILINE)
    assert re.search(r"^  \+ RequestClosed +20", said, re.MULTILINE)
    assert done("diff").startswith("0 appeared, 1 changed, 1 closed")
    for words in PERSONAL.values():
        assert words not in said


def test_a_list_that_goes_on_says_so(dpo: TestClient) -> None:
    told = {dpo.get(tell(dpo)).json()["reference"] for _ in range(3)}

    first = done("list", "--limit", 2)
    cursor = re.findall(r"--cursor (\S+)", first)[0]
    second = done("list", "--limit", 2, "--cursor", cursor)

    assert {line.split()[0] for line in (first + second).splitlines()} >= told
    assert "--cursor" not in second


REFUSED: list[tuple[tuple[object, ...], str]] = [
    (("show", "AAAAA-AAAAA"), "there is no such request"),
    (("list", "--at", TO_COME), "this moment has yet to come"),
    (("list", "--at", LONG_AGO), "nothing was recorded yet"),
    (("list", "--at", "2026-03-05"), "with its zone"),
    (("list", "--position", 5000), "the log has"),
    (("list", "--position", 1, "--at", LONG_AGO), "one moment at a time"),
    (("list", "--cursor", "x"), "cursor"),
    (("dashboard", "--on", "2026-02-30"), "YYYY-MM-DD"),
    (("dashboard", "--on", "5/3/2026"), "YYYY-MM-DD"),
    (("dashboard", "--knowledge", "later"), "then or now"),
    (("dashboard", "--knowledge", "now", "--position", 1), "judges a day"),
    (("diff", "--from", "yesterday"), "a moment is written as"),
    (("diff", "--from", "3"), "the register has positions"),
    (("diff", "--from", "now", "--to", "position:1"), "after the second"),
]


@pytest.mark.parametrize(("words", "why"), REFUSED)
@pytest.mark.in_folder
def test_what_is_no_moment_is_said_in_a_sentence(
    dpo: TestClient, words: tuple[object, ...], why: str
) -> None:
    tell(dpo)

    refused = griffie(*words)

    assert refused.exit_code == 2
    assert why in refused.stderr
    assert refused.stderr.startswith("griffie: ")
    assert refused.stdout == ""
    assert not any(str(word) in refused.stderr for word in (LONG_AGO, TO_COME, "5000", "5/3"))
