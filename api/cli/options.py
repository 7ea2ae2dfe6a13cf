"""What every command needs: its options, an open store, a sentence where something goes wrong."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from eventsourcing.persistence import PersistenceError
from pydantic import ValidationError
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from griffie.api.composition import Store, open_store
from griffie.application.controller.profile import NEUTRAL, UnreadableProfileError, load_profile
from griffie.application.disclosure import KeyUnavailableError
from griffie.application.intake.mail import UnreadableMailError
from griffie.application.maintenance.errors import (
    AlreadyServingError,
    BackupError,
    MasterKeyError,
    StoreError,
    UnusableLogKeyError,
)
from griffie.application.ports import LogForkedError
from griffie.application.requests.histories import ClockBehindError
from griffie.application.requests.requests import UnknownRequestError
from griffie.domain.model.errors import BadInputError, StepRefusedError

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

TROUBLES = (
    StoreError,
    MasterKeyError,
    UnusableLogKeyError,
    AlreadyServingError,
    UnreadableProfileError,
    UnreadableMailError,
    StepRefusedError,
    BadInputError,
    LogForkedError,
    KeyUnavailableError,
    BackupError,
)


def fail(sentence: object, code: int = 2) -> typer.Exit:
    typer.echo(f"griffie: {sentence}", err=True)
    return typer.Exit(code)


@contextmanager
def plainly() -> Iterator[None]:
    """What goes wrong is a sentence for whoever typed the command, never a traceback."""
    try:
        yield
    except TROUBLES as trouble:
        raise fail(trouble) from None
    except ClockBehindError:
        raise fail("this machine's clock is behind what is recorded: set it right") from None
    except (UnknownRequestError, LookupError):
        raise fail("there is no such request") from None
    except ValidationError as error:
        places = "; ".join(".".join(map(str, one["loc"])) for one in error.errors())
        raise fail(f"not in the form that is needed: {places}") from None
    except PersistenceError as error:
        raise fail(f"the store could not write or read: {error}. Nothing was done.") from None
    except OSError as error:
        raise fail(f"{error.filename or 'a file'}: {error.strerror}") from None


@contextmanager
def opened(
    data: Path,
    database: str | None,
    kek: Path | None,
    controller: Path | None = None,
    *,
    to_be_audited: bool = False,
) -> Iterator[Store]:
    with plainly():
        if database:
            raise StoreError("This version has no PostgreSQL stores: use --data FOLDER.")
        profile = load_profile(controller) if controller else NEUTRAL
        store = open_store(data, kek=kek, profile=profile, to_be_audited=to_be_audited)
        try:
            yield store
        finally:
            store.engine.close()


@contextmanager
def bar(what: str) -> Iterator[Callable[[int, int], None]]:
    columns = (TextColumn(what), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as progress:
        task = progress.add_task(what, total=None)
        yield lambda done, total: progress.update(task, completed=done, total=total)
