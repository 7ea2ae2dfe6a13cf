"""The inbox at random: mails, duplicates, replies, deeds, days and restarts, against a small model.

The model knows of each mail what became of it. Whatever happens in whatever order, each mail is in
exactly once, counts are right, and an audit finds nothing.
"""

import os
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import Any
from uuid import UUID

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from griffie.api.composition import Store, open_store
from griffie.application.access.roles import OPERATOR
from griffie.application.intake.message import (
    MessageErasedError,
    MessageQuery,
    MessageSettledError,
    MessageState,
    MessageWaitsError,
)
from griffie.application.intake.settling import (
    forget_due,
    join,
    make_request,
    message_of,
    opened,
    reopen,
    set_aside,
)
from griffie.application.intake.take_in import TakenAs
from griffie.application.register.view import Query
from griffie.domain.request.remarks import RemarkCode
from griffie.domain.rights_request import RightsRequest
from tests.given.inbox import A_MACHINE, incoming, mail, named
from tests.mail.test_threads import ended, took

NUMBERS = st.integers(0, 5)
PICKED = st.integers(0, 1_000)
REFUSED = (MessageSettledError, MessageWaitsError, MessageErasedError)


class Inbox(RuleBasedStateMachine):
    """What each mail became: a state of a message, and of which request."""

    @initialize()
    def begin(self) -> None:
        self.folder = Path(mkdtemp(prefix="griffie-inbox-"))
        self.at = datetime(2026, 3, 20, 10, tzinfo=UTC)
        self.store: Store = self._open()
        self.sent = 0
        self.messages: dict[UUID, MessageState] = {}
        self.raw: dict[UUID, bytes] = {}
        self.aside_on: dict[UUID, datetime] = {}
        self.requests: dict[UUID, int] = {}
        """The requests that are not erased, with the number of their documents."""
        self.erased: set[UUID] = set()
        self.owner: dict[bytes, UUID] = {}
        """Each mail, and the message or the request that it is or belongs to."""

    def _open(self) -> Store:
        return open_store(self.folder / "data", clock=lambda: self.at, demo=True)

    def teardown(self) -> None:
        if hasattr(self, "store"):
            assert self.store.check((), lambda *_: None)[0] == []
            self.store.engine.close()
            rmtree(self.folder)

    def _new(self, **headers: str) -> bytes:
        self.sent += 1
        return mail(number=f"m{self.sent}", **headers)

    @rule(machine=st.booleans(), person=st.booleans())
    def a_mail_comes(self, machine: bool, person: bool) -> None:  # noqa: FBT001 - a rule
        raw = self._new(**(A_MACHINE if machine else {}))
        taken = incoming(self.store, raw, says_request=person)
        if person and not machine:
            assert taken.request
            assert taken.how is TakenAs.REQUEST
            self.requests[taken.request.id], self.owner[raw] = 1, taken.request.id
            return
        assert taken.message
        state = MessageState.PARKED if machine else MessageState.UNREAD
        self.messages[taken.message.id], self.owner[raw] = state, taken.message.id
        self.raw[taken.message.id] = raw

    @precondition(lambda self: self.owner)
    @rule(pick=PICKED, person=st.booleans())
    def a_mail_comes_again(self, pick: int, person: bool) -> None:  # noqa: FBT001 - a rule
        raw = self._picked(list(self.owner), pick)
        owner = self.owner[raw]
        road = raw.replace(b"from out.", b"from other.").replace(b"\r\n", b"\n")

        taken = incoming(self.store, road, says_request=person)

        if owner in self.requests:
            assert taken.request
            assert (taken.how, taken.request.id) == (TakenAs.ON_FILE, owner)
        elif person and self.messages[owner] is MessageState.UNREAD:
            assert taken.request
            assert taken.request.id == owner
            self._made(owner)
        else:
            assert taken.message
            assert taken.message.id == owner

    @precondition(lambda self: self.requests)
    @rule(pick=PICKED)
    def a_reply_comes(self, pick: int) -> None:
        request = self.store.requests.load(self._picked(list(self.requests), pick))
        raw = self._new(Subject=named(request))

        taken = incoming(self.store, raw)

        assert taken.request
        assert (taken.how, taken.request.id) == (TakenAs.JOINED, request.id)
        assert RemarkCode.JOINED in taken.request.remarks
        self.requests[request.id] += 1
        self.owner[raw] = request.id

    @precondition(lambda self: self.messages)
    @rule(pick=PICKED)
    def it_is_made_a_request(self, pick: int) -> None:
        message = self._picked(list(self.messages), pick)
        if self._refused(message, lambda: make_request(self.store.engine, message, OPERATOR)):
            return
        self._made(message)

    def _made(self, message: UUID) -> None:
        request = self.store.requests.load(message)
        assert request.received_on == message_of(self.store.engine, message).arrived_on
        self.messages[message] = MessageState.REQUEST
        self.requests[message] = 1

    @precondition(lambda self: self.messages and self.requests)
    @rule(pick=PICKED, other=PICKED)
    def it_joins(self, pick: int, other: int) -> None:
        message = self._picked(list(self.messages), pick)
        request = self._picked(list(self.requests), other)
        if self._refused(message, lambda: join(self.store.engine, message, request, OPERATOR)):
            return
        self.messages[message] = MessageState.JOINED
        self.owner[self.raw[message]] = request
        self.requests[request] += 1

    @precondition(lambda self: self.messages)
    @rule(pick=PICKED)
    def it_is_set_aside(self, pick: int) -> None:
        message = self._picked(list(self.messages), pick)
        if self._refused(message, lambda: set_aside(self.store.engine, message, OPERATOR)):
            return
        self.messages[message] = MessageState.NO_REQUEST
        self.aside_on[message] = self.at

    @precondition(lambda self: self.aside_on)
    @rule(pick=PICKED)
    def it_is_taken_back(self, pick: int) -> None:
        message = self._picked(list(self.aside_on), pick)
        with suppress(*REFUSED):
            state = reopen(self.store.engine, message, OPERATOR).state
            assert message in self.aside_on
            del self.aside_on[message]
            self.messages[message] = state

    def _refused(self, message: UUID, deed: Any) -> bool:
        """Take it; refused exactly where the message waits no more."""
        waits = self.messages[message] in {MessageState.UNREAD, MessageState.PARKED}
        try:
            deed()
        except REFUSED:
            assert not waits
            return True
        assert waits
        return False

    @precondition(lambda self: self.requests)
    @rule(pick=PICKED)
    def a_remark_is_settled(self, pick: int) -> None:
        request = self.store.requests.load(self._picked(list(self.requests), pick))
        open_ = [one for one in request.remarks if one not in request.remarks_settled]
        if open_:
            step = RightsRequest.settle_remark
            after = took(self.store, request, step, code=open_[0], right=True)
            assert open_[0] in after.remarks_settled

    @precondition(lambda self: self.requests)
    @rule(pick=PICKED)
    def a_request_ends_and_is_erased(self, pick: int) -> None:
        request = self.store.requests.load(self._picked(list(self.requests), pick))
        if request.outcome:
            return
        ended(self.store, request, erased=True)
        del self.requests[request.id]
        self.erased.add(request.id)
        for raw in [raw for raw, owner in self.owner.items() if owner == request.id]:
            del self.owner[raw]  # by what it was known went with it

    @rule(days=st.integers(1, 20))
    def days_go_by(self, days: int) -> None:
        self.at += timedelta(days=days)
        going = {
            message
            for message, on in self.aside_on.items()
            if self.at.date() >= on.date() + timedelta(days=30)
        }

        assert forget_due(self.store.engine, self.store.engine.now(OPERATOR)) == len(going)

        for message in going:
            del self.aside_on[message]
            del self.owner[self.raw[message]]
            assert not message_of(self.store.engine, message).kept

    @rule()
    def the_office_starts_again(self) -> None:
        self.store.engine.close()
        self.store = self._open()
        assert self.store.resume_erasures() == 0

    @invariant()
    def everything_is_where_the_model_says(self) -> None:
        if not hasattr(self, "store"):
            return
        engine = self.store.engine
        listed = {one.id: one for one in engine.messages.page(MessageQuery(limit=1_000))}
        assert {one.id: one.state for one in listed.values()} == self.messages
        counted = engine.messages.counts(self.at, self.at.date())
        states = list(self.messages.values())
        assert counted.unread == states.count(MessageState.UNREAD)
        assert counted.parked == states.count(MessageState.PARKED)
        register = engine.current().items(Query(limit=1_000), self.at.date())
        assert {one.id for one in register} == {*self.requests, *self.erased}
        for request, documents in self.requests.items():
            assert len(self.store.requests.load(request).documents) == documents
        for raw, owner in self.owner.items():
            if owner in listed and listed[owner].became is None:
                assert opened(engine, listed[owner]).raw == raw

    @staticmethod
    def _picked(some: Any, pick: int) -> Any:
        return some[pick % len(some)]


DEEP = bool(os.environ.get("GRIFFIE_DEEP"))
TestInbox = Inbox.TestCase
TestInbox.settings = settings(max_examples=60 if DEEP else 8, stateful_step_count=40, deadline=None)
