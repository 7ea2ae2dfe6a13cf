"""A slip in what the reader brought along is told as one, by both verifiers; never as a finding.

And what is found is told in the language of the reader.
"""

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from griffie.api.cli import app
from griffie.application.dossier.verifier.given import SLIPS
from griffie.application.dossier.verifier.proves import NO_ORIGIN, PROVES
from griffie.application.dossier.verifier.words import LANGUAGES, WORDS
from tests.dossier.conftest import Office
from tests.given.bundles import strangers, together

Spoil = Callable[[str], bytes]
SPOILED: dict[str, tuple[str, Spoil]] = {
    "a byte order mark": ("mark", lambda text: b"\xef\xbb\xbf" + text.encode()),
    "UTF-16 as Windows writes it": ("mark", lambda text: text.encode("utf-16")),
    "UTF-16 without a mark": ("mark", lambda text: text.encode("utf-16-le")),
    "UTF-16 of the other order": ("mark", lambda text: text.encode("utf-16-be")),
    "Latin-1": ("text", lambda text: "é".encode("latin-1") + text.encode()),
    "line ends of Windows": ("ends", lambda text: text.replace("\n", "\r\n").encode()),
    "a blank line before": ("shape", lambda text: b"\n" + text.encode()),
    "a blank line behind": ("shape", lambda text: text.encode() + b"\n"),
    "a space behind": ("shape", lambda text: text.encode() + b" "),
    "words before": ("shape", lambda text: b"the key:\n" + text.encode()),
    "nothing": ("shape", lambda _: b""),
    "its beginning": ("shape", lambda text: text[:10].encode()),
}


def griffie(folder: Path, *words: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["verify", str(folder / "file"), *words])
    return done.exit_code, done.output


@pytest.mark.parametrize("how", SPOILED)
@pytest.mark.parametrize("what", ["--trust", "--checkpoint"])
def test_a_slip_is_a_sentence_and_exit_2_in_both(
    office: Office, tmp_path: Path, what: str, how: str
) -> None:
    kind, spoil = SPOILED[how]
    given = {"--trust": f"{office.vkey}\n", "--checkpoint": office.held}[what]
    mine = tmp_path / "mine.txt"
    if kind == "shape":
        kind = {"--trust": "key", "--checkpoint": "note"}[what]
    whole = together(office.one)

    mine.write_bytes(given.encode())
    assert strangers(tmp_path, whole, what, str(mine))[0] == 0
    assert griffie(tmp_path, what, str(mine))[0] == 0

    mine.write_bytes(spoil(given))
    for number, language in enumerate(LANGUAGES):
        words = (what, str(mine), "--language", language)
        code, judgement = strangers(tmp_path, whole, *words)
        assert (code, judgement["verdict"]) == (2, "unreadable")
        assert judgement["says"] == f"{mine}: {SLIPS[kind][number]}"
        code, said = griffie(tmp_path, *words)
        assert code == 2
        assert SLIPS[kind][number][:40] in " ".join(said.split())
        assert "Traceback" not in said


def test_a_file_that_is_not_there_is_named(office: Office, tmp_path: Path) -> None:
    whole, absent = together(office.one), str(tmp_path / "absent.txt")

    for what in ("--trust", "--checkpoint"):
        code, judgement = strangers(tmp_path, whole, what, absent)
        assert (code, judgement["verdict"]) == (2, "unreadable")
        assert absent in judgement["says"]
        assert griffie(tmp_path, what, absent)[0] == 2


def test_a_key_without_its_line_end_is_a_key(office: Office, tmp_path: Path) -> None:
    mine = tmp_path / "mine.txt"
    mine.write_text(office.vkey)

    assert strangers(tmp_path, together(office.one), "--trust", str(mine))[0] == 0
    assert griffie(tmp_path, "--trust", str(mine))[0] == 0


def test_findings_are_told_in_the_language_of_the_bundle_or_the_one_asked_for(
    office: Office, tmp_path: Path
) -> None:
    spoiled = together(office.one | {"dossier.en.html": b"x"})
    made_for = LANGUAGES.index("nl")

    for asked, number in (((), made_for), (("--language", "fr"), LANGUAGES.index("fr"))):
        _, judgement = strangers(tmp_path, spoiled, *asked)
        (finding,) = judgement["findings"]
        assert finding["says"] == WORDS["file-changed"][number].format("dossier.en.html")
        code, said = griffie(tmp_path, *asked)
        assert code == 1
        assert finding["says"] in said
        assert said.startswith(NO_ORIGIN[0])
        assert NO_ORIGIN[number] in said


def test_every_finding_has_four_sentences_with_one_place() -> None:
    for said in [*WORDS.values(), *SLIPS.values(), *PROVES.values(), NO_ORIGIN]:
        assert len(said) == len(set(said)) == len(LANGUAGES)
        assert len({sentence.count("{}") for sentence in said}) == 1
