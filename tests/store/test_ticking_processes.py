"""Processes that tick: two at once, and the serving one."""

import subprocess
import sys
import time
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from griffie.api.composition import Store, open_store
from griffie.api.composition.web import application
from griffie.api.http.clock_loop import Clockwork
from tests.conftest import Clock, Open
from tests.given import server
from tests.given.ticking import BEGAN, DAY, asked, clocked, now, tick


def griffie(folder: Path) -> subprocess.Popen[str]:
    command = [str(Path(sys.executable).with_name("griffie")), "tick", *server.store_of(folder)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_two_processes_that_tick_at_once_raise_each_once(tmp_path: Path) -> None:
    store = open_store(tmp_path / "data")
    long_ago = store.engine.today() - 100 * DAY
    body = asked("access", "erasure", received_on=long_ago)
    requests = [store.requests.receive(body, now(store)).id for _ in range(10)]

    children = [griffie(tmp_path / "data") for _ in range(2)]
    outputs = [child.communicate(timeout=120) for child in children]

    assert [child.returncode for child in children] == [0, 0], outputs
    lines = sorted(line for out, _ in outputs for line in out.splitlines())
    said = [event for one in requests for event in clocked(store, one)]
    assert len(said) == 10 * 3  # two misses, and nobody did anything
    assert len(lines) == len(set(lines)) == len(said)
    assert tick(store) == []
    store.engine.close()


def test_a_line_says_reference_kind_and_date_and_nobody_s_name(tmp_path: Path) -> None:
    store = open_store(tmp_path / "data")
    body = asked(received_on=store.engine.today() - 100 * DAY)
    store.requests.receive(body, now(store))

    said, _ = griffie(tmp_path / "data").communicate(timeout=120)

    missed, *reminders = said.splitlines()
    assert missed.split()[1:4] == ["missed", "answer", "unread"]
    assert [one.split()[1:3] for one in reminders] == [
        ["reminder", "untouched"],
        ["reminder", "read"],
    ]
    assert "people.example" not in said
    store.engine.close()


def test_the_serving_process_ticks_at_its_start_and_again_and_says_when(
    opening: Open, clock: Clock
) -> None:
    clock.at = BEGAN
    store = opening()
    request_id = store.requests.receive(asked("access"), now(store)).id

    with TestClient(application(store.engine, tick_every=0.02)) as client:
        first = waited(lambda: client.get("/readyz").json()["ticked_at"])
        clock.at = BEGAN + 40 * DAY
        said = waited(lambda: clocked(store, request_id))
        figures = client.get("/metrics").text

    assert datetime.fromisoformat(first).tzinfo
    assert "DeadlineMissed" in {event.TOPIC for event in said}
    assert "griffie_clock_failures 0.0" in figures
    assert "griffie_clock_ticked_at_seconds 1" in figures


def waited(for_what: Any) -> Any:
    until = time.monotonic() + 120
    while not (found := for_what()):
        assert time.monotonic() < until, "nothing came"
        time.sleep(0.01)
    return found


def test_a_clock_that_fails_says_so_without_a_word_of_what_it_read_and_serving_goes_on(
    store: Store, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    clockwork = Clockwork(store.engine)

    def broken(*_: Any) -> Any:
        raise RuntimeError("iemand@people.example")

    monkeypatch.setattr(clockwork._ticking, "tick", broken)
    clockwork.tick()
    clockwork.tick()

    assert clockwork.failures == 2
    assert clockwork.ticked_at is None
    assert {record.getMessage() for record in caplog.records} == {"the clock failed: RuntimeError"}
    assert "people.example" not in caplog.text
