"""The wheel gives one import name and one command, and nothing else."""

import tarfile
import tomllib
import zipfile
from email.parser import Parser
from pathlib import Path

import griffie
from tests.package.conftest import ROOT, built


def names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as file:
        return set(file.namelist())


def test_a_wheel_holds_one_import_name(wheel: Path) -> None:
    tops = {name.split("/")[0] for name in names(wheel)}

    assert tops == {"griffie", f"griffie-{griffie.__version__}.dist-info"}


def test_a_wheel_holds_every_file_of_the_four_folders(wheel: Path) -> None:
    """Templates, fonts, calendars and words too: they are read while Griffie runs."""
    held = names(wheel)

    for layer in ("domain", "application", "infrastructure", "api"):
        for path in (ROOT / layer).rglob("*"):
            if path.is_file() and "__pycache__" not in path.parts:
                assert f"griffie/{path.relative_to(ROOT)}" in held
    assert {"griffie/__init__.py", "griffie/py.typed"} <= held


def test_a_wheel_names_its_licence_its_reader_and_no_address(wheel: Path) -> None:
    info = f"griffie-{griffie.__version__}.dist-info"
    with zipfile.ZipFile(wheel) as file:
        metadata = Parser().parsestr(file.read(f"{info}/METADATA").decode())
        licence = file.read(f"{info}/licenses/LICENSE")

    assert metadata["Version"] == griffie.__version__
    assert metadata["License-Expression"] == "Apache-2.0"
    assert licence == (ROOT / "LICENSE").read_bytes()
    assert metadata["Description-Content-Type"] == "text/markdown"
    assert metadata.get_all("Project-URL") is None
    for minor in (11, 12, 13, 14):
        assert f"Programming Language :: Python :: 3.{minor}" in metadata.get_all("Classifier", [])


def test_a_wheel_of_the_source_archive_holds_the_same_files(
    wheel: Path, sdist: Path, tmp_path: Path
) -> None:
    with tarfile.open(sdist) as archive:
        archive.extractall(tmp_path / "source", filter="data")
    (source,) = (tmp_path / "source").iterdir()

    again = built(source, tmp_path / "wheel", "wheel")

    assert names(again) == names(wheel)
    assert (source / "docs" / "examples" / "iassist.toml").read_bytes() == (
        ROOT / "api" / "demo" / "iassist.toml"
    ).read_bytes()


def test_a_source_archive_holds_what_it_names_and_no_store(sdist: Path) -> None:
    with tarfile.open(sdist) as archive:
        held = {name.partition("/")[2] for name in archive.getnames()}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    named = project["tool"]["hatch"]["build"]["targets"]["sdist"]["only-include"]

    assert {name.split("/")[0] for name in held} == {
        *(name.split("/")[0] for name in named),
        *(".gitignore", "PKG-INFO", "pyproject.toml"),
    }
    assert {page.name for page in ROOT.glob("*.md")} <= held
    assert not [name for name in held if name.endswith((".kek", ".db", ".zip", ".pyc"))]


def test_the_version_is_written_once() -> None:
    version = f'"{griffie.__version__}"'
    found = [
        path.relative_to(ROOT).as_posix()
        for layer in ("packaging", "domain", "application", "infrastructure", "api")
        for path in (ROOT / layer).rglob("*.py")
        if not path.is_symlink() and version in path.read_text("utf-8")
    ]

    assert found == ["packaging/griffie/__init__.py"]
    assert version not in (ROOT / "pyproject.toml").read_text("utf-8")
