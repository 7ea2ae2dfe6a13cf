"""The master key: made once, kept by itself, never shown, and missed loudly."""

import hmac
from base64 import b64encode
from multiprocessing import get_context
from pathlib import Path
from uuid import UUID

import pytest
from cryptography.exceptions import InvalidTag

from griffie.application.errors import MasterKeyError
from griffie.infrastructure.vault.master_key import MasterKey, load_or_make

ONE = UUID(int=1)
SECRET = bytes(range(32))


def test_a_first_start_makes_a_key_and_the_next_one_finds_it(tmp_path: Path) -> None:
    path = tmp_path / "demo.kek"

    made = load_or_make(path, store_exists=False)

    assert made.fingerprint == load_or_make(path, store_exists=True).fingerprint
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.read_text().startswith("# Griffie master key")
    assert path.read_text().endswith("=\n")
    assert [kept.name for kept in tmp_path.iterdir()] == ["demo.kek"]


def test_the_operator_is_told_to_keep_a_new_key_apart(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "demo.kek"

    load_or_make(path, store_exists=False)

    assert str(path) in caplog.text
    assert path.read_text().split()[-1] not in caplog.text


def fingerprint(path: Path) -> bytes:
    return load_or_make(path, store_exists=False).fingerprint


def test_processes_that_start_together_make_one_key(tmp_path: Path) -> None:
    with get_context("spawn").Pool(4) as starting:
        found = starting.map(fingerprint, [tmp_path / "demo.kek"] * 16)

    assert len(set(found)) == 1
    assert [kept.name for kept in tmp_path.iterdir()] == ["demo.kek"]


def test_a_key_that_is_missing_beside_its_store_is_not_replaced(tmp_path: Path) -> None:
    path = tmp_path / "demo.kek"

    with pytest.raises(MasterKeyError, match=r"demo\.kek is missing.*--kek"):
        load_or_make(path, store_exists=True)

    assert not path.exists()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"# only a comment\n",
        b64encode(bytes(31)),
        b64encode(bytes(33)),
        b64encode(bytes(32))[:-2],
        b64encode(bytes(32)) + b"\n" + b64encode(bytes(32)),
        b"\xff\xfe\0secret",
    ],
)
def test_what_is_no_key_is_refused_and_not_repeated(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "demo.kek"
    path.write_bytes(content)
    path.chmod(0o600)

    with pytest.raises(MasterKeyError, match=r"demo\.kek holds no master key") as refused:
        load_or_make(path, store_exists=False)

    assert path.read_bytes() == content
    assert "AAAA" not in str(refused.value)
    assert refused.value.__cause__ is None


def test_a_key_that_cannot_be_read_or_made_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(MasterKeyError, match="cannot be read"):
        load_or_make(tmp_path, store_exists=True)
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(MasterKeyError, match=r"cannot be read|No master key could be made"):
        load_or_make(tmp_path / "file" / "demo.kek", store_exists=False)


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o601])
def test_a_key_that_others_may_read_is_refused(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "demo.kek"
    load_or_make(path, store_exists=False)
    assert load_or_make(path, store_exists=True)

    path.chmod(mode)

    with pytest.raises(MasterKeyError, match="chmod 600"):
        load_or_make(path, store_exists=True)


def test_a_purpose_key_is_hkdf_sha256() -> None:
    """RFC 5869, done by hand: extract with an empty salt, expand one block."""
    extracted = hmac.digest(bytes(32), SECRET, "sha256")
    expanded = hmac.digest(extracted, b"griffie/v1/search\x01", "sha256")

    assert MasterKey(SECRET).derive("search") == expanded


def test_every_purpose_has_a_key_of_its_own() -> None:
    key = MasterKey(SECRET)
    derived = {key.derive(name) for name in ("search", "idempotency", "access", "wrap")}

    assert len(derived | {SECRET}) == 5
    assert not any(one.startswith(key.fingerprint) for one in derived | {SECRET})


def test_a_wrapped_key_opens_only_for_its_request_its_tier_and_its_master() -> None:
    key = MasterKey(SECRET)

    wrapped = key.wrap(bytes(32), ONE, "t2")

    assert key.unwrap(wrapped, ONE, "t2") == bytes(32)
    for master, sealed, request, tier in (
        (key, wrapped, UUID(int=2), "t2"),
        (key, wrapped, ONE, "t0"),
        (MasterKey(bytes(32)), wrapped, ONE, "t2"),
        (key, wrapped[:-1], ONE, "t2"),
        (key, b"", ONE, "t2"),
    ):
        with pytest.raises(InvalidTag):
            master.unwrap(sealed, request, tier)


def test_a_master_key_does_not_show_itself() -> None:
    key = MasterKey(SECRET)

    assert repr(key) == str(key) == "MasterKey()"
    assert not hasattr(key, "__dict__")
