"""A checkpoint is what the log's key signed, to the byte; the key stays in its file."""

import json
from base64 import b64decode, b64encode
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from hypothesis import given
from hypothesis import strategies as st

from griffie.application.errors import UnusableLogKeyError
from griffie.domain.log.errors import BadNoteError
from griffie.infrastructure.log.checkpoint import (
    Checkpoint,
    Verifier,
    open_note,
    sign_note,
    verify_checkpoint,
    vkey,
)
from griffie.infrastructure.log.signing import load, load_or_make

VECTORS = Path(__file__).parents[1] / "vectors" / "signed-note.json"
PUBLISHED: list[dict[str, Any]] = json.loads(VECTORS.read_text())["cases"]
ORIGIN = "griffie.example.be/log2026"
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = KEY.public_key()
CHECKPOINT = Checkpoint(ORIGIN, 42, bytes(range(32)))
NOTE = CHECKPOINT.signed(KEY)
STRANGER = Ed25519PrivateKey.from_private_bytes(bytes(32))


def origin(case: dict[str, Any]) -> str:
    return str(case["origin"])


@pytest.mark.parametrize("case", PUBLISHED, ids=origin)
def test_a_published_note_opens_with_its_published_key(case: dict[str, Any]) -> None:
    verifier = Verifier.read(case["vkey"])

    assert open_note(case["note"], [verifier]) == case["text"]
    assert str(verifier) == vkey(verifier.name, verifier.key) == case["vkey"]


@pytest.mark.parametrize("case", PUBLISHED, ids=origin)
def test_a_published_note_changed_in_any_character_does_not_open(case: dict[str, Any]) -> None:
    verifier, note = Verifier.read(case["vkey"]), case["note"]

    for at, good in enumerate(note):
        with pytest.raises(BadNoteError):
            open_note(note[:at] + chr(ord(good) ^ 1) + note[at + 1 :], [verifier])


def test_we_sign_the_published_text_as_the_reference_program_does() -> None:
    [case] = [case for case in PUBLISHED if "seed" in case]
    key = Ed25519PrivateKey.from_private_bytes(b64decode(case["seed"]))

    assert sign_note(case["text"], Verifier.read(case["vkey"]).name, key) == case["note"]


def test_a_checkpoint_has_three_lines_and_a_signature() -> None:
    text, signature = NOTE.split("\n\n")

    assert text == f"{ORIGIN}\n42\n{b64encode(bytes(range(32))).decode()}"
    assert signature.startswith(f"\N{EM DASH} {ORIGIN} ")
    assert verify_checkpoint(NOTE, ORIGIN, PUBLIC) == CHECKPOINT


def test_no_other_key_and_no_other_origin_opens_it() -> None:
    with pytest.raises(BadNoteError, match="no known key"):
        verify_checkpoint(NOTE, ORIGIN, STRANGER.public_key())
    with pytest.raises(BadNoteError, match="no known key"):
        verify_checkpoint(NOTE, "another.example", PUBLIC)


def test_a_checkpoint_of_another_log_is_refused_though_our_key_signed_it() -> None:
    foreign = sign_note(CHECKPOINT._replace(origin="another.example").text, ORIGIN, KEY)

    with pytest.raises(BadNoteError, match="another log"):
        verify_checkpoint(foreign, ORIGIN, PUBLIC)


def line(name: str, key: Ed25519PrivateKey, text: str) -> str:
    return sign_note(text, name, key).partition("\n\n")[2]


def test_signatures_by_unknown_keys_are_ignored_wherever_they_stand() -> None:
    text, _, own = NOTE.partition("\n\n")
    witness = line("witness.example", STRANGER, f"{text}\n")
    namesake = line(ORIGIN, STRANGER, "something else\n")

    assert verify_checkpoint(f"{text}\n\n{witness}{own}{namesake}", ORIGIN, PUBLIC) == CHECKPOINT


def test_a_bad_signature_by_a_known_key_spoils_a_note_that_another_known_key_signed() -> None:
    text, _, own = NOTE.partition("\n\n")
    false = line("witness.example", STRANGER, "something else\n")
    known = [Verifier(ORIGIN, PUBLIC), Verifier("witness.example", STRANGER.public_key())]

    with pytest.raises(BadNoteError, match="does not fit"):
        open_note(f"{text}\n\n{own}{false}", known)


ROOT = b64encode(bytes(32)).decode()


@pytest.mark.parametrize(
    "text",
    [
        f"{ORIGIN}\n042\n{ROOT}\n",
        f"{ORIGIN}\n-1\n{ROOT}\n",
        f"{ORIGIN}\n+1\n{ROOT}\n",
        f"{ORIGIN}\n4_2\n{ROOT}\n",
        f"{ORIGIN}\n 42\n{ROOT}\n",
        f"{ORIGIN}\n٤٢\n{ROOT}\n",
        f"{ORIGIN}\n42\n{b64encode(bytes(31)).decode()}\n",
        f"{ORIGIN}\n42\n{ROOT.rstrip('=')}\n",
        f"{ORIGIN}\n42\n{ROOT[:-2]}B=\n",
        f"{ORIGIN}\n42\n{ROOT}\nan extension\n",
        f"{ORIGIN}\n42\n",
        f"\n42\n{ROOT}\n",
    ],
)
def test_a_malformed_checkpoint_is_refused_though_its_signature_is_good(text: str) -> None:
    with pytest.raises(BadNoteError):
        verify_checkpoint(sign_note(text, ORIGIN, KEY), ORIGIN, PUBLIC)


@pytest.mark.parametrize(
    "note",
    [
        "",
        "\n\n",
        NOTE[:-1],
        NOTE.replace("\n", "\r\n"),
        NOTE.replace("\N{EM DASH}", "-"),
        NOTE + "\n",
        NOTE + "and more\n",
        NOTE.replace("42", "43"),
        NOTE.replace("\n\n", "\n"),
        NOTE + NOTE.rpartition("\n\n")[2] * 100,
        f"\ud800{NOTE}",
    ],
)
def test_what_is_no_note_is_refused(note: str) -> None:
    with pytest.raises(BadNoteError):
        verify_checkpoint(note, ORIGIN, PUBLIC)


@given(st.text(max_size=60))
def test_nothing_but_a_bad_note_comes_of_reading_whatever_it_may_be(text: str) -> None:
    for read in (
        Verifier.read,
        Checkpoint.read,
        lambda note: verify_checkpoint(note, ORIGIN, PUBLIC),
    ):
        with pytest.raises(BadNoteError):
            read(text)


@pytest.mark.parametrize("name", ["", "two words", "a+b", "a\u00a0b"])
def test_a_key_is_not_named_with_spaces_or_a_plus(name: str) -> None:
    with pytest.raises(BadNoteError, match="name"):
        sign_note("text\n", name, KEY)


@pytest.mark.parametrize("text", ["no newline", "a\ttab\n", "a\rreturn\n"])
def test_what_is_not_a_notes_text_is_not_signed(text: str) -> None:
    with pytest.raises(BadNoteError, match="control"):
        sign_note(text, ORIGIN, KEY)


def test_a_verifier_key_whose_id_or_kind_does_not_fit_is_refused() -> None:
    name, claimed, encoded = vkey("log.example", PUBLIC).split("+", 2)
    other = b64encode(b"\4" + PUBLIC.public_bytes_raw()).decode()

    with pytest.raises(BadNoteError, match="id"):
        Verifier.read(f"{name}+{'0' * 8}+{encoded}")
    with pytest.raises(BadNoteError, match="Ed25519"):
        Verifier.read(f"{name}+{claimed}+{other}")


# The key's file.


def test_the_key_is_made_once_for_its_owner_alone_and_found_again(tmp_path: Path) -> None:
    path = tmp_path / "log-key"

    made, found = load_or_make(path), load_or_make(path)

    assert made.private_bytes_raw() == found.private_bytes_raw()
    assert path.stat().st_mode & 0o777 == 0o600
    assert [one.name for one in tmp_path.iterdir()] == ["log-key"]
    assert path.read_text().startswith("-----BEGIN PRIVATE KEY-----")


def test_two_stores_do_not_share_a_key(tmp_path: Path) -> None:
    one, other = load_or_make(tmp_path / "a"), load_or_make(tmp_path / "b")

    assert one.private_bytes_raw() != other.private_bytes_raw()


def test_a_missing_key_is_not_made_when_it_is_only_read(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        load(tmp_path / "log-key")


def secret(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    path.chmod(0o600)
    return path


def test_a_damaged_key_is_refused_kept_and_never_quoted(tmp_path: Path) -> None:
    load_or_make(tmp_path / "log-key")
    whole = (tmp_path / "log-key").read_bytes()

    for damaged in (b"", whole[:60], b"MARKER" + whole[20:], b"\xff\xfe", whole[:40] + b"MARKER"):
        path = secret(tmp_path / "damaged", damaged)
        with pytest.raises(UnusableLogKeyError, match="signing key") as refusal:
            load_or_make(path)
        assert path.read_bytes() == damaged
        assert "MARKER" not in str(refusal.value)
        assert refusal.value.__cause__ is None
        assert refusal.value.__suppress_context__


def test_a_key_of_another_kind_or_under_a_password_is_refused(tmp_path: Path) -> None:
    pem = (Encoding.PEM, PrivateFormat.PKCS8)
    curve = generate_private_key(SECP256R1()).private_bytes(*pem, NoEncryption())
    locked = KEY.private_bytes(*pem, BestAvailableEncryption(b"a password"))

    for content in (curve, locked):
        with pytest.raises(UnusableLogKeyError):
            load(secret(tmp_path / "log-key", content))


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o644, 0o620])
def test_a_key_that_others_may_read_or_write_is_refused(tmp_path: Path, mode: int) -> None:
    load_or_make(tmp_path / "log-key")
    (tmp_path / "log-key").chmod(mode)

    with pytest.raises(UnusableLogKeyError, match="0600"):
        load_or_make(tmp_path / "log-key")
