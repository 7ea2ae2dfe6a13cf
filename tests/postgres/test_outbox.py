"""The outbox of a store on a server: the same rows, and one sender of all machines."""

import re

import psycopg
import pytest

from griffie.api.composition import ServerPlaces, Store, open_server_store
from griffie.application.access.roles import OPERATOR
from griffie.application.portal.answer_code import ask_code, opens, pass_for
from griffie.application.portal.renew import renew_code
from griffie.application.requests.requests import Once
from griffie.application.sending.outbox import OutboxState, SendingElsewhereError
from griffie.application.sending.sender import send_waiting
from griffie.domain.request.reference import reference
from griffie.domain.rights_request import RightsRequest
from griffie.infrastructure.postgres import server
from griffie.infrastructure.smtp.relay import SmtpRelay
from tests.conftest import Clock
from tests.given.pg_server import SERVES
from tests.postgres.conftest import Office
from tests.sending.conftest import one_relay, relay, sending, smtp
from tests.sending.enclosed import CSV, files_of, told_with_a_file
from tests.sending.letters import take, told
from tests.sending.relay import ARelay, Says

__all__ = ["one_relay", "relay", "smtp"]


def opened(office: Office) -> Store:
    url, places = office.server.url(office.name, SERVES), ServerPlaces(beside=office.beside)
    return open_server_store(url, places, profile=sending(), clock=Clock(), demo=True)


def test_a_letter_leaves_once_and_what_is_erased_does_not(
    office: Office, relay: ARelay, smtp: SmtpRelay
) -> None:
    store = opened(office)
    told(store)
    gone = told(store)
    why = {"ground": "test_data", "explanation": "Een proef."}
    take(store, gone, RightsRequest.close)
    take(store, gone, RightsRequest.erase_personal_data, **why)
    relay.next = [Says.NOT_NOW_AT_ALL]

    send_waiting(store.engine, smtp)

    assert store.engine.outbox.counts() == {OutboxState.WAITING: 1, OutboxState.ERASED: 1}
    (row,) = store.engine.outbox.in_state(OutboxState.WAITING)
    assert (row.tries, row.said) == (1, "451 4.3.0")
    store.engine.close()


def test_a_letter_takes_its_file_along_and_a_lost_one_keeps_it_back(
    office: Office, relay: ARelay, smtp: SmtpRelay
) -> None:
    store = opened(office)
    told_with_a_file(store)
    lost = told_with_a_file(store)
    (document,) = store.engine.requests.load(lost).copies
    with store.datastore.transaction(commit=True) as cursor:
        cursor.execute("DELETE FROM vault WHERE digest = ?", (document,))

    send_waiting(store.engine, smtp)

    assert store.engine.outbox.counts() == {OutboxState.SENT: 1, OutboxState.STOPPED: 1}
    assert [content for _, _, content in files_of(relay.taken[0])] == [CSV]
    store.engine.close()


def test_a_code_opens_once_and_goes_with_its_request(
    office: Office, relay: ARelay, smtp: SmtpRelay
) -> None:
    store = opened(office)
    request = store.engine.requests.load(told(store))
    secret = renew_code(store.engine, request.id, store.engine.now(OPERATOR))
    assert ask_code(store.engine, request, Once("one form", "with this in it"))
    send_waiting(store.engine, smtp)
    (said,) = [str(one.get_content()) for one in relay.taken if one["Auto-Submitted"]]
    (code,) = re.findall(r"\b\d{4} \d{4}\b", said)
    named = reference(request.id)

    assert pass_for(store.engine, named, secret, "0000 0000") is None
    given = pass_for(store.engine, named, secret, code)

    assert given
    assert opens(store.engine, request, given)
    assert pass_for(store.engine, named, secret, code) is None
    assert pass_for(store.engine, "00000-00000", secret, code) is None
    why = {"ground": "test_data", "explanation": "Een proef."}
    take(store, request.id, RightsRequest.close)
    take(store, request.id, RightsRequest.erase_personal_data, **why)
    assert store.engine.outbox.codes.tried(request.id).tries == 1
    store.engine.close()


def test_of_two_machines_one_sends_the_summary_of_a_day(office: Office) -> None:
    first, second = opened(office), opened(office)
    on, account = first.engine.today(), "u-7k3f9q2m"

    claims = [one.engine.outbox.digests.claim(on, account) for one in (first, second)]

    assert claims == [True, False]
    first.engine.outbox.digests.release(on, account)
    assert second.engine.outbox.digests.claim(on, account)
    assert first.engine.outbox.digests.went(on) == {account}
    first.engine.close()
    second.engine.close()


def test_of_two_machines_one_sends(office: Office, smtp: SmtpRelay) -> None:
    first, second = opened(office), opened(office)
    with first.engine.outbox.alone(), pytest.raises(SendingElsewhereError):
        send_waiting(second.engine, smtp)
    with second.engine.outbox.alone():
        pass
    first.engine.close()
    second.engine.close()


def test_a_round_right_after_another_finds_nobody_else_sending(office: Office) -> None:
    locks = """SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"""
    with psycopg.connect(office.url, autocommit=True) as watcher:
        for _ in range(100):
            with server.sending(office.url):
                assert watcher.execute(locks).fetchone() == (1,)
            assert watcher.execute(locks).fetchone() == (0,)
