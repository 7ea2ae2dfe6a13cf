"""OpenDSR against a client and a server that others wrote: go-gdpr, in both roles.

`GRIFFIE_GO_GDPR` names the folder of a checkout of github.com/greencase/go-gdpr (tried with commit
26f1228); nothing of it is part of this project. It signs with PSS and knows the names of OpenGDPR.
"""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from griffie.api.composition import Store, open_store
from griffie.api.composition.opendsr import handing_of
from griffie.application.access.roles import Role
from griffie.application.opendsr.handed_on import LOOK_EVERY
from griffie.application.sending.outbox import OutboxState
from tests.conftest import Clock
from tests.given.ports import free_port
from tests.given.server import served
from tests.opendsr.handing import Case
from tests.opendsr.partner import EMAIL, certificate, written
from tests.opendsr.processor import DOMAIN, Processor, file_of

CHECKOUT = os.environ.get("GRIFFIE_GO_GDPR", "")
pytestmark = [
    pytest.mark.deep,
    pytest.mark.skipif(
        not (CHECKOUT and shutil.which("go")),
        reason="GRIFFIE_GO_GDPR names no checkout of github.com/greencase/go-gdpr, or no go",
    ),
]
DRIVER = Path(__file__).with_name("go_gdpr.go")


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Our driver, built with their library."""
    home = tmp_path_factory.mktemp("go")
    library = home / "src" / "github.com" / "greencase" / "go-gdpr"
    skip = shutil.ignore_patterns(".git", "example")
    shutil.copytree(CHECKOUT, library, ignore=skip)
    ours = library / "driver"
    ours.mkdir()
    shutil.copy(DRIVER, ours / "main.go")
    where = os.environ | {
        "GOPATH": str(home),
        "GO111MODULE": "off",
        "GOCACHE": str(home / "cache"),
        "GOFLAGS": "",
    }
    made = home / "driver"
    said = subprocess.run(
        ["go", "build", "-o", str(made), "."], cwd=ours, env=where, capture_output=True, check=False
    )
    assert said.returncode == 0, said.stderr.decode()
    return made


def test_its_client_hands_a_request_on_to_us(tmp_path: Path, program: Path) -> None:
    store = open_store(tmp_path / "data", demo=True)
    token = store.access.create_token(Role.INTAKE, "shop-a")
    account = store.access.account_of(token)
    assert account
    store.engine.close()
    path = written(tmp_path, {"shop-a": account.id}, more='padding = "pss"')
    with served(tmp_path / "data", "--opendsr", str(path)) as server:
        at = f"http://127.0.0.1:{server.port}/api/opendsr/v1"
        said = subprocess.run(
            [program, "client", at, token, tmp_path / "opendsr.pem", EMAIL],
            capture_output=True,
            text=True,
            check=False,
        )

    assert said.stdout.splitlines() == [
        "discovery [access portability erasure]",
        "request a7551968-d5d6-44b2-9831-815ac9017798 shop-a",
        "status pending",
        "cancelled cancelled",
    ], said.stderr


@contextmanager
def their_server(program: Path, folder: Path, port: int) -> Iterator[None]:
    key = folder / "their.key"
    key.write_bytes(
        certificate(DOMAIN).key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    )
    running = subprocess.Popen([program, "server", str(port), key, DOMAIN])
    try:
        for _ in range(600):
            with socket.socket() as tried:
                if not tried.connect_ex(("127.0.0.1", port)):
                    break
            time.sleep(0.2)
        yield
    finally:
        running.terminate()
        running.wait(30)


@pytest.mark.law("gdpr/28/3/e")
def test_we_hand_a_request_on_to_its_server(
    store: Store, clock: Clock, tmp_path: Path, program: Path
) -> None:
    port = free_port()
    with their_server(program, tmp_path, port):
        at = file_of(
            tmp_path,
            Processor(),
            address=f'"http://127.0.0.1:{port}"',
            requests_at='"opengdpr_requests"',
            padding='"pss"',
            identities='["email"]',
        )
        handing = handing_of(at)
        assert handing
        case = Case(store, clock, handing, Processor())
        answer = case.hand_on()
        assert answer.status_code == 200, answer.text
        assert case.round() is OutboxState.SENT
        assert case.round(LOOK_EVERY + timedelta(minutes=1)) is OutboxState.ANSWERED

    assert (case.last, case.open_tasks) == ("completed", [])
