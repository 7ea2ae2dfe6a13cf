"""The page for operators is executed, block after block, on a store in folders of its own."""

import configparser
import json
import os
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import copyfile, move, which
from typing import NamedTuple

import pytest
from typer.main import get_command

from griffie.api.cli import app
from griffie.api.composition import open_store
from griffie.application.access.roles import OPERATOR
from griffie.application.requests.bodies import Receive
from griffie.application.requests.commands import command
from griffie.domain.request.vocabulary import FileErasure
from griffie.domain.rights_request import RightsRequest
from tests.given.ports import free_port
from tests.given.server import GRIFFIE, served

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "operations.md").read_text("utf-8")
EXAMPLES = ROOT / "docs" / "examples"
BLOCK = re.compile(r"^```sh ([a-z-]+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
PLACES = ("/srv/griffie", "/etc/griffie", "/mnt")
(SERVED,) = [text.strip() for kind, text in BLOCK.findall(PAGE) if kind == "serve"]


class Machine(NamedTuple):
    """The folders of the page, somewhere else; and two ports that are free."""

    root: Path
    port: int
    watched: int

    def here(self, text: str) -> str:
        for place in PLACES:
            text = text.replace(place, f"{self.root}{place}")
        return text.replace(":8000", f":{self.port}").replace(":9000", f":{self.watched}")

    @property
    def environment(self) -> dict[str, str]:
        return {
            "GRIFFIE_DATA": f"{self.root}/srv/griffie/data",
            "GRIFFIE_KEK_FILE": f"{self.root}/etc/griffie/office.kek",
            "PATH": f"{Path(GRIFFIE).parent}{os.pathsep}{os.environ['PATH']}",
            "LANG": "C.UTF-8",
        }

    def run(self, text: str, status: int = 0) -> str:
        """Run lines of the page; gives what they printed."""
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", self.here(text)],
            cwd=self.root,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == status, f"{text}\n{done.stdout}\n{done.stderr}"
        return done.stdout + done.stderr


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    for place in (
        "srv/griffie",
        "etc/griffie",
        "mnt/backup",
        "mnt/keys",
        "mnt/elsewhere/checkpoints",
    ):
        (tmp_path / place).mkdir(parents=True, mode=0o700)
    copyfile(EXAMPLES / "iassist.toml", tmp_path / "office.toml")
    return Machine(tmp_path, free_port(), free_port())


def test_every_runbook_does_what_it_says(machine: Machine) -> None:
    told: dict[str, str] = {}
    for part in re.split(r"^## ", PAGE, flags=re.MULTILINE)[1:]:
        title = part.splitlines()[0]
        for kind, text in BLOCK.findall(part):
            if kind == "run-while-served":
                with as_the_page_serves(machine) as there:
                    told[title] = told.get(title, "") + there.run(text)
            elif kind != "serve":
                if kind == "run-after-an-erasure":
                    receive_and_erase(machine)
                told[title] = told.get(title, "") + machine.run(text)

    assert "token" in told["First start"].lower()
    assert 'griffie_well{sign="disk"} 1.0' in told["Is it well?"]
    assert "audited. Backup" in told["Every day: backup and checkpoints"]
    assert ": consistent" in told["Every day: backup and checkpoints"]
    assert "the newest. Nothing was done" in told["Upgrade"]
    assert "Consistent." in told["Restore"]
    assert "It is an old copy" in told["Restore after an erasure"]
    assert "/log2\n" in told["Restore after an erasure"].replace(". Give checkers its key:", "")
    assert ": consistent" in told["Restore after an erasure"]
    assert [title for title, said in told.items() if "WRONG" in said] == []


@contextmanager
def as_the_page_serves(machine: Machine) -> Iterator[Machine]:
    """The line of the page, on ports that are free."""
    _, _, _, _, *options = SERVED.replace("9000", str(machine.watched)).split()
    folder = Path(machine.environment["GRIFFIE_DATA"])
    with served(folder, *options, environment=machine.environment) as server:
        yield machine._replace(port=server.port)


def receive_and_erase(machine: Machine) -> None:
    """A request comes in, is withdrawn, closed and erased; its ledger goes elsewhere."""
    folder, key = (Path(machine.environment[f"GRIFFIE_{one}"]) for one in ("DATA", "KEK_FILE"))
    store = open_store(folder, kek=key)
    now = store.engine.now(OPERATOR)
    on = now.today.isoformat()
    body: dict[str, object] = {"received_on": on, "channel": "email", "language": "nl"}
    body |= {"rights": [{"right": "access"}], "requester": {"email": "iemand@people.example"}}
    request = store.requests.receive(Receive.model_validate(body), now).id
    steps = (
        command(RightsRequest.withdraw, rights=("access",), on=on, words="Ik trek dit in."),
        command(RightsRequest.close),
        command(
            RightsRequest.erase_personal_data,
            ground=FileErasure.REQUEST_ON_FILE,
            explanation="Op verzoek.",
        ),
    )
    for step in steps:
        store.requests.take(request, step, store.engine.now(OPERATOR))
    store.engine.close()
    machine.run("cp /srv/griffie/data.erasures /mnt/elsewhere/")


def test_a_volume_that_is_not_mounted_is_named_and_nothing_is_made(machine: Machine) -> None:
    first = next(text for kind, text in BLOCK.findall(PAGE) if kind == "run")
    machine.run(first)
    data = machine.root / "srv/griffie/data"
    move(data, machine.root / "unmounted")
    data.mkdir()

    for one in ("griffie serve --port 8000", "griffie doctor", "griffie tick"):
        assert "no store" in machine.run(one, status=2)
    assert list(data.iterdir()) == []


def options_of(name: str) -> set[str]:
    group = get_command(app)
    context = group.make_context("griffie", [name], resilient_parsing=True)
    _, found, _ = group.resolve_command(context, [name])  # type: ignore[attr-defined]
    return {option for one in found.params for option in (*one.opts, *one.secondary_opts)}


def spoken_to(name: str, text: str) -> set[str]:
    """The options that a line gives to a command of ours."""
    return set(re.findall(r"(?<!\S)--[a-z-]+", text.partition(f"griffie {name}")[2]))


def test_every_option_of_the_page_and_of_the_examples_exists() -> None:
    unit = parsed_unit()
    container = (EXAMPLES / "Containerfile").read_text("utf-8")
    (words,) = re.findall(r"^CMD (\[.*\])$", container, re.MULTILINE)
    line = "griffie " + " ".join(json.loads(words))

    for text in (unit["Service"]["ExecStart"], line, SERVED):
        assert spoken_to("serve", text)
        assert spoken_to("serve", text) <= options_of("serve"), text
    for name, rest in re.findall(r"`griffie ([a-z-]+)([^`]*)`", PAGE):
        assert name in get_command(app).commands  # type: ignore[attr-defined]
        assert set(re.findall(r"--[a-z-]+", rest)) <= options_of(name), name
    alone = re.findall(r"^- (?:With another )?`(--[a-z-]+)`", PAGE, re.MULTILINE)
    assert len(alone) == 5
    assert set(alone) <= options_of("serve")


def parsed_unit() -> configparser.ConfigParser:
    unit = configparser.ConfigParser(strict=False, interpolation=None)
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read(EXAMPLES / "griffie.service", "utf-8")
    return unit


def test_the_unit_serves_as_the_page_does_and_cannot_write_elsewhere() -> None:
    unit = parsed_unit()["Service"]

    assert unit["ExecStart"].removeprefix("/opt/griffie/bin/") == SERVED
    assert unit["ReadWritePaths"] == "/srv/griffie"
    assert (unit["ProtectSystem"], unit["NoNewPrivileges"]) == ("strict", "yes")
    assert int(unit["LimitNOFILE"]) >= 1200
    assert unit["RestartPreventExitStatus"] == "2"


@pytest.mark.skipif(not which("systemd-analyze"), reason="no systemd-analyze on this machine")
def test_systemd_reads_the_unit_and_finds_it_closed(tmp_path: Path) -> None:
    unit = tmp_path / "griffie.service"
    text = (EXAMPLES / "griffie.service").read_text("utf-8")
    unit.write_text(text.replace("/opt/griffie/bin/griffie", GRIFFIE), "utf-8")
    verified = subprocess.run(
        ["systemd-analyze", "verify", unit], capture_output=True, text=True, check=False
    )
    assert (verified.returncode, verified.stderr) == (0, "")

    security = ["systemd-analyze", "security", "--offline=true", "--threshold=25", str(unit)]
    done = subprocess.run(security, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-300:]


@pytest.mark.parametrize("name", ["Caddyfile", "nginx.conf"])
def test_a_proxy_goes_to_the_port_that_is_served_under_the_name_that_is_allowed(name: str) -> None:
    text = (EXAMPLES / name).read_text("utf-8")
    lines = "\n".join(line for line in text.splitlines() if not line.strip().startswith("#"))

    assert text.count("{") == text.count("}")
    assert "registry.office.example" in lines
    assert "127.0.0.1:8000" in lines
    assert "9000" not in lines, "figures are not for the world"
    assert "--proxy 127.0.0.1" in SERVED
    if name == "nginx.conf":
        assert "X-Forwarded-For $remote_addr;" in lines
        assert "$proxy_add_x_forwarded_for" not in lines
        for line in lines.splitlines():
            assert not line.strip() or line.rstrip().endswith((";", "{", "}")), line


def test_the_container_installs_what_the_lock_says_as_a_user_without_rights() -> None:
    text = (EXAMPLES / "Containerfile").read_text("utf-8")

    for lock in re.findall(r"requirements/\w+\.txt", text):
        assert (ROOT / lock).exists()
    assert text.count("--require-hashes") == 2
    assert re.findall(r"^USER (.+)$", text, re.MULTILINE) == ["griffie"]
    assert "kek" not in text.split("COPY --from")[0], "no key is made while the image is built"
    environment = dict(re.findall(r"(GRIFFIE_[A-Z_]+)=(\S+)", text))
    assert environment == dict(re.findall(r"(GRIFFIE_[A-Z_]+)=(\S+)", PAGE))


def test_what_a_sign_points_to_is_a_heading_of_the_page() -> None:
    pages = [*ROOT.glob("application/**/*.py"), *ROOT.glob("infrastructure/**/*.py")]
    pointed = {
        heading
        for page in pages
        for heading in re.findall(r"docs/operations\.md, ([A-Z][a-z ]+)", page.read_text("utf-8"))
    }

    assert pointed >= {"Restore", "Full disk", "Wrong clock"}
    assert pointed <= set(re.findall(r"^## (.+)$", PAGE, re.MULTILINE))
