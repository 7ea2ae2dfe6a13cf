"""A process is killed while the relay takes a letter over: it is never sent twice by itself."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from griffie.api.composition import Store, open_store
from griffie.application.access.roles import OPERATOR
from griffie.application.sending.outbox import OutboxState
from griffie.application.sending.sender import send_waiting
from griffie.application.sending.settle import Settlement, settle
from griffie.infrastructure.smtp.relay import SmtpRelay
from tests.given import server
from tests.sending.conftest import SENDER, sending
from tests.sending.enclosed import told_with_a_file
from tests.sending.letters import told
from tests.sending.relay import ARelay, Says

DROP = Settlement.DROP
GRIFFIE = Path(sys.executable).with_name("griffie")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder with a store in which a letter waits, and with the two files of the operator."""
    example = Path(__file__).parents[2] / "docs" / "examples" / "iassist.toml"
    office = example.read_text("utf-8")
    assert "[mail]\n" in office
    sends = office.replace("[mail]\n", f'[mail]\nsend_from = "{SENDER}"\n')
    (tmp_path / "profile.toml").write_text(sends, "utf-8")
    store = opened(tmp_path)
    told(store)
    store.engine.close()
    return tmp_path


def opened(place: Path) -> Store:
    return open_store(place / "data", profile=sending())


def send(place: Path, relay: ARelay) -> subprocess.Popen[bytes]:
    file = place / "relay.toml"
    file.write_text(f'[relay]\nhost = "127.0.0.1"\nport = {relay.port}\nsecurity = "none"\n')
    said = ("outbox", "send", str(file), *server.store_of(place / "data"))
    return subprocess.Popen(
        [GRIFFIE, *said, "--controller", str(place / "profile.toml")],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )


def killed_when(place: Path, relay: ARelay, hook: Callable[[Callable[[], None]], None]) -> None:
    """Send in a process that is killed with SIGKILL when the relay is at some point."""
    running: list[subprocess.Popen[bytes]] = []

    def kill() -> None:
        os.kill(running[0].pid, signal.SIGKILL)
        running[0].wait()

    hook(kill)
    running.append(send(place, relay))
    assert running[0].stderr
    said = running[0].stderr.read()
    assert running[0].wait() == -signal.SIGKILL, said
    running[0].stderr.close()


def states(place: Path, smtp: SmtpRelay) -> list[OutboxState]:
    """How the messages stand once another process has looked."""
    store = opened(place)
    send_waiting(store.engine, smtp)
    send_waiting(store.engine, smtp)
    found = [one.state for one in store.engine.outbox.in_state(*OutboxState)]
    audited, _ = store.check([], lambda *_: None)
    store.engine.close()
    assert not audited
    return found


def test_killed_after_the_relay_has_the_message_it_may_have_left(
    place: Path, relay: ARelay, smtp: SmtpRelay
) -> None:
    def at_data(kill: Callable[[], None]) -> None:
        relay.at_data = kill

    killed_when(place, relay, at_data)
    relay.at_data = lambda: None

    assert states(place, smtp) == [OutboxState.PERHAPS]
    assert len(relay.taken) == 1


def test_killed_with_a_file_on_its_way_a_person_sends_the_same_octets_again(
    place: Path, relay: ARelay, smtp: SmtpRelay
) -> None:
    store = opened(place)
    settle(store.engine, store.engine.outbox.in_state(*OutboxState)[0].mail, DROP, OPERATOR)
    told_with_a_file(store)
    store.engine.close()

    def at_answer(kill: Callable[[], None]) -> None:
        relay.after_data = kill

    killed_when(place, relay, at_answer)
    relay.after_data = lambda: None
    store = opened(place)
    send_waiting(store.engine, smtp)
    (row,) = store.engine.outbox.in_state(OutboxState.PERHAPS)
    settle(store.engine, row.mail, Settlement.SEND_AGAIN, OPERATOR)
    send_waiting(store.engine, smtp)
    store.engine.close()

    first, second = relay.octets
    assert first == second


def test_killed_before_the_message_it_waits_and_leaves_once(
    place: Path, relay: ARelay, smtp: SmtpRelay, monkeypatch: pytest.MonkeyPatch
) -> None:
    handle = relay.handle_RCPT

    def at_recipient(kill: Callable[[], None]) -> None:
        async def killing(*said: object) -> str:
            kill()
            return await handle(*said)  # type: ignore[arg-type]

        monkeypatch.setattr(relay, "handle_RCPT", killing)

    killed_when(place, relay, at_recipient)
    monkeypatch.undo()
    relay.next = [Says.TAKES]

    assert states(place, smtp) == [OutboxState.SENT]
    assert len(relay.taken) == 1
