"""A store on a server from the command line: made, served by a process, killed, served again."""

import json
import re
from pathlib import Path

import httpx2
import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict
from typer.testing import CliRunner, Result

from griffie.api.cli import app
from griffie.infrastructure.postgres.keys import keys_url
from tests.api.test_requests import EXAMPLE
from tests.given.pg_server import OWNER, SERVES
from tests.given.pg_server import Server as Postgres
from tests.given.server import served


class CommandLine:
    """`griffie` with the addresses and folders of one store."""

    def __init__(self, server: Postgres, name: str, beside: Path) -> None:
        self.owner, self.url = server.url(name, OWNER), server.url(name, SERVES)
        self.beside = beside

    def __call__(self, *words: str, url: str = "") -> Result:
        given = {"GRIFFIE_BESIDE": str(self.beside)}
        return CliRunner().invoke(app, [*words, "--database", url or self.url], env=given)

    def done(self, *words: str, url: str = "") -> str:
        result = self(*words, url=url)
        assert result.exit_code == 0, result.stderr
        return result.stdout


@pytest.fixture
def griffie(pg_server: Postgres, tmp_path: Path) -> CommandLine:
    with psycopg.connect(pg_server.superuser, autocommit=True) as connection:
        connection.execute(b"DROP DATABASE IF EXISTS commanded WITH (FORCE)")
        connection.execute(f"CREATE DATABASE commanded OWNER {OWNER}".encode())
    return CommandLine(pg_server, "commanded", tmp_path / "beside")


def test_a_store_is_made_served_killed_and_whole(griffie: CommandLine, tmp_path: Path) -> None:
    said = griffie.done("migrate", "--for", SERVES, url=griffie.owner)
    assert said == f"A new store was made, and a database for its keys; {SERVES} may serve it.\n"
    assert "up to date" in griffie.done("migrate", url=griffie.owner)
    token = griffie.done("token", "create", "--role", "dpo").split()[-1]
    options = ("--database", griffie.url, "--beside", str(griffie.beside), "--strict-roles")
    bearer = {"Authorization": f"Bearer {token}"}

    with served(tmp_path / "unused", *options) as server:
        office = httpx2.Client(
            base_url=f"http://127.0.0.1:{server.port}/api/v1", headers=bearer, timeout=60
        )
        place = office.post("/requests", json=EXAMPLE).raise_for_status().headers["location"]
        server.process.kill()
        server.process.wait()

    with served(tmp_path / "unused", *options) as server:
        shown = httpx2.get(f"http://127.0.0.1:{server.port}{place}", headers=bearer, timeout=60)
        assert shown.json()["status"] == "received"
        assert not (tmp_path / "unused").exists()
    assert re.search("consistent", griffie.done("audit"))
    signs = [json.loads(line) for line in griffie.done("doctor", "--json").splitlines()]
    assert {"opening", "guards", "anchors", "rows"} <= {sign["name"] for sign in signs}


@pytest.mark.parametrize(
    "words",
    [
        ("backup", "--to", "a", "--keys-to", "b"),
        ("restore", "--from", "a", "--keys-from", "b"),
        ("init", "--yes"),
    ],
)
def test_what_a_server_does_itself_is_said_in_a_sentence(
    griffie: CommandLine, words: tuple[str, ...]
) -> None:
    griffie.done("migrate", "--for", SERVES, url=griffie.owner)

    result = griffie(*words)

    assert result.exit_code == 2
    assert result.stderr.startswith("griffie: ")
    assert "server" in result.stderr


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("Zuurkool-met-spek", "nothere"),
        ("met%zzZuurkool", "no address of a database"),
        ("met@Zuurkool", "no address of a database"),
    ],
)
def test_no_password_is_in_what_is_said(
    griffie: CommandLine, pg_server: Postgres, password: str, said: str
) -> None:
    url = f"postgresql://{SERVES}:{password}@/nothere?host={pg_server.folder}"
    if "@" in password:  # an @ that is not written %40: what follows it would be the host
        url = f"postgresql://{SERVES}:{password}@db.example/nothere"

    result = griffie("audit", url=url)

    assert result.exit_code == 2
    assert said in result.stderr
    assert "Zuurkool" not in result.stderr + result.stdout


def test_the_keys_stand_in_no_database_of_a_store(griffie: CommandLine) -> None:
    own = "a database of their own"
    spelled = griffie.owner.replace("postgresql", "postgres") + "&port=5432"
    for keys, why in ((griffie.owner, own), (spelled, own), ("nonsense", "--keys is")):
        refused = griffie("migrate", "--keys", keys, url=griffie.owner)
        assert refused.exit_code == 2
        assert why in refused.stderr


def test_the_keys_of_a_database_named_behind_the_address_stand_beside_it() -> None:
    behind = keys_url("postgresql://one@/?dbname=registry%20two&host=/run/pg")

    assert conninfo_to_dict(behind)["dbname"] == "registry two_keys"
    assert conninfo_to_dict(behind)["host"] == "/run/pg"


def test_the_keys_may_stand_elsewhere(griffie: CommandLine) -> None:
    elsewhere = keys_url(griffie.owner).replace("commanded_keys", "elsewhere")
    griffie.done("migrate", "--keys", elsewhere, "--for", SERVES, url=griffie.owner)

    with psycopg.connect(elsewhere) as connection:
        assert connection.execute("SELECT count(*) FROM griffie_keys.keys").fetchone() == (0,)
