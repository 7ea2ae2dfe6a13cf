"""The file that names many controllers, and a real server that reads it."""

import subprocess
from pathlib import Path

import pytest

from griffie.api.composition.controllers import controllers_of, opened_stores
from griffie.application.errors import BadControllersError, StoreError
from tests.edges.test_trouble import made
from tests.given.server import GRIFFIE, said_before_long, served

EXAMPLE = Path(__file__).parents[2] / "docs/examples/controllers.toml"


def written(folder: Path, *entries: str) -> Path:
    file = folder / "controllers.toml"
    file.write_text("".join(f"[[controller]]\n{one}\n" for one in entries), "utf-8")
    return file


def test_the_example_is_read_and_its_paths_lie_beside_it() -> None:
    alfa, bravo = controllers_of(EXAMPLE)

    assert (alfa.slug, alfa.host, alfa.data) == (
        "alfa",
        "avg.alfa.example",
        EXAMPLE.parent / "alfa",
    )
    assert (bravo.slug, bravo.host, bravo.kek) == ("bravo", None, None)


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
            [GRIFFIE, "serve", "--data", str(tmp_path / "alfa"), "--port", "0"],
            capture_output=True,
            text=True,
            check=False,
        )
        assert said_before_long(server, '"controller": "alfa"')

    assert (one.status, other.status, below.status) == (200, 401, 404)
    assert again.returncode == 2


def test_what_the_file_names_is_not_said_again_beside_it(tmp_path: Path) -> None:
    file = written(tmp_path, 'slug = "a"\ndata = "a"')

    refused = subprocess.run(
        [GRIFFIE, "serve", "--controllers", str(file), "--data", str(tmp_path / "b")],
        capture_output=True,
        text=True,
        check=False,
    )

    assert refused.returncode == 2
    assert "names folders, keys, profiles and mailboxes" in refused.stderr
    assert not (tmp_path / "b").exists()
