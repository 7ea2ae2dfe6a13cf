"""A real `griffie serve --own-site`, and the program of the page, which signs with Node."""

import json
import shutil
import subprocess
import tomllib
from pathlib import Path

import httpx2
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)
from typer.testing import CliRunner

from griffie.api.cli import app
from griffie.application.errors import BadOwnSiteError
from griffie.infrastructure.own_site.settings import read_own_site
from tests.given.portal import codes_in
from tests.given.ports import free_port
from tests.given.server import served
from tests.own_site.site import EMAIL, FILE, MADE, NAME, written
from tests.own_site.test_portal import form, ticket_in

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"
PEM, PKCS8, PUBLIC = Encoding.PEM, PrivateFormat.PKCS8, PublicFormat.SubjectPublicKeyInfo


def test_the_example_leads_from_the_site_to_a_receipt(tmp_path: Path) -> None:
    node = shutil.which("node")
    if not node:
        pytest.skip("no Node here: docs/examples/own-site/sign.mjs was not run")
    private = ed25519.Ed25519PrivateKey.generate()
    (tmp_path / "site.key").write_bytes(private.private_bytes(PEM, PKCS8, NoEncryption()))
    (tmp_path / "own-site").mkdir()
    public = private.public_key().public_bytes(PEM, PUBLIC)
    (tmp_path / "own-site" / "2026-11.pem").write_bytes(public)
    settings = tmp_path / "own-site.toml"
    shutil.copy(EXAMPLES / "own-site.toml", settings)
    who = json.dumps({"sub": "4711", "email": EMAIL, "name": NAME})
    program = EXAMPLES / "own-site" / "sign.mjs"
    command = [node, str(program), str(tmp_path / "site.key"), who]

    with (
        served(tmp_path / "data", "--own-site", str(settings)) as server,
        httpx2.Client(base_url=f"http://127.0.0.1:{server.port}", timeout=30) as client,
    ):
        token = subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
        origin = tomllib.loads(settings.read_text("utf-8"))["origin"]
        said = {"identity": token, "lang": "nl"}
        page = client.post("/portal/signed", data=said, headers={"origin": origin})
        codes_in(client.post("/portal/new", data=form(ticket_in(page))))
        again = client.post("/portal/signed", data=said, headers={"origin": origin})
        assert again.status_code == 401
        log = server.said()

    assert EMAIL not in log
    assert token[:40] not in log


def test_the_settings_and_the_program_of_the_documentation_say_the_same() -> None:
    settings, keys = read_own_site(EXAMPLES / "own-site.toml")
    program = (EXAMPLES / "own-site" / "sign.mjs").read_text("utf-8")

    for name, said in (("ISSUER", settings.issuer), ("AUDIENCE", settings.audience)):
        assert f'const {name} = "{said}";' in program
    (key,) = keys
    assert f'const KEY = "{key}";' in program


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ('origin = "http://www.office.example"', "origin: Value error, https://"),
        ('origin = "https://www.office.example/account"', "origin: Value error, https://"),
        ('secret = "hush"', "secret: Extra inputs"),
        ("keys = []", "keys: Tuple should have at least 1"),
        ('issuer = ""', "issuer: String should match"),
    ],
)
def test_a_file_that_cannot_be_used_says_where_and_no_value(
    tmp_path: Path, line: str, why: str
) -> None:
    name = line.split(" = ", maxsplit=1)[0]
    lines = [one for one in FILE.splitlines() if not one.startswith(f"{name} =")]
    keys = "" if name == "keys" else '[[keys]]\nid = "a"\nfile = "a.pem"'
    path = tmp_path / "own-site.toml"
    path.write_text("\n".join([line, *lines, keys]), "utf-8")

    with pytest.raises(BadOwnSiteError) as error:
        read_own_site(path)

    assert str(error.value).startswith(f"own-site.toml: {why}")
    assert "hush" not in str(error.value)


def test_a_key_that_is_private_small_or_none_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path)
    small = rsa.generate_private_key(65537, 1024)  # noqa: S505 - that is what is refused
    other = ec.generate_private_key(ec.SECP384R1()).public_key().public_bytes(PEM, PUBLIC)
    for octets, why in (
        (MADE["ed"][1].private_bytes(PEM, PKCS8, NoEncryption()), "a private key"),
        (small.public_key().public_bytes(PEM, PUBLIC), "neither Ed25519"),
        (other, "neither Ed25519"),
        (b"no key", "it is no public key in PEM"),
    ):
        (tmp_path / "ed.pem").write_bytes(octets)
        with pytest.raises(BadOwnSiteError, match=why):
            read_own_site(path)
    (tmp_path / "ed.pem").unlink()
    with pytest.raises(BadOwnSiteError, match=r"ed.pem: No such file"):
        read_own_site(path)


def test_two_keys_have_two_ids(tmp_path: Path) -> None:
    with pytest.raises(BadOwnSiteError, match="two with the same id"):
        read_own_site(written(tmp_path, "ed", "ed"))


def test_a_file_that_cannot_be_used_stops_the_start(tmp_path: Path) -> None:
    missing = tmp_path / "nowhere.toml"
    words = ["--data", str(tmp_path / "data"), "--own-site", str(missing)]

    done = CliRunner().invoke(app, ["serve", *words, "--port", str(free_port())])

    assert done.exit_code == 2
    assert "nowhere.toml: No such file" in done.stderr
    assert not (tmp_path / "data").exists()
