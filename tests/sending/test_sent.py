"""A letter that is sent by e-mail: what the relay says decides whether it left, or may have."""

from datetime import date, timedelta

import pytest

from griffie.api.composition import Store
from griffie.application.access.roles import OPERATOR
from griffie.application.sending.letter import send_letter
from griffie.application.sending.outbox import (
    MailSettledError,
    OutboxRow,
    OutboxState,
    SendingElsewhereError,
)
from griffie.application.sending.sender import send_waiting
from griffie.application.sending.settle import Settlement, settle
from griffie.domain.model.errors import OutOfOrderError
from griffie.domain.rights_request import RightsRequest
from griffie.infrastructure.smtp.relay import SmtpRelay
from tests.conftest import Clock
from tests.sending.conftest import SENDER, Office, spoken_to
from tests.sending.letters import ANSWER, TO, decided, informed_on, take, told
from tests.sending.relay import ARelay, Says, a_relay

WAITING, PERHAPS, SENT = OutboxState.WAITING, OutboxState.PERHAPS, OutboxState.SENT
STOPPED, ERASED = OutboxState.STOPPED, OutboxState.ERASED
MARCH_20 = date(2026, 3, 20)


def only(store: Store) -> OutboxRow:
    (row,) = store.engine.outbox.in_state(*OutboxState)
    return row


def topics(store: Store, row: OutboxRow) -> list[str]:
    told = [one.TOPIC for one in store.engine.requests.history(row.request)]
    return [one for one in told if one.startswith("Mail")]


def test_a_letter_leaves_word_for_word_and_that_is_on_the_record(
    store: Store, relay: ARelay, smtp: SmtpRelay
) -> None:
    request_id = told(store)
    assert only(store).state is WAITING
    assert informed_on(store, request_id) == MARCH_20

    assert send_waiting(store.engine, smtp).became == {SENT: 1}

    (letter,) = relay.taken
    assert (letter["To"], relay.envelopes[0].mail_from) == (TO, SENDER)
    assert letter["Auto-Submitted"] is None
    assert letter["Message-ID"] == only(store).message_id
    assert letter["Content-Language"] == "nl"
    recorded = store.engine.vault.open(request_id).values()
    sent = str(letter.get_content()).replace("\r\n", "\n")
    assert sent.rstrip() in {str(one).rstrip() for one in recorded}
    assert topics(store, only(store)) == ["MailQueued", "MailSent"]
    audited, _ = store.check([], lambda *_: None)
    assert not audited


def test_no_file_of_the_store_says_to_whom_a_letter_goes(store: Store, smtp: SmtpRelay) -> None:
    told(store)
    send_waiting(store.engine, smtp)

    for file in store.folder.parent.rglob("*"):
        if file.is_file():
            assert TO.encode() not in file.read_bytes(), file


@pytest.mark.parametrize(
    ("says", "state", "taken", "tells"),
    [
        (Says.TAKES, SENT, 1, True),
        (Says.NOT_NOW, WAITING, 0, True),
        (Says.NOT_NOW_AT_ALL, WAITING, 0, True),
        (Says.HANGS_UP_BEFORE, WAITING, 0, True),
        (Says.NO_SUCH_MAILBOX, STOPPED, 0, False),
        (Says.NEVER, STOPPED, 0, False),
        (Says.HANGS_UP_TAKEN, PERHAPS, 1, True),
        (Says.HANGS_UP_LOST, PERHAPS, 0, True),
    ],
)
def test_what_the_relay_says_decides(  # noqa: PLR0917
    store: Store,
    relay: ARelay,
    smtp: SmtpRelay,
    says: Says,
    state: OutboxState,
    taken: int,
    *,
    tells: bool,
) -> None:
    request_id = told(store)
    relay.next = [says]

    send_waiting(store.engine, smtp)

    assert only(store).state is state
    assert len(relay.taken) == taken
    assert informed_on(store, request_id) == (MARCH_20 if tells else None)
    assert "peeters" not in only(store).said


@pytest.mark.parametrize("says", [Says.HANGS_UP_TAKEN, Says.HANGS_UP_LOST])
def test_what_may_have_left_is_never_sent_again_by_itself(
    store: Store, relay: ARelay, smtp: SmtpRelay, clock: Clock, says: Says
) -> None:
    told(store)
    relay.next = [says]
    for _ in range(3):
        send_waiting(store.engine, smtp)
        clock.at += timedelta(days=1)

    assert len(relay.taken) == (says is Says.HANGS_UP_TAKEN)
    assert topics(store, only(store)) == ["MailQueued", "MailDoubted"]


def test_a_person_lets_it_go_once_more_under_the_same_id(
    store: Store, relay: ARelay, smtp: SmtpRelay
) -> None:
    told(store)
    relay.next = [Says.HANGS_UP_TAKEN]
    send_waiting(store.engine, smtp)
    settle(store.engine, only(store).mail, Settlement.SEND_AGAIN, OPERATOR)

    send_waiting(store.engine, smtp)

    assert only(store).state is SENT
    assert relay.ids == [only(store).message_id] * 2
    assert topics(store, only(store)) == ["MailQueued", "MailDoubted", "MailRequeued", "MailSent"]


@pytest.mark.parametrize(
    ("says", "how", "state", "tells"),
    [
        (Says.HANGS_UP_LOST, Settlement.WAS_SENT, SENT, True),
        (Says.HANGS_UP_LOST, Settlement.DROP, STOPPED, False),
        (Says.NO_SUCH_MAILBOX, Settlement.SEND_AGAIN, WAITING, False),
    ],
)
def test_a_person_decides(  # noqa: PLR0917
    store: Store,
    relay: ARelay,
    smtp: SmtpRelay,
    says: Says,
    how: Settlement,
    state: OutboxState,
    *,
    tells: bool,
) -> None:
    request_id = told(store)
    relay.next = [says]
    send_waiting(store.engine, smtp)

    settle(store.engine, only(store).mail, how, OPERATOR)

    assert only(store).state is state
    assert informed_on(store, request_id) == (MARCH_20 if tells else None)
    assert relay.taken == []


def test_two_persons_decide_once(store: Store, relay: ARelay, smtp: SmtpRelay) -> None:
    told(store)
    relay.next = [Says.HANGS_UP_LOST]
    send_waiting(store.engine, smtp)
    settle(store.engine, only(store).mail, Settlement.DROP, OPERATOR)

    with pytest.raises(MailSettledError):
        settle(store.engine, only(store).mail, Settlement.WAS_SENT, OPERATOR)


def test_a_relay_that_is_down_for_a_day_gets_it_afterwards_and_that_day_counts(
    store: Store, clock: Clock
) -> None:
    with a_relay() as first:
        port = first.port
    request_id = told(store)
    for _ in range(8):
        assert send_waiting(store.engine, spoken_to(port)).away
        clock.at += timedelta(hours=3)

    with a_relay(port) as relay:
        assert send_waiting(store.engine, spoken_to(port)).became == {SENT: 1}
        assert relay.ids == [only(store).message_id]
    assert informed_on(store, request_id) == date(2026, 3, 21)


def test_it_is_tried_later_each_time_and_given_up_at_last(
    store: Store, relay: ARelay, smtp: SmtpRelay, clock: Clock
) -> None:
    request_id = told(store)
    relay.next = [Says.NOT_NOW] * 200
    waits = []
    while only(store).state is WAITING:
        before = clock.at = only(store).next_at
        send_waiting(store.engine, smtp)
        waits.append(only(store).next_at - before)

    assert waits[:3] == [timedelta(minutes=n) for n in (1, 2, 4)]
    assert max(waits) == timedelta(hours=1)
    assert timedelta(days=2) < clock.at - only(store).queued_at < timedelta(days=2, hours=2)
    assert topics(store, only(store)) == ["MailQueued", "MailStopped"]
    assert informed_on(store, request_id) is None
    assert only(store).said == "450 4.2.1"


def test_what_waits_when_the_personal_data_are_erased_is_not_sent_and_says_so(
    store: Store, relay: ARelay, smtp: SmtpRelay
) -> None:
    request_id = told(store)
    take(store, request_id, RightsRequest.close)
    why = {"ground": "test_data", "explanation": "Een proef."}
    take(store, request_id, RightsRequest.erase_personal_data, **why)

    assert only(store).state is ERASED
    assert send_waiting(store.engine, smtp).became == {}
    assert relay.taken == []
    with pytest.raises(MailSettledError):
        settle(store.engine, only(store).mail, Settlement.SEND_AGAIN, OPERATOR)


def test_erased_while_the_relay_takes_it_it_left_and_the_row_says_so(
    store: Store, relay: ARelay, smtp: SmtpRelay
) -> None:
    request_id = told(store)
    take(store, request_id, RightsRequest.close)
    why = {"ground": "test_data", "explanation": "Een proef."}
    relay.at_data = lambda: take(store, request_id, RightsRequest.erase_personal_data, **why)

    send_waiting(store.engine, smtp)

    assert (only(store).state, len(relay.taken)) == (SENT, 1)


def test_dropped_while_it_is_written_it_does_not_leave(
    store: Store, relay: ARelay, smtp: SmtpRelay, monkeypatch: pytest.MonkeyPatch
) -> None:
    told(store)
    handing_over = store.engine.outbox.handing_over

    def dropped_first(mail: object, at: object) -> None:
        settle(store.engine, only(store).mail, Settlement.DROP, OPERATOR)
        handing_over(mail, at)  # type: ignore[arg-type]

    monkeypatch.setattr(store.engine.outbox, "handing_over", dropped_first)
    send_waiting(store.engine, smtp)

    assert (only(store).state, relay.taken) == (STOPPED, [])


@pytest.mark.parametrize(
    "typed",
    [
        "an@example.be\r\nBcc: all@example.be",
        "an@example.be, piet@example.be",
        "an@example.be> RCPT TO:<piet@example.be",
        "An Peeters <an@example.be>",
        '"an\\"@example.be',
        "an peeters@example.be",
        "an@",
        "geen",
    ],
)
def test_what_is_not_one_address_gets_no_letter(store: Store, typed: str) -> None:
    request_id = decided(store, typed)

    with pytest.raises(OutOfOrderError, match="no e-mail address"):
        send_letter(store.engine, request_id, ANSWER, OPERATOR)
    assert store.engine.outbox.counts() == {}
    assert informed_on(store, request_id) is None


def test_letters_beyond_ascii_are_written_as_the_relay_can_read_them(
    store: Store, relay: ARelay, smtp: SmtpRelay
) -> None:
    told(store, "an@köln.example")
    told(store, "žofie@example.be")

    send_waiting(store.engine, smtp)

    to = {address for one in relay.envelopes for address in one.rcpt_tos}
    assert to == {"an@xn--kln-sna.example", "žofie@example.be"}


def test_without_an_address_to_send_from_no_letter_goes_out(office: Office) -> None:
    store = office(send_from=None)
    request_id = decided(store)

    with pytest.raises(OutOfOrderError, match="send_from"):
        send_letter(store.engine, request_id, ANSWER, OPERATOR)


def test_one_process_sends_at_a_time(store: Store, smtp: SmtpRelay) -> None:
    with store.engine.outbox.alone(), pytest.raises(SendingElsewhereError):
        send_waiting(store.engine, smtp)
