"""What becomes of a mail: one request, its day, its remarks, its documents."""

from dataclasses import replace
from functools import partial

import pytest
from fastapi.testclient import TestClient

from griffie.api.composition import Store, read_mail
from griffie.application.access.roles import OPERATOR
from griffie.application.controller.mailbox import MailTable
from griffie.application.intake.message import MessageSettledError
from griffie.application.intake.receive_mail import ReceivedMail, receive_mail
from griffie.application.intake.settling import set_aside
from griffie.application.views.remarks import BECAUSE
from griffie.domain.request.remarks import RemarkCode
from griffie.infrastructure.mail import message
from griffie.infrastructure.mail.resolver import DnsKeys
from tests.given.inbox import incoming, mail
from tests.mail.dns_server import LOOPBACK, dns_of
from tests.mail.made import made
from tests.mail.test_cases import CASES
from tests.mail.test_dkim import NAME, record, signed


def taken(store: Store, raw: bytes) -> ReceivedMail:
    return receive_mail(store.engine, read_mail, raw, None, ())


def test_every_remark_says_why() -> None:
    assert set(BECAUSE) == set(RemarkCode)


def test_what_was_supposed_is_shown_on_the_request(store: Store, clerk: TestClient) -> None:
    request = taken(store, CASES["08-no-final-boundary"].read_bytes()).request
    shown = clerk.get(f"/api/v1/requests/{request.id}").json()

    assert {one["code"] for one in shown["remarks"]} == {
        *("language_supposed", "date_supposed", "cut_off")
    }
    assert not any(one["settled"] for one in shown["remarks"])


def test_the_same_message_by_two_roads_is_one_request(store: Store) -> None:
    raw = CASES["11a-same-message-id"].read_bytes()
    other = raw.replace(b"mx1.", b"mx2.").replace(b"\r\n", b"\n")

    assert taken(store, raw).request.id == taken(store, other).request.id
    assert len(taken(store, raw).request.documents) == 1


def test_the_same_id_with_other_words_is_another_request(store: Store) -> None:
    raw = CASES["11a-same-message-id"].read_bytes()

    assert (
        taken(store, raw).request.id != taken(store, raw.replace(b"inzage.", b"kopie.")).request.id
    )


def test_who_has_no_address_is_taken_in_all_the_same(store: Store) -> None:
    request = taken(store, made(From="An Peeters")).request

    assert not request.requester.reachable
    assert RemarkCode.NO_SENDER in request.remarks


@pytest.mark.parametrize(
    "sent", ["Thu, 5 Nov 2037 09:59:00 +0100", "Thu, 1 Jan 1970 00:00:00 +0000"]
)
def test_a_day_that_cannot_be_is_today(store: Store, sent: str) -> None:
    request = taken(store, made(Received="", Date=sent)).request

    assert request.received_on == store.engine.today()
    assert RemarkCode.DATE_SUPPOSED in request.remarks


def test_what_waits_in_the_inbox_is_that_request(store: Store) -> None:
    message = incoming(store, mail()).message
    assert message

    request = taken(store, mail()).request

    assert request.id == message.id
    assert request.documents == (message.mail,)
    aside = incoming(store, mail(number="2")).message
    assert aside
    set_aside(store.engine, aside.id, OPERATOR)
    with pytest.raises(MessageSettledError):
        taken(store, mail(number="2"))


@pytest.mark.parametrize("change", [(b"", b""), (b"alle", b"geen")])
def test_the_result_of_dkim_is_recorded_as_it_was_when_the_mail_came(
    store: Store, clerk: TestClient, change: tuple[bytes, bytes]
) -> None:
    raw = signed(made()).replace(*change)
    asking = store.engine.profile.model_copy(update={"mail": MailTable(dkim=True)})
    with dns_of({NAME: record()}) as port:
        reader = partial(message.read_mail, keys=DnsKeys([LOOPBACK], port, 60))
        engine = replace(store.engine, profile=asking)
        request = receive_mail(engine, reader, raw, None, ()).request
    result = "fail" if change[0] else "pass"
    (event, *_) = clerk.get(f"/api/v1/requests/{request.id}/events").json()["items"]

    assert clerk.get(f"/api/v1/requests/{request.id}").json()["dkim"] == result
    assert event["data"]["dkim"] == result
    assert (RemarkCode.DKIM_FAILED in request.remarks) is bool(change[0])


def test_whoever_opens_the_message_sees_which_rights_it_may_invoke(
    store: Store, clerk: TestClient
) -> None:
    request = taken(store, made("Ik wil geen reclame meer.")).request
    address = f"/api/v1/requests/{request.id}"

    assert clerk.get(address).json()["hints"] == []
    assert clerk.get(f"{address}?reveal=true").json()["hints"] == [
        {"right": "direct_marketing_objection", "words": "geen reclame"}
    ]
