"""`griffie receive`: which mails are taken in, what is said of them, which day counts."""

import re
from pathlib import Path

import pytest

from tests.cli.test_cli import MAIL, data, done, griffie

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

    assert "note: the author says to act for somebody else: name the representative" in told
    assert "Claes" not in told
