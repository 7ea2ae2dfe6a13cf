"""The command line `griffie`: a command is a function on the page of its subject.

`pages.py` names the page of each command. A page is imported when its command is called, so that
`griffie --help` imports none of them.
"""

import sys
from errno import EPIPE
from importlib import import_module
from pathlib import Path
from signal import SIGPIPE
from traceback import extract_tb
from typing import Annotated, Any

import typer
from typer.core import TyperGroup
from typer.main import get_command_from_info
from typer.models import CommandInfo

from griffie import __version__
from griffie.api.cli.pages import COMMANDS, CommandPlace
from griffie.api.memory import collect_rarely
from griffie.api.standard_streams import drop_what_nobody_takes

_NOBODY_READS = 128 + SIGPIPE
"""The exit code of a program that a closed pipe ended, as shells say it."""


class Commands(TyperGroup):
    """A group of commands that imports the page of a command when the command is called."""

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:
        name, found, rest = super().resolve_command(ctx, args)
        page = COMMANDS.get(f"{name}" if ctx.parent is None else f"{self.name} {name}")
        return name, found if page is None else _loaded(page, name, self), rest


def _loaded(page: CommandPlace, name: str | None, group: TyperGroup) -> Any:
    module = import_module(f"{__name__}.{page.module}")
    return get_command_from_info(
        CommandInfo(name, callback=getattr(module, page.function)),
        pretty_exceptions_short=True,
        rich_markup_mode=group.rich_markup_mode,
    )


def _not_loaded() -> None:
    """Stands in the list of commands until the page is imported."""


app = typer.Typer(
    name="griffie",
    cls=Commands,
    help="Data-subject requests under the GDPR, from receipt to close.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
_GROUPS = {
    "": app,
    "token": typer.Typer(
        cls=Commands, help="Tokens: who may come in, and as what.", no_args_is_help=True
    ),
    "people": typer.Typer(
        cls=Commands, help="People: who stands behind the accounts.", no_args_is_help=True
    ),
    "mailbox": typer.Typer(
        cls=Commands, help="Mailboxes whose mails are taken in by themselves.", no_args_is_help=True
    ),
    "webhook": typer.Typer(
        cls=Commands, help="Which other programs are told what happened.", no_args_is_help=True
    ),
    "outbox": typer.Typer(cls=Commands, help="What goes out by e-mail.", no_args_is_help=True),
}
for _name, _page in COMMANDS.items():
    _group, _, _word = _name.rpartition(" ")
    _GROUPS[_group].command(_word, help=_page.summary)(_not_loaded)
for _name in ("token", "people", "mailbox", "outbox", "webhook"):
    app.add_typer(_GROUPS[_name], name=_name)


def _say_version(asked: bool) -> None:
    if asked:
        typer.echo(f"griffie {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    _version: Annotated[
        bool,
        typer.Option("--version", callback=_say_version, is_eager=True, help="Say which this is."),
    ] = False,
) -> None:
    """Options that are given without a command."""


def main() -> None:
    """The entry point `griffie`. Exits with the command's code.

    What is printed and nobody takes ends no work. It is said afterwards; a reader that has gone
    (`griffie list | head`) is told by the exit code alone, as shells expect it.
    """
    collect_rarely()
    output = drop_what_nobody_takes()
    code = _run()
    sys.stdout.flush()
    if output.lost and output.lost.errno == EPIPE:
        sys.exit(code or _NOBODY_READS)
    if output.lost:
        _say(f"what was printed could not be written ({output.lost.strerror}); the work was done")
        sys.exit(code or 2)
    sys.exit(code)


def _run() -> int:
    try:
        app()
    except SystemExit as ends:
        return ends.code if isinstance(ends.code, int) else 0
    except Exception as error:  # noqa: BLE001 - its words may quote what somebody typed
        place = extract_tb(error.__traceback__)[-1]
        where = f"{Path(place.filename).name}:{place.lineno}"
        _say(
            f"this should not happen: {type(error).__name__} in {where}. Run griffie doctor; where"
            " it finds nothing, this is a fault of Griffie: report these words."
        )
        return 2
    return 0


def _say(sentence: str) -> None:
    sys.stderr.write(f"griffie: {sentence}\n")
