"""The outbox of a store on a server: the same rows, and one sender of all machines."""

import pytest

from griffie.api.composition import ServerPlaces, Store, open_server_store
from griffie.application.sending.outbox import OutboxState, SendingElsewhereError
from griffie.application.sending.sender import send_waiting
from griffie.domain.rights_request import RightsRequest
from griffie.infrastructure.smtp.relay import SmtpRelay
from tests.conftest import Clock
from tests.given.pg_server import SERVES
from tests.postgres.conftest import Office
from tests.sending.conftest import one_relay, relay, sending, smtp
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


def test_of_two_machines_one_sends(office: Office, smtp: SmtpRelay) -> None:
    first, second = opened(office), opened(office)
    with first.engine.outbox.alone(), pytest.raises(SendingElsewhereError):
        send_waiting(second.engine, smtp)
    with second.engine.outbox.alone():
        pass
    first.engine.close()
    second.engine.close()
