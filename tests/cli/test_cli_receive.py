"""`griffie receive`: which mails are taken in, what is said of them, which day counts."""

import re
import subprocess
from pathlib import Path

import pytest

from griffie.api.composition import open_store
from tests.cli.test_cli import GRIFFIE, MAIL, data, done, griffie
from tests.given import server
from tests.given.inbox import A_MACHINE, mail

__all__ = ["data"]

READABLE = ["plain-nl", "forwarded", "latin1-html-fr", "letter-attached", "only-a-scan"]
FLAWED = ["no-sender", "no-boundary", "broken-off", "empty"]


@pytest.mark.parametrize("name", [*READABLE, *FLAWED])
def test_mail_as_people_write_it_is_taken_in(data: Path, name: str) -> None:
    assert "received on" in done("receive", MAIL / f"{name}.eml")


def test_a_mail_with_nothing_in_it_is_refused_in_a_sentence_and_leaves_nothing(data: Path) -> None:
    empty = data.parent / "empty.eml"
    empty.write_text("From: ann@post.example\n\n")
    result = griffie("receive", empty)
    assert result.exit_code == 2
    assert re.fullmatch(r"griffie: [A-Z].*\.\n", result.stderr.splitlines(keepends=True)[-1])
    assert "Traceback" not in result.output
    assert done("rebuild", "register") == "register: 0 rows from 0 events\n"


@pytest.mark.parametrize(("name", "code"), [("no-sender", "no_sender"), ("broken-off", "cut_off")])
def test_what_was_supposed_of_a_mail_is_said(data: Path, name: str, code: str) -> None:
    assert f"note: {code}: " in griffie("receive", MAIL / f"{name}.eml").stderr


def test_the_day_that_the_operator_names_counts(data: Path) -> None:
    said = done("receive", MAIL / "plain-nl.eml", "--received-on", "2026-03-04")

    assert "received on 2026-03-04, due on 2026-04-07" in said


def test_that_somebody_acts_for_another_is_said(data: Path) -> None:
    told = griffie("receive", MAIL.parent / "cases" / "12-lawyer-on-behalf.eml").stderr

    said = [line for line in told.splitlines() if "somebody else" in line]
    assert len(said) == 1
    assert said[0].startswith("note: for_another: its author says to act for somebody else: name")
    assert "Claes" not in told


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("Ik wil geen reclame meer, en wis mijn gegevens.", "erasure, direct_marketing_objection"),
        ("Je veux une copie de mes données.", "access"),
        ("Wanneer bent u open?", ""),
    ],
)
def test_which_rights_the_words_may_invoke_is_said_without_the_words(
    data: Path, words: str, said: str
) -> None:
    file = data.parent / "a.eml"
    file.write_bytes(mail(words))

    told = griffie("receive", file)

    hinted = [line for line in told.stderr.splitlines() if "may invoke" in line]
    assert hinted == ([f"note: its words may invoke: {said}"] if said else [])
    assert words not in told.output


def put(folder: Path, **mails: bytes) -> Path:
    folder.mkdir()
    for name, raw in mails.items():
        (folder / f"{name}.eml").write_bytes(raw)
    return folder


def test_a_folder_is_taken_in_with_a_line_a_file_and_what_became_of_all(data: Path) -> None:
    first = done("receive", MAIL / "plain-nl.eml").split()[0]
    folder = put(
        data.parent / "mails",
        a=mail(number="1"),
        b=mail(number="1"),
        c=mail("Nog iets.", number="2", Subject=f"Re: {first}"),
        d=mail(number="3", **A_MACHINE),
        e=b"From: ann@post.example\n\n",
    )
    (folder / ".hidden").write_bytes(b"")

    told = griffie("receive", folder)

    assert told.exit_code == 2
    a, b, c, d, total = told.stdout.splitlines()
    assert " received on 2026-03-20, due on " in a
    assert b.replace("b.eml", "a.eml") == a
    assert f": {first} joined as 1 document(s)" in c
    assert " parked, arrived on 2026-03-20: " in d
    assert total == "5 file(s): 1 received, 1 on file before, 1 joined, 1 parked, 1 refused"
    said = told.stderr.splitlines()
    assert f"note: {folder}/a.eml: language nl, from A. P…s" in said
    assert any("--by-a-person" in line and "d.eml" in line for line in said)
    assert any("e.eml: The mail has neither readable words" in line for line in said)
    assert "note: in the inbox: 0 unread, 0 of them late; 1 parked" in said
    again = griffie("receive", folder / "d.eml", "--by-a-person")
    assert " received on 2026-03-20, due on " in again.stdout
    assert "in the inbox" not in again.stderr


def test_a_folder_without_mails_and_a_file_that_is_not_there(data: Path) -> None:
    folder = put(data.parent / "mails")

    assert done("receive", folder) == "0 file(s): nothing in it\n"
    told = griffie("receive", folder, data.parent / "nowhere.eml")
    assert (told.exit_code, "nowhere.eml: No such file" in told.stderr) == (2, True)


def test_what_a_colleague_passed_on_counts_from_the_mail_inside(data: Path) -> None:
    colleague = griffie("token", "create", "--role", "handler", "--name", "Els")
    assert colleague.exit_code == 0
    passed_on = MAIL.parent / "cases" / "03-forwarded-inline-by-colleague.eml"

    unknown = griffie("receive", passed_on, "--forwarded-by", "u-nobody22")
    assert (unknown.exit_code, "no such account" in unknown.stderr) == (2, True)
    assert not done("rebuild", "register").startswith("register: 1 rows")
    told = griffie("receive", passed_on, "--forwarded-by", account_of(data), "--language", "fr")
    assert "received on 2026-10-08, due on 2026-11-09" in told.stdout
    assert "note: language fr, from A. P…s" in told.stderr


def account_of(data: Path) -> str:
    store = open_store(data)
    try:
        (person,) = store.engine.directory.people()
        return str(person.account_id)
    finally:
        store.engine.close()


def test_processes_that_take_the_same_mail_in_at_once_make_one_request(data: Path) -> None:
    done("token", "create", "--role", "handler")  # a store is there
    file = data.parent / "a.eml"
    file.write_bytes(mail())
    command = [str(GRIFFIE), "receive", str(file), *server.store_of(data)]
    at_once = [
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(4)
    ]

    came = [process.communicate() for process in at_once]

    assert [process.returncode for process in at_once] == [0] * 4, came
    assert len({said for said, _ in came}) == 1
    assert done("rebuild", "register").startswith("register: 1 rows from ")
