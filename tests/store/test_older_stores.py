"""Stored events are for ever: a store that an earlier release wrote is opened, read and audited.

`tests/golden/stores` holds one for each release that changed what is stored, and beside it what
that release said of its requests.
"""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID
from zipfile import ZipFile

import pytest
from typer.testing import CliRunner

from griffie.api.cli import app
from griffie.api.composition import Store, open_store
from griffie.application.access.roles import OPERATOR
from griffie.application.dossier.bundles import BundleOptions
from griffie.application.dossier.form import Form
from griffie.application.intake.settling import make_request
from griffie.application.maintenance.decided import ErasedItem
from griffie.application.maintenance.read_anew import read_anew
from griffie.application.register.view import Query
from griffie.application.requests.commands import Receive, command
from griffie.domain.events import StoreMigrated
from griffie.domain.housekeeping import HOUSEKEEPING
from griffie.domain.law import Language
from griffie.domain.rights_request import RightsRequest
from griffie.infrastructure.vault.erasure_ledger import ErasureLine
from tests.given.bundles import apart
from tests.given.forged_bundle import verdict
from tests.given.inbox import incoming, mail, named
from tests.given.story import RECEIVE

STORES = Path(__file__).parents[1] / "golden" / "stores"
FIRST = "0.1.0-first"
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


@pytest.mark.in_folder
def test_a_short_dossier_of_it_is_confirmed_by_its_log(older: Store, tmp_path: Path) -> None:
    item = older.engine.current().items(Query(limit=1), date.max)[0]
    request = older.requests.load(item.id)
    older.log.checkpoint(anew=True)  # the oldest was kept without what lay beside it

    def handed_out(form: Form) -> bytes:
        asked = BundleOptions(Language.NL, form)
        return b"".join(older.engine.bundles.of_request(OPERATOR, request, asked))

    short, long = handed_out(Form.SHORT), handed_out(Form.LONG)

    (tmp_path / "short.zip").write_bytes(short)
    said = verdict(tmp_path / "short.zip", log=apart(long)["entries.bin"])
    assert (said["verdict"], said["statement"]) == ("consistent", "confirmed")


@pytest.mark.in_folder
def test_every_request_stands_as_it_was_left(older: Store, release: str) -> None:
    then = json.loads((STORES / f"{release}.json").read_text("utf-8"))

    listed = older.engine.current().items(Query(limit=1000), date.max)

    assert {str(one.id): summary(older, older.requests.load(one.id)) for one in listed} == then


@pytest.mark.in_folder
def test_an_older_store_is_audited_without_a_finding(older: Store) -> None:
    """The first release kept no checkpoint beside the folder: so its operator says why."""
    if older.beside.missing():
        older.accept_new_anchor("Van een eerste uitgave.", older.engine.now(OPERATOR))
    older.engine.current()
    older.engine.figures()
    older.engine.retention()

    findings, summary = older.check((), lambda _done, _total: None)

    assert [found.what for found in findings] == []
    assert summary.events > 0


@pytest.mark.in_folder
def test_an_older_store_has_an_inbox_and_knows_a_mail_again(older: Store, release: str) -> None:
    if release == FIRST:  # which kept no checkpoint beside the folder
        older.accept_new_anchor("Written by an early release.", older.engine.now(OPERATOR))
    first, again = incoming(older, mail()), incoming(older, mail())

    assert first.message
    assert first.message == again.message
    request = make_request(older.engine, first.message.id, OPERATOR)
    reply = incoming(older, mail("x", number="2", Subject=named(request)))
    assert reply.request
    assert reply.request.id == request.id
    assert older.check((), lambda _done, _total: None)[0] == []


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
        "words": 0 if request.erased else len(store.vault.open(request.id)),
    }


@pytest.mark.in_folder
def test_what_the_newest_reading_would_change_is_listed_and_changes_nothing(
    older: Store, release: str
) -> None:
    today = date(2026, 11, 28)
    register = older.engine.current()
    before = register.counts(today)

    found = list(read_anew(older.requests, register, today))

    assert found or release != FIRST  # later ones were received under it already
    assert all(one.then is not one.now for one in found)
    assert older.engine.current().counts(today) == before


OTHER_RELEASES = sorted(set(RELEASES) - {FIRST})
"""Those that kept their anchors beside the folder, and have bundles beside their store."""


def said(*words: object) -> tuple[int, str]:
    done = CliRunner().invoke(app, [str(word) for word in words])
    return done.exit_code, done.output


@pytest.mark.parametrize("release", OTHER_RELEASES, indirect=True)
def test_an_older_store_is_opened_unasked_and_worked_with(older: Store) -> None:
    older.log.check()  # what serving begins with
    assert older.resume_erasures() == 0
    request = older.requests.receive(
        Receive.model_validate(RECEIVE | {"received_on": "2026-11-20"}), older.engine.now(OPERATOR)
    )
    note = command(RightsRequest.add_note, note="Na de overgang.")
    older.requests.take(request.id, note, older.engine.now(OPERATOR))
    older.log.checkpoint()

    assert older.vault.open(request.id)
    assert [found.what for found in older.check((), lambda _done, _total: None)[0]] == []


@pytest.mark.parametrize("release", OTHER_RELEASES, indirect=True)
@pytest.mark.in_folder
def test_a_bundle_and_a_receipt_of_an_older_release_are_verified(older: Store) -> None:
    place = older.folder.parent
    (place / "key.txt").write_text(older.log.vkey)

    for name in ("bundle.zip", "receipt.txt"):
        code, told = said("verify", place / name, "--trust", place / "key.txt")
        assert code == 0, told


@pytest.mark.parametrize("release", OTHER_RELEASES, indirect=True)
@pytest.mark.in_folder
def test_an_older_store_is_migrated_after_a_backup(older: Store, tmp_path: Path) -> None:
    older.engine.close()
    path = older.beside.erasures.path
    unsupported = ErasureLine.read(path.read_text().splitlines()[0])
    assert unsupported
    other = unsupported._replace(going=ErasedItem("t2", UUID(int=7)))
    with path.open("a") as file:
        file.write(other.text().replace(', "mac": ""', "") + "\n")
    words = ("migrate", "--data", older.folder)
    new = ("--to", tmp_path / "b" / "store", "--keys-to", tmp_path / "b" / "keys")

    code, told = said(*words, *new)
    again = said(*words, *new)

    assert code == 0, told
    assert "Version 1 became 2. Signed: 3 line(s) of the erasure ledger, 1 repeated" in told
    assert f"No event knows of this line of the ledger: t2 of {UUID(int=7)}" in told
    assert (tmp_path / "b" / "store" / "manifest.json").exists()
    assert again[0] == 0
    assert "Nothing was done" in again[1]
    store = open_store(older.folder)
    findings = [found.what for found in store.check((), lambda _done, _total: None)[0]]
    event = store.recorder.events_of(HOUSEKEEPING)[-1]
    store.engine.close()
    assert isinstance(event, StoreMigrated)
    assert (event.was, event.lines_signed, event.lines_left, event.answers_sealed) == (1, 3, 1, 1)
    assert len(findings) == 1
    assert "that nobody signed" in findings[0]
