"""A random run over mailbox, outbox and crashes: each mail is in once, each letter out once.

Or visibly not: a mail is parked, a message was stopped, or perhaps left. The mail server is a real
one, the relay has every fate of `tests/sending/test_machine.py`. A crash is an exception that
nobody catches, between any two things that a look does; the store goes on as after a kill. With
`--deep` ten thousand steps. `test_killed.py` kills real processes.
"""

import os
import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from tempfile import mkdtemp
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from griffie.api.composition import Store, open_store
from griffie.application.access.roles import OPERATOR
from griffie.application.intake.watched_mailbox import look
from griffie.application.ports import MESSAGE_ID
from griffie.application.sending.outbox import MailSettledError, OutboxRow, OutboxState
from griffie.application.sending.sender import send_waiting
from griffie.application.sending.settle import Settlement, settle
from griffie.infrastructure.imap.mailbox import signed_in
from griffie.infrastructure.imap.settings import MailboxSettings, Security
from tests.conftest import Clock
from tests.mail.made import made
from tests.mailbox.conftest import ADDRESS
from tests.mailbox.dovecot import PASSWORD, USER, Server
from tests.sending.conftest import sending
from tests.sending.test_machine import FATES, CrashError, FickleRelay

BETWEEN = ("size", "fetch", "put_away", "trying", "done", "never")
"""Before which call of a look the process ends; `never`: it does not."""
SENT = OutboxState.SENT


class Ends:
    """Something that a look works with, of which the process ends before a call."""

    def __init__(self, inner: Any, before: str, calls: int) -> None:
        self._inner, self._before, self._left = inner, before, calls

    def __getattr__(self, name: str) -> Any:
        if name == self._before:
            if self._left == 0:
                raise CrashError
            self._left -= 1
        return getattr(self._inner, name)


def name_of(number: int) -> str:
    """The Message-ID of a mail."""
    return f"<vraag-{number}@example.be>"


def mail(number: int, at: datetime = datetime(2026, 3, 20, 9, tzinfo=UTC)) -> bytes:
    """A mail that asks something, sent at an instant."""
    return made(
        f"Ik wil weten welke gegevens u over mij hebt. Klant {number}.",
        Message_ID=name_of(number),
        From=f"klant{number}@example.be",
        Subject=f"vraag {number}",
        Date=format_datetime(at),
        Received="",
    )


class Mail(RuleBasedStateMachine):
    server: Server

    def __init__(self) -> None:
        super().__init__()
        self.server.empty()
        self.place, self.clock, self.relay = Path(mkdtemp()), Clock(), FickleRelay()
        password = self.place / "password"
        password.touch(0o600)
        password.write_text(f"{PASSWORD}\n")
        self.watched = MailboxSettings.model_validate(
            {
                "address": ADDRESS,
                "host": "127.0.0.1",
                "port": self.server.port,
                "security": Security.NONE,
                "user": USER,
                "password_file": password,
                "move_to": "Taken",
            }
        )
        self.store = self._opened()
        self.came: set[int] = set()
        self.again: Counter[UUID] = Counter()
        self.since = self.store.engine.today() - timedelta(days=3650)

    def teardown(self) -> None:
        try:
            self._look("never", 0)
            self._every_mail_is_in_once_or_parked()
        finally:
            self.store.engine.close()
            shutil.rmtree(self.place)

    def _opened(self) -> Store:
        return open_store(self.place / "data", clock=self.clock, demo=True, profile=sending())

    @contextmanager
    def _until_it_ends(self) -> Iterator[None]:
        try:
            yield
        except CrashError:
            self.store.engine.close()
            self.store = self._opened()

    def _look(self, before: str, calls: int) -> None:
        with self._until_it_ends(), signed_in(self.watched, None) as box:
            engine = self.store.engine
            ending, places = Ends(box, before, calls), Ends(engine.mailboxes, before, calls)
            look(engine, ending, places, self.since)

    @rule(number=st.integers(1, 8), twice=st.booleans())
    def a_mail_comes(self, number: int, *, twice: bool) -> None:
        self.came.add(number)
        self.server.deliver(*[mail(number)] * (1 + twice))

    @rule(before=st.sampled_from(BETWEEN), calls=st.integers(0, 2))
    def the_mailbox_is_looked_at(self, before: str, calls: int) -> None:
        self._look(before, calls)

    @rule(fates=st.lists(st.sampled_from(FATES), max_size=3), hours=st.integers(0, 30))
    def the_sender_looks(self, fates: list[str], hours: int) -> None:
        self.clock.at += timedelta(hours=hours)
        self.relay.fates = fates
        with self._until_it_ends():
            send_waiting(self.store.engine, self.relay)

    @precondition(lambda self: self.rows)
    @rule(data=st.data(), how=st.sampled_from(Settlement))
    def a_person_decides(self, data: st.DataObject, how: Settlement) -> None:
        row = data.draw(st.sampled_from(self.rows))
        with suppress(MailSettledError):
            settle(self.store.engine, row.mail, how, OPERATOR)
            self.again[row.mail] += how is Settlement.SEND_AGAIN

    @property
    def rows(self) -> list[OutboxRow]:
        return self.store.engine.outbox.in_state(*OutboxState)

    def _requests_of(self, number: int) -> list[UUID]:
        return self.store.engine.vault.find(MESSAGE_ID, name_of(number))

    @invariant()
    def no_mail_is_in_twice_and_each_has_one_acknowledgement(self) -> None:
        requests = [one for number in self.came for one in self._requests_of(number)]
        assert len(requests) == len(set(requests))
        assert len(requests) <= len(self.came)
        acknowledged = Counter(row.request for row in self.rows)
        assert acknowledged == Counter(requests)

    @invariant()
    def each_left_once_or_visibly_not_or_perhaps(self) -> None:
        for row in self.rows:
            left, again = self.relay.left[row.message_id], self.again[row.mail]
            assert left <= 1 + again
            history = self.store.engine.requests.history(row.request)
            said = [one for one in history if one.TOPIC == "MailSent"]
            if row.state is SENT and not again and said[-1].actor != OPERATOR.id:
                assert left == 1

    def _every_mail_is_in_once_or_parked(self) -> None:
        lost = [one for one in self.came if not self._requests_of(one)]
        assert len(lost) <= len(self.store.engine.mailboxes.parked())
        assert self.server.held() <= len(self.store.engine.mailboxes.parked())
        audited, _ = self.store.check([], lambda *_: None)
        assert not audited


DEEP = bool(os.environ.get("GRIFFIE_DEEP"))


@pytest.mark.timeout(3600)
def test_each_mail_is_in_once_and_each_letter_out_once(one_server: Server) -> None:
    class Here(Mail):
        server = one_server

    run_state_machine_as_test(
        Here,
        settings=settings(
            max_examples=400 if DEEP else 3,
            stateful_step_count=25 if DEEP else 12,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
