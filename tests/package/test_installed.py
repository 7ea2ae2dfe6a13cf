"""The wheel at work in an environment of its own: as a library, as a command, for mypy."""

import json
import re
from pathlib import Path

import griffie
from tests.package.conftest import ROOT, Elsewhere

MAIL = ROOT / "api" / "demo" / "mail" / "inzageverzoek.eml"

RECEIVE = """\
from datetime import UTC, date, datetime
from pathlib import Path

from griffie.api.composition import open_store
from griffie.application.access.roles import Role
from griffie.application.requests.commands import Receive

store = open_store(Path("library"))
token = store.access.create_token(Role.HANDLER, "Els Peeters")
account = store.access.account_of(token)
assert account
body = Receive.model_validate(
    {
        "received_on": "2026-03-05",
        "channel": "email",
        "language": "nl",
        "rights": [{"right": "access"}],
        "requester": {"email": "marie@requester.example"},
    }
)
request = store.requests.receive(body, store.engine.now(account))
print(request.deadline.term.due_on)
store.engine.close()
"""

TYPED = """\
from datetime import date

from griffie import __version__
from griffie.domain.law.calendar import latest
from griffie.domain.law.deadlines import Suspension, Term, answer_term


def due(received_on: date) -> date:
    policy = Suspension.PAUSE_IF_PROMPT
    term: Term = answer_term(
        received_on, latest("BE"), policy=policy, extended=False, pauses=()
    )
    return term.due_on


version: str = __version__
day: date = due(date(2026, 3, 5))
"""

MISTYPED = "from griffie import __version__\n\nnumber: int = __version__\n"


def test_it_is_the_wheel_that_is_imported(elsewhere: Elsewhere) -> None:
    said = elsewhere.program("import griffie.domain\nprint(griffie.domain.__file__)\n")

    assert Path(said.strip()).is_relative_to(elsewhere.folder)


def test_a_request_is_received_as_a_library(elsewhere: Elsewhere) -> None:
    assert elsewhere.program(RECEIVE).strip() == "2026-04-07"


def test_a_request_is_received_by_the_command(elsewhere: Elsewhere) -> None:
    said = elsewhere.run(elsewhere.griffie, "receive", MAIL, "--right", "access")
    checked = elsewhere.run(elsewhere.griffie, "audit")

    assert re.match(r"[0-9A-Z]{5}-[0-9A-Z]{5} received on \d{4}-\d\d-\d\d, due on ", said)
    assert "consistent" in checked


def test_a_deadline_is_counted_by_the_command(elsewhere: Elsewhere) -> None:
    line = json.loads(elsewhere.run(elsewhere.griffie, "deadline", "2026-03-05"))

    assert line["due_on"] == "2026-04-07"


def test_the_command_says_its_version(elsewhere: Elsewhere) -> None:
    assert griffie.__version__ in elsewhere.run(elsewhere.griffie, "--version").split()


def test_folders_of_the_same_names_are_left_alone(elsewhere: Elsewhere) -> None:
    """Somebody else's `domain` is theirs, and Griffie still finds its own."""
    for layer in ("domain", "application", "infrastructure", "api"):
        (elsewhere.folder / f"{layer}.py").write_text("MINE = True\n")

    said = elsewhere.program(
        "import api, application, domain, infrastructure\n"
        "from griffie.api.cli import app\n"
        "print(all(m.MINE for m in (api, application, domain, infrastructure)), bool(app))\n"
    )

    assert said.split() == ["True", "True"]
    for layer in ("domain", "application", "infrastructure", "api"):
        (elsewhere.folder / f"{layer}.py").unlink()


def test_the_demo_finds_its_profile_and_its_mail(elsewhere: Elsewhere) -> None:
    """`python -m griffie.api.demo` needs no checkout: what it reads is part of the package."""
    said = elsewhere.program(
        "from datetime import date\n"
        "from griffie.api.demo.run import PROFILE\n"
        "from griffie.api.demo.story import demo_mail, story\n"
        "from griffie.application.controller.load_profile import load_profile\n"
        "day = date(2026, 11, 20)\n"
        "files = [one.body['file'] for one in story(day) if one.command == 'receive-mail']\n"
        "print(load_profile(PROFILE).version, [len(demo_mail(file, day)) > 0 for file in files])\n"
    )

    assert re.fullmatch(r"iassist/[0-9a-f]{8} \[True, True\]", said.strip())
    assert "--fill-only" in elsewhere.run(elsewhere.python, "-m", "griffie.api.demo", "--help")


def test_a_typed_program_passes_mypy_strict_on_the_wheel(elsewhere: Elsewhere) -> None:
    (elsewhere.folder / "typed.py").write_text(TYPED)
    (elsewhere.folder / "mistyped.py").write_text(MISTYPED)
    mypy = [
        "-m",
        "mypy",
        "--strict",
        "--config-file=",
        "--python-executable",
        str(elsewhere.python),
    ]

    elsewhere.run(elsewhere.python, *mypy, "typed.py")
    said = elsewhere.run(elsewhere.python, *mypy, "mistyped.py", status=1)

    assert 'expression has type "str", variable has type "int"' in said
