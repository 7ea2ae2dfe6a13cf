"""The file of OpenDSR and its certificate: what is read, and what stops the start."""

from pathlib import Path
from typing import Any

import httpx2
import pytest

from griffie.api.composition import open_store
from griffie.api.composition.opendsr import opendsr_of
from griffie.application.access.roles import Role
from griffie.application.errors import BadOpenDsrFileError
from griffie.infrastructure.opendsr.settings import OpenDsrSettings
from griffie.infrastructure.operator_file import read_operator_file
from tests.given.server import served
from tests.opendsr.partner import DOMAIN, ID, certificate, check, message, written

ACCOUNTS = {"shop-a": "u-aaaaaaaa"}
EXAMPLE = Path(__file__).parents[2] / "docs" / "examples" / "opendsr.toml"


@pytest.mark.parametrize(
    ("made", "why"),
    [
        ({"host": "other.example"}, "it is not for the domain"),
        ({"days": -1}, "it is not good today"),
        ({"self_signed": True}, "it signed itself"),
        ({"bits": 1024}, "RSA of 2048 bits or more"),
    ],
)
def test_a_certificate_that_nobody_would_believe_stops_the_start(
    tmp_path: Path, made: dict[str, Any], why: str
) -> None:
    with pytest.raises(BadOpenDsrFileError, match=why):
        opendsr_of(written(tmp_path, ACCOUNTS, certificate(**made)))


def test_a_key_belongs_to_its_certificate_and_to_its_owner(tmp_path: Path) -> None:
    path, other = written(tmp_path, ACCOUNTS), certificate(days=20)
    (tmp_path / "opendsr.pem").write_bytes(other.certificate)
    with pytest.raises(BadOpenDsrFileError, match="it is not that of the key"):
        opendsr_of(path)
    path = written(tmp_path, ACCOUNTS)
    key = (tmp_path / "opendsr.key").read_bytes()
    (tmp_path / "opendsr.pem").write_bytes(certificate().certificate + key)
    with pytest.raises(BadOpenDsrFileError, match="no key in it"):
        opendsr_of(path)
    path = written(tmp_path, ACCOUNTS)
    (tmp_path / "opendsr.key").chmod(0o644)
    with pytest.raises(BadOpenDsrFileError, match="give the file mode 0600"):
        opendsr_of(path)
    (tmp_path / "opendsr.key").unlink()
    with pytest.raises(BadOpenDsrFileError, match="no secret can be read"):
        opendsr_of(path)


@pytest.mark.parametrize(
    ("accounts", "more", "why"),
    [
        ({"shop-a": "u-aaaaaaaa", "shop-b": "u-aaaaaaaa"}, "", "the same account"),
        ({"shop-a": "dpo"}, "", "controllers.0.account"),
        ({"Shop A": "u-aaaaaaaa"}, "", "controllers.0.id"),
        ({}, "", "name controllers, processors, or both"),
        (ACCOUNTS, 'padding = "none"', "padding"),
        (ACCOUNTS, 'secret = "hush"', "secret: Extra inputs"),
    ],
)
def test_a_file_that_cannot_be_used_says_where_and_no_value(
    tmp_path: Path, accounts: dict[str, str], more: str, why: str
) -> None:
    with pytest.raises(BadOpenDsrFileError) as error:
        opendsr_of(written(tmp_path, accounts, more=more))

    assert why in str(error.value)
    assert "hush" not in str(error.value)


def test_a_callback_goes_over_https(tmp_path: Path) -> None:
    path = written(tmp_path, ACCOUNTS)
    path.write_text(path.read_text("utf-8").replace("https://", "http://"), "utf-8")

    with pytest.raises(BadOpenDsrFileError, match="it begins with https://"):
        opendsr_of(path)


def test_the_example_is_a_file_that_is_read() -> None:
    settings = read_operator_file(EXAMPLE, OpenDsrSettings, BadOpenDsrFileError)

    assert [one.id for one in settings.controllers] == ["shop-a"]


def test_a_served_store_signs_with_the_padding_that_the_file_says(tmp_path: Path) -> None:
    store = open_store(tmp_path / "data", demo=True)
    token = store.access.create_token(Role.INTAKE, "shop-a")
    account = store.access.account_of(token)
    assert account
    store.engine.close()
    path = written(tmp_path, {"shop-a": account.id}, more='padding = "pss"')

    with (
        served(tmp_path / "data", "--opendsr", str(path)) as server,
        httpx2.Client(base_url=f"http://127.0.0.1:{server.port}", timeout=30) as client,
    ):
        head = {"Authorization": f"Bearer {token}"}
        answer = client.post("/api/opendsr/v2/requests", json=message(), headers=head)
        assert answer.status_code == 201, answer.text
        assert check(answer.content, answer.headers, pss=True)["subject_request_id"] == ID
        shown = client.get(f"/api/opendsr/v2/requests/{ID}", headers=head)
        assert check(shown.content, shown.headers, pss=True)["request_status"] == "pending"
        found = client.get("/api/opendsr/v2/discovery")
        assert DOMAIN in check(found.content, found.headers, pss=True)["processor_certificate"]
        log = server.said()

    assert "wittebolle" not in log
    assert ID not in log
