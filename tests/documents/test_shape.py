"""The stem holds, the arrows point inward, and no page grows long."""

import ast
import inspect
import subprocess
import sys
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

import pytest

from griffie.application.disclosure import Disclosure
from griffie.application.requests import commands
from griffie.application.requests.bodies import SaidThing
from griffie.application.requests.commands import COMMANDS, AnyStep, Command
from griffie.application.requests.commands import Representative as RepresentativeBody
from griffie.application.requests.commands import Requester as RequesterBody
from griffie.domain import events
from griffie.domain.model.event import Event
from griffie.domain.model.values import Sealed
from griffie.domain.request.values import Said, SealedRepresentative, SealedRequester
from griffie.domain.rights_request import RightsRequest

ROOT = Path(__file__).parents[2]
FOLDERS = ("api", "infrastructure", "application", "domain")
LONGEST = 300
PAGES = [page for folder in FOLDERS for page in (ROOT / folder).rglob("*.py")]
DOMAIN = [page for page in PAGES if page.is_relative_to(ROOT / "domain")]

CARRIED_OUT_OTHERWISE = {
    RightsRequest.link: "loads the other request, and lets it absorb a duplicate",
    RightsRequest.propose_fee: "asks the request that is repeated whether it delivered a copy",
    RightsRequest.doubt_identity: "reads which proof the words ask for, before they are sealed",
    RightsRequest.apply_exception: "a ground of which nothing may show is recorded as a check",
}
"""The commands that do more than to take their step with their own words."""

IRREGULAR = {"find": "found", "fulfil": "fulfilled", "omit": "omitted", "withdraw": "withdrawn"}
IRREGULAR |= {"defer": "deferred", "destroy": "destroyed", "hear": "heard", "stop": "stopped"}
IRREGULAR |= {"transmit": "transmitted", "give": "given", "send": "sent"}
SAID_BETTER = {
    "fail_identity": "IdentityNotEstablished",
    "record_payment": "FeePaid",
    "record_instruction": "PrincipalInstructed",
    "record_ready": "AnswerReady",
    "record_breach_notice": "BreachNotified",
    "record_breach_communication": "BreachCommunicated",
    "erase_copies": "ErasureOfCopiesDecided",
    "record_returned": "LetterReturned",
}
"""Nobody failed: proof did not come, or did not prove. Who recorded a payment did not pay, nor did
who recorded an instruction or a notice give it. And copies are gone only when their key is. What is
recorded as returned is a letter."""


def as_the_domain_sees(kind: Any) -> Any:
    """Lengths and formats are the body's affair; a personal value is sealed on its way in."""
    inner = get_args(kind)
    if get_origin(kind) is Annotated:
        return as_the_domain_sees(inner[0])
    if get_origin(kind) in {Union, UnionType}:
        return frozenset(as_the_domain_sees(one) for one in inner)
    if get_origin(kind) is tuple:
        return (tuple, as_the_domain_sees(inner[0]))
    seen = {Disclosure: Sealed, RequesterBody: SealedRequester}
    seen |= {RepresentativeBody: SealedRepresentative, SaidThing: Said}
    return seen.get(kind, kind)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.step().name)
def test_a_command_asks_exactly_what_its_step_needs(command: type[Command]) -> None:
    asked = get_type_hints(command, include_extras=True)
    step = command.step()

    assert list(command.model_fields) == [word.name for word in step.words]
    for word in step.words:
        assert as_the_domain_sees(asked[word.name]) == as_the_domain_sees(word.kind), word
        needed = command.model_fields[word.name].is_required()
        assert needed == (word.default is inspect.Parameter.empty), word


def test_every_listed_step_can_be_asked_for_and_no_other() -> None:
    listed = [step for step in RightsRequest.steps() if step.listed]

    assert [command.step() for command in COMMANDS] == listed
    assert {step.name for step in RightsRequest.steps() if not step.listed} == {
        *(
            "add_document",
            "redact_document",
            "absorb",
            "destroy_identity_evidence",
            "destroy_copies",
        ),
        *("raise_reminder", "miss_deadline", "join_reminder", "join_message"),
        *("renew_code", "report_processor"),
        *("queue_mail", "send_mail", "stop_mail", "doubt_mail", "requeue_mail", "return_mail"),
        *("give_search_link", "revoke_search_link", "answer_search_link"),
        "report_processor",
    }


def test_no_two_steps_have_one_name() -> None:
    names = [step.name for step in RightsRequest.steps()]

    assert len(names) == len(set(names))


def test_only_the_commands_that_say_so_do_more_than_take_their_step() -> None:
    otherwise = {c.step() for c in COMMANDS if c.carry_out is not Command.carry_out}

    assert otherwise == CARRIED_OUT_OTHERWISE.keys()


def test_what_code_reads_of_a_command_is_there_with_that_type() -> None:
    """`Link` and `Inform` say to a type checker what derives from the step."""
    page = ast.parse(Path(commands.__file__).read_text("utf-8"))
    for kind in (node for node in page.body if isinstance(node, ast.ClassDef)):
        body = next((c for c in COMMANDS if c.__name__ == kind.name), None)
        for read in ast.walk(kind) if body else ():
            if isinstance(read, ast.AnnAssign) and isinstance(read.target, ast.Name):
                said = eval(ast.unparse(read.annotation), vars(commands))  # noqa: S307 - our page
                derived = get_type_hints(body, include_extras=True)[read.target.id]
                assert as_the_domain_sees(said) == as_the_domain_sees(derived), kind.name


def past_tense(verb: str) -> str:
    if verb in IRREGULAR:
        return IRREGULAR[verb]
    if verb.endswith("y"):
        return f"{verb[:-1]}ied"
    return f"{verb}d" if verb.endswith("e") else f"{verb}ed"


@pytest.mark.parametrize("step", RightsRequest.steps(), ids=lambda step: step.name)
def test_an_event_is_the_past_tense_of_its_step(step: AnyStep) -> None:
    verb, *object_ = step.name.split("_")

    name = step.event.__name__

    if step.name in SAID_BETTER:
        assert name == SAID_BETTER[step.name]
    else:
        assert all(word in name.lower() for word in (past_tense(verb), *object_)), name


@pytest.mark.parametrize("event", [getattr(events, name) for name in events.__all__])
def test_an_event_is_stored_under_its_own_name(event: type) -> None:
    if issubclass(event, Event) and "TOPIC" in vars(event):
        assert event.__name__ == event.TOPIC


@pytest.mark.parametrize("event", [getattr(events, name) for name in events.__all__])
def test_no_field_of_an_event_is_called_keys(event: type) -> None:
    """A thing that has `keys` is a mapping to `dict()`, and an event is pairs."""
    if issubclass(event, Event):
        assert "keys" not in get_type_hints(event)


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
    data_beside_the_code = {"acts.py", "calendar.py", "catalogue.py", "step_words.py"}
    world = {"io", "os", "pathlib", "random", "secrets", "socket", "subprocess", "time", "sqlite3"}

    for page in DOMAIN:
        assert not imported_by(page) & world, page.name
        reads = "importlib.resources" in page.read_text("utf-8")
        assert not reads or page.name in data_beside_the_code, page.name


@pytest.mark.parametrize("folder", [*FOLDERS, "tests"])
def test_no_page_is_longer_than_three_hundred_lines(folder: str) -> None:
    pages = list((ROOT / folder).rglob("*.py"))
    lengths = {
        str(page.relative_to(ROOT)): len(page.read_text("utf-8").splitlines()) for page in pages
    }

    assert pages
    assert {name for name, length in lengths.items() if length > LONGEST} == set()


def test_no_short_word_is_sought_in_what_is_partly_random() -> None:
    """Digests and tokens hold any three letters once in a while: such a test fails then."""
    short: list[str] = []
    for file in sorted((ROOT / "tests").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            match node:
                case ast.Compare(
                    left=ast.Constant(value=str() | bytes() as word),
                    ops=[ast.NotIn()],
                    comparators=[ast.Attribute(attr="text" | "content") as where],
                ) if len(word) < 4 and word.isalnum():
                    short.append(f"{file.relative_to(ROOT)}:{where.lineno}: {ast.unparse(node)}")
    assert short == []
