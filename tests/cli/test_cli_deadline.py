import json

import pytest
import typer
from typer.testing import CliRunner, Result

from griffie.api.cli.deadline import deadline

app = typer.Typer()
app.command()(deadline)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, arguments)


def test_a_date_prints_its_deadline_in_one_line() -> None:
    printed = run("2026-03-05")

    assert printed.exit_code == 0
    assert printed.stdout == (
        '{"received_on":"2026-03-05","nominal_on":"2026-04-05","due_on":"2026-04-07",'
        '"strict_due_on":"2026-04-07","first_month_ends_on":"2026-04-07","extended":false,'
        '"suspended_days":0,"trace":['
        '{"rule":"reg/1182-71/3/2/c","from":"2026-03-05","to":"2026-04-05",'
        '"because":"one month from receipt"},'
        '{"rule":"reg/1182-71/3/4","from":"2026-04-05","to":"2026-04-07",'
        '"because":"Sunday; Easter Monday"}]}\n'
    )


def test_dates_are_answered_in_their_order() -> None:
    printed = run("2026-08-31", "2024-03-05", "2026-08-31")

    due = [json.loads(line)["due_on"] for line in printed.stdout.splitlines()]
    assert due == ["2026-09-30", "2024-04-05", "2026-09-30"]


def test_an_extension_gives_three_months_from_receipt() -> None:
    printed = json.loads(run("2026-01-31", "--extended").stdout)

    assert (printed["due_on"], printed["extended"]) == ("2026-04-30", True)
    assert printed["first_month_ends_on"] == "2026-03-02"


@pytest.mark.parametrize(
    ("policy", "due_on"),
    [
        ("none", "2026-11-05"),
        ("pause", "2026-11-12"),
        ("restart", "2026-12-02"),
        ("pause-if-prompt", "2026-11-05"),
    ],
)
def test_a_late_question_counts_as_the_policy_says(policy: str, due_on: str) -> None:
    question = ("--asked", "2026-10-26", "--answered", "2026-11-02")

    printed = json.loads(run("2026-10-05", *question, "--policy", policy).stdout)

    assert (printed["due_on"], printed["strict_due_on"]) == (due_on, "2026-11-05")


def test_several_questions_are_paired_in_their_order() -> None:
    first = ("--asked", "2026-10-06", "--answered", "2026-10-08")
    second = ("--asked", "2026-10-07", "--answered", "2026-10-10")

    assert json.loads(run("2026-10-05", *first, *second).stdout)["suspended_days"] == 4


def test_a_question_without_an_answer_is_open_and_moves_nothing() -> None:
    answered = ("--asked", "2026-10-06", "--answered", "2026-10-08")

    printed = json.loads(run("2026-10-05", *answered, "--asked", "2026-10-07").stdout)

    assert printed["suspended_days"] == 2


def test_the_official_journals_calendar_can_be_asked_for() -> None:
    steps = [json.loads(run("2026-10-01", "--calendar", name).stdout) for name in ("BE", "BE-OJ")]

    assert [step["due_on"] for step in steps] == ["2026-11-02", "2026-11-03"]


@pytest.mark.parametrize(
    "arguments",
    [
        ("2026-02-30",),
        ("20260305",),
        ("2026-W10-4",),
        ("2026-3-5",),
        ("2026-03-05T00:00",),
        (" 2026-03-05",),
        ("２０２６-03-05",),
        ("gisteren",),
        ("2026-03-05", "gisteren"),
        ("2026-10-05", "--asked", "gisteren"),
        ("2026-10-05", "--asked", "2026-10-06", "--answered", "gisteren"),
        ("2026-10-05", "--asked", "2026-10-08", "--answered", "2026-10-07"),
        ("2026-10-05", "--answered", "2026-10-07"),
        (
            "2026-10-05",
            "--asked",
            "2026-10-06",
            "--answered",
            "2026-10-07",
            "--answered",
            "2026-10-08",
        ),
        ("1999-03-05",),
        ("9999-12-31",),
    ],
)
def test_what_cannot_be_reckoned_is_refused_without_repeating_it(
    arguments: tuple[str, ...],
) -> None:
    refused = run(*arguments)

    assert (refused.exit_code, refused.stdout) == (2, "")
    assert refused.stderr.startswith("griffie deadline: ")
    assert not any(typed in refused.stderr for typed in arguments if not typed.startswith("--"))


@pytest.mark.parametrize("arguments", [(), ("2026-03-05", "--policy", "x"), ("--calendar", "NL")])
def test_what_is_no_use_of_the_command_is_refused(arguments: tuple[str, ...]) -> None:
    assert run(*arguments).exit_code == 2


def test_help_says_what_is_ours_and_what_is_law() -> None:
    shown = run("--help").stdout

    assert "Our policy" in shown
    assert "Article 12(3) GDPR" in shown
