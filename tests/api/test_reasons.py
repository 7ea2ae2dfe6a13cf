"""A reason that the law demands is a text with a word in it: `x` and `.` say nothing."""

from html import unescape
from typing import Any

import pytest
from fastapi.testclient import TestClient
from pydantic import ValidationError

from griffie.api.composition import Store
from griffie.application.access.roles import Role
from griffie.application.requests.commands import COMMANDS
from griffie.domain.steps.said import Says, declarations
from griffie.domain.steps.step import IRREGULAR
from tests.given.console import at_console, page_of, seen
from tests.given.forms import FormReader
from tests.given.story import receive

SAY_NOTHING = ["x", ".", "---", "n/a", "12345", "a b c"]
SAY_WHY = ["duplicate", "Zo is het", "Is zo", "oké, ja", "art. 12(5)", "Ça va", "не он"]
REASONS = [
    (command, word.name)
    for command in COMMANDS
    for word in (*command.step().words, *([IRREGULAR] if command.step().may_be_irregular else []))
    if Says.WHY in [*declarations(word.kind, Says)]
]


def faults(command: Any, name: str, text: str) -> set[str]:
    """The types of error that the body of a command finds in one field."""
    try:
        command.model_validate({name: text})
    except ValidationError as error:
        return {one["type"] for one in error.errors(include_input=False) if one["loc"] == (name,)}
    return set()


def test_many_steps_ask_why() -> None:
    assert len(REASONS) > 40


@pytest.mark.parametrize(
    ("command", "name"), REASONS, ids=lambda one: getattr(one, "__name__", one)
)
def test_every_reason_is_a_text_with_a_word(command: Any, name: str) -> None:
    for text in SAY_NOTHING:
        assert "no_words" in faults(command, name, text), text
    for text in SAY_WHY:
        assert faults(command, name, text) == set(), text


def test_the_api_says_what_is_needed_and_repeats_nothing(dpo: TestClient) -> None:
    place = receive(dpo)
    answer = dpo.post(f"{place}/place-hold", json={"reason": "..x.."})

    assert answer.status_code == 422
    assert answer.json()["errors"] == [
        {
            "at": "body.reason",
            "because": "say why in words: a word of three letters at least is needed here",
        }
    ]
    assert "..x.." not in answer.text
    assert dpo.post(f"{place}/place-hold", json={"reason": "duplicate"}).status_code == 200


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("nl", "Zeg in woorden waarom"),
        ("fr", "Dites pourquoi en toutes lettres"),
        ("de", "Sagen Sie in Worten, warum"),
        ("en", "Say why in words"),
    ],
)
def test_the_form_says_it_in_the_language_of_the_reader(
    store: Store, dpo: TestClient, language: str, said: str
) -> None:
    page = page_of(receive(dpo))
    desk = at_console(store, Role.DPO, language)
    form = FormReader(seen(desk, f"{page}/do/place-hold"))
    answer = desk.post(form.action, data=form.values | {"reason": ["..x.."]})

    assert answer.status_code == 422
    assert said in unescape(answer.text)
