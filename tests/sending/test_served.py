"""The outbox while somebody serves, and from the command line."""

import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from prometheus_client import CollectorRegistry, generate_latest
from typer.testing import CliRunner, Result

from griffie.api.cli import app
from griffie.api.composition import Store
from griffie.api.composition.web import application
from griffie.api.http.outbox_loop import OutboxLoop
from griffie.application.sending.outbox import OutboxState
from griffie.application.sending.sender import send_waiting
from griffie.domain.request.reference import reference
from griffie.infrastructure.smtp.relay import SmtpRelay
from tests.conftest import Clock
from tests.sending.conftest import spoken_to
from tests.sending.letters import TO, told
from tests.sending.relay import ARelay, Says, a_relay

PATIENCE = 120.0
"""Seconds after which something that should come by itself does not come."""


def until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_what_waits_leaves_while_somebody_serves(
    store: Store, relay: ARelay, smtp: SmtpRelay
) -> None:
    loop = OutboxLoop(store.engine, smtp, every=0.05)
    with loop.running():
        told(store)
        until(lambda: store.engine.outbox.counts() == {OutboxState.SENT: 1})

    assert (len(relay.taken), loop.failures, loop.away) == (1, 0, "")


def test_a_relay_that_comes_back_gets_it(store: Store, clock: Clock) -> None:
    with a_relay() as first:
        port = first.port
    told(store)
    loop = OutboxLoop(store.engine, spoken_to(port), every=0.05)
    with loop.running():
        until(lambda: bool(loop.away))
        clock.at += timedelta(hours=2)
        with a_relay(port) as relay:
            until(lambda: len(relay.taken) == 1)
            until(lambda: store.engine.outbox.counts() == {OutboxState.SENT: 1})


def test_its_health_is_a_sign_and_a_metric(
    store: Store, relay: ARelay, smtp: SmtpRelay, clock: Clock
) -> None:
    loop = OutboxLoop(store.engine, None)
    registry = CollectorRegistry()
    loop.shown_in(registry)
    told(store)
    (well,) = loop.signs(clock.at)
    clock.at += timedelta(hours=2)
    (late,) = loop.signs(clock.at)
    relay.next = [Says.HANGS_UP_LOST]
    send_waiting(store.engine, smtp)
    (perhaps,) = loop.signs(clock.at)

    assert well.well
    assert not late.well
    assert "waits" in late.said
    assert "may have left" in perhaps.said
    assert b'griffie_outbox_messages{state="perhaps"} 1.0' in generate_latest(registry)


@pytest.fixture
def griffie(store: Store, tmp_path: Path, relay: ARelay) -> Callable[..., Result]:
    """The command line on that store, with the relay's file as `relay.toml`."""
    file = tmp_path / "relay.toml"
    file.write_text(f'[relay]\nhost = "127.0.0.1"\nport = {relay.port}\nsecurity = "none"\n')
    store.engine.close()

    def run(*words: object) -> Result:
        said = [str(file if word == "relay.toml" else word) for word in words]
        return CliRunner().invoke(app, ["outbox", *said, "--data", str(store.folder)])

    return run


@pytest.fixture
def waiting(store: Store) -> str:
    return reference(told(store))


def test_the_command_line_lists_and_settles(waiting: str, griffie: Callable[..., Result]) -> None:
    listed = griffie("list")
    assert waiting in listed.stdout
    assert TO not in listed.stdout
    mail = listed.stdout.split()[0]

    dropped, again = griffie("settle", mail, "drop"), griffie("settle", mail, "drop")

    assert (dropped.exit_code, again.exit_code) == (0, 2)
    assert "stopped" in dropped.stdout
    assert "meanwhile" in again.stderr
    assert griffie("settle", mail, "burn").exit_code == 2


def test_the_command_line_says_why_nothing_is_sent(
    waiting: str, griffie: Callable[..., Result], tmp_path: Path
) -> None:
    assert waiting
    missing, refused = griffie("send", tmp_path / "none.toml"), griffie("send", "relay.toml")

    assert (missing.exit_code, refused.exit_code) == (2, 2)
    assert "none.toml" in missing.stderr
    assert "names no address to send from" in refused.stderr  # no profile was given


def test_the_serving_process_sends_and_says_how_it_goes(
    store: Store, relay: ARelay, smtp: SmtpRelay
) -> None:
    told(store)
    with TestClient(application(store.engine, relay=smtp)) as client:
        until(lambda: len(relay.taken) == 1)
        figures = client.get("/metrics").text

    assert 'griffie_well{sign="outbox"} 1.0' in figures
