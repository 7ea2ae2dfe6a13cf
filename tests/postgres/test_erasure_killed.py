"""Retention is killed somewhere in its middle on a server: the next run finishes, and is whole."""

import signal
import subprocess
import sys
from uuid import UUID

import psycopg
import pytest

from griffie.api.composition import ServerPlaces, open_server_store
from griffie.application.access.roles import OPERATOR, Role
from griffie.infrastructure.postgres.keys import keys_url
from tests.api.test_carry_out import WORDS_DUE, with_a_copy
from tests.conftest import Clock, signed_in
from tests.given.backups import id_of
from tests.postgres.conftest import Office

KILLED = """
import sys
from datetime import datetime
from pathlib import Path
from griffie.api.composition import ServerPlaces, open_server_store
from griffie.application.access.roles import OPERATOR
from tests.given.cut_off import cut_off_at

url, beside, at, point, when = sys.argv[1:]
clock = lambda: datetime.fromisoformat(at)
store = open_server_store(url, ServerPlaces(beside=Path(beside)), clock=clock, demo=True)
cut_off_at(point, when)
store.engine.carry_out(OPERATOR, store.engine.today())
"""
IN = "griffie.infrastructure"
POINTS = [
    f"{IN}.postgres.ledger:ServerLedger:sign",
    f"{IN}.vault.key_store:KeyStore:destroy",
    f"{IN}.vault.vault:SQLiteVault:_delete",
    f"{IN}.postgres.recorder:PostgresRecorder:insert_events",
]


def killed(office: Office, point: str, when: str) -> None:
    words = [office.url, str(office.beside), WORDS_DUE.isoformat(), point, when]
    done = subprocess.run([sys.executable, "-c", KILLED, *words], check=False, capture_output=True)
    assert done.returncode == -signal.SIGKILL, done.stderr


def living_keys(office: Office, request_id: UUID) -> int:
    select = "SELECT count(*) FROM griffie_keys.keys WHERE state = 'living' AND request_id = %s"
    with psycopg.connect(keys_url(office.owner)) as keys:
        ((count,),) = keys.execute(select, (request_id.hex,)).fetchall()
    return int(count)


@pytest.mark.law("gdpr/5/1/e")
@pytest.mark.parametrize("when", ["before", pytest.param("after", marks=pytest.mark.deep)])
@pytest.mark.parametrize("point", POINTS, ids=lambda point: point.rpartition(":")[2])
def test_what_was_cut_off_is_finished_by_the_next_run(
    office: Office, point: str, when: str
) -> None:
    store = office.open()
    request_id = id_of(with_a_copy(signed_in(store, Role.DPO)))
    store.log.checkpoint()
    store.engine.close()
    assert living_keys(office, request_id)

    killed(office, point, when)

    clock = Clock()
    clock.at = WORDS_DUE
    again = open_server_store(
        office.url, ServerPlaces(beside=office.beside), clock=clock, demo=True
    )
    again.resume_erasures()
    again.engine.carry_out(OPERATOR, again.engine.today())
    assert not again.vault.remains_of(request_id)
    assert again.unfinished_erasures() == 0
    assert again.check((), lambda _done, _all: None)[0] == []
    again.engine.close()
    assert living_keys(office, request_id) == 0
