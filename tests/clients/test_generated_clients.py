"""Two generated clients: they compile, and each takes a request from receipt to closing.

The generators are real and run as `docs/clients.md` says. Without Node the one in TypeScript is
skipped; under CI that is a failure.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from griffie.api.composition import open_store
from griffie.api.composition.web import application
from griffie.application.access.roles import Role
from tests.browser.conftest import served

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "docs" / "examples" / "clients"
UV = Path(sys.executable).with_name("uv")
STRICT = """[mypy]
strict = true
[mypy-griffie_client.client]
disable_error_code = arg-type
"""
"""The generator's own frame passes `*args: object` on to httpx."""
pytestmark = [pytest.mark.deep, pytest.mark.timeout(600)]


class Office(NamedTuple):
    """A served store, with its document beside it."""

    url: str
    token: str
    document: Path


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    folder = tmp_path_factory.mktemp("clients")
    store = open_store(folder / "data", demo=True)
    document = folder / "openapi.json"
    document.write_text(json.dumps(application(store.engine).openapi()), "utf-8")
    token = store.access.create_token(Role.HANDLER, "A program")
    with served(store) as url:
        yield Office(url, token, document)
    store.engine.close()


def run(*command: str | Path, within: Path, **environment: str) -> str:
    """What a command prints; one that fails fails the test, with what it said."""
    done = subprocess.run(
        [str(one) for one in command],
        cwd=within,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    return done.stdout + done.stderr


def said(begin: str, **places: Path) -> list[str]:
    """The command of the page that begins so, with files where this test has them."""
    page = (ROOT / "docs" / "clients.md").read_text("utf-8")
    (line,) = re.findall(rf"^{begin} .*$", page, re.MULTILINE)
    named: Mapping[str, str] = {one.replace("__", "."): str(place) for one, place in places.items()}
    return [named.get(word, word) for word in line.split()]


def test_a_client_in_python(office: Office, tmp_path: Path) -> None:
    python = tmp_path / "venv" / "bin" / "python"
    run(UV, "venv", "--python", sys.executable, tmp_path / "venv", within=ROOT)
    lock = ROOT / "requirements" / "clients.txt"
    run(UV, "pip", "install", "--python", python, "--require-hashes", "-r", lock, within=ROOT)
    client = tmp_path / "made" / "griffie_client"
    command = said("openapi-python-client", openapi__json=office.document, griffie_client=client)
    path = f"{python.parent}:{os.environ['PATH']}"

    generated = run(*command, within=ROOT, PATH=path)

    assert "WARNING" not in generated, generated
    (tmp_path / "mypy.ini").write_text(STRICT, "utf-8")
    mypy = (sys.executable, "-m", "mypy", "--config-file", tmp_path / "mypy.ini")
    of_the_client = ("--python-executable", python, "--cache-dir", tmp_path / "mypy")
    story = EXAMPLES / "story.py"
    run(*mypy, *of_the_client, story, within=tmp_path, MYPYPATH=str(client.parent))
    told = run(
        python, story, office.url, office.token, within=tmp_path, PYTHONPATH=str(client.parent)
    )
    assert told.split()[1:] == ["closed", "fulfilled"]


def test_a_client_in_typescript(office: Office, tmp_path: Path) -> None:
    if not (shutil.which("node") and shutil.which("npm")):
        why = "NO NODE: the client in TypeScript was not tried; install nodejs and npm"
        if os.environ.get("CI", "").lower() in {"1", "true"}:
            pytest.fail(why)
        pytest.skip(why)
    place = shutil.copytree(EXAMPLES, tmp_path / "client")
    run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", within=place)

    run(*said("npx openapi-typescript", openapi__json=office.document), within=place)
    run("npx", "tsc", within=place)

    told = run("node", "build/story.js", office.url, office.token, within=place)
    assert told.split()[1:] == ["closed", "fulfilled"]
