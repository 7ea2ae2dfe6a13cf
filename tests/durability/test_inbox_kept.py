"""The inbox on its files: what was erased is nowhere, what came in is in exactly once."""

import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from threading import Barrier
from uuid import UUID

import httpx2
import pytest

from griffie.api.composition import Store, open_store
from griffie.application.access.roles import OPERATOR
from griffie.application.disclosure import Disclosure
from griffie.application.intake.message import (
    Became,
    Message,
    MessageErasedError,
    MessageQuery,
    MessageState,
)
from griffie.application.intake.settling import (
    forget_due,
    join,
    make_request,
    message_of,
    opened,
    set_aside,
)
from griffie.application.intake.take_in import Sender, take_in
from griffie.application.intake.threads import message_on_file
from griffie.application.register.view import Query
from griffie.infrastructure.mail.message import read_mail
from tests.conftest import Clock
from tests.given.backups import backed_up, elsewhere, left_in, secrets
from tests.given.inbox import incoming, mail, named, requested
from tests.given.named_store import place_of
from tests.given.ports import free_port
from tests.given.vault_store import in_spellings

SERVE = """
import sys
import uvicorn
from griffie.api.composition.web import application
from griffie.application.access.roles import Role
from tests.given.named_store import named_store

store = named_store(sys.argv[1])
print(store.access.create_token(Role.HANDLER, "x"), flush=True)
uvicorn.run(application(store.engine), port=int(sys.argv[2]), log_level="critical")
"""
ROUNDS = 3


def waiting(store: Store, raw: bytes | None = None) -> Message:
    message = incoming(store, mail() if raw is None else raw).message
    assert message
    return message


def secrets_of_message(store: Store, message: Message) -> list[bytes]:
    """What erasing it must leave nowhere: keys, ciphertexts, salts, words, and its digests."""
    macs = "SELECT mac FROM search_index WHERE request_id = ?"
    found = [mac for (mac,) in store.datastore.rows(macs, (message.id.hex,))]
    assert found
    return [*secrets(store, f"/{message.id}"), *found, message.mail.encode()]


@pytest.mark.in_folder
def test_of_words_that_went_nothing_is_left_in_any_file(store: Store, clock: Clock) -> None:
    others = [waiting(store, mail(number=f"{n}")) for n in range(12)]
    going = [waiting(store, mail(f"{n} " * 900, number=f"going{n}")) for n in range(6)]
    wanted = []
    for message in going:
        set_aside(store.engine, message.id, OPERATOR, Disclosure("reason", "een factuur"))
        wanted += secrets_of_message(store, message)
    assert left_in(store.folder, wanted)

    clock.at += timedelta(days=30)
    assert forget_due(store.engine, store.engine.now(OPERATOR)) == len(going)

    assert left_in(store.folder, wanted) == {}
    assert all(opened(store.engine, one).mail.text for one in others)
    assert store.check((), lambda *_: None)[0] == []


@pytest.mark.in_folder
def test_of_a_message_that_joined_nothing_is_left_beside_the_request(store: Store) -> None:
    request = requested(store, mail(number="2"))
    message = waiting(store, mail("Nog iets. " * 900))
    ciphertexts = "SELECT ciphertext FROM vault WHERE request_id = ?"
    wanted = [
        row["ciphertext"][:32] for row in store.datastore.rows(ciphertexts, (message.id.hex,))
    ]

    join(store.engine, message.id, request.id, OPERATOR)
    store.vault.forget()

    store_file = (store.folder / "griffie.db").read_bytes()
    assert len(wanted) == 2
    assert not any(one in store_file for one in wanted)


@pytest.mark.in_folder
def test_what_was_erased_does_not_come_back_with_an_older_backup(
    store: Store, clock: Clock
) -> None:
    erased, joined, stays = (waiting(store, mail(number=one)) for one in "123")
    request = requested(store, mail(number="4"))
    backup = backed_up(store)
    set_aside(store.engine, erased.id, OPERATOR)
    join(store.engine, joined.id, request.id, OPERATOR)
    clock.at += timedelta(days=31)
    forget_due(store.engine, store.engine.now(OPERATOR))

    again = elsewhere(backup, store, clock)

    gone = message_of(again.engine, erased.id)
    assert (gone.became, gone.state, gone.kept) == (None, MessageState.NO_REQUEST, False)
    with pytest.raises(MessageErasedError):
        opened(again.engine, gone)
    # What was done since is lost with the newer store: whoever wrote is read once more.
    assert opened(again.engine, message_of(again.engine, joined.id)).mail.text
    assert opened(again.engine, message_of(again.engine, stays.id)).mail.text
    assert again.engine.messages.counts(clock.at, clock.at.date()).unread == 2
    assert [one.what for one in again.check((), lambda *_: None)[0] if "message" in one.what] == []
    again.engine.close()


def test_an_audit_finds_a_message_whose_words_were_taken_away(store: Store) -> None:
    message = waiting(store)
    with store.datastore.transaction(commit=True) as c:
        c.execute("DELETE FROM vault WHERE request_id = ?", (message.id.hex,))

    (found,) = store.check((), lambda *_: None)[0]

    assert found.what == f"message {message.id}: its words are gone, and nobody set it aside"


def test_an_erasure_that_a_crash_cut_off_is_finished_by_the_next_tick(
    store: Store, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    message, now = waiting(store), store.engine.now
    set_aside(store.engine, message.id, OPERATOR)
    clock.at += timedelta(days=30)

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(type(store.vault), "erase", killed)
        with pytest.raises(KeyboardInterrupt):
            forget_due(store.engine, now(OPERATOR))
    assert store.vault.holds(message.id)

    assert forget_due(store.engine, now(OPERATOR)) == 1

    assert not store.vault.holds(message.id)
    assert forget_due(store.engine, now(OPERATOR)) == 0


@pytest.mark.parametrize("deliberate", [False, True])
def test_of_many_who_take_the_same_mail_in_at_once_one_does(
    tmp_path: Path, *, deliberate: bool
) -> None:
    offices = [open_store(tmp_path / "data") for _ in range(2)]
    first = requested(offices[0], mail(number="first"))
    raws = [mail(number="1"), mail("x", number="2", Subject=named(first)), mail(number="3")]
    barrier = Barrier(8)

    def one(number: int) -> list[UUID]:
        barrier.wait()
        engine, found = offices[number % 2].engine, []
        by = Sender(OPERATOR, says_request=deliberate or number % 4 == 0)
        for raw in raws:
            taken = take_in(engine, raw, by)
            found.append(taken.message.id if taken.message else taken.request.id)  # type: ignore[union-attr]
        return found

    with ThreadPoolExecutor(8) as pool:
        came = list(pool.map(one, range(8)))

    assert len({tuple(ids) for ids in came}) == 1
    listed = offices[0].engine.current().items(Query(limit=100), offices[0].engine.today())
    messages = offices[1].engine.messages.page(MessageQuery(limit=100))
    waited = [one for one in messages if one.became is not Became.REQUEST]
    assert len(listed) + len(waited) == 3  # the first, and two of the three: one joined
    assert len(offices[0].requests.load(first.id).documents) == 2
    for office in offices:
        assert office.check((), lambda *_: None)[0] == []
        office.engine.close()


def test_two_who_settle_one_message_at_once_settle_it_once(tmp_path: Path) -> None:
    offices = [open_store(tmp_path / "data") for _ in range(2)]
    request = requested(offices[0], mail(number="2"))
    for turn in range(4):
        message = waiting(offices[0], mail(number=f"m{turn}"))
        barrier = Barrier(4)

        def settle(number: int, message: Message = message, barrier: Barrier = barrier) -> bool:
            engine = offices[number % 2].engine
            barrier.wait()
            with suppress(Exception):
                if number == 0:
                    make_request(engine, message.id, OPERATOR)
                elif number == 1:
                    join(engine, message.id, request.id, OPERATOR)
                else:
                    set_aside(engine, message.id, OPERATOR)
                return True
            return False

        with ThreadPoolExecutor(4) as pool:
            assert sum(pool.map(settle, range(4))) == 1
    for office in offices:
        assert office.check((), lambda *_: None)[0] == []
        office.engine.close()


def test_a_kill_in_the_middle_leaves_every_mail_in_exactly_once(tmp_path: Path) -> None:
    folder, acknowledged, sent = tmp_path / "data", dict[int, str](), 0
    for turn in range(ROUNDS):
        sent = _posted_until_killed(folder, sent, acknowledged, after=0.4 + turn / 3)
    store = open_store(folder)
    assert len(acknowledged) > ROUNDS

    for number in range(sent):
        owner = message_on_file(store.engine, read_mail(_letter(number)))
        if number in acknowledged:
            assert str(owner) == acknowledged[number]
        taken = incoming(store, _letter(number))
        assert taken.message
        assert str(taken.message.id) == acknowledged.get(number, str(taken.message.id))

    listed = store.engine.messages.page(MessageQuery(limit=10_000))
    assert len(listed) == sent
    assert all(opened(store.engine, one).mail.text.startswith("Stuurt") for one in listed)
    assert store.check((), lambda *_: None)[0] == []
    found = {path.name: path.read_bytes() for path in folder.iterdir()}
    for needle in in_spellings("an.peeters@example.be"):
        assert [name for name, octets in found.items() if needle in octets] == []
    store.engine.close()


def _letter(number: int) -> bytes:
    return mail(number=f"kill{number}")


def _posted_until_killed(
    folder: Path, first: int, acknowledged: dict[int, str], after: float
) -> int:
    """Post one mail after the other to a server that is killed; gives the next number."""
    port = free_port()
    command = [sys.executable, "-c", SERVE, place_of(folder), str(port)]
    number = first
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as server:
        assert server.stdout
        token = server.stdout.readline().decode().strip()
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "message/rfc822"}
        client = httpx2.Client(base_url=f"http://127.0.0.1:{port}", headers=headers, timeout=30)
        _answering(client)
        until, before = time.monotonic() + after, len(acknowledged)
        killer = ThreadPoolExecutor(1)
        killer.submit(_kill, server, until, lambda: len(acknowledged) > before + 1)
        with suppress(httpx2.TransportError):
            while True:
                raw = _letter(number)
                number += 1
                answer = client.post("/api/v1/mail", content=raw)
                assert answer.status_code == 202, answer.text
                acknowledged[number - 1] = answer.json()["id"]
        killer.shutdown()
    assert server.returncode == -9
    return number


def _kill(server: subprocess.Popen[bytes], at: float, enough: Callable[[], bool]) -> None:
    """Kill it at a moment (monotonic), or as soon as enough was answered after it."""
    while time.monotonic() < at or (not enough() and time.monotonic() < at + 120):
        time.sleep(0.002)
    server.kill()


def _answering(client: httpx2.Client) -> None:
    until = time.monotonic() + 180
    while time.monotonic() < until:
        with suppress(httpx2.TransportError):
            client.get("/healthz")
            return
        time.sleep(0.05)
    raise AssertionError
