"""VERIFY.md is executed: what it tells a stranger to type says yes to what is whole, else no."""

import os
import re
import shutil
import subprocess
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest

from griffie.api.papers.dossier.rendering import VERIFY
from tests.dossier import test_short
from tests.dossier.conftest import Office
from tests.dossier.test_one_tag import TwoFaced, two_faced
from tests.given.bundle_changes import CHANGES, WITHOUT_THE_KEY
from tests.given.bundles import apart, together
from tests.given.continued_log import KEPT, LIES, continued
from tests.given.forged_bundle import Parts, resealed
from tests.given.short_bundle import entries_of, short

TEXT = VERIFY.decode()
BLOCKS = re.findall(r"```sh\n(.*?)```", TEXT, re.DOTALL)
FINGERPRINT, PYTHON, SIGNED, FILES, STATED, EVENTS, CONTINUED, COMPLETE, OPENED = BLOCKS
SHELL = [SIGNED, FILES, STATED, EVENTS, CONTINUED, COMPLETE, OPENED]


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
    folder.mkdir(exist_ok=True)
    (folder / "dossier.zip").write_bytes(together(parts))
    (folder / "key.txt").write_text(f"{key}\n")
    for name, content in parts.items():
        (folder / "bundle" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "bundle" / name).write_bytes(content)
    return folder


def typed(commands: str, folder: Path) -> tuple[int, str]:
    """As the page says: in a shell that ends at the first command that fails."""
    done = subprocess.run(
        ["bash", "-e"], input=commands, cwd=folder, capture_output=True, text=True, check=False
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


def said_by_openssl(parts: Parts, key: str, folder: Path) -> list[str]:
    """The lines with yes, in order; as many as the blocks that found what they look for."""
    needed("openssl")
    _, said = typed("\n".join(SHELL), laid_out(folder, parts, key))
    return [line for line in said.splitlines() if line.startswith("yes")]


YES = ["signed a log", "as the key signed", "in order and once"]
YES += ["continues no other", "was left out", "was opened"]


@pytest.mark.parametrize("kind", ["one", "other", "erased"])
def test_openssl_says_the_same(office: Office, kind: str, tmp_path: Path) -> None:
    said = said_by_openssl(getattr(office, kind), office.vkey, tmp_path)

    assert len(said) == len(YES), said
    assert all(yes in line for yes, line in zip(YES, said, strict=True))


def test_of_a_register_openssl_says_all_but_what_was_left_out(
    office: Office, tmp_path: Path
) -> None:
    assert len(said_by_openssl(office.register, office.vkey, tmp_path)) == len(YES) - 2


def test_the_fingerprint_is_that_of_the_page_and_of_both_verifiers(
    office: Office, tmp_path: Path
) -> None:
    folder = laid_out(tmp_path, office.one, office.vkey)

    code, said = typed(FINGERPRINT, folder)

    fingerprint = said.split()[-1]
    assert code == 0
    assert office.verdict(office.one)["key"] == fingerprint
    page = re.sub(r"\s|&nbsp;", "", office.one["README.en.html"].decode())
    assert fingerprint in page
    for name, content in office.one.items():
        if name.endswith((".html", ".md")):
            assert office.vkey not in unescape(content.decode()), name


@pytest.mark.parametrize("change", [*CHANGES, *WITHOUT_THE_KEY], ids=lambda one: one.__name__)
def test_openssl_says_no_to_what_was_changed(
    office: Office, change: Callable[[Parts], Parts], tmp_path: Path
) -> None:
    """By anybody; and, where the log tells, by whoever can sign the manifest anew."""
    changed = change(office.one)
    assert changed != office.one

    said = said_by_openssl(changed, office.vkey, tmp_path / "anybody")
    assert len(said) < len(YES)
    assert not any("as the key signed" in line for line in said)
    if change in CHANGES:
        theirs = resealed(changed, office.key)
        assert office.verdict(theirs)["verdict"] == "inconsistent"
        said = said_by_openssl(theirs, office.vkey, tmp_path / "theirs")
        assert len(said) < len(YES), said


def test_openssl_says_no_to_two_events_under_one_tag(office: Office, tmp_path: Path) -> None:
    log, places = two_faced(office, office.request, last=True)
    for hidden in places:
        parts = log.shows(office, hidden, office.request)
        said = said_by_openssl(parts, office.vkey, tmp_path / str(hidden))
        assert len(said) == 2, said


def test_openssl_says_which_log_this_one_continues(office: Office, tmp_path: Path) -> None:
    honest = continued(office)
    parts = apart(honest.bundle(office.wish, office.request))
    said = said_by_openssl(parts, honest.vkey, tmp_path / "honest")

    assert len(said) == len(YES)
    assert f"keeps {KEPT} entries of {office.origin}, which had" in said[3]
    log = TwoFaced(honest.pieces, honest.key, honest.origin)
    without = log.shows(office, KEPT, office.request)
    assert len(said_by_openssl(without, honest.vkey, tmp_path / "without")) == 3
    for lie in ("a checkpoint that somebody else signed", "more entries than were kept"):
        told = LIES[lie](office)
        parts = apart(told.bundle(office.wish, office.request))
        assert len(said_by_openssl(parts, told.vkey, tmp_path / lie)) == 3


def test_another_key_signed_nothing_here(office: Office, tmp_path: Path) -> None:
    needed("openssl")
    stranger = office.vkey[:-8] + "AAAAAAA="
    assert said_by_openssl(office.one, stranger, tmp_path) == []


def said_of_short(parts: Parts, log: bytes | None, folder: Path) -> list[str]:
    """What OpenSSL says of a short bundle: with a long one unpacked beside it, if there is one."""
    needed("openssl")
    key = parts["log.vkey"].decode().removesuffix("\n")
    laid_out(folder, parts, key)
    if log is not None:
        (folder / "long").mkdir()
        (folder / "long" / "entries.bin").write_bytes(log)
    _, said = typed("\n".join(SHELL), folder)
    return [line for line in said.splitlines() if line.startswith("yes")]


def test_openssl_says_what_is_stated_and_with_the_log_that_it_is_so(
    office: Office, tmp_path: Path
) -> None:
    parts, log = short(office), entries_of(office.forged)
    stated = [*YES[:2], "the key states", *YES[2:]]

    alone = said_of_short(parts, None, tmp_path / "alone")
    holding = said_of_short(parts, log, tmp_path / "holding")

    assert len(alone) == 3
    assert len(holding) == len(stated)
    assert all(yes in line for yes, line in zip(stated, holding, strict=True))


SHORT_LIES: dict[Callable[[Office], test_short.Made], int] = {
    test_short.left_out_at_the_end: 2,
    test_short.an_entry_of_another_listed: 2,
    test_short.from_an_older_checkpoint: 2,
    test_short.signed_by_another_key: 2,
    test_short.a_checkpoint_in_its_place: 2,
    test_short.left_out_at_the_end_and_denied: 5,
    test_short.one_of_two_under_one_tag: 3,
}
"""Lies in a short bundle, and to how many blocks OpenSSL says yes before it says no."""


@pytest.mark.parametrize("lie", SHORT_LIES, ids=lambda one: one.__name__)
def test_openssl_says_no_to_a_lie_in_a_short_bundle(
    office: Office, lie: Callable[[Office], test_short.Made], tmp_path: Path
) -> None:
    parts, log = lie(office)

    assert len(said_of_short(parts, log, tmp_path / "lie")) == SHORT_LIES[lie]
