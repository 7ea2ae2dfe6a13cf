"""`griffie backup` and `griffie restore`, as an operator types them."""

import json
import shutil
import subprocess
from pathlib import Path
from threading import Event, Thread

import httpx2
import pytest

from tests.cli.test_cli import DEMO_MAIL, GRIFFIE, MAIL, UUID, data, done, griffie, port, serving
from tests.given.server import until_it_answers
from tests.given.story import RECEIVE

__all__ = ["data", "port", "serving"]

pytestmark = pytest.mark.in_folder


def backed_up(place: Path) -> tuple[str, ...]:
    done("backup", "--to", place / "b", "--keys-to", place / "k")
    return ("--from", str(place / "b"), "--keys-from", str(place / "k"))


def test_a_store_is_backed_up_lost_and_restored(data: Path, tmp_path: Path) -> None:
    done("receive", DEMO_MAIL)
    said = done("backup", "--to", tmp_path / "b", "--keys-to", tmp_path / "k")
    shown = done("list")
    shutil.rmtree(data)

    restored = done("restore", "--from", tmp_path / "b", "--keys-from", tmp_path / "k")

    assert "4 log entries, audited" in said
    assert "The master key is in neither" in said
    assert "4 events" in restored
    assert "Consistent." in restored
    assert done("list") == shown
    assert done("receive", MAIL / "plain-nl.eml")
    assert griffie("audit").exit_code == 0


def test_an_old_backup_is_restored_to_be_read_and_is_not_served(data: Path, tmp_path: Path) -> None:
    received = UUID.search(done("receive", DEMO_MAIL))
    assert received
    backup = backed_up(tmp_path / "monday")
    done("receive", MAIL / "plain-nl.eml")
    backed_up(tmp_path / "tuesday")  # signs a checkpoint, which is kept beside the store
    shutil.rmtree(data)

    restored = griffie("restore", *backup)
    served = griffie("serve", "--port", "1")
    written = griffie("receive", MAIL / "plain-nl.eml")
    audited = griffie("audit")

    assert restored.exit_code == 1
    assert "A checkpoint of" in restored.stdout
    for refused in (served, written):
        assert refused.exit_code == 2
        assert "It is an old copy" in refused.stderr
        assert "begin a new store" in refused.stderr
        assert "Traceback" not in refused.output
    assert done("show", received.group())
    assert audited.exit_code == 1
    assert "It is an old copy" in audited.stdout


@pytest.mark.parametrize("missing", ["ledger", "kek", "checkpoint"])
def test_what_a_restore_lacks_it_names(data: Path, tmp_path: Path, missing: str) -> None:
    done("receive", DEMO_MAIL)
    backup = backed_up(tmp_path)
    new = tmp_path / "new" / "data"
    new.parent.mkdir()
    if missing != "kek":
        shutil.copy2(data.with_name("data.kek"), new.with_name("data.kek"))
    given: tuple[str, ...] = () if missing == "ledger" else ("--no-ledger",)
    if missing == "checkpoint":
        given += ("--checkpoint", str(tmp_path / "nowhere"))

    refused = griffie("restore", *backup, "--data", new, *given)

    assert refused.exit_code == 2
    assert {"ledger": "--no-ledger", "kek": "--kek", "checkpoint": "nowhere"}[missing] in (
        refused.stderr
    )
    assert not new.exists()
    if missing == "ledger":
        said = griffie("restore", *backup, "--data", new, "--no-ledger")
        assert said.exit_code == 0
        assert "nothing is known" in said.stderr


def test_a_store_is_backed_up_by_one_process_while_another_serves_it(
    data: Path, tmp_path: Path, port: int, serving: subprocess.Popen[str]
) -> None:
    address = f"http://127.0.0.1:{port}"
    assert until_it_answers(f"{address}/healthz").status_code == 200
    token = done("token", "create", "--role", "dpo").split()[-1]
    headers, over = {"Authorization": f"Bearer {token}"}, Event()
    answered: list[str] = []

    def work() -> None:
        with httpx2.Client(headers=headers, timeout=60) as client:
            while not over.is_set():
                body = RECEIVE | {"requester": {"email": f"p{len(answered)}@people.example"}}
                answer = client.post(f"{address}/api/v1/requests", json=body)
                assert answer.status_code == 201
                answered.append(answer.json()["id"])

    working = Thread(target=work)
    working.start()
    while len(answered) < 5 and working.is_alive():
        over.wait(0.02)
    before = list(answered)
    to, keys_to = str(tmp_path / "b"), str(tmp_path / "k")
    command = [str(GRIFFIE), "backup", "--to", to, "--keys-to", keys_to]
    backup = subprocess.run(command, check=False, capture_output=True, text=True)
    meanwhile = len(answered) - len(before)
    over.set()
    working.join()
    restored = griffie(
        "restore",
        *("--from", tmp_path / "b", "--keys-from", tmp_path / "k", "--data", tmp_path / "new"),
        *("--kek", data.with_name("data.kek"), "--ledger", data.with_name("data.erasures")),
    )
    there = ("--data", tmp_path / "new", "--kek", data.with_name("data.kek"))
    shown = [griffie("show", one, *there).exit_code for one in before[-3:]]

    assert backup.returncode == 0, backup.stderr
    assert meanwhile > 0
    assert restored.exit_code == 0, restored.output
    assert shown == [0, 0, 0]


@pytest.mark.parametrize("attack", ["other words", "no seal", "no seals", "another key's seal"])
def test_a_backup_of_which_the_manifest_was_changed_is_not_put_back(
    data: Path, tmp_path: Path, attack: str
) -> None:
    done("receive", DEMO_MAIL)
    backup = backed_up(tmp_path)
    shutil.rmtree(data)
    manifests = [tmp_path / "b" / "manifest.json", tmp_path / "k" / "manifest.json"]
    for path in manifests[: 2 if attack == "no seals" else 1]:
        told = json.loads(path.read_text())
        if attack.startswith("no"):
            del told["seal"]
        elif attack == "other words":
            told["made_at"] = "2031-01-01T00:00:00+00:00"
        else:
            told["seal"] = "0" * 64
        path.write_text(json.dumps(told))

    refused = griffie("restore", *backup)
    vouched = griffie("restore", *backup, "--unsealed")

    assert refused.exit_code == 2
    assert "manifest.json" in refused.stderr
    assert (vouched.exit_code == 0) is (attack == "no seals")
    assert data.exists() is (attack == "no seals")
