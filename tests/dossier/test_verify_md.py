"""VERIFY.md is executed: what it tells a stranger to type says yes to what is whole, else no."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from griffie.api.papers.dossier.rendering import VERIFY
from tests.dossier.conftest import Office
from tests.given.bundles import together
from tests.given.forged_bundle import Parts

TEXT = VERIFY.decode()
BLOCKS = re.findall(r"```sh\n(.*?)```", TEXT, re.DOTALL)
PYTHON, SIGNATURE, MANIFEST, ENTRY = BLOCKS
GO_MOD = """module check

go 1.22

require golang.org/x/mod v0.21.0

replace golang.org/x/mod => ./xmod
"""
(PROGRAM,) = re.findall(r"```go\n(.*?)```", TEXT, re.DOTALL)


def needed(program: str) -> str:
    """Where a program is; without it a loud skip, and under CI a failure."""
    found = shutil.which(program)
    if found is None:
        why = f"NO {program}: its part of VERIFY.md was not run"
        if os.environ.get("CI", "").lower() in {"1", "true"} and program != "go":
            pytest.fail(why)
        pytest.skip(why)
    return found


def laid_out(folder: Path, parts: Parts, key: str) -> Path:
    """As the page supposes: the bundle, the same unpacked, and the key from elsewhere."""
    (folder / "dossier.zip").write_bytes(together(parts))
    (folder / "key.txt").write_text(f"{key}\n")
    for name, content in parts.items():
        (folder / "bundle" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "bundle" / name).write_bytes(content)
    return folder


def typed(commands: str, folder: Path) -> tuple[int, str]:
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail\n{commands}"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def other(content: bytes, place: int = 40) -> bytes:
    return content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]


def test_python_says_what_the_page_promises(office: Office, tmp_path: Path) -> None:
    (tmp_path / "dossier.zip").write_bytes(together(office.one))
    (tmp_path / "key.txt").write_text(f"{office.vkey}\n")

    code, said = typed(PYTHON, tmp_path)
    assert (code, said.splitlines()[-1]) == (0, "consistent")

    (tmp_path / "dossier.zip").write_bytes(
        together(office.one | {"log.vkey": other(office.one["log.vkey"])})
    )
    assert typed(PYTHON, tmp_path)[0] == 1


@pytest.mark.parametrize("kind", ["one", "register"])
def test_openssl_says_the_same(office: Office, kind: str, tmp_path: Path) -> None:
    needed("openssl")
    folder = laid_out(tmp_path, getattr(office, kind), office.vkey)

    for commands, yes in (
        (SIGNATURE, "Signature Verified Successfully"),
        (MANIFEST, "the manifest is as signed"),
        (ENTRY, "the log holds it"),
    ):
        code, said = typed(commands, folder)
        assert (code, yes in said) == (0, True), said
        if commands is ENTRY:
            again = typed(commands.replace("n=1", "n=2"), folder)
            assert (again[0], yes in again[1]) == (0, True), again


@pytest.mark.parametrize(
    ("name", "commands"),
    [
        ("checkpoints/new.txt", SIGNATURE),
        ("manifest.json", MANIFEST),
        ("manifest.note", MANIFEST),
        ("events.jsonl", ENTRY),
        ("index.jsonl", ENTRY),
        ("entries.bin", ENTRY),
    ],
)
def test_openssl_says_no_to_what_was_changed(
    office: Office, name: str, commands: str, tmp_path: Path
) -> None:
    needed("openssl")
    changed = other(office.one[name], 12 if name.startswith("checkpoints") else 60)
    if name == "entries.bin":
        first = office.one["index.jsonl"].split(b'"index":', 1)[1].split(b",", 1)[0]
        changed = other(office.one[name], 75 * int(first) + 50)
    folder = laid_out(tmp_path, office.one | {name: changed}, office.vkey)
    if commands is MANIFEST:
        assert typed(SIGNATURE, folder)[0] == 0

    assert typed(commands, folder)[0] != 0


def test_another_key_signed_nothing_here(office: Office, tmp_path: Path) -> None:
    needed("openssl")
    stranger = office.vkey[:-8] + "AAAAAAA="
    folder = laid_out(tmp_path, office.one, stranger)

    assert typed(SIGNATURE, folder)[0] != 0


@pytest.mark.deep
def test_go_says_the_same(office: Office, tmp_path: Path) -> None:
    """With the copy of golang.org/x/mod that Go carries for itself: no network is used."""
    go = needed("go")
    folder = laid_out(tmp_path, office.one, office.vkey)
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
        [go, "build", "-o", "checker", "."],
        cwd=program,
        env=offline,
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode == 0, built.stderr

    code, said = typed("check/checker bundle key.txt", folder)
    assert code == 0, said
    for yes in ("the checkpoint is signed", "makes the signed root", "every proof", "leads on"):
        assert yes in said

    for name in ("checkpoints/new.txt", "entries.bin", "proofs/0002.tlog-proof"):
        whole = (folder / "bundle" / name).read_bytes()
        (folder / "bundle" / name).write_bytes(other(whole, 90))
        assert typed("check/checker bundle key.txt", folder)[0] != 0, name
        (folder / "bundle" / name).write_bytes(whole)
