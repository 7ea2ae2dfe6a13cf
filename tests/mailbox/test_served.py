"""A mailbox that is watched while somebody serves, from the command line, and through kills."""

import random
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from griffie.api.cli import app
from griffie.api.composition import Store, open_store
from griffie.api.composition.mailboxes import mailboxes_of
from griffie.api.http.mailbox_loop import Mailboxes, MailboxLoop
from griffie.application.intake.message import MessageQuery
from griffie.application.maintenance.health import LOOKED
from griffie.infrastructure.imap.mailbox import ImapMailbox
from tests.given import server as program
from tests.mailbox.conftest import ADDRESS, open_folder
from tests.mailbox.dovecot import USER, Server, dovecot
from tests.mailbox.test_watched import UNREADABLE, kept, mail

GRIFFIE = Path(sys.executable).with_name("griffie")
EACH = 6
"""Mails that are delivered before each kill."""
LONGEST = 0.3
"""Seconds between the first mail that was taken in and the kill, at most."""
_MORE = 20
"""Rounds that may come on top, on a machine so late that every process ended before its kill."""
PATIENCE = 120.0
"""Seconds after which something that should come by itself does not come."""


@pytest.fixture
def file(place: Path, server: Server, password: Path) -> Path:
    return written(place, server, password, 'move_to = "Taken"')


def written(place: Path, server: Server, password: Path, *more: str) -> Path:
    lines = (
        "[[mailbox]]",
        f'address = "{ADDRESS}"',
        'host = "127.0.0.1"',
        f"port = {server.port}",
        'security = "none"',
        f'user = "{USER}"',
        f'password_file = "{password}"',
        *more,
    )
    path = place / "mailboxes.toml"
    path.write_text("\n".join(lines) + "\n")
    return path


def until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_what_comes_while_somebody_serves_is_taken_in_at_once(
    store: Store, server: Server, file: Path
) -> None:
    (watched,) = mailboxes_of(file)
    loop = MailboxLoop(store.engine, watched)
    with loop.running():
        until(lambda: loop.looked_at > loop.began_at)
        server.deliver(mail(1))
        until(lambda: kept(store) == 1)

    assert loop.failures == 0
    assert server.held() == 0


def test_a_server_that_cannot_say_that_something_came_is_asked_again(
    store: Store, password: Path
) -> None:
    with open_folder() as place, dovecot(place / "s", more="IMAP4rev1 MOVE UIDPLUS") as server:
        (watched,) = mailboxes_of(written(place, server, password))
        with watched.opened() as box:
            assert isinstance(box, ImapMailbox)
            assert "IDLE" not in box._box.client.capabilities
        loop = MailboxLoop(store.engine, watched, every=0.1)
        with loop.running():
            until(lambda: loop.looked_at > loop.began_at)
            server.deliver(mail(1))
            until(lambda: kept(store) == 1)


def test_a_server_that_cannot_move_keeps_every_mail_where_it_is(
    store: Store, password: Path
) -> None:
    with open_folder() as place, dovecot(place / "s", more="IMAP4rev1 UIDPLUS") as server:
        (watched,) = mailboxes_of(written(place, server, password, 'move_to = "Taken"'))
        server.deliver(mail(1))
        loop = MailboxLoop(store.engine, watched)
        with loop.running():
            until(lambda: kept(store) == 1)

        assert server.held() == 1


def test_a_server_that_is_away_is_tried_again_and_nothing_is_lost(
    store: Store, password: Path
) -> None:
    with open_folder() as place:
        with dovecot(place / "first") as server:
            file = written(place, server, password)
            (watched,) = mailboxes_of(file)
            port = server.port
        loop = MailboxLoop(store.engine, watched, first=0.05)
        with loop.running():
            until(lambda: loop.failures > 1)
            with dovecot(place / "second", port=port) as server:
                server.deliver(mail(1))
                until(lambda: kept(store) == 1)


def test_the_health_of_a_mailbox_is_a_sign_and_a_metric(
    store: Store, server: Server, file: Path
) -> None:
    watched = Mailboxes(store.engine, mailboxes_of(file))
    (loop,) = watched._loops
    (sign,) = watched.signs(loop.began_at)
    assert sign.well

    (late,) = watched.signs(loop.began_at + LOOKED + timedelta(minutes=1))
    assert not late.well
    assert "griffie mailbox check" in late.step

    server.deliver(UNREADABLE)
    with loop.running():
        until(lambda: loop.looked_at > loop.began_at)
    (sign,) = watched.signs(loop.looked_at)
    assert "1 mail(s) lie there" in sign.said
    assert "griffie mailbox settle" in sign.step


def griffie(*words: object) -> Result:
    return CliRunner().invoke(app, ["mailbox", *map(str, words)])


def test_the_command_line_checks_takes_and_settles(
    server: Server, file: Path, tmp_path: Path
) -> None:
    data = ("--data", tmp_path / "data")
    open_store(tmp_path / "data").engine.close()
    server.deliver(mail(1), UNREADABLE)

    checked = griffie("check", file, *data)
    assert "2 mail(s) to take in" in checked.stdout
    assert server.held() == 2
    done = griffie("take", file, *data)
    assert done.exit_code == 0, done.output
    assert f"{ADDRESS}: 1 waits, 1 left there" in done.stdout
    assert "enter by hand" in done.stderr
    assert griffie("take", file, *data).stdout == f"{ADDRESS}: nothing new\n"
    assert "0 mail(s) to take in" in griffie("check", file, *data).stdout
    assert griffie("settle", ADDRESS.upper(), *data).stdout == "1 mail(s) seen to\n"
    again = griffie("settle", ADDRESS, *data)
    assert (again.exit_code, again.stdout) == (2, "")


def test_one_mailbox_that_fails_holds_up_no_other(
    server: Server, file: Path, tmp_path: Path
) -> None:
    other = file.read_text().replace(ADDRESS, "gdpr@iassist.be").replace(str(server.port), "1")
    file.write_text(other + file.read_text())
    open_store(tmp_path / "data").engine.close()
    server.deliver(mail(1))

    done = griffie("take", file, "--data", tmp_path / "data")

    assert done.exit_code == 2
    assert f"{ADDRESS}: 1 waits" in done.stdout
    assert "gdpr@iassist.be: it cannot be reached" in done.stderr


def test_a_kill_in_the_middle_loses_no_mail_and_doubles_none(
    server: Server, file: Path, tmp_path: Path
) -> None:
    kills(server, file, tmp_path / "data", 3)


@pytest.mark.deep
def test_two_hundred_kills_lose_no_mail_and_double_none(
    server: Server, file: Path, tmp_path: Path
) -> None:
    kills(server, file, tmp_path / "data", 200)


def kills(server: Server, file: Path, data: Path, rounds: int) -> None:
    """Deliver, take in, and kill at any moment; at the end each mail is there once."""
    chance, delivered = random.Random(11), 0  # noqa: S311
    open_store(data).engine.close()
    words = [str(GRIFFIE), "mailbox", "take", str(file), *program.store_of(data)]
    cut_off = turn = 0
    while turn < rounds or (not cut_off and turn < rounds + _MORE):
        turn += 1
        server.deliver(*(mail(delivered + number) for number in range(EACH)))
        delivered, before = delivered + EACH, server.held("Taken")
        with subprocess.Popen(words, stdout=subprocess.DEVNULL) as taking:
            until(lambda: server.held("Taken") > before)  # noqa: B023 - asked in this round alone
            time.sleep(chance.uniform(0, LONGEST))
            taking.kill()
        cut_off += taking.returncode == -9
    assert cut_off
    assert griffie("take", file, "--data", data).exit_code == 0
    store = open_store(data)
    try:
        found = store.engine.messages.page(MessageQuery(limit=2000))
        assert len(found) == delivered
        assert not store.engine.mailboxes.parked()
        findings, _ = store.check([], lambda *_: None, None)
        assert not findings
    finally:
        store.engine.close()
    assert (server.held(), server.held("Taken")) == (0, delivered)
