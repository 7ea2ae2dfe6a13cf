"""The package as others get it: a wheel, a source archive, and an environment apart."""

import os
import subprocess
import sys
import sysconfig
import venv
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parents[2]


def built(source: Path, target: Path, what: str) -> Path:
    """Build a `wheel` or an `sdist` of a source tree, without a network. Gives the file."""
    words = [sys.executable, "-m", "hatchling", "build", "-t", what, "-d", str(target)]
    done = subprocess.run(words, cwd=source, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (file,) = target.glob("*.whl" if what == "wheel" else "*.tar.gz")
    return file


class Elsewhere(NamedTuple):
    """An environment that knows Griffie only through the wheel; its folder holds no source."""

    python: Path
    folder: Path

    def run(self, *words: str | Path, status: int = 0) -> str:
        """Run a command there; gives what it printed. Fails on any other exit status."""
        done = subprocess.run(
            [str(word) for word in words],
            cwd=self.folder,
            env={"PATH": os.defpath, "LANG": "C.UTF-8"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == status, done.stdout + done.stderr
        return done.stdout

    @property
    def griffie(self) -> Path:
        """The command that the wheel installed."""
        return self.python.with_name("griffie")

    def program(self, text: str) -> str:
        """Run a Python program there; gives what it printed."""
        file = self.folder / "program.py"
        file.write_text(text, "utf-8")
        return self.run(self.python, file)


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(ROOT, tmp_path_factory.mktemp("wheel"), "wheel")


@pytest.fixture(scope="session")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(ROOT, tmp_path_factory.mktemp("sdist"), "sdist")


@pytest.fixture(scope="session")
def elsewhere(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Elsewhere:
    """A fresh environment with the wheel in it.

    What Griffie depends on is read from the environment of the tests, so that nothing is
    downloaded. A path that is named in a `.pth` file is searched last, and the `.pth` files inside
    it are not read: the editable install of this checkout is out of reach.
    """
    folder = tmp_path_factory.mktemp("elsewhere")
    venv.create(folder / "venv", with_pip=False, symlinks=True)
    python = folder / "venv" / "bin" / "python"
    ours = Elsewhere(python, folder)
    line = "import sysconfig; print(sysconfig.get_paths()['purelib'])"
    theirs = Path(ours.run(python, "-c", line).strip())
    (theirs / "dependencies.pth").write_text(sysconfig.get_paths()["purelib"] + "\n")
    _install(python, wheel)
    return ours


def _install(python: Path, wheel: Path) -> None:
    offline: Sequence[str] = ("--no-deps", "--no-index", "--ignore-installed", "--quiet")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", str(python)]
    words = [*pip, "install", *offline, str(wheel)]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
