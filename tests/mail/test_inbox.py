"""What waits in the inbox, what a person makes of it, and what is left of it."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest

from griffie.api.composition import Store, open_store
from griffie.application.access.roles import OPERATOR
from griffie.application.controller.mailbox import Mailbox, MailMode, MailTable
from griffie.application.controller.profile import NEUTRAL, ControllerProfile
from griffie.application.disclosure import Disclosure
from griffie.application.intake.message import (
    Message,
    MessageErasedError,
    MessageQuery,
    MessageSettledError,
    MessageState,
    MessageWaitsError,
    UnknownMessageError,
)
from griffie.application.intake.settling import (
    forget_due,
    join,
    look,
    make_request,
    message_of,
    opened,
    reopen,
    sender,
    set_aside,
)
from griffie.application.intake.take_in import TakenAs
from griffie.application.requests.requests import Once
from griffie.domain.events import MessageSetAside, MessageTakenBack
from griffie.domain.housekeeping import MESSAGES
from griffie.domain.law import Language
from griffie.domain.request.remarks import RemarkCode
from tests.conftest import Clock, Open
from tests.given.inbox import A_MACHINE, WORDS, incoming, mail, requested
from tests.given.looking import HANDLING
from tests.mail.test_cases import CASES

Office = Callable[[MailTable], Store]


@pytest.fixture
def office(tmp_path: Path, clock: Clock) -> Office:
    def opened_with(table: MailTable) -> Store:
        profile: ControllerProfile = NEUTRAL.model_copy(update={"mail": table})
        return open_store(tmp_path / "office", profile=profile, clock=clock, demo=True)

    return opened_with


def waiting(store: Store, raw: bytes | None = None) -> Message:
    taken = incoming(store, mail() if raw is None else raw)
    assert taken.how is TakenAs.WAITS
    assert taken.message
    return taken.message


def state_of(store: Store, message: Message) -> MessageState:
    return message_of(store.engine, message.id).state


def test_what_comes_in_waits_outside_the_log_until_a_person_read_it(store: Store) -> None:
    message = waiting(store)

    assert message == message_of(store.engine, message.id)
    assert (message.state, message.language) == (MessageState.UNREAD, Language.NL)
    assert (message.arrived_on, message.read_by) == (date(2026, 3, 20), date(2026, 3, 23))
    assert (store.log.size(), store.history.newest()) == (0, 0)
    assert sender(store.engine, message)["name"] == "An Peeters"
    assert opened(store.engine, message).raw == mail()


def test_it_is_late_when_a_working_day_has_gone_by(store: Store, clock: Clock) -> None:
    message = waiting(store)
    counted = store.engine.messages.counts

    assert not message.late(date(2026, 3, 23))
    assert message.late(date(2026, 3, 24))
    assert counted(clock.at, date(2026, 3, 23)) == (1, 0, 0)
    assert counted(clock.at, date(2026, 3, 24)) == (1, 1, 0)
    assert counted(clock.at - timedelta(minutes=1), date(2026, 3, 24)) == (0, 0, 0)


@pytest.mark.parametrize("days", [0, 1, 12])
def test_a_request_counts_from_the_arrival_of_its_message(
    store: Store, clock: Clock, days: int
) -> None:
    at_once = requested(store, mail(number="2"))
    message = waiting(store)
    clock.at += timedelta(days=days)

    request = make_request(store.engine, message.id, OPERATOR)

    assert request.id == message.id
    assert request.received_on == date(2026, 3, 20)
    assert request.deadline.term.due_on == at_once.deadline.term.due_on
    assert request.documents[0] == message.mail
    settled = message_of(store.engine, message.id)
    assert (settled.state, settled.request) == (MessageState.REQUEST, request.id)
    assert (settled.settled_by, settled.settled_at) == (OPERATOR.id, clock.at)


def test_no_request_is_said_once_by_whom_and_its_words_go_after_the_days_of_the_profile(
    store: Store, clock: Clock
) -> None:
    message, other = waiting(store), waiting(store, mail(number="2"))
    reason = Disclosure("reason", "een factuur")
    set_aside(store.engine, message.id, OPERATOR, reason)
    engine = store.engine

    (event,) = engine.requests.history(MESSAGES)
    assert (type(event), event.message, event.actor) == (MessageSetAside, message.id, OPERATOR.id)
    aside = message_of(engine, message.id)
    assert (aside.state, aside.forget_on) == (MessageState.NO_REQUEST, date(2026, 4, 19))
    clock.at = datetime(2026, 4, 18, 12, tzinfo=UTC)
    assert forget_due(engine, engine.now(OPERATOR)) == 0
    assert opened(engine, aside).raw == mail()
    clock.at += timedelta(days=1)
    assert forget_due(engine, engine.now(OPERATOR)) == 1
    assert forget_due(engine, engine.now(OPERATOR)) == 0

    gone = message_of(engine, message.id)
    assert (gone.state, gone.kept, gone.size) == (MessageState.NO_REQUEST, False, 0)
    assert not store.vault.holds(message.id)
    assert opened(engine, message_of(engine, other.id)).raw == mail(number="2")
    with pytest.raises(MessageErasedError):
        opened(engine, gone)
    assert sender(engine, gone) == {}


def test_what_was_said_by_mistake_is_taken_back_while_the_words_are_there(
    store: Store, clock: Clock
) -> None:
    message = waiting(store)
    set_aside(store.engine, message.id, OPERATOR)
    clock.at += timedelta(days=3)

    assert reopen(store.engine, message.id, OPERATOR).state is MessageState.UNREAD

    assert [type(one) for one in store.engine.requests.history(MESSAGES)] == [
        *(MessageSetAside, MessageTakenBack)
    ]
    assert make_request(store.engine, message.id, OPERATOR).received_on == date(2026, 3, 20)
    set_aside(store.engine, (other := waiting(store, mail(number="2"))).id, OPERATOR)
    clock.at += timedelta(days=30)
    forget_due(store.engine, store.engine.now(OPERATOR))
    with pytest.raises(MessageErasedError):
        reopen(store.engine, other.id, OPERATOR)


def test_a_message_is_settled_once(store: Store) -> None:
    other = requested(store, mail(number="2"))
    made, joined, aside = (waiting(store, mail(number=one)) for one in "345")
    make_request(store.engine, made.id, OPERATOR)
    join(store.engine, joined.id, other.id, OPERATOR)
    set_aside(store.engine, aside.id, OPERATOR)
    size = store.history.newest()

    for settled in (made, joined, aside):
        with pytest.raises(MessageSettledError):
            make_request(store.engine, settled.id, OPERATOR)
        with pytest.raises(MessageSettledError):
            join(store.engine, settled.id, other.id, OPERATOR)
        with pytest.raises(MessageSettledError):
            set_aside(store.engine, settled.id, OPERATOR)
    for settled in (made, joined):
        with pytest.raises(MessageSettledError):
            reopen(store.engine, settled.id, OPERATOR)
    with pytest.raises(MessageWaitsError):
        reopen(store.engine, waiting(store, mail(number="6")).id, OPERATOR)
    with pytest.raises(UnknownMessageError):
        set_aside(store.engine, UUID(int=1), OPERATOR)
    assert store.history.newest() == size


def test_a_message_joins_a_request_and_its_words_move_there(store: Store) -> None:
    request, message = requested(store, mail(number="2")), waiting(store)

    joined = join(store.engine, message.id, request.id, OPERATOR)

    assert joined.messages_joined == (message.id,)
    assert RemarkCode.JOINED in joined.remarks
    assert len(joined.documents) == len(request.documents) + 1
    settled = message_of(store.engine, message.id)
    assert (settled.state, settled.request) == (MessageState.JOINED, request.id)
    assert (settled.kept, store.vault.open(message.id)) == (False, {})
    assert incoming(store, mail()).how is TakenAs.ON_FILE
    assert store.check((), lambda *_: None)[0] == []


@pytest.mark.parametrize("name", ["04-1-auto-reply", "05-bounce-no-auto-submitted"])
@pytest.mark.parametrize("mode", list(MailMode))
def test_what_a_machine_wrote_is_parked_whatever_the_mode(
    office: Office, name: str, mode: MailMode
) -> None:
    store = office(MailTable(mode=mode))
    for says_request in (False, True):
        taken = incoming(store, CASES[name].read_bytes(), says_request=says_request)
        assert (taken.how, taken.request) == (TakenAs.WAITS, None)
        assert taken.message
        assert taken.message.state is MessageState.PARKED

    assert store.log.size() == 0
    assert store.engine.messages.counts(store.engine.clock(), date(2026, 4, 30)) == (0, 0, 1)
    taken = incoming(store, CASES[name].read_bytes(), says_request=True, says_person=True)
    assert taken.how is TakenAs.REQUEST
    store.engine.close()


def test_in_a_mailbox_for_rights_a_mail_is_a_request_at_once(office: Office) -> None:
    box = Mailbox(address="Privacy@iassist.be", mode=MailMode.RIGHTS)
    store = office(MailTable(mailboxes=(box,)))

    assert incoming(store, mail()).how is TakenAs.WAITS
    assert incoming(store, mail(number="2", To="privacy@IASSIST.be")).how is TakenAs.REQUEST
    there = {"Delivered_To": "privacy@iassist.be", "To": "info@iassist.be"}
    assert incoming(store, mail(number="3", **there)).how is TakenAs.REQUEST
    store.engine.close()


def test_a_person_who_takes_a_mail_in_again_makes_a_request_of_what_waits(store: Store) -> None:
    message = waiting(store)

    taken = incoming(store, mail(), says_request=True)

    assert taken.request
    assert taken.request.id == message.id
    assert incoming(store, mail(), says_request=True).how is TakenAs.ON_FILE


def test_a_list_of_messages_is_read_a_page_at_a_time(store: Store) -> None:
    ids = [waiting(store, mail(number=f"{n}")).id for n in range(5)]
    parked = waiting(store, mail(number="p", **A_MACHINE))
    set_aside(store.engine, ids[0], OPERATOR)
    page = store.engine.messages.page

    found: list[Message] = []
    after = None
    while some := page(MessageQuery(limit=2, after=after)):
        found += some
        after = (some[-1].arrived_at.isoformat(timespec="microseconds"), some[-1].id.hex)
    assert {one.id for one in found} == {*ids, parked.id}
    for state in MessageState:
        asked = {one.id for one in page(MessageQuery(state))}
        assert asked == {one.id for one in found if one.state is state}
    late = page(MessageQuery(late_on=date(2026, 3, 24)))
    assert {one.id for one in late} == {*ids[1:]}
    assert page(MessageQuery(late_on=date(2026, 3, 23))) == []


def test_what_waits_is_there_for_the_next_process(store: Store, opening: Open) -> None:
    message = waiting(store)

    again = opening()

    assert message_of(again.engine, message.id) == message
    assert again.resume_erasures() == 0
    assert opened(again.engine, message).mail.text == WORDS


def test_an_audit_knows_whose_values_a_message_has(store: Store, clock: Clock) -> None:
    """Waiting, looked at, joined, made a request, set aside, erased: nothing is to be found."""
    request, _ = requested(store, mail(number="2")), waiting(store)
    why = HANDLING._replace(reason=Disclosure("reason", "Nazien."))
    look(store.engine, waiting(store, mail(number="3")), OPERATOR, why)
    join(store.engine, waiting(store, mail(number="4")).id, request.id, OPERATOR)
    make_request(store.engine, waiting(store, mail(number="5")).id, OPERATOR)
    once, aside = Once("a" * 64, "b" * 64), waiting(store, mail(number="6"))
    for _ in range(2):  # the second time it is repeated
        set_aside(store.engine, aside.id, OPERATOR, Disclosure("reason", "Reclame."), once)
    assert findings(store) == []

    clock.at += timedelta(days=60)
    assert forget_due(store.engine, store.engine.now(OPERATOR)) == 1
    assert findings(store) == []
    store.resume_erasures()
    assert findings(store) == []


def findings(store: Store) -> list[str]:
    return [found.what for found in store.check((), lambda *_: None)[0]]
