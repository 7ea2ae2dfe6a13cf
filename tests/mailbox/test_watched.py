"""Each mail of a watched mailbox is taken in once, and nothing on the server is lost."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from griffie.api.composition import Store
from griffie.application.engine import Engine
from griffie.application.intake.mail import Mail, MailReader, OwnMail
from griffie.application.intake.mailbox_places import Why
from griffie.application.intake.message import MessageQuery
from griffie.application.intake.take_in import TakenAs
from griffie.application.intake.watched_mailbox import Looked, look
from griffie.infrastructure.imap.mailbox import ImapMailbox, signed_in
from griffie.infrastructure.imap.settings import MailboxSettings
from tests.mail.made import OURS, made
from tests.mailbox.conftest import ADDRESS
from tests.mailbox.dovecot import Server

Settings = Callable[..., MailboxSettings]
UNREADABLE = made("", Subject="")
"""A mail that says nothing."""


def mail(number: int) -> bytes:
    return made(f"Vraag {number}", Message_ID=f"<{number}@example.be>", Subject=f"vraag {number}")


def taken(
    store: Store, settings: MailboxSettings, engine: Engine | None = None, since: date | None = None
) -> Looked:
    with signed_in(settings, None) as box:
        return look(engine or store.engine, box, store.engine.mailboxes, since)


def kept(store: Store) -> int:
    """How many messages lie in the inbox."""
    return len(store.engine.messages.page(MessageQuery(limit=200)))


def test_each_mail_is_taken_in_once_and_moved(
    store: Store, server: Server, settings: Settings
) -> None:
    server.deliver(mail(1), mail(2))
    watched = settings(move_to="Griffie/Taken in é")

    assert taken(store, watched).taken == (TakenAs.WAITS, TakenAs.WAITS)
    server.deliver(mail(3))
    assert taken(store, watched).taken == (TakenAs.WAITS,)
    assert taken(store, watched) == Looked((), 0)

    assert kept(store) == 3
    assert server.held() == 0
    assert server.held("Griffie/Taken in é") == 3


def test_without_a_folder_every_mail_stays_as_it_was(
    store: Store, server: Server, settings: Settings
) -> None:
    server.deliver(mail(1), mail(2))
    with server.opened() as box:
        box.client.uid("STORE", "1", "+FLAGS", r"(\Deleted)")

    taken(store, settings())
    taken(store, settings())

    assert kept(store) == 2
    with server.opened() as box:
        flags = {one.uid: one.flags for one in box.fetch(mark_seen=False)}
    assert set(flags) == {"1", "2"}
    assert r"\Seen" not in flags["1"] + flags["2"]
    assert r"\Deleted" in flags["1"]


def test_the_same_mail_twice_is_one_message(
    store: Store, server: Server, settings: Settings
) -> None:
    server.deliver(mail(1), mail(1))

    assert taken(store, settings()).taken == (TakenAs.WAITS, TakenAs.WAITS)

    assert kept(store) == 1


def test_a_mail_that_cannot_be_read_is_parked_and_holds_up_no_other(
    store: Store, server: Server, settings: Settings
) -> None:
    server.deliver(UNREADABLE, mail(1))
    watched = settings(move_to="Taken")

    looked = taken(store, watched)

    assert looked.parked == 1
    assert kept(store) == 1
    assert server.held() == 1
    (left,) = store.engine.mailboxes.parked()
    assert (left.mailbox, left.why, left.number) == (ADDRESS, Why.UNREADABLE, 1)
    assert taken(store, watched) == Looked((), 0)
    assert store.engine.mailboxes.settle(ADDRESS) == 1
    assert not store.engine.mailboxes.parked()


def test_a_mail_that_fails_in_a_way_nobody_foresaw_is_parked_after_three_times(
    store: Store, server: Server, settings: Settings
) -> None:
    server.deliver(mail(1), mail(2))
    reads: MailReader = store.engine.read_mail

    def fails(raw: bytes, own: OwnMail = OURS, *, forwarded: bool = False) -> Mail:
        if b"Vraag 1" in raw:
            raise RuntimeError
        return reads(raw, own, forwarded=forwarded)

    engine = replace(store.engine, read_mail=fails)
    for _ in range(3):
        with pytest.raises(RuntimeError):
            taken(store, settings(), engine)
    assert kept(store) == 0

    assert taken(store, settings(), engine) == Looked((TakenAs.WAITS,), 1)
    assert store.engine.mailboxes.parked()[0].why is Why.FAILED


def test_a_mail_is_never_parked_for_what_the_server_does(
    store: Store, server: Server, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.deliver(mail(1))

    def breaks(self: ImapMailbox, number: int) -> bytes:
        assert self
        assert number == 1
        raise ConnectionResetError

    with monkeypatch.context() as broken:
        broken.setattr(ImapMailbox, "fetch", breaks)
        for _ in range(5):
            with pytest.raises(ConnectionResetError):
                taken(store, settings())

    assert taken(store, settings()).taken == (TakenAs.WAITS,)
    assert not store.engine.mailboxes.parked()


def test_a_crash_between_taking_in_and_moving_doubles_nothing(
    store: Store, server: Server, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.deliver(mail(1), mail(2))
    watched = settings(move_to="Taken")

    def crashes(self: ImapMailbox, number: int) -> None:
        assert self
        raise KeyboardInterrupt(number)

    with monkeypatch.context() as broken:
        broken.setattr(ImapMailbox, "put_away", crashes)
        with pytest.raises(KeyboardInterrupt):
            taken(store, watched)
    assert (kept(store), server.held("Taken")) == (1, 0)

    assert taken(store, watched).taken == (TakenAs.WAITS, TakenAs.WAITS)
    assert (kept(store), server.held("Taken"), server.held()) == (2, 2, 0)


def test_a_mailbox_that_was_made_anew_is_read_again_and_doubles_nothing(
    store: Store, server: Server, settings: Settings
) -> None:
    watched = settings(folder="Rights")
    with server.opened() as box:
        box.folder.create("Rights")
    server.deliver(mail(1), folder="Rights")
    taken(store, watched)
    with server.opened() as box:
        box.folder.delete("Rights")
        box.folder.create("Rights")
    server.deliver(mail(2), mail(1), folder="Rights")

    taken(store, watched)

    assert kept(store) == 2


def test_mails_count_from_the_day_before_the_first_look_or_from_the_day_named(
    store: Store, server: Server, settings: Settings
) -> None:
    today = store.engine.today()
    with server.opened() as box:
        for number, days in enumerate((40, 10, 1, 0)):
            at = store.engine.clock() - timedelta(days=days)
            box.append(mail(number), "INBOX", at)

    taken(store, settings())
    assert kept(store) == 2
    taken(store, settings(address="other@iassist.be"), since=today - timedelta(days=20))

    assert kept(store) == 3


def test_a_mail_too_large_is_left_without_being_fetched(
    store: Store, server: Server, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("griffie.application.intake.watched_mailbox.LARGEST", 1000)
    server.deliver(mail(1), made("x" * 2000))

    assert taken(store, settings()) == Looked((TakenAs.WAITS,), 1)
    (left,) = store.engine.mailboxes.parked()
    assert left.why is Why.TOO_LARGE
    assert left.size > 2000
