"""The stem holds, the arrows point inward, and no page grows long."""

import ast
import inspect
import subprocess
import sys
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

import pytest

from griffie.application.commands import (
    COMMANDS,
    Command,
    CorrectRequester,
    Link,
    NameRepresentative,
)
from griffie.application.commands import Representative as RepresentativeBody
from griffie.application.commands import Requester as RequesterBody
from griffie.application.disclosure import Disclosure
from griffie.domain import events
from griffie.domain.model.event import Event
from griffie.domain.model.values import Sealed
from griffie.domain.rights_request import RightsRequest
from griffie.domain.steps.step import STEPS

ROOT = Path(__file__).parents[2]
FOLDERS = ("api", "infrastructure", "application", "domain")
LONGEST = 300
PAGES = [page for folder in FOLDERS for page in (ROOT / folder).rglob("*.py")]
DOMAIN = [page for page in PAGES if page.is_relative_to(ROOT / "domain")]

CARRIED_OUT_OTHERWISE: dict[type[Command], str] = {
    Link: "loads the other request, and lets it absorb a duplicate",
    CorrectRequester: "seals the requester as a whole, so that a search finds the new name",
    NameRepresentative: "seals the representative as a whole",
}
"""The commands that do more than to take the step of their name with their own words."""

IRREGULAR = {"find": "found", "fulfil": "fulfilled", "omit": "omitted", "withdraw": "withdrawn"}
IRREGULAR |= {"defer": "deferred", "destroy": "destroyed", "hear": "heard", "stop": "stopped"}
IRREGULAR |= {"transmit": "transmitted"}
SAID_BETTER = {
    "fail_identity": "IdentityNotEstablished",
    "record_payment": "FeePaid",
    "erase_copies": "ErasureOfCopiesDecided",
}
"""Nobody failed: proof did not come, or did not prove. Who recorded a payment did not pay. And
copies are gone only when their key is."""


def as_the_domain_sees(kind: Any) -> Any:
    """Lengths and formats are the body's affair; a personal value is sealed on its way in."""
    inner = get_args(kind)
    if get_origin(kind) is Annotated:
        return as_the_domain_sees(inner[0])
    if get_origin(kind) in {Union, UnionType}:
        return frozenset(as_the_domain_sees(one) for one in inner)
    if get_origin(kind) is tuple:
        return (tuple, as_the_domain_sees(inner[0]))
    seen = {Disclosure: Sealed, RequesterBody: events.Requester}
    seen[RepresentativeBody] = events.Representative
    return seen.get(kind, kind)


def words_of(step: str) -> dict[str, Any]:
    method = getattr(RightsRequest, step)
    hints = get_type_hints(method, include_extras=True)
    _, _, *words = inspect.signature(method).parameters
    return {word: hints[word] for word in words}


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.STEP)
def test_a_command_asks_exactly_what_its_step_needs(command: type[Command]) -> None:
    asked = get_type_hints(command, include_extras=True)
    needed = words_of(command.STEP)

    assert command.model_fields.keys() == needed.keys()
    for word, kind in needed.items():
        assert as_the_domain_sees(asked[word]) == as_the_domain_sees(kind), word


def test_every_listed_step_can_be_asked_for_and_no_other() -> None:
    assert {command.STEP for command in COMMANDS} == {
        name for name, step in STEPS.items() if step.listed
    }


def test_only_the_commands_that_say_so_do_more_than_take_their_step() -> None:
    otherwise = {command for command in COMMANDS if "carry_out" in vars(command)}

    assert otherwise == CARRIED_OUT_OTHERWISE.keys()


def past_tense(verb: str) -> str:
    if verb in IRREGULAR:
        return IRREGULAR[verb]
    if verb.endswith("y"):
        return f"{verb[:-1]}ied"
    return f"{verb}d" if verb.endswith("e") else f"{verb}ed"


@pytest.mark.parametrize("step", STEPS)
def test_an_event_is_the_past_tense_of_its_step(step: str) -> None:
    happened = get_type_hints(getattr(RightsRequest, step))["return"]
    verb, *object_ = step.split("_")

    name = happened.__name__

    if step in SAID_BETTER:
        assert name == SAID_BETTER[step]
    else:
        assert all(word in name.lower() for word in (past_tense(verb), *object_)), name


@pytest.mark.parametrize("event", [getattr(events, name) for name in events.__all__])
def test_an_event_is_stored_under_its_own_name(event: type) -> None:
    if issubclass(event, Event) and "TOPIC" in vars(event):
        assert event.__name__ == event.TOPIC


def test_knowledge_flows_inward() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    checked = subprocess.run(
        [linter, "--no-cache"], capture_output=True, text=True, check=False, cwd=ROOT
    )

    assert checked.returncode == 0, checked.stdout


def imported_by(page: Path) -> set[str]:
    """The packages that a page imports, wherever in it."""
    packages = set()
    for node in ast.walk(ast.parse(page.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            packages |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            packages.add((node.module or "").split(".")[0])
    return packages


def test_only_the_model_knows_the_library_on_which_the_domain_stands() -> None:
    knowing = {page.name for page in DOMAIN if "eventsourcing" in imported_by(page)}

    assert knowing == {"event.py", "aggregate.py"}


def test_the_domain_does_no_input_and_no_output() -> None:
    data_beside_the_code = {"calendar.py", "catalogue.py"}
    world = {"io", "os", "pathlib", "random", "secrets", "socket", "subprocess", "time", "sqlite3"}

    for page in DOMAIN:
        assert not imported_by(page) & world, page.name
        reads = "importlib.resources" in page.read_text("utf-8")
        assert not reads or page.name in data_beside_the_code, page.name


@pytest.mark.parametrize("folder", [*FOLDERS, "tests"])
def test_no_page_is_longer_than_three_hundred_lines(folder: str) -> None:
    pages = list((ROOT / folder).rglob("*.py"))
    lengths = {page.name: len(page.read_text("utf-8").splitlines()) for page in pages}

    assert pages
    assert {name for name, length in lengths.items() if length > LONGEST} == set()
