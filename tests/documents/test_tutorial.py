"""The tutorial is executed, block after block: over a served store, and as a library."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import httpx2
import pytest

from tests.given.ports import free_port

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "tutorial.md").read_text("utf-8")
TOOLS = Path(sys.executable).parent
BLOCK = re.compile(r"^```(\w+)(?: (\w+))?\n(.*?)^```$", re.DOTALL | re.MULTILINE)
SERVED_AT = "127.0.0.1:8000"


class Block(NamedTuple):
    language: str
    part: str
    text: str


BLOCKS = [Block(*found.groups(default="")) for found in BLOCK.finditer(PAGE)]


def blocks(language: str, part: str) -> str:
    """The blocks of one part of the page as one program, in their order."""
    return "\n".join(block.text for block in BLOCKS if block[:2] == (language, part))


def shell(text: str, folder: Path, **environment: str) -> str:
    """Run lines of the page in a folder, with our own `.venv/bin`. Gives what they printed."""
    lines = text.replace(".venv/bin", str(TOOLS))
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", lines],
        cwd=folder,
        env={"PATH": os.environ["PATH"], "LANG": "C.UTF-8", **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """What the second block exports, in a folder of its own."""
    exports = BLOCKS[1].text + 'printf "%s %s" "$GRIFFIE_DATA" "$GRIFFIE_TOKEN"\n'
    data, token = shell(exports, tmp_path).split()
    return {"GRIFFIE_DATA": data, "GRIFFIE_TOKEN": token}


@pytest.fixture
def served(tmp_path: Path, port: int, environment: dict[str, str]) -> Iterator[dict[str, str]]:
    """The store of the page, served as the page says but on a free port."""
    words = blocks("sh", "serve").replace("8000", str(port)).split()
    process = subprocess.Popen(
        [str(TOOLS / Path(words[0]).name), *words[1:]],
        cwd=tmp_path,
        env={**os.environ, **environment},
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_until_alive(port)
        yield environment
    finally:
        process.terminate()
        process.wait(timeout=120)


def _wait_until_alive(port: int) -> None:
    for _ in range(1200):
        try:
            httpx2.get(f"http://127.0.0.1:{port}/healthz")
        except httpx2.TransportError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("the store of the tutorial was not served")


def test_every_block_belongs_to_a_part() -> None:
    assert BLOCKS[0].text == "python3 dev.py setup\n"
    assert {block[:2] for block in BLOCKS[2:]} == {
        ("sh", "serve"),
        ("sh", "check"),
        ("python", "api"),
        ("python", "library"),
    }


def test_the_story_over_the_api_happens_as_told(
    served: dict[str, str], port: int, tmp_path: Path
) -> None:
    program = blocks("python", "api").replace(SERVED_AT, f"127.0.0.1:{port}")
    (tmp_path / "story.py").write_text(program, "utf-8")

    shell(".venv/bin/python story.py", tmp_path, **served)
    said = shell(blocks("sh", "check"), tmp_path, **served).splitlines()

    assert (tmp_path / f"{served['GRIFFIE_DATA']}.kek").exists()
    assert said[-1] == "consistent"
    assert "proves nothing about origin" in said[0]


def test_the_story_as_a_library_happens_as_told(tmp_path: Path) -> None:
    (tmp_path / "story.py").write_text(blocks("python", "library"), "utf-8")

    shell(".venv/bin/python story.py", tmp_path)

    assert (tmp_path / "library-evidence.zip").exists()


def test_a_page_that_lies_is_noticed(tmp_path: Path) -> None:
    lie = blocks("python", "library").replace("2026-04-07", "2026-04-06")
    assert lie != blocks("python", "library")
    (tmp_path / "story.py").write_text(lie, "utf-8")

    with pytest.raises(AssertionError):
        shell(".venv/bin/python story.py", tmp_path)
