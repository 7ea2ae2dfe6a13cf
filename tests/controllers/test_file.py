"""The file that names many controllers, and a real server that reads it."""

import json
import subprocess
from pathlib import Path

import pytest
from typer.testing import CliRunner

from griffie.api.cli import app
from griffie.api.composition.controllers import controllers_of, opened_stores
from griffie.application.errors import BadControllersError, StoreError
from tests.controllers.on_server import written
from tests.edges.test_trouble import made
from tests.given.other_hand import other_hand
from tests.given.ports import free_port
from tests.given.server import GRIFFIE, said_before_long, served

_BOX = """[[mailbox]]
address = "privacy@bravo.example"
host = "127.0.0.1"
port = {port}
user = "privacy"
password_file = "{secret}"
"""
EXAMPLE = Path(__file__).parents[2] / "docs/examples/controllers.toml"


def test_the_example_is_read_and_its_paths_lie_beside_it() -> None:
    alfa, bravo, charlie = controllers_of(EXAMPLE)

    assert (alfa.slug, alfa.host, alfa.data) == (
        "alfa",
        "avg.alfa.example",
        EXAMPLE.parent / "alfa",
    )
    assert (bravo.slug, bravo.host, bravo.kek) == ("bravo", None, None)
    assert charlie.database == "postgresql://griffie_app@db.example/charlie"
    assert (charlie.data, charlie.beside) == (None, EXAMPLE.parent / "beside")


@pytest.mark.parametrize(
    ("entries", "said"),
    [
        ((), "controller: Field required"),
        (('slug = "a"\ndata = "x"', 'slug = "a"\ndata = "y"'), "the same slug"),
        (('slug = "a"\ndata = "x"', 'slug = "b"\ndata = "x"'), "the same data"),
        (('slug = "a"\ndata = "x"', 'slug = "b"\ndata = "y/../x"'), "the same place"),
        (('slug = "a"\ndata = "x"', 'slug = "b"\ndata = "x/y"'), "within another"),
        (
            (
                'slug = "a"\ndata = "x"\nhost = "avg.example"',
                'slug = "b"\ndata = "y"\nhost = "AVG.example"',
            ),
            "the same host",
        ),
        (('slug = "a"\ndata = "x"', 'slug = "b"\ndata = "y"\nkek = "x.kek"'), "master key"),
        (
            (
                'slug = "a"\ndata = "x"\nmailboxes = "m.toml"',
                'slug = "b"\ndata = "y"\nmailboxes = "m.toml"',
            ),
            "the same mailboxes",
        ),
        (('slug = "A/../b"\ndata = "x"',), "controller.0.slug"),
        (('slug = "a"\ndata = "x"\nhost = "a b"',), "controller.0.host"),
        (('slug = "a"\ndata = "x"\nsecret = "hush"',), "controller.0.secret"),
        (("slug = ",), "it is no TOML"),
    ],
)
def test_what_is_shared_or_not_in_the_form_is_refused_and_no_value_is_said(
    tmp_path: Path, entries: tuple[str, ...], said: str
) -> None:
    with pytest.raises(BadControllersError) as found:
        controllers_of(written(tmp_path, *entries))

    assert said in str(found.value)
    assert "hush" not in str(found.value)


def on_server(slug: str, database: str, *said: str) -> str:
    return "\n".join((f'slug = "{slug}"', f'database = "{database}"', *said))


ALFA, BRAVO = "postgresql://app:hush@db.example/alfa", "postgresql://app@db.example/bravo"


@pytest.mark.parametrize(
    ("entries", "said"),
    [
        (('slug = "a"',), "controller.0: Value error, name either data, a folder, or database"),
        ((on_server("a", ALFA, 'data = "x"'),), "controller.0: Value error, name either data"),
        (('slug = "a"\ndata = "x"\nbeside = "y"',), "a store in a folder has no beside"),
        ((on_server("a", "mysql://app:hush@db/x"),), "controller.0.database: String should match"),
        ((on_server("a", "postgresql://a:hu%zzhush@db/x"),), "database: it is no address"),
        ((on_server("a", "postgresql://a:b@hush@db/x"),), "database: it is no address"),
        ((on_server("a", ALFA, 'keys = "postgres://b/c?hush=1"'),), "keys: it is no address"),
        ((on_server("a", ALFA, f'keys = "{ALFA}"'),), "the keys need a database of their own"),
    ],
)
def test_a_store_on_a_server_is_said_in_one_form_and_no_password_is_said(
    tmp_path: Path, entries: tuple[str, ...], said: str
) -> None:
    with pytest.raises(BadControllersError) as found:
        controllers_of(written(tmp_path, *entries))

    assert said in str(found.value)
    assert "hush" not in str(found.value)


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ((ALFA,), "database and controller.1.database"),
        (("postgres://else:one@DB.example:05432/alfa?sslmode=require",), "1.database name the"),
        (("postgresql://app@db.example/?dbname=alfa",), "1.database name the same database"),
        (("postgresql://app@/alfa?host=db.example&port=5432",), "1.database name the same"),
        (("postgresql://app@db0.example,db.example/alfa",), "1.database name the same database"),
        (("postgresql://app@x.example/alfa?hostaddr=10.0.0.1", "a"), "1.database name the same"),
        (("postgresql://app@db.example/alfa_keys",), "0.keys and controller.1.database"),
        ((BRAVO, "", 'keys = "postgres://db.example/alfa"'), "0.database and controller.1.keys"),
        ((BRAVO, "", 'keys = "postgres://db.example/alfa_keys"'), "0.keys and controller.1.keys"),
        ((BRAVO, "", 'replica = "postgres://db.example/alfa"'), "0.database and controller.1.repl"),
        (("postgresql://app@db2.example/alfa",), "the same place: name another folder with beside"),
        ((BRAVO, "", 'kek = "beside/alfa.kek"'), "the same master key"),
    ],
)
def test_two_stores_on_servers_share_nothing_however_it_is_spelled(
    tmp_path: Path, other: tuple[str, ...], said: str
) -> None:
    database, at, more = (*other, "", "")[:3]
    first = "postgresql://app@db.example/alfa" + ("?hostaddr=10.0.0.1" if at else "")
    file = written(tmp_path, on_server("a", first), on_server("b", database, more))

    with pytest.raises(BadControllersError, match=said):
        controllers_of(file, tmp_path / "beside")


def test_a_folder_and_a_store_on_a_server_share_no_place_on_this_machine(tmp_path: Path) -> None:
    folder, beside = 'slug = "a"\ndata = "here/alfa"', f'beside = "{tmp_path}/here"'
    entry = on_server("b", ALFA, beside)

    with pytest.raises(BadControllersError, match="the same place"):
        controllers_of(written(tmp_path, folder, entry))
    with pytest.raises(BadControllersError, match="the same master key"):
        controllers_of(
            written(tmp_path, f'{folder}\nkek = "alfa.kek"', on_server("b", ALFA)), tmp_path
        )


def test_what_shares_a_server_and_nothing_else_is_read(tmp_path: Path) -> None:
    file = written(tmp_path, on_server("a", ALFA), on_server("b", BRAVO), 'slug = "c"\ndata = "c"')

    entries = controllers_of(file, tmp_path / "beside")

    assert [one.slug for one in entries] == ["a", "b", "c"]
    assert [one.beside for one in entries] == [tmp_path / "beside", tmp_path / "beside", None]
    assert "hush" not in repr(entries)


def test_work_is_done_for_no_folder(tmp_path: Path) -> None:
    file = written(tmp_path, on_server("a", ALFA), 'slug = "c"\ndata = "c"')

    refused = CliRunner().invoke(app, ["work", "--controllers", str(file)])
    twice = CliRunner().invoke(app, ["work", "--controllers", str(file), "--database", BRAVO])

    assert (refused.exit_code, twice.exit_code) == (2, 2)
    assert "controller.1: a store in a folder is served by one process" in refused.stderr
    assert "the file of --controllers names databases" in twice.stderr


@pytest.mark.in_folder
def test_no_store_is_made_for_a_folder_that_has_none(tmp_path: Path) -> None:
    entries = controllers_of(written(tmp_path, 'slug = "a"\ndata = "typo"'))

    with pytest.raises(StoreError), opened_stores(entries, flush_anchor=False):
        pass
    assert not (tmp_path / "typo").exists()


@pytest.mark.in_folder
def test_a_real_server_serves_two_and_tells_them_apart_in_its_log(tmp_path: Path) -> None:
    tokens = {slug: made(tmp_path / slug) for slug in ("alfa", "bravo")}
    file = written(
        tmp_path,
        'slug = "alfa"\ndata = "alfa"\nhost = "localhost"',
        'slug = "bravo"\ndata = "bravo"',
    )

    with served(None, "--controllers", str(file)) as server:
        one = server.ask("/api/v1/requests", tokens["alfa"])  # by its host name
        other = server.ask("/api/v1/requests", tokens["bravo"])
        below = server.ask("/c/bravo/api/v1/requests", tokens["bravo"])
        again = subprocess.run(
            [GRIFFIE, "serve", "--data", str(tmp_path / "alfa"), "--port", str(free_port())],
            capture_output=True,
            text=True,
            check=False,
        )
        assert said_before_long(server, '"controller": "alfa"')

    assert (one.status, other.status, below.status) == (200, 401, 404)
    assert again.returncode == 2
    assert "is being served already by process" in again.stderr


@pytest.mark.in_folder
def test_a_line_that_no_message_caused_says_of_which_controller_it_is(tmp_path: Path) -> None:
    for slug in ("alfa", "bravo"):
        made(tmp_path / slug)
    with other_hand(tmp_path / "bravo") as owner:
        owner.execute("DELETE FROM register")
    file = written(
        tmp_path,
        'slug = "alfa"\ndata = "alfa"',
        'slug = "bravo"\ndata = "bravo"\nmailboxes = "boxes.toml"',
    )
    secret = tmp_path / "secret"
    secret.touch(0o600)
    secret.write_text("Zuurkool", "utf-8")
    box = _BOX.format(port=free_port(), secret=secret)  # where nobody listens
    (tmp_path / "boxes.toml").write_text(box, "utf-8")

    with served(None, "--controllers", str(file)) as server:
        for words in ("built again", "mailbox failed"):
            assert said_before_long(server, words), server.said()
            (line,) = {
                json.loads(one)["controller"] for one in server.said().splitlines() if words in one
            }
            assert line == "bravo"


def test_what_the_file_names_is_not_said_again_beside_it(tmp_path: Path) -> None:
    file = written(tmp_path, 'slug = "a"\ndata = "a"')

    refused = subprocess.run(
        [GRIFFIE, "serve", "--controllers", str(file), "--data", str(tmp_path / "b")],
        capture_output=True,
        text=True,
        check=False,
    )

    assert refused.returncode == 2
    assert "names folders or databases, keys, profiles and mailboxes" in refused.stderr
    assert not (tmp_path / "b").exists()
