"""`griffie dossier` and `griffie verify`, as somebody types them."""

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from griffie.api.cli import app
from griffie.application.dossier.verifier.proves import PROVES
from tests.given.bundles import apart

DEMO_MAIL = Path("api") / "demo" / "mail" / "inzageverzoek.eml"


def griffie(*words: object) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])


def done(*words: object) -> str:
    result = griffie(*words)
    assert result.exit_code == 0, result.stderr
    return result.stdout


@pytest.fixture
def reference(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("GRIFFIE_DATA", str(tmp_path / "data"))
    return done("receive", DEMO_MAIL, "--right", "access").split()[0]


def test_a_dossier_is_written_and_verified(reference: str, tmp_path: Path) -> None:
    file = tmp_path / "evidence.zip"

    said = done("dossier", reference, "-o", file)
    checked = done("verify", file)

    assert f"griffie verify {file}" in said
    assert file.stat().st_mode & 0o077 == 0
    assert "proves nothing about origin" in checked.splitlines()[0]
    assert checked.splitlines()[-1] == "consistent"
    assert [path.name for path in tmp_path.glob("*.part")] == []


def test_a_short_dossier_is_held_against_the_whole_log(reference: str, tmp_path: Path) -> None:
    short, log, held = tmp_path / "short.zip", tmp_path / "log.zip", tmp_path / "held.txt"
    assert "It is short" in done("dossier", reference, "-o", short, "--short")
    done("dossier", "--register", "-o", log)

    alone = json.loads(done("verify", short, "--json"))
    holding = json.loads(done("verify", short, "--log", log, "--json"))
    told = done("verify", short, "--language", "en").splitlines()

    assert (alone["complete"], alone["statement"]) == (False, "signed")
    assert (holding["complete"], holding["statement"]) == (True, "confirmed")
    assert PROVES["signed"][0] in told
    held.write_bytes(apart(log.read_bytes())["checkpoints/new.txt"])
    slip = griffie("verify", short, "--log", held, "--language", "en")
    assert slip.exit_code == 2
    assert "entries.bin" in slip.stderr
    for wrong in (("--short", "--no-completeness"), ("--short", "--completeness")):
        assert griffie("dossier", reference, "-o", tmp_path / "x.zip", *wrong).exit_code == 2
    assert griffie("dossier", "--register", "--short", "-o", tmp_path / "x.zip").exit_code == 2
    assert not (tmp_path / "x.zip").exists()


def test_a_pinned_key_is_said_and_another_one_is_noticed(reference: str, tmp_path: Path) -> None:
    file, key = tmp_path / "evidence.zip", tmp_path / "log.vkey"
    done("dossier", reference, "-o", file)
    key.write_bytes(apart(file.read_bytes())["log.vkey"])

    said = json.loads(done("verify", file, "--trust", key, "--json"))
    assert (said["verdict"], said["trust"]) == ("consistent", "pinned")

    key.write_text("griffie.example+00000000+AAAA\n")
    result = griffie("verify", file, "--trust", key, "--language", "en")
    assert result.exit_code == 1
    assert "there is no key that can be read" in result.stdout


def test_the_register_is_written_whole(reference: str, tmp_path: Path) -> None:
    assert reference
    file = tmp_path / "register.zip"

    done("dossier", "--register", "-o", file)

    said = json.loads(done("verify", file, "--json"))
    assert (said["kind"], said["complete"]) == ("register", True)
    assert said["events"] == said["size"]


def test_personal_data_are_opened_for_a_reason(reference: str, tmp_path: Path) -> None:
    file = tmp_path / "evidence.zip"
    done("dossier", reference, "-o", file)
    assert json.loads(done("verify", file, "--json"))["opened"] == 0

    done("dossier", reference, "-o", file, "--reveal", "--reason", "Complaint 2026-114")
    assert json.loads(done("verify", file, "--json"))["opened"] > 0
    for wrong in (("--reveal",), ("--reason", "x"), ("--register", "--reveal", "--reason", "x")):
        assert griffie("dossier", reference, "-o", tmp_path / "other.zip", *wrong).exit_code == 2
    assert not (tmp_path / "other.zip").exists()


def test_a_checkpoint_that_is_held_is_led_on_from(reference: str, tmp_path: Path) -> None:
    old, new, held = tmp_path / "old.zip", tmp_path / "new.zip", tmp_path / "held.txt"
    done("dossier", reference, "-o", old)
    held.write_bytes(apart(old.read_bytes())["checkpoints/new.txt"])

    words = ("--checkpoint", held, "--no-completeness")
    done("dossier", reference, "-o", new, *words)
    assert done("verify", new, "--checkpoint", held).splitlines()[-1] == "consistent"

    later = tmp_path / "later.txt"
    later.write_bytes(apart(new.read_bytes())["checkpoints/new.txt"])
    cut_off = griffie("verify", old, "--checkpoint", later, "--language", "en")
    assert cut_off.exit_code == 1
    assert "what came after was cut off" in cut_off.stdout
    held.write_text("no checkpoint\n")
    assert griffie("dossier", reference, "-o", new, *words).exit_code == 2


def test_what_is_wrong_is_a_sentence_and_a_code(reference: str, tmp_path: Path) -> None:
    file = tmp_path / "evidence.zip"
    done("dossier", reference, "-o", file)

    file.write_bytes(file.read_bytes()[:-1])
    broken, nothing = griffie("verify", file), griffie("verify", tmp_path / "none.zip")
    unread = griffie("verify", file, "--json")
    vague = griffie("verify", file, "--newer-than", "yesterday")

    for result in (broken, nothing, unread, vague):
        assert result.exit_code == 2
        assert re.match(r"griffie: .+", result.stderr)
        assert "Traceback" not in result.output
    assert json.loads(unread.stdout)["verdict"] == "unreadable"
    assert griffie("dossier", "-o", file).exit_code == 2
    assert griffie("dossier", "AAAAA-AAAAA", "-o", file).exit_code == 2
