"""Webhooks as an operator has them: on the command line, and while somebody serves."""

import time
from pathlib import Path

from typer.testing import CliRunner, Result

from griffie.api.cli import app
from griffie.api.composition import open_store
from griffie.application.access.roles import Role
from tests.conftest import signed_in
from tests.given.server import said_before_long, served
from tests.given.story import receive
from tests.webhooks.receiver import Receiver, receiving
from tests.webhooks.test_delivery import added, told


def test_the_words_of_the_command_line(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    open_store(folder).engine.close()

    def run(*words: str) -> Result:
        return CliRunner().invoke(app, ["webhook", *words, "--data", str(folder)])

    with receiving() as receiver:
        refused = run("add", receiver.url)
        added = run("add", receiver.url, "--allow-private", "--kind", "closed")
        webhook = added.stdout.split()[0]
        tried = run("test", webhook)
        receiver.status = 500
        failed = run("test", webhook)
        listed = run("list")
        resumed = run("resume", webhook)
        removed = run("remove", webhook)

    assert refused.exit_code == 2
    assert "https://" in refused.stderr
    assert added.exit_code == 0
    assert added.stdout.split()[-1].startswith("whsec_")
    assert "/hook" not in listed.stdout
    assert "127.0.0.1  closed  good  private networks allowed" in listed.stdout
    assert [one.exit_code for one in (tried, failed, resumed, removed)] == [0, 2, 0, 0]
    assert "status 500" in failed.stderr
    nothing = run("list")
    assert (nothing.exit_code, nothing.stdout) == (0, "")
    assert run("remove", webhook).exit_code == 2
    assert told(receiver) == ["griffie.test"] * 2


def test_a_served_store_tells_by_itself(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    store = open_store(folder)
    with receiving() as receiver:
        added(store, receiver)
        receive(signed_in(store, Role.HANDLER))
        store.engine.close()

        with served(folder) as server:
            arrived = _before_long(receiver)
            assert said_before_long(server, "griffie.serve")

    assert arrived
    assert told(receiver) == ["request.received"]


def _before_long(receiver: Receiver) -> bool:
    for _ in range(1200):
        if receiver.got:
            return True
        time.sleep(0.05)
    return False
