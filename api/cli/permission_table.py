"""Writes docs/permissions.md: `python -m griffie.api.cli.permission_table`.

Every address with what opens it, and how far each role reaches, from `application/access/`.
"""

from collections.abc import Iterator
from pathlib import Path

from griffie.application.access.doors import CONSOLE, PORTAL, Key, Open, doors, reach_through
from griffie.application.access.roles import Reach, Role
from griffie.application.requests.commands import COMMANDS

PAGE = Path(__file__).resolve().parents[2] / "docs" / "permissions.md"

_HEAD = """\
# Who may do what

Written by `python -m griffie.api.cli.permission_table`; a test fails when it is stale. The same
rows are tried over HTTP, each with every role (`tests/api/test_doors.py`). An address that has no
row fails that test.

"own" is what this account entered; "own, 24 h" the same, for a day after it was recorded; "reason"
needs a sentence that is recorded; "figures" are numbers without requests; "profile": the roles that
the controller's profile names under `restricted_to`.
"""
_REACHES = {
    None: "",
    Reach.ALL: "✓",
    Reach.OWN: "own",
    Reach.OWN_FOR_A_DAY: "own, 24 h",
    Reach.WITH_REASON: "reason",
    Reach.FIGURES: "figures",
}


def page() -> str:
    """The whole page, in Markdown."""
    return "\n".join(_lines())


def _lines() -> Iterator[str]:
    yield _HEAD
    rows = doors(command.step().path for command in COMMANDS)
    api = {door: keys for door, keys in rows.items() if door not in {**CONSOLE, **PORTAL}}
    for title, some in (("The API", api), ("The console", CONSOLE), ("The portal", PORTAL)):
        yield f"## {title}\n"
        yield "| Address | " + " | ".join(Role) + " | not signed in |"
        yield "| --- " * (len(Role) + 2) + "|"
        yield from (_row(door, keys) for door, keys in some.items())
        yield ""


def _row(door: str, keys: tuple[Key, ...]) -> str:
    cells = [
        "profile" if Open.BY_PROFILE in keys else _REACHES[reach_through(keys, role)]
        for role in Role
    ]
    cells.append("✓" if Open.EVERYBODY in keys else "")
    return f"| `{door}` | " + " | ".join(cells) + " |"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
