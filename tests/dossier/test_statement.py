"""The statement of a short bundle: one spelling, in which both verifiers read the same."""

import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from griffie.api.cli import app
from griffie.application.dossier.errors import UnfitEventError
from griffie.application.dossier.form import LARGEST_LONG, Form, chosen_form, usual_form
from griffie.application.dossier.statement import STATEMENT, statement_text
from griffie.application.dossier.verifier import joined
from griffie.application.dossier.verifier.errors import BadProofError
from griffie.application.dossier.verifier.given import SLIPS
from griffie.application.dossier.verifier.notes import Key
from griffie.application.dossier.verifier.proves import PROVES
from griffie.application.dossier.verifier.statement import stated_in
from griffie.application.dossier.verifier.words import LANGUAGES, words
from griffie.domain.log.entry import ENTRY_SIZE
from griffie.domain.log.errors import BadNoteError
from griffie.domain.model.errors import BadInputError
from griffie.infrastructure.bundle.statement import read_statement
from griffie.infrastructure.log.checkpoint import Checkpoint, Verifier, sign_note
from tests.dossier.conftest import Office
from tests.dossier.test_fuzz import changed
from tests.dossier.test_one_tag import TwoFaced, two_faced
from tests.dossier.test_short import left_out_at_the_end_and_denied
from tests.given.bundles import apart, together
from tests.given.forged_bundle import Forged, codes, resealed
from tests.given.short_bundle import earlier, entries_of, places_in, saying, short


def twice(text: str) -> str:
    """The last stream claims the first place of the one before it as well."""
    head, *streams = text.split("stream ")
    taken = next(one.split()[1] for one in streams if len(one.split()) > 1)
    free = next(n for n, one in enumerate(streams) if len(one.split()) == 1)
    streams[free] = f"{streams[free][:-1]} {taken}\n"
    return "stream ".join([head, *streams])


def falling(text: str) -> str:
    """A line that has places names the first of the log behind them.

    Not the last line whatever it is: a stream without entries may stand there, by the chance of its
    identifier, and one place behind none does not fall.
    """
    lines = text.splitlines()
    filled = next(
        n for n, one in enumerate(lines) if one.startswith("stream ") and one.count(" ") > 1
    )
    lines[filled] += " 0"
    return "\n".join(lines) + "\n"


def reversed_streams(text: str) -> str:
    head, *streams = text.split("stream ")
    return "stream ".join([head, *reversed(streams)])


SPELLED: dict[str, Callable[[str], str]] = {
    "a stream in capitals": lambda text: text.replace(text[-300:], text[-300:].upper()),
    "a nought before a place": lambda text: text.replace("stream ", "stream 0", 1),
    "a place of two streams": twice,
    "a place twice": lambda text: f"{text[:-1]} {text[:-1].rpartition(' ')[2]}\n",
    "places that fall": falling,
    "a place behind the log": lambda text: f"{text[:-1]} 9999999\n",
    "a number too long to be one": lambda text: f"{text[:-1]} {'9' * 30}\n",
    "a space behind": lambda text: f"{text[:-1]} \n",
    "two spaces": lambda text: text.replace(" ", "  ", 6),
    "a line more": lambda text: f"{text}stream\n",
    "a word more": lambda text: f"{text}and nothing else\n",
    "streams in another order": reversed_streams,
    "a stream twice": lambda text: text + text[text.rindex("stream ") :],
    "no streams": lambda text: text[: text.index("stream ")],
    "another size's spelling": lambda text: text.replace("size ", "size 0", 1),
}


@pytest.mark.parametrize("spelling", SPELLED)
def test_a_statement_has_one_spelling(office: Office, spelling: str) -> None:
    parts = short(office)
    text = parts[STATEMENT].decode().partition("\n\n")[0] + "\n"
    written = SPELLED[spelling](text)
    assert written != text

    assert codes(office.verdict(saying(office, parts, written))) == {"statement"}


def test_no_name_of_a_log_makes_a_statement_a_checkpoint_or_the_reverse(office: Office) -> None:
    """The first lines differ; and were a log called like that line, the second ones would."""
    name, places = "griffie-completeness/1", {office.request: [0]}
    checkpoint = Checkpoint(name, 1, b"r" * 32).text

    said = statement_text(checkpoint, places)

    assert said.split("\n")[1] == f"log {name}"
    with pytest.raises(BadNoteError):
        Checkpoint.read(said)
    log = Forged(office.forged.pieces, office.key, name)
    parts = apart(log.bundle(office.wish._replace(form=Form.SHORT), office.request))
    assert office.verdict(parts, trust=log.vkey)["verdict"] == "consistent"
    for put, taken in ((STATEMENT, "checkpoints/new.txt"), ("checkpoints/new.txt", STATEMENT)):
        mixed = resealed(parts | {put: parts[taken]}, office.key)
        assert office.verdict(mixed, trust=log.vkey)["verdict"] == "inconsistent"


def test_every_byte_of_a_statement_counts(office: Office) -> None:
    """By both verifiers, whoever seals the bundle around it; read alone, for there are many."""
    parts, log = short(office), earlier(office)
    note, size, root = parts[STATEMENT], len(log.log), log.tree.root()
    signer, checkpoint = Verifier.read(office.vkey), Checkpoint(office.origin, size, root)
    key, expected = Key(office.vkey), places_in(log, office.request)
    assert read_statement(note, signer, checkpoint) == expected
    assert {UUID(one): at for one, at in stated_in(note, key, size, root).items()} == expected

    for place in range(len(note)):
        flipped = bytearray(note)
        flipped[place] ^= 0x01 << place % 8
        assert read_statement(bytes(flipped), signer, checkpoint) is None, place
        with pytest.raises(BadProofError):
            stated_in(bytes(flipped), key, size, root)


@settings(deadline=None, max_examples=150)
@given(st.data())
def test_both_read_the_same_in_any_statement_that_was_signed(
    office: Office, data: st.DataObject
) -> None:
    log = earlier(office)
    size, root = len(log.log), log.tree.root()
    text = short_text(office)
    written = changed(text.encode(), data).decode("utf-8", "replace")
    try:
        note = sign_note(written, office.origin, office.key).encode()
    except BadNoteError:
        return  # no note can hold such a text

    here = read_statement(note, Verifier.read(office.vkey), Checkpoint(office.origin, size, root))
    try:
        there = stated_in(note, Key(office.vkey), size, root)
    except BadProofError:
        there = None

    assert (None if here is None else {str(one): at for one, at in here.items()}) == there
    assert (written == text) <= (here is not None)


def short_text(office: Office) -> str:
    log = earlier(office)
    return statement_text(log.checkpoint(), places_in(log, office.request))


def test_what_is_no_log_is_a_slip_and_no_finding(office: Office, tmp_path: Path) -> None:
    file = tmp_path / "dossier.zip"
    file.write_bytes(together(short(office)))
    for octets in (b"", b"PK", b"griffie/v1\n", together(short(office)), b"x" * 75):
        (tmp_path / "mine").write_bytes(octets)
        for said in (told_here, told_there):
            code, text = said(file, tmp_path / "mine")
            assert code == 2
            assert SLIPS["log"][LANGUAGES.index("fr")] in text
    whole = together(apart(office.forged.bundle(office.wish, None)))
    for octets in (whole, entries_of(office.forged)):
        (tmp_path / "mine").write_bytes(octets)
        for said in (told_here, told_there):
            code, text = said(file, tmp_path / "mine")
            assert code == 0
            assert PROVES["confirmed"][LANGUAGES.index("fr")] in text


def told_there(file: Path, log: Path) -> tuple[int, str]:
    """By verify.py, in a process of its own."""
    words = ["--log", str(log), "--language", "fr"]
    (file.parent / "verify.py").write_bytes(joined())
    done = subprocess.run(
        [sys.executable, "-I", "-S", "verify.py", str(file), *words],
        capture_output=True,
        text=True,
        check=False,
        cwd=file.parent,
    )
    assert not done.stderr
    return done.returncode, done.stdout


def told_here(file: Path, log: Path) -> tuple[int, str]:
    """By `griffie verify`."""
    words = ["verify", str(file), "--log", str(log), "--language", "fr"]
    done = CliRunner().invoke(app, words)
    return done.exit_code, " ".join(done.output.split()) if done.exit_code == 2 else done.output


def test_a_lie_is_told_in_words_with_what_to_do(office: Office, tmp_path: Path) -> None:
    parts, log = left_out_at_the_end_and_denied(office)
    (tmp_path / "dossier.zip").write_bytes(together(parts))
    (tmp_path / "mine").write_bytes(log)
    place = earlier(office).of(office.request)[-1]

    for said in (told_here, told_there):
        code, text = said(tmp_path / "dossier.zip", tmp_path / "mine")
        assert code == 1
        assert PROVES["refuted"][LANGUAGES.index("fr")] in text
        assert words("statement-false", str(place), "fr") in text


def test_the_engine_signs_no_statement_of_which_the_log_says_otherwise(office: Office) -> None:
    """An event that is gone from the store, and one that stands there twice under one name."""
    log, (_, hidden) = two_faced(office, office.request, last=True)
    last = office.forged.of(office.request)[-1]
    gone = TwoFaced(office.forged.pieces, office.key, office.origin)
    for lying, place in ((log, hidden), (gone, last)):
        lying.hidden = place
        lying.entries = partial(Forged.entries, lying)  # type: ignore[method-assign]
        with pytest.raises(UnfitEventError, match="run the audit"):
            lying.bundle(office.wish._replace(form=Form.SHORT), office.request)


def test_nobody_chose_then_the_size_of_the_log_does() -> None:
    most = LARGEST_LONG // ENTRY_SIZE

    assert (usual_form(0), usual_form(most), usual_form(most + 1)) == (
        Form.LONG,
        Form.LONG,
        Form.SHORT,
    )
    assert LARGEST_LONG == 50_000_000


def test_the_two_words_for_a_form_do_not_contradict_each_other() -> None:
    assert chosen_form(None, completeness=None) is None
    assert chosen_form(Form.SHORT, completeness=None) is Form.SHORT
    assert chosen_form(None, completeness=False) is Form.BARE
    assert chosen_form(Form.LONG, completeness=True) is Form.LONG
    for form, completeness in ((Form.SHORT, True), (Form.SHORT, False), (Form.LONG, False)):
        with pytest.raises(BadInputError):
            chosen_form(form, completeness=completeness)
