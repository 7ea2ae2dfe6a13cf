"""Stored events are for ever: a store that an earlier release wrote is opened, read and audited.

`tests/golden/stores` holds one for each release that changed what is stored, and beside it what
that release said of its requests.
"""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from griffie.api.composition import Store, open_store
from griffie.application.access.roles import OPERATOR
from griffie.application.maintenance.read_anew import read_anew
from griffie.application.register.view import Query
from griffie.domain.rights_request import RightsRequest

STORES = Path(__file__).parents[1] / "golden" / "stores"
RELEASES = sorted(path.name.removesuffix(".zip") for path in STORES.glob("*.zip"))


@pytest.fixture(params=RELEASES)
def release(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def older(release: str, tmp_path: Path) -> Iterator[Store]:
    with ZipFile(STORES / f"{release}.zip") as packed:
        packed.extractall(tmp_path)
    for key in (tmp_path / "data.kek", tmp_path / "data" / "log-key"):
        key.chmod(0o600)  # a zip does not say who may read it
    store = open_store(tmp_path / "data")
    yield store
    store.engine.close()


def test_every_request_stands_as_it_was_left(older: Store, release: str) -> None:
    then = json.loads((STORES / f"{release}.json").read_text("utf-8"))

    listed = older.engine.current().items(Query(limit=1000), date.max)

    assert {str(one.id): summary(older, older.requests.load(one.id)) for one in listed} == then


def test_an_older_store_is_audited_without_a_finding(older: Store) -> None:
    """The first release kept no checkpoint beside the folder: so its operator says why."""
    older.accept_new_anchor("Van een eerste uitgave.", older.engine.now(OPERATOR))
    older.engine.current()
    older.engine.figures()
    older.engine.retention()

    findings, summary = older.check((), lambda _done, _total: None)

    assert [found.what for found in findings] == []
    assert summary.events > 0


def summary(store: Store, request: RightsRequest) -> dict[str, Any]:
    deadline = request.deadline
    return {
        "version": request.version,
        "status": request.status,
        "outcome": request.outcome,
        "received_on": str(request.received_on),
        "due_on": str(deadline.term.due_on),
        "strict_due_on": str(deadline.term.strict_due_on),
        "informed_on": deadline.informed_on and str(deadline.informed_on),
        "claims": {claim.right: claim.status for claim in request.claims.values()},
        "words": len(store.vault.open(request.id)),
    }


def test_what_the_newest_reading_would_change_is_listed_and_changes_nothing(older: Store) -> None:
    today = date(2026, 11, 28)
    register = older.engine.current()
    before = register.counts(today)

    found = list(read_anew(older.requests, register, today))

    assert found
    assert all(one.then is not one.now for one in found)
    assert older.engine.current().counts(today) == before
