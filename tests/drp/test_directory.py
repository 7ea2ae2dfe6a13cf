"""The directory of agents, and a real server that reads it."""

from base64 import b64encode
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx2
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from fastapi import FastAPI

from griffie.api.composition import open_store
from griffie.application.errors import BadDrpFileError
from griffie.infrastructure.drp.directory import Ed25519, read_drp
from tests.drp.agent import EMAIL, PATH, ROOT, Signing, written
from tests.drp.conftest import account
from tests.given.server import served

EXAMPLE = Path(__file__).parents[2] / "docs" / "examples" / "drp.toml"
KEY = Ed25519PrivateKey.generate()


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ('verify_key = "hush"', "agents.0.verify_key"),
        (f'verify_key = "{b64encode(bytes(31)).decode()}"', "agents.0.verify_key"),
        ('account = "dpo"', "agents.0.account"),
        ('callback = "http://agent.example"', "it begins with https://"),
        ('business_id = "a b"', "business_id"),
        ('secret = "hush"', "secret: Extra inputs"),
    ],
)
def test_a_file_that_cannot_be_used_says_where_and_no_value(
    tmp_path: Path, line: str, why: str
) -> None:
    path, name = written(tmp_path, A=("u-aaaaaaaa", KEY)), line.split(" = ", maxsplit=1)[0]
    lines = path.read_text("utf-8").splitlines()
    kept = [one for one in lines if not one.startswith(f"{name} =")]
    at = 0 if name in {"business_id", "secret"} else len(kept)
    path.write_text("\n".join([*kept[:at], line, *kept[at:]]), "utf-8")

    with pytest.raises(BadDrpFileError) as error:
        read_drp(path)

    assert why in str(error.value)
    assert "hush" not in str(error.value)


@pytest.mark.parametrize(
    "other", [("u-aaaaaaaa", Ed25519PrivateKey.generate()), ("u-bbbbbbbb", KEY)]
)
def test_two_agents_share_neither_account_nor_key(tmp_path: Path, other: Any) -> None:
    with pytest.raises(BadDrpFileError, match="two agents with the same"):
        read_drp(written(tmp_path, A=("u-aaaaaaaa", KEY), B=other))


def test_the_example_is_a_file_that_is_read() -> None:
    (one,) = read_drp(EXAMPLE).agents

    assert one.id == "CR_AA_DRP_ID"


def test_a_signature_is_that_of_rfc_8032() -> None:
    """Test 2 of §7.1: libsodium, and every other library, signs so."""
    public = bytes.fromhex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c")
    signature = bytes.fromhex(
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
        "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
    )
    key = Ed25519(b64encode(public).decode())

    assert key(signature, b"\x72")
    assert not key(signature, b"\x73")
    assert not key(b"", b"\x72")


def test_a_served_store_takes_a_request_of_an_agent(tmp_path: Path) -> None:
    store = open_store(tmp_path / "data", demo=True)
    agent = Signing("AGENT_A", FastAPI(), lambda: datetime.now(UTC))  # type: ignore[arg-type]
    path = written(tmp_path, AGENT_A=(account(store), agent.key))
    store.engine.close()

    with (
        served(tmp_path / "data", "--drp", str(path)) as server,
        httpx2.Client(base_url=f"http://127.0.0.1:{server.port}", timeout=30) as client,
    ):
        agent.client = client  # type: ignore[assignment]
        agent.set_up()
        shown = agent.bring()
        place = f"{PATH}/{shown['request_id']}"
        assert agent.send("GET", place).json() == shown
        assert agent.send("GET", f"{ROOT}/agent/AGENT_A").json() == {}
        log = server.said()

    assert EMAIL not in log
    assert agent.token not in log
