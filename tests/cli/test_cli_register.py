"""`griffie register`: a request by post, telephone or in person, by a file and in a terminal."""

import json
import re
import subprocess
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from griffie.api.cli import app
from griffie.api.composition import open_store
from griffie.application.register.find_request import find_request
from griffie.domain.housekeeping import looks_stream
from tests.cli.terminal import terminal
from tests.cli.test_cli import GRIFFIE, UUID, data, griffie

__all__ = ["data"]

MARIE = {"name": "Marie Desmet", "postal_address": "Kerkstraat 1, Gent", "email": "m@post.example"}


def registered(body: object, *words: object) -> Result:
    said = ["register", "--body", "-", *map(str, words)]
    return CliRunner().invoke(app, said, input=body if isinstance(body, str) else json.dumps(body))


def test_a_letter_by_post_becomes_a_request_with_its_papers(data: Path, tmp_path: Path) -> None:
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(b"%PDF-1.7 Marie Desmet")
    body = {"requester": MARIE, "message": "Ik wil mijn gegevens zien."}

    said = registered(
        body,
        *("--channel", "post", "--received-on", "2026-03-05", "--language", "nl"),
        *("--right", "access", "--file", scan),
    )

    assert said.exit_code == 0, said.stderr
    assert "received on 2026-03-05, due on 2026-04-07, 1 document(s): " in said.stdout
    assert "Marie" not in said.output
    store = open_store(data)
    found = UUID.search(said.stdout)
    assert found
    request = store.requests.load(find_request(store.engine.named, found.group()))
    assert request.channel == "post"
    assert request.status == "received"
    opened = store.vault.open(request.id).values()
    assert "Marie Desmet" in opened
    assert [one["name"] for one in opened if isinstance(one, dict)] == ["scan.pdf"]
    store.engine.close()
    for file in data.iterdir():
        assert b"Marie" not in file.read_bytes()


def test_the_same_person_is_named_only_when_asked_and_that_is_a_recorded_look(data: Path) -> None:
    words = ("--channel", "phone", "--right", "erasure")
    first = registered({"requester": MARIE}, *words)
    quiet = registered({"requester": MARIE}, *words)
    asked = registered(
        {"requester": {"name": "Jan", "email": MARIE["email"]}}, *words, "--same-person"
    )
    alone = registered({"requester": {"email": "else@post.example"}}, *words, "--same-person")

    references = [one.stdout.split()[0] for one in (first, quiet)]
    assert "the same person" not in quiet.stdout
    for one in references:
        assert f"the same person: {one} of 20" in asked.stdout
    assert "no other open request" in alone.stdout
    store = open_store(data)
    for one in references:
        request = find_request(store.engine.named, one)
        looks = list(store.requests.history(looks_stream(request)))
        assert [look.TOPIC for look in looks] == ["PersonalDataRevealed"]
        assert looks[0].reason
    store.engine.close()


@pytest.mark.parametrize(
    ("body", "words", "said"),
    [
        ("no json", (), "--body: this is no JSON object"),
        ([], (), "--body: this is no JSON object"),
        ({}, (), "--body: : Value error, one means of contact"),
        ({"requester": MARIE, "colour": "red"}, (), "colour"),
        ({"requester": MARIE, "rights": [{"right": "flight"}]}, (), "rights.0.right"),
        ({"requester": MARIE}, ("--received-on", "3/4/2026"), "a date is written YYYY-MM-DD"),
        ({"requester": MARIE}, ("--received-on", "2999-01-01"), "received_on"),
        ({"requester": MARIE}, ("--received-on", "2011-01-01"), "received_on"),
        ({"requester": MARIE}, ("--file", "none.pdf"), "none.pdf: No such file"),
        ({"requester": MARIE}, ("--file", "/dev/null"), "file"),
    ],
)
def test_what_cannot_be_used_is_a_sentence_and_leaves_nothing(
    data: Path, body: object, words: tuple[str, ...], said: str
) -> None:
    result = registered(body, "--channel", "post", *words)

    assert result.exit_code == 2
    assert said in result.stderr
    assert "Marie" not in result.output
    assert "Traceback" not in result.output
    store = open_store(data)
    assert store.history.newest() == 0
    store.engine.close()


def test_who_asks_is_never_an_option(data: Path) -> None:
    help_text = griffie("register", "--help").stdout

    assert not re.search(r"--(name|email|phone|address|message)\b", help_text)
    assert "others on this machine" in re.sub(r"[│\s]+", " ", help_text)


def test_without_a_terminal_who_asks_comes_from_a_file(data: Path) -> None:
    result = griffie("register", "--channel", "post")

    assert result.exit_code == 2
    assert "--body" in result.stderr


def test_at_a_terminal_a_telephone_call_is_typed_in(tmp_path: Path) -> None:
    words = (GRIFFIE, "register", "--speak", "en", "--same-person")
    with terminal(*words, cwd=tmp_path) as call:
        call.answer("How did it come in?", "pigeon")
        call.answer("Choose one of these", "phone")
        call.answer("On which day?", "yesterday")
        call.answer("YYYY-MM-DD", "2026-03-05")
        call.answer("In which language?", "fr")
        call.answer("Which rights", "access, flight")
        call.answer("Choose among these", "access,erasure")
        call.answer("Name", "Marie Desmet")
        call.answer("E-mail", "")
        call.answer("Postal address", "")
        call.answer("Telephone", "+32 9 000 00 00")
        call.answer("In which words?", "Wat weet u van mij?")
        call.until("due on 2026-04-07, 0 document(s)")
        assert call.ended() == 0

    listed = subprocess.run(
        [GRIFFIE, "list"], cwd=tmp_path, check=True, capture_output=True, text=True
    ).stdout
    assert "access, erasure" in listed


def test_who_hangs_up_leaves_no_request(tmp_path: Path) -> None:
    with terminal(GRIFFIE, "register", "--speak", "en", cwd=tmp_path) as call:
        call.answer("How did it come in?", "phone")
        call.until("On which day?")
        assert call.hang_up() != 0
        assert "Traceback" not in call.shown

    rebuilt = subprocess.run(
        [GRIFFIE, "rebuild", "register"], cwd=tmp_path, check=True, capture_output=True, text=True
    )
    assert "0 rows" in rebuilt.stdout
