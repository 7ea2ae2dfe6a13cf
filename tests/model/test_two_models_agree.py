"""Two models of the same rules, written apart, must say the same of every course of a request.

Hypothesis draws the courses; the dice of a step are seeded by what it drew. Steps are counted, and
so is what was accepted and refused: a machine that no longer meets a step is blind, and fails.
"""

import os
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from griffie.application.requests.commands import COMMANDS
from tests.given.declared import declared
from tests.model import machine
from tests.model.fields import FIELDS
from tests.model.machine import JUDGED, TAKEN, TwoModels
from tests.model.silence import DEPARTURES, SILENCE

DEEP = bool(os.environ.get("GRIFFIE_DEEP"))
STEPS_A_COURSE = 60
ROUNDS = 1 if DEEP else 5
pytestmark = pytest.mark.timeout(4 * 3600 if DEEP else 3600)
AT_LEAST = 1_000_000 if DEEP else 20_000

NOT_MODELLED = {
    "name_representative": "only the receipt names who speaks; the interface has no row for it",
    "erase_copies": "of documents, of which this model has none",
    "record_announcement": "of the profile's purposes, of which this model knows the names alone",
    **dict(declared("NOT_MODELLED")),
}
"""Commands for which this model has no page, and why."""

NEVER_REFUSED = dict.fromkeys(
    ("add_note", "ask_processor", "correct_requester", "record_recipients"),
    "but on an erased file nothing forbids it",
)
"""Steps that a course may well never see refused, and why."""

CI = settings(
    max_examples=18_500 if DEEP else 500,
    stateful_step_count=STEPS_A_COURSE,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.generate, Phase.shrink),
    print_blob=False,
)


@pytest.fixture(scope="module", autouse=True)
def _courses() -> None:
    """All the courses, once for the tests of this page; further ones while a step was not met."""
    TAKEN.clear()
    JUDGED.clear()
    for further in range(ROUNDS):
        run_state_machine_as_test(seed(further)(TwoModels), settings=CI)
        if not any(map(unmet, FIELDS)):
            break


def unmet(step: str) -> bool:
    return not TAKEN[step, True] or not (TAKEN[step, False] or step in NEVER_REFUSED)


def test_both_models_said_the_same_of_every_step() -> None:
    assert TAKEN.total() >= AT_LEAST


@pytest.mark.parametrize("step", sorted(FIELDS))
def test_every_step_was_accepted_and_refused(step: str) -> None:
    assert not unmet(step)


def test_the_naive_model_is_mostly_of_some_opinion() -> None:
    assert JUDGED[True] > 4 * JUDGED[False]


def test_every_command_is_modelled_or_says_why_not() -> None:
    steps = {command.step().name for command in COMMANDS}

    assert steps - FIELDS.keys() <= NOT_MODELLED.keys(), "model it, or say why not"
    assert FIELDS.keys() <= steps
    assert not FIELDS.keys() & NOT_MODELLED.keys()
    assert all(NOT_MODELLED.values())


def test_every_silence_is_listed_and_every_listed_one_is_used() -> None:
    folder = Path(machine.__file__).parent
    pages = "".join(page.read_text("utf-8") for page in folder.glob("rulings*.py"))

    assert set(re.findall(r'Silent\("([^"]*)"\)', pages)) == SILENCE.keys()
    assert set(re.findall(r'Known\("([^"]*)"\)', pages)) <= DEPARTURES.keys()
