"""What of the outbox lasts: in a store that was made before, and in a backup that is put back."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from griffie.api.composition import kek_path
from griffie.application.access.roles import OPERATOR
from griffie.application.sending.outbox import OutboxState
from griffie.application.sending.sender import send_waiting
from griffie.application.sending.settle import Settlement, settle
from griffie.infrastructure.smtp.relay import SmtpRelay
from tests.conftest import Clock
from tests.given.backups import backed_up, restored
from tests.sending.conftest import Office
from tests.sending.letters import told
from tests.sending.relay import ARelay

pytestmark = pytest.mark.in_folder


@pytest.mark.parametrize("table", ["outbox", "answer_codes", "digests"])
def test_a_store_that_was_made_before_has_an_outbox_once_it_is_opened(
    office: Office, table: str
) -> None:
    before = office()
    before.engine.close()
    with closing(sqlite3.connect(before.folder / "griffie.db")) as database:
        database.execute(f"DROP TABLE {table}")

    store = office()

    told(store)
    assert store.engine.outbox.counts() == {OutboxState.WAITING: 1}
    assert store.engine.outbox.digests.claim(store.engine.today(), "u-7k3f9q2m")
    audited, _ = store.check([], lambda *_: None)
    assert not audited


@pytest.mark.parametrize("how", [Settlement.WAS_SENT, Settlement.SEND_AGAIN, Settlement.DROP])
def test_in_a_store_that_was_put_back_nothing_leaves_by_itself(  # noqa: PLR0917
    office: Office, clock: Clock, tmp_path: Path, relay: ARelay, smtp: SmtpRelay, how: Settlement
) -> None:
    store = office()
    told(store)
    backup = backed_up(store)
    send_waiting(store.engine, smtp)
    assert len(relay.taken) == 1

    again = restored(backup, tmp_path / "again", kek_path(store.folder), clock)
    send_waiting(again.engine, smtp)

    assert len(relay.taken) == 1
    assert again.engine.outbox.counts() == {OutboxState.PERHAPS: 1}
    (row,) = again.engine.outbox.in_state(OutboxState.PERHAPS)
    settle(again.engine, row.mail, how, OPERATOR)
    audited, _ = again.check([], lambda *_: None)
    again.engine.close()
    assert not audited
