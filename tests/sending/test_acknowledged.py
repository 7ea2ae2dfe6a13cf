"""A request that came by mail is acknowledged once, by RFC 3834, and with nothing of its words."""

import re
from datetime import timedelta
from email.message import EmailMessage

import pytest

from griffie.api.composition import Store
from griffie.application.access.roles import OPERATOR
from griffie.application.intake.settling import make_request
from griffie.application.intake.take_in import TakenAs
from griffie.application.portal.secret import request_of_secret
from griffie.application.ports import MESSAGE_ID
from griffie.application.sending.outbox import OutboxState
from griffie.application.sending.sender import send_waiting
from griffie.domain.request.reference import reference
from griffie.domain.request.vocabulary import Status
from griffie.infrastructure.smtp.relay import SmtpRelay
from tests.conftest import Clock
from tests.given.inbox import A_MACHINE, incoming, mail
from tests.sending.conftest import PORTAL, SENDER, Office
from tests.sending.letters import close
from tests.sending.relay import ARelay

WAITING, SENT = OutboxState.WAITING, OutboxState.SENT
SPELLED_OUT = "Kopie van alles over Adelheid Zonnebloem, en lees https://elders.example"


def body(message: EmailMessage) -> str:
    part = message.get_body(("plain",))
    assert part
    return " ".join(str(part.get_content()).split())


def test_it_says_what_a_person_wants_to_know_and_by_which_rules_it_was_sent(
    store: Store, relay: ARelay, smtp: SmtpRelay
) -> None:
    request = incoming(store, mail()).request
    assert request
    assert store.engine.outbox.counts() == {WAITING: 1}

    assert send_waiting(store.engine, smtp).became == {SENT: 1}

    (told,) = relay.taken
    assert (told["To"], told["Auto-Submitted"]) == ("an.peeters@example.be", "auto-replied")
    assert told["In-Reply-To"] == told["References"] == "<m1@example.be>"
    assert SENDER in str(told["From"])
    assert reference(request.id) in str(told["Subject"])
    assert (relay.envelopes[0].mail_from, relay.envelopes[0].rcpt_tos) == (SENDER, [told["To"]])
    words = body(told)
    assert reference(request.id) in words
    assert "20 maart 2026" in words
    assert "20 april 2026" in words
    (receipt,) = told.iter_attachments()
    assert receipt.get_filename() == f"receipt-{reference(request.id)}.tlog-proof"


def test_the_code_in_it_opens_the_portal_and_stands_nowhere_else(
    store: Store, relay: ARelay, smtp: SmtpRelay
) -> None:
    request = incoming(store, mail()).request
    assert request
    send_waiting(store.engine, smtp)

    words = body(relay.taken[0])
    code = re.search(r"[0-9A-Z]{4}(-[0-9A-Z]{4}){3}", words)
    assert code
    assert f"{PORTAL}/portal/status" in words
    found = request_of_secret(store.engine, reference(request.id), code[0])
    assert found
    assert found.id == request.id
    kept = store.engine.vault.open(request.id).values()
    assert any("····-····" in str(one) for one in kept)
    assert not any(code[0] in str(one) for one in kept)


def test_nothing_of_the_message_is_repeated(store: Store, relay: ARelay, smtp: SmtpRelay) -> None:
    sender = '"Koop nu op https://elders.example" <an.peeters@example.be>'
    incoming(store, mail(SPELLED_OUT, From=sender, Subject="Zonnebloem"))
    send_waiting(store.engine, smtp)

    whole = relay.taken[0].as_string() + body(relay.taken[0])
    assert not any(word in whole for word in ("elders", "Zonnebloem", "Adelheid"))


def test_it_assesses_nothing_and_is_on_the_record(
    store: Store, relay: ARelay, smtp: SmtpRelay
) -> None:
    request = incoming(store, mail()).request
    assert request
    send_waiting(store.engine, smtp)

    now = store.engine.requests.load(request.id)
    assert now.status is Status.RECEIVED
    topics = [one.TOPIC for one in store.engine.requests.history(request.id)]
    assert topics[-3:] == ["MailQueued", "MailSent", "ReceiptAcknowledged"]
    audited, _ = store.check([], lambda *_: None)
    assert not audited


def test_the_same_mail_twice_is_acknowledged_once(
    store: Store, relay: ARelay, smtp: SmtpRelay
) -> None:
    incoming(store, mail())
    assert incoming(store, mail()).how is TakenAs.ON_FILE
    send_waiting(store.engine, smtp)
    send_waiting(store.engine, smtp)

    assert len(relay.taken) == 1


def test_a_reply_to_it_joins_the_request(store: Store, relay: ARelay, smtp: SmtpRelay) -> None:
    request = incoming(store, mail()).request
    assert request
    send_waiting(store.engine, smtp)

    reply = mail("Dank u.", number="2", Subject="Re:", In_Reply_To=relay.ids[0])
    taken = incoming(store, reply)

    assert taken.how is TakenAs.JOINED
    assert taken.request
    assert taken.request.id == request.id
    assert store.engine.vault.find(MESSAGE_ID, relay.ids[0]) == [request.id]
    assert store.engine.outbox.counts() == {SENT: 1}


@pytest.mark.parametrize(
    "headers",
    [
        A_MACHINE,
        {"List_Id": "<nieuws.example.be>"},
        {"Precedence": "bulk"},
        {"From": "", "Sender": ""},
        {"From": SENDER},
        {"From": "An <an@example.be>, Piet <piet@example.be>"},
        {"From": "An <collega@iassist.be>"},
        {"Received": "from a.example by mx.iassist.be; Fri, 27 Feb 2026 09:00:00 +0100"},
    ],
    ids=["machine", "list", "bulk", "nobody", "ourselves", "two", "colleague", "old"],
)
def test_what_should_not_be_answered_by_a_program_is_not(
    store: Store, headers: dict[str, str]
) -> None:
    incoming(store, mail(**headers), says_request=True, says_person=True)

    assert store.engine.outbox.counts() == {}


@pytest.mark.parametrize(
    "said", [{"acknowledge": "person"}, {"send_from": None}], ids=["a person does", "no sender"]
)
def test_where_the_profile_says_so_a_person_tells(office: Office, said: dict[str, object]) -> None:
    store = office(**said)
    incoming(store, mail())

    assert store.engine.outbox.counts() == {}


def test_two_programs_do_not_talk_for_ever(store: Store, clock: Clock) -> None:
    for number in range(6):
        incoming(store, mail(f"Wis alles {number}", number=f"loop{number}"))
    assert store.engine.outbox.counts() == {WAITING: 3}

    clock.at += timedelta(days=2)
    day = {"Received": "from a.example by mx.iassist.be; Sun, 22 Mar 2026 09:00:00 +0100"}
    incoming(store, mail("Wis alles", number="later", **day))
    assert store.engine.outbox.counts() == {WAITING: 4}


def test_a_request_that_was_closed_meanwhile_is_not_acknowledged(
    store: Store, relay: ARelay, smtp: SmtpRelay
) -> None:
    request = incoming(store, mail()).request
    assert request
    close(store, request.id)

    assert send_waiting(store.engine, smtp).became == {OutboxState.STOPPED: 1}
    assert relay.taken == []


def test_a_message_that_a_person_makes_a_request_is_acknowledged_then(office: Office) -> None:
    store = office(mode="general")
    waits = incoming(store, mail()).message
    assert waits
    assert store.engine.outbox.counts() == {}

    make_request(store.engine, waits.id, OPERATOR)

    assert store.engine.outbox.counts() == {WAITING: 1}
