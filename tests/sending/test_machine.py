"""A random run over outbox, relay and crashes: each letter leaves once, or visibly not, or perhaps.

With `--deep` ten thousand steps. A crash is an exception that nobody catches, at any point of a
hand-over; afterwards the store goes on as after a kill. `test_killed.py` kills real processes at
the same points.
"""

import os
import shutil
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from tempfile import mkdtemp
from uuid import UUID

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from griffie.api.composition import Store, open_store
from griffie.application.access.roles import OPERATOR
from griffie.application.errors import (
    HandOverCutError,
    MailNotTakenError,
    MailRefusedError,
    RelayAwayError,
)
from griffie.application.sending.mail import MailToSend
from griffie.application.sending.outbox import MailSettledError, OutboxRow, OutboxState
from griffie.application.sending.sender import send_waiting
from griffie.application.sending.settle import POSSIBLE, Settlement, settle
from griffie.application.sending.subscribers import DigestTable
from griffie.domain.request.outgoing_mail import MailStanding
from griffie.domain.rights_request import RightsRequest
from griffie.domain.steps.dispatch import mails
from tests.conftest import Clock
from tests.sending.conftest import sending
from tests.sending.letters import informed_on, take, told

ERASED_TOO = {"ground": "test_data", "explanation": "Een proef."}
FATES = (
    *("takes", "away", "not now", "refuses", "cut and kept", "cut and lost"),
    *("crash before", "crash noted", "crash after"),
)
STANDS = {
    MailStanding.WAITING: {OutboxState.WAITING, OutboxState.SENDING},
    MailStanding.SENT: {OutboxState.SENT},
    MailStanding.STOPPED: {OutboxState.STOPPED},
    MailStanding.PERHAPS: {OutboxState.PERHAPS},
}


class CrashError(BaseException):
    """The process ends here."""


class FickleRelay:
    """Keeps count of what left, and meets each message with the next fate."""

    give_up_after = timedelta(days=2)
    digest = DigestTable()

    def __init__(self) -> None:
        self.fates: list[str] = []
        self.left: Counter[str] = Counter()

    def hand_over(self, mail: MailToSend, begins: Callable[[], None]) -> str:
        fate = self.fates.pop(0) if self.fates else "takes"
        if fate == "away":
            raise RelayAwayError
        if fate == "crash before":
            raise CrashError
        begins()
        if fate == "crash noted":
            raise CrashError
        if fate == "not now":
            raise MailNotTakenError
        if fate == "refuses":
            raise MailRefusedError
        if fate == "cut and lost":
            raise HandOverCutError
        self.left[mail.message_id] += 1
        if fate == "crash after":
            raise CrashError
        if fate == "cut and kept":
            raise HandOverCutError
        return "250"


class Outboxes(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.place, self.clock, self.relay = Path(mkdtemp()), Clock(), FickleRelay()
        self.store = self._opened()
        self.again: Counter[UUID] = Counter()
        self.requests: list[UUID] = []

    def teardown(self) -> None:
        self.store.engine.close()
        shutil.rmtree(self.place)

    def _opened(self) -> Store:
        return open_store(self.place / "data", clock=self.clock, demo=True, profile=sending())

    @property
    def rows(self) -> list[OutboxRow]:
        return self.store.engine.outbox.in_state(*OutboxState)

    @precondition(lambda self: len(self.requests) < 4)
    @rule()
    def a_letter_waits(self) -> None:
        self.requests.append(told(self.store))

    @rule(fates=st.lists(st.sampled_from(FATES), max_size=3), hours=st.integers(0, 30))
    def the_sender_looks(self, fates: list[str], hours: int) -> None:
        self.clock.at += timedelta(hours=hours)
        self.relay.fates = fates
        try:
            send_waiting(self.store.engine, self.relay)
        except CrashError:
            self.store.engine.close()
            self.store = self._opened()

    @precondition(lambda self: self.rows)
    @rule(data=st.data(), how=st.sampled_from(Settlement))
    def a_person_decides(self, data: st.DataObject, how: Settlement) -> None:
        row = data.draw(st.sampled_from(self.rows))
        try:
            settle(self.store.engine, row.mail, how, OPERATOR)
        except MailSettledError:
            assert how not in POSSIBLE.get(row.state, ())
        else:
            self.again[row.mail] += how is Settlement.SEND_AGAIN

    @precondition(lambda self: self.requests)
    @rule(data=st.data())
    def a_file_is_erased(self, data: st.DataObject) -> None:
        request_id = data.draw(st.sampled_from(self.requests))
        if informed_on(self.store, request_id):
            with suppress(Exception):
                take(self.store, request_id, RightsRequest.close)
                take(self.store, request_id, RightsRequest.erase_personal_data, **ERASED_TOO)

    @invariant()
    def each_left_once_or_visibly_not_or_perhaps(self) -> None:
        for row in self.rows:
            left, again = self.relay.left[row.message_id], self.again[row.mail]
            assert left <= 1 + again
            if row.state is OutboxState.SENT and not again:
                assert left == 1 or self._by_hand(row)

    @invariant()
    def row_and_event_say_the_same(self) -> None:
        for row in self.rows:
            request = self.store.engine.requests.load(row.request)
            (posted,) = mails(request)
            if not request.erased:
                assert row.state in STANDS[posted.standing]
            if row.state is OutboxState.STOPPED and not request.erased:
                assert informed_on(self.store, row.request) is None

    def _by_hand(self, row: OutboxRow) -> bool:
        history = self.store.engine.requests.history(row.request)
        return any(one.TOPIC == "MailSent" and one.actor == OPERATOR.id for one in history)


DEEP = bool(os.environ.get("GRIFFIE_DEEP"))
Outboxes.TestCase.settings = settings(
    max_examples=400 if DEEP else 12,
    stateful_step_count=25 if DEEP else 12,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
TestOutboxes = pytest.mark.timeout(3600)(Outboxes.TestCase)
