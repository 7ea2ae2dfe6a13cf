"""The Go program of VERIFY.md is executed: it says yes to what is whole, and to nothing else."""

import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.dossier import test_short
from tests.dossier.conftest import Office
from tests.dossier.test_verify_md import TEXT, laid_out, needed, other, typed
from tests.given.bundle_changes import (
    CHANGES,
    WITHOUT_THE_KEY,
    digests_swapped,
    looks_renamed,
    the_last_version_dropped,
)
from tests.given.forged_bundle import Parts, resealed
from tests.given.short_bundle import entries_of, short

GO_MOD = """module check

go 1.20

require golang.org/x/mod v0.17.0

replace golang.org/x/mod => ./xmod
"""
(PROGRAM,) = re.findall(r"```go\n(.*?)```", TEXT, re.DOTALL)


@pytest.fixture(scope="module")
def checker(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page's Go program, with the copy of golang.org/x/mod that Go carries: no network."""
    go, folder = needed("go"), tmp_path_factory.mktemp("go")
    program, module = folder / "check", folder / "check" / "xmod"
    root = subprocess.run([go, "env", "GOROOT"], capture_output=True, text=True, check=True)
    carried = Path(root.stdout.strip()) / "src/cmd/vendor/golang.org/x/mod/sumdb"
    if not carried.is_dir():
        pytest.skip("NO golang.org/x/mod in this Go: its part of VERIFY.md was not run")
    for part in ("note", "tlog"):
        shutil.copytree(carried / part, module / "sumdb" / part)
    (module / "go.mod").write_text("module golang.org/x/mod\n\ngo 1.22\n")
    (program / "go.mod").write_text(GO_MOD)
    (program / "main.go").write_text(PROGRAM)
    offline = os.environ | {"GOPROXY": "off", "GOTOOLCHAIN": "local", "GOFLAGS": "-mod=mod"}
    offline |= {"GOCACHE": str(folder / "cache"), "GOPATH": str(folder / "path")}
    built = subprocess.run(
        [go, "build", "-gcflags=-lang=go1.20", "-o", "checker", "."],
        cwd=program,
        env=offline,
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode == 0, built.stderr
    return program / "checker"


def said_by_go(checker: Path, parts: Parts, key: str, folder: Path) -> tuple[int, str]:
    return typed(f"{checker} bundle key.txt", laid_out(folder, parts, key))


SAID_BY_GO = [
    "is signed",
    "as they were signed",
    "makes the signed root",
    "every event",
    "leads on",
]


@pytest.mark.deep
@pytest.mark.parametrize("kind", ["one", "other", "erased", "register"])
def test_go_says_the_same(office: Office, checker: Path, kind: str, tmp_path: Path) -> None:
    code, said = said_by_go(checker, getattr(office, kind), office.vkey, tmp_path)

    assert code == 0, said
    older = kind != "register"
    assert all(yes in said for yes in SAID_BY_GO[: len(SAID_BY_GO) - (not older)])


NOT_BY_GO = {digests_swapped, the_last_version_dropped, looks_renamed}
"""What the page says that Go does not check: opened texts, and what was left out at the end."""


@pytest.mark.deep
@pytest.mark.parametrize("change", [*CHANGES, *WITHOUT_THE_KEY], ids=lambda one: one.__name__)
def test_go_says_no_to_what_was_changed(
    office: Office, checker: Path, change: Callable[[Parts], Parts], tmp_path: Path
) -> None:
    changed = change(office.one)

    assert said_by_go(checker, changed, office.vkey, tmp_path / "anybody")[0] == 1
    if change in CHANGES:
        theirs = resealed(changed, office.key)
        code, said = said_by_go(checker, theirs, office.vkey, tmp_path / "theirs")
        assert code == (change not in NOT_BY_GO), said


@pytest.mark.deep
@pytest.mark.parametrize("name", ["checkpoints/old.txt", "checkpoints/consistency.txt"])
def test_go_says_no_to_another_past(
    office: Office, checker: Path, name: str, tmp_path: Path
) -> None:
    theirs = resealed(office.one | {name: other(office.one[name], 20)}, office.key)

    assert said_by_go(checker, theirs, office.vkey, tmp_path)[0] == 1


NOT_NAMED = {test_short.of_one_stream_fewer}
"""Which streams a request has, the Go program does not know, as the page says."""


@pytest.mark.deep
def test_go_holds_a_short_bundle_against_the_whole_log(
    office: Office, checker: Path, tmp_path: Path
) -> None:
    laid_out(tmp_path, short(office), office.vkey)
    (tmp_path / "entries.bin").write_bytes(entries_of(office.forged))

    alone = typed(f"{checker} bundle key.txt", tmp_path)
    holding = typed(f"{checker} bundle key.txt entries.bin", tmp_path)

    assert alone[0] == holding[0] == 0, holding[1]
    assert "the key states" in alone[1]
    assert "makes the signed root" in holding[1]


@pytest.mark.deep
@pytest.mark.parametrize("lie", test_short.ATTACKS, ids=lambda one: one.__name__)
def test_go_says_no_to_a_lie_in_a_short_bundle(
    office: Office, checker: Path, lie: Callable[[Office], test_short.Made], tmp_path: Path
) -> None:
    parts, log = lie(office)
    laid_out(tmp_path, parts, parts["log.vkey"].decode().removesuffix("\n"))
    (tmp_path / "entries.bin").write_bytes(log)

    code, said = typed(f"{checker} bundle key.txt entries.bin", tmp_path)

    assert (code, "WRONG" in said) == ((1, True) if lie not in NOT_NAMED else (0, False)), said
