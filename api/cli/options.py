"""What every command needs: its options, an open store, and errors as sentences."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer
from eventsourcing.persistence import PersistenceError
from pydantic import ValidationError
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from griffie.api.composition import Store, open_store
from griffie.application.controller.load_profile import load_profile
from griffie.application.controller.profile import NEUTRAL
from griffie.application.errors import StoreError
from griffie.application.requests.requests import UnknownRequestError
from griffie.domain.errors import GriffieError, nearest

Data = Annotated[Path, typer.Option(envvar="GRIFFIE_DATA", help="The folder of the store.")]
Database = Annotated[
    str | None,
    typer.Option(
        envvar="GRIFFIE_DATABASE", help="Reserved: this version has no store but a folder."
    ),
]
Kek = Annotated[
    Path | None,
    typer.Option(envvar="GRIFFIE_KEK_FILE", help="The master key; default: beside the folder."),
]
Controller = Annotated[
    Path | None, typer.Option(envvar="GRIFFIE_CONTROLLER", help="The controller's profile, TOML.")
]
FOLDER = Path("data")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def failure(sentence: object, code: int = 2) -> typer.Exit:
    """Say what went wrong on stderr; gives what to raise so that the command exits with `code`."""
    typer.echo(f"griffie: {sentence}", err=True)
    return typer.Exit(code)


def read_day(written: str) -> date:
    """The day that was typed. Raises typer.Exit(2) for anything but YYYY-MM-DD."""
    try:
        if _DAY.fullmatch(written):
            return date.fromisoformat(written)
    except ValueError:
        pass
    raise failure("a date is written YYYY-MM-DD")


def _own_words(error: GriffieError) -> str:
    """The sentence of this error; where it has none, that of its class, and the remedy."""
    if error.args:
        return str(error)
    remedy = f": {error.remedy}" if error.remedy else ""
    return f"{error.sentence[:1].lower()}{error.sentence[1:]}{remedy}"


def _no_request(_: Exception) -> str:
    return "there is no such request"


def _misshapen(error: ValidationError) -> str:
    places = "; ".join(".".join(map(str, one["loc"])) for one in error.errors())
    return f"not in the form that is needed: {places}"


def _store_failed(error: PersistenceError) -> str:
    return f"the store could not write or read: {error}. Nothing was done."


def _system(error: OSError) -> str:
    return f"{error.filename or 'a file'}: {error.strerror}"


_SENTENCES: dict[type[Exception], Callable[[Any], str]] = {
    GriffieError: _own_words,
    UnknownRequestError: _no_request,
    LookupError: _no_request,
    ValidationError: _misshapen,
    PersistenceError: _store_failed,
    OSError: _system,
}
"""The sentence for each class of errors; one that is not named has that of the class above it."""


@contextmanager
def errors_as_sentences() -> Iterator[None]:
    """Within the block every known error becomes one sentence on stderr, never a traceback.

    Raises typer.Exit(2).
    """
    try:
        yield
    except tuple(_SENTENCES) as error:
        raise failure(nearest(error, _SENTENCES)(error)) from None


@contextmanager
def open_for_command(
    data: Path,
    database: str | None,
    kek: Path | None,
    controller: Path | None = None,
    *,
    to_be_audited: bool = False,
) -> Iterator[Store]:
    """Open the store of a folder for the block, and close it after.

    Raises typer.Exit(2), with a sentence, where it cannot be opened.
    """
    with errors_as_sentences():
        if database:
            raise StoreError("This version has no PostgreSQL stores: use --data FOLDER.")
        profile = load_profile(controller) if controller else NEUTRAL
        store = open_store(data, kek=kek, profile=profile, to_be_audited=to_be_audited)
        try:
            yield store
        finally:
            store.engine.close()


@contextmanager
def progress_bar(what: str) -> Iterator[Callable[[int, int], None]]:
    """A bar on stderr under a title; call what it gives with (done, total)."""
    columns = (TextColumn(what), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as progress:
        task = progress.add_task(what, total=None)
        yield lambda done, total: progress.update(task, completed=done, total=total)
