"""The command line: what it says, what it leaves behind, and how it ends."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest
from typer.testing import CliRunner, Result

from griffie.api.cli import app
from tests.given.ports import free_port
from tests.given.server import until_it_answers

MAIL = Path("tests") / "mail" / "eml"
DEMO_MAIL = Path("api") / "demo" / "mail" / "inzageverzoek.eml"
GRIFFIE = Path(sys.executable).with_name("griffie")
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("GRIFFIE_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


def griffie(*words: object) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])


def done(*words: object) -> str:
    result = griffie(*words)
    assert result.exit_code == 0, result.stderr
    return result.stdout


def test_a_token_is_the_last_word_and_opens_the_door(data: Path) -> None:
    made = done("token", "create", "--role", "dpo", "--name", "Els Peeters")

    token = made.split()[-1]
    assert len(token) > 30
    assert "Els Peeters" not in made
    for file in data.iterdir():
        assert token.encode() not in file.read_bytes()
        assert b"Els Peeters" not in file.read_bytes()


@pytest.mark.parametrize("role", ["", "king", "DPO"])
def test_a_role_that_does_not_exist_is_no_role(data: Path, role: str) -> None:
    assert griffie("token", "create", "--role", role).exit_code == 2


def test_a_mail_becomes_a_request_with_the_mail_itself_as_document(data: Path) -> None:
    said = done("receive", DEMO_MAIL, "--right", "access")

    assert re.match(r"[0-9A-Z]{5}-[0-9A-Z]{5} received on \d{4}-\d\d-\d\d, due on ", said)
    assert UUID.search(said)
    assert int(re.findall(r"(\d+) document\(s\)", said)[0]) >= 1


def test_the_same_mail_twice_is_one_request(data: Path) -> None:
    first, again = done("receive", DEMO_MAIL), done("receive", DEMO_MAIL)

    assert again == first
    assert done("rebuild", "register").startswith("register: 1 rows")
    assert done("rebuild", "register", "--workers", "2").startswith("register: 1 rows")
    assert griffie("rebuild", "register", "--workers", "0").exit_code == 2


def test_a_file_that_is_not_there_is_said_to_be(data: Path) -> None:
    result = griffie("receive", "nowhere.eml")

    assert result.exit_code == 2
    assert "nowhere.eml" in result.stderr


def test_an_audit_counts_what_it_checked(data: Path) -> None:
    done("receive", DEMO_MAIL)
    said = done("audit")

    assert re.search(r"^\d+ events, \d+ log entries, \d+ checkpoints checked", said)
    assert said.rstrip().endswith("consistent")


@pytest.mark.in_folder
def test_an_audit_of_a_store_that_was_touched_ends_with_one(data: Path) -> None:
    done("receive", DEMO_MAIL)
    done("rebuild")
    code = (
        "import sqlite3, sys; c = sqlite3.connect(sys.argv[1], isolation_level=None);"
        "c.execute(\"UPDATE register SET due_on = '2030-01-01'\")"
    )
    subprocess.run([sys.executable, "-c", code, data / "griffie.db"], check=True)

    result = griffie("audit")

    assert result.exit_code == 1
    assert "griffie rebuild register" in result.stdout
    done("rebuild", "register")
    assert griffie("audit").exit_code == 0


def test_projections_are_rebuilt_by_name(data: Path) -> None:
    done("receive", DEMO_MAIL)

    rebuilt = [line.split(":")[0] for line in done("rebuild").splitlines()]
    assert rebuilt == ["register", "trail", "figures", "retention", "announced", "imported"]
    assert done("rebuild", "trail").startswith("trail: ")
    unknown = griffie("rebuild", "gossip")
    assert unknown.exit_code == 2
    assert "register, trail" in unknown.stderr


@pytest.mark.in_folder
def test_only_a_closed_request_is_erased(data: Path) -> None:
    received = UUID.search(done("receive", DEMO_MAIL))
    assert received is not None
    said = ("--ground", "request_on_file", "--explanation", "Een proef.")

    for named in (received.group(), "00000000-0000-4000-8000-000000000000", "AAAAA-AAAAA"):
        result = griffie("erase", named, *said)
        assert result.exit_code == 2
        assert result.stderr.startswith("griffie: ")
    assert griffie("erase", received.group(), "--ground", "whim", *said[2:]).exit_code == 2
    assert griffie("erase", received.group(), *said[:3], "  ").exit_code == 2


def test_a_server_that_cannot_be_reached_is_said_to_be(data: Path, tmp_path: Path) -> None:
    url = f"postgresql:///griffie?host={tmp_path}"
    result = griffie("audit", "--database", url)

    assert result.exit_code == 2
    assert "cannot be opened: connection" in result.stderr
    assert not data.exists()


def test_the_key_and_the_profile_are_named_by_flag_or_environment(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done("token", "create", "--role", "dpo", "--kek", tmp_path / "safe.kek")
    assert (tmp_path / "safe.kek").exists()
    assert not (tmp_path / "data.kek").exists()

    missing = griffie("audit")
    assert missing.exit_code == 2
    monkeypatch.setenv("GRIFFIE_KEK_FILE", str(tmp_path / "safe.kek"))
    assert griffie("audit").exit_code == 0

    monkeypatch.setenv("GRIFFIE_CONTROLLER", str(tmp_path / "none.toml"))
    assert griffie("receive", DEMO_MAIL).exit_code == 2
    monkeypatch.setenv("GRIFFIE_CONTROLLER", "docs/examples/iassist.toml")
    assert griffie("receive", DEMO_MAIL).exit_code == 0


COMMANDS = [
    "init",
    "serve",
    "token create",
    "receive",
    "register",
    "import",
    "tick",
    "show",
    "list",
    "dashboard",
    "diff",
    "deadline",
    "rebuild",
    "audit",
    "erase",
    "retention",
    "dossier",
    "inspection",
    "verify",
    "backup",
    "restore",
    "law",
]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself_and_each_of_its_options(command: str) -> None:
    said = griffie(*command.split(), "--help")

    assert said.exit_code == 0
    options = re.findall(r"^[│ ]+[*]? *(--\S+|-\w)(.*)$", said.stdout, re.MULTILINE)
    assert ("--help", True) in [(name, bool(rest.strip(" │"))) for name, rest in options]
    for name, rest in options:
        assert len(re.sub(r"\[.*?\]|[A-Z<>|]+|[│ ]", "", rest)) > 5, f"{command} {name}"


def test_without_a_command_it_explains_itself() -> None:
    said = griffie()

    assert all(command.split()[0] in said.output for command in COMMANDS)


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def serving(data: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    words = [str(GRIFFIE), "serve", "--port", str(port)]
    process = subprocess.Popen(words, stderr=subprocess.PIPE, text=True, env=dict(os.environ))
    yield process
    process.kill()
    process.communicate()


def test_a_store_is_served_by_one_process_until_it_is_told_to_stop(
    data: Path, port: int, serving: subprocess.Popen[str]
) -> None:
    address = f"http://127.0.0.1:{port}"
    assert until_it_answers(f"{address}/healthz").json() == {"status": "alive"}
    command = [str(GRIFFIE), "token", "create", "--role", "handler"]
    token = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()[-1]
    headers = {"Authorization": f"Bearer {token}"}

    taken = subprocess.run([GRIFFIE, "receive", DEMO_MAIL], check=False, capture_output=True)
    listed = httpx2.get(f"{address}/api/v1/requests", headers=headers, timeout=60).json()["items"]
    second = subprocess.run(
        [GRIFFIE, "serve", "--port", "1"], check=False, capture_output=True, text=True, timeout=180
    )
    serving.send_signal(signal.SIGTERM)
    _, said = serving.communicate(timeout=120)

    assert taken.returncode == 0
    assert [item["id"] for item in listed] == [taken.stdout.decode().split()[-1]]
    assert second.returncode == 2
    assert second.stderr.startswith("griffie: ")
    assert "Traceback" not in second.stderr + said
    assert f"on {address}" in said
    assert token not in said
