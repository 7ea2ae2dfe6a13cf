"""What is broken is named, with the step to take; nobody is served wrong figures meanwhile."""

import json
import os
import shlex
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from griffie.api.composition import open_store
from griffie.application.access.roles import OPERATOR, Role
from tests.durability.test_no_room import disk_of
from tests.edges.test_doctor import asked
from tests.given import server as serving
from tests.given.other_hand import SIGN_IN, other_hand
from tests.given.ports import free_port
from tests.given.server import GRIFFIE, Server, said_before_long, served


def made(folder: Path) -> str:
    """A store with one request that is overdue; gives a token."""
    store = open_store(folder)
    token = store.access.create_token(Role.DPO)
    for _ in range(3):
        store.requests.receive(asked(), store.engine.now(OPERATOR))
    store.engine.current()
    store.engine.retention()
    store.engine.figures()
    store.log.checkpoint()
    store.engine.close()
    return token


def serve(folder: Path, *before: str, port: int = 0) -> tuple[int, str]:
    """`griffie serve` that is expected to end by itself: exit code, and what it said."""
    command = [*before, GRIFFIE, "serve", "--data", str(folder), "--port", str(port or free_port())]
    ended = subprocess.run(command, capture_output=True, text=True, check=False, timeout=180)
    assert "Traceback" not in ended.stderr
    return ended.returncode, ended.stderr


def test_a_taken_port_is_said_and_no_store_is_made(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        code, said = serve(tmp_path / "data", port=taken.getsockname()[1])
    assert code == 2
    assert "is taken by another program" in said
    assert "--port" in said
    assert list(tmp_path.iterdir()) == []


def test_a_port_below_1024_and_a_foreign_address(tmp_path: Path) -> None:
    command = [GRIFFIE, "serve", "--data", str(tmp_path / "data"), "--host", "203.0.113.1"]
    ended = subprocess.run(command, capture_output=True, text=True, check=False, timeout=180)
    assert ended.returncode == 2
    assert "--host" in ended.stderr
    assert list(tmp_path.iterdir()) == []


def test_too_few_files_is_said_and_no_store_is_made(tmp_path: Path) -> None:
    shell = f"ulimit -n 60; exec {GRIFFIE} serve --data {tmp_path / 'data'} --port {free_port()}"
    ended = subprocess.run(["sh", "-c", shell], capture_output=True, text=True, check=False)
    assert ended.returncode == 2
    assert "LimitNOFILE" in ended.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.in_folder
@pytest.mark.parametrize(("command", "files"), [("list", 8), ("list", 12), ("audit", 16)])
def test_a_command_with_too_few_files_blames_no_file_of_the_store(
    tmp_path: Path, command: str, files: int
) -> None:
    made(tmp_path / "data")
    shell = f"ulimit -n {files}; exec {GRIFFIE} {command} --data {tmp_path / 'data'}"
    ended = subprocess.run(["sh", "-c", shell], capture_output=True, text=True, check=False)
    assert ended.returncode == 2
    assert "ulimit -n 1200" in ended.stderr
    assert "backup" not in ended.stderr


def fill(disk: Path) -> None:
    """Takes what is free until the disk refuses: a server beside may take some at the same time."""
    with suppress(OSError), (disk / "fill").open("wb", buffering=0) as file:
        while True:
            file.write(bytes(4096))


@pytest.mark.in_folder
def test_a_full_disk_at_the_start_and_one_that_is_read_only(tmp_path: Path) -> None:
    with disk_of(8, tmp_path / "disk") as disk:
        made(disk / "data")
        fill(disk)
        code, said = serve(disk / "data")
        assert (code, "is full" in said, "Make room" in said) == (2, True, True), said
        (disk / "fill").unlink(missing_ok=True)

        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        code, said = serve(disk / "data")
        assert (code, "mounted read-only" in said) == (2, True), said
        subprocess.run(["mount", "-o", "remount,rw", str(disk)], check=True)

        with served(disk / "data") as server:
            assert server.ask("/healthz").status == 200


@pytest.mark.in_folder
def test_a_disk_that_fills_up_makes_the_server_not_ready_and_reading_goes_on(
    tmp_path: Path,
) -> None:
    with disk_of(8, tmp_path / "disk") as disk:
        token = made(disk / "data")
        with served(disk / "data") as server:
            server.ask("/api/v1/requests", token)
            fill(disk)
            ready = server.ask("/readyz")
            assert ready.status == 503
            (wrong,) = json.loads(ready.body)["because"]
            assert (wrong["sign"], bool(wrong["step"])) == ("disk", True)
            listed = server.ask("/api/v1/requests", token)
            assert len(json.loads(listed.body)["items"]) == 3
            (disk / "fill").unlink(missing_ok=True)


@pytest.mark.parametrize("when", ["before the start", "while it is served"])
@pytest.mark.parametrize("what", ["DELETE FROM register", "UPDATE positions SET position = 999"])
def test_an_emptied_register_or_one_ahead_of_the_log_never_serves_nought(
    tmp_path: Path, what: str, when: str
) -> None:
    token = made(tmp_path / "data")

    def spoil() -> None:
        with other_hand(tmp_path / "data") as owner:
            owner.execute(what)

    if when == "before the start":
        spoil()
    with served(tmp_path / "data") as server:
        if when != "before the start":
            spoil()
        board = server.ask("/api/v1/dashboards/deadlines", token)
        assert sum(json.loads(board.body)["counts"].values()) == 3
        assert said_before_long(server, "built again")


@pytest.mark.in_folder
@pytest.mark.parametrize("command", ["list", "audit"])
def test_a_damaged_store_is_called_so_and_a_restore_is_advised(
    tmp_path: Path, command: str
) -> None:
    made(tmp_path / "data")
    path = tmp_path / "data" / "griffie.db"
    path.write_bytes(path.read_bytes()[:20_000])
    words = [GRIFFIE, command, "--data", str(tmp_path / "data")]
    ended = subprocess.run(words, capture_output=True, text=True, check=False, timeout=180)
    assert ended.returncode == 2
    assert f"{path} is damaged" in ended.stderr
    assert "Restore it from a backup" in ended.stderr


@pytest.mark.in_folder
@pytest.mark.parametrize("octet", [0, 4096])
def test_a_damaged_sign_in_file_at_the_start(tmp_path: Path, octet: int) -> None:
    made(tmp_path / "data")
    path = tmp_path / "data" / "access.db"
    octets = path.read_bytes()
    path.write_bytes(octets[:octet] + b"\xff" * (len(octets) - octet))

    code, said = serve(tmp_path / "data")
    assert code == 2
    assert "access.db" in said
    assert "backup" in said


def test_a_sign_in_file_that_is_damaged_while_it_is_served(tmp_path: Path) -> None:
    token = made(tmp_path / "data")
    with served(tmp_path / "data") as server:
        with other_hand(tmp_path / "data", SIGN_IN) as owner:
            owner.execute("ALTER TABLE tokens RENAME TO tokens_elsewhere")
        answer = server.ask("/api/v1/requests", token)
        assert (answer.status, "retry-after" in answer.head) == (503, True)
        assert b"/problems/sign-in" in answer.body
        assert server.ask("/healthz").status == 200


@contextmanager
def with_log(folder: Path, log: int) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    port = free_port()
    command = [GRIFFIE, "serve", *serving.store_of(folder), "--port", str(port)]
    with subprocess.Popen(command, stderr=log, stdout=log) as process:
        try:
            until = time.monotonic() + 180
            while time.monotonic() < until:
                try:
                    socket.create_connection(("127.0.0.1", port), 1).close()
                    break
                except OSError:
                    assert process.poll() is None
                    time.sleep(0.05)
            yield port, process
        finally:
            process.kill()


def test_nobody_who_reads_the_log_holds_up_nobody(tmp_path: Path) -> None:
    made(tmp_path / "data")
    read, write = os.pipe()  # 64 KiB, and nobody reads: then it is full
    with with_log(tmp_path / "data", write) as (port, process):
        server = Server(port, process, (tmp_path / "no").open("wb+"))
        times = []
        for _ in range(700):  # some 200 octets of log each
            begun = time.perf_counter()
            assert server.ask("/nowhere").status == 404
            times.append(time.perf_counter() - begun)
        os.close(read)  # and now the pipe is closed
        assert server.ask("/nowhere").status == 404
        assert server.ask("/healthz").status == 200
        assert max(times) < 60
        assert process.poll() is None
    os.close(write)


def test_without_standard_streams_nothing_is_written_into_the_store(tmp_path: Path) -> None:
    token = made(tmp_path / "data")
    port = free_port()
    command = [GRIFFIE, "serve", *serving.store_of(tmp_path / "data"), "--port", str(port)]
    shell = f"exec {shlex.join(command)} <&- >&- 2>&-"
    with subprocess.Popen(["sh", "-c", shell]) as process:
        server = Server(port, process, (tmp_path / "no").open("wb+"))
        until = time.monotonic() + 180
        while time.monotonic() < until:
            try:
                assert server.ask("/api/v1/requests", token).status == 200
                break
            except OSError:
                time.sleep(0.05)
        for _ in range(20):
            server.ask("/nowhere")
        process.terminate()
    audited = subprocess.run(
        [GRIFFIE, "audit", *serving.store_of(tmp_path / "data")], capture_output=True, check=False
    )
    assert b": consistent" in audited.stdout, audited


@pytest.mark.parametrize("asked_by", [signal.SIGHUP, signal.SIGTERM, signal.SIGINT])
def test_it_stops_in_order_when_it_is_asked_to(tmp_path: Path, asked_by: signal.Signals) -> None:
    made(tmp_path / "data")
    with served(tmp_path / "data") as server:
        server.process.send_signal(asked_by)
        server.process.wait(120)
        assert "Traceback" not in server.said()
    wal = tmp_path / "data" / "griffie.db-wal"
    assert not wal.exists()  # the last connection was closed
