"""What DKIM said when a mail came: kept with the message, and given to the request made of it."""

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pytest

from griffie.api.composition import Store
from griffie.application.access.roles import OPERATOR
from griffie.application.controller.mailbox import MailTable
from griffie.application.engine import Engine
from griffie.application.intake.message import Message
from griffie.application.intake.settling import make_request, message_of
from griffie.application.intake.take_in import Sender, take_in
from griffie.domain.request.remarks import RemarkCode
from griffie.infrastructure.mail import message
from griffie.infrastructure.mail.resolver import DnsKeys
from tests.conftest import Open
from tests.mail.dns_server import LOOPBACK, dns_of
from tests.mail.made import made
from tests.mail.test_dkim import NAME, record, signed

Change = Callable[[bytes], bytes]


def asking(store: Store, port: int) -> Engine:
    """The engine with a profile that asks a DNS at this port."""
    profile = store.engine.profile.model_copy(update={"mail": MailTable(dkim=True)})
    reader = partial(message.read_mail, keys=DnsKeys([LOOPBACK], port, 60))
    return replace(store.engine, profile=profile, read_mail=reader)


def waiting(engine: Engine, raw: bytes) -> Message:
    taken = take_in(engine, raw, Sender(OPERATOR)).message
    assert taken
    return taken


@pytest.mark.parametrize(
    ("change", "result"),
    [
        (lambda raw: raw, "pass"),
        (lambda raw: raw.replace(b"alle", b"geen"), "fail"),
        (lambda raw: raw.partition(b"Received")[2] and made(), "none"),
    ],
)
def test_it_is_what_was_true_when_it_came(store: Store, change: Change, result: str) -> None:
    with dns_of({NAME: record()}) as port:
        engine = asking(store, port)
        found = waiting(engine, change(signed(made())))
    assert (found.dkim, message_of(store.engine, found.id).dkim) == (result, result)
    assert (RemarkCode.DKIM_FAILED in found.remarks) is (result == "fail")

    request = make_request(engine, found.id, OPERATOR)  # the DNS is gone: nobody asks it again
    assert request.dkim == result
    assert (RemarkCode.DKIM_FAILED in request.remarks) is (result == "fail")


@pytest.mark.in_folder
def test_a_store_that_was_made_before_has_messages_that_were_not_asked_about(
    store: Store, opening: Open
) -> None:
    found = waiting(store.engine, made())
    store.engine.close()
    with sqlite3.connect(store.folder / "griffie.db") as before:
        before.execute("ALTER TABLE messages DROP COLUMN dkim")
    before.close()

    again = opening()
    assert message_of(again.engine, found.id) == found
    assert make_request(again.engine, found.id, OPERATOR).dkim == "not_checked"
