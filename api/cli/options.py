"""What every command needs: its options, an open store, and errors as sentences."""

import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from errno import EACCES, EDQUOT, EIO, EMFILE, ENFILE, ENOSPC, EROFS
from pathlib import Path
from typing import Annotated, Any

import typer
from eventsourcing.persistence import PersistenceError
from pydantic import ValidationError
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from griffie.api.composition import (
    ON_SERVER,
    ServerPlaces,
    Store,
    Upkeep,
    open_server_store,
    open_store,
    profile_beside,
    profile_path,
)
from griffie.application.access.roles import OPERATOR
from griffie.application.controller.load_profile import load_profile
from griffie.application.controller.profile import NEUTRAL, ControllerProfile
from griffie.application.errors import StoreError
from griffie.application.maintenance.backup import Backup
from griffie.application.requests.requests import UnknownRequestError
from griffie.domain.errors import GriffieError, nearest
from griffie.domain.events import BackupBegun, BackupFailed
from griffie.domain.model.errors import BadInputError

FOLDER = Path("data")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def failure(sentence: object, code: int = 2) -> typer.Exit:
    """Say what went wrong on stderr; gives what to raise so that the command exits with `code`."""
    typer.echo(f"griffie: {sentence}", err=True)
    return typer.Exit(code)


def not_empty(option: typer.CallbackParam, address: str | None) -> str | None:
    """The address of a database as it was typed; None where the option was left out.

    An empty one is a variable that is not set, and no folder. Raises typer.Exit(2).
    """
    if address is not None and not address.strip():
        raise failure(f"--{option.name} is empty: name a database, or leave the option out")
    return address


Data = Annotated[Path, typer.Option(envvar="GRIFFIE_DATA", help="The folder of the store.")]
Database = Annotated[
    str | None,
    typer.Option(
        envvar="GRIFFIE_DATABASE",
        callback=not_empty,
        help="A store on a server, in place of a folder: postgresql://ROLE@HOST/NAME.",
    ),
]
Keys = Annotated[
    str | None,
    typer.Option(
        "--keys",
        envvar="GRIFFIE_KEYS",
        callback=not_empty,
        help="Of a store on a server, the database of its keys; default: NAME_keys beside it.",
    ),
]
Beside = Annotated[
    Path | None,
    typer.Option(
        envvar="GRIFFIE_BESIDE",
        help="Of a store on a server, the folder of what guards it on this machine.",
    ),
]
Kek = Annotated[
    Path | None,
    typer.Option(envvar="GRIFFIE_KEK_FILE", help="The master key; default: beside the folder."),
]
Controller = Annotated[
    Path | None,
    typer.Option(
        envvar="GRIFFIE_CONTROLLER",
        help="The controller's profile, TOML; default: beside the folder, if there is one.",
    ),
]
AcceptClock = Annotated[
    bool,
    typer.Option("--accept-clock", help="The clock is right although it seems to have jumped."),
]
TimeServerName = Annotated[
    str | None,
    typer.Option("--ntp", help="A time server to which the clock is held: HOST or HOST:PORT."),
]
MailboxesFile = Annotated[
    Path | None,
    typer.Option(help="A TOML file of mailboxes that are watched.", envvar="GRIFFIE_MAILBOXES"),
]
RelayFile = Annotated[
    Path | None,
    typer.Option(help="A TOML file of the relay that sends our mail.", envvar="GRIFFIE_RELAY"),
]
OpenDsrFile = Annotated[
    Path | None,
    typer.Option(help="A TOML file: with whom we speak OpenDSR.", envvar="GRIFFIE_OPENDSR"),
]
DrpFile = Annotated[
    Path | None,
    typer.Option(help="A TOML file: agents of the Data Rights Protocol.", envvar="GRIFFIE_DRP"),
]
ControllersFile = Annotated[
    Path | None, typer.Option(help="A TOML file of many controllers.", envvar="GRIFFIE_CONTROLLERS")
]


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


def _bad_input(error: BadInputError) -> str:
    return f"{error.word}: {error}"


def _no_request(_: Exception) -> str:
    return "there is no such request"


def _misshapen(error: ValidationError) -> str:
    places = "; ".join(".".join(map(str, one["loc"])) for one in error.errors())
    return f"not in the form that is needed: {places}"


def _store_failed(error: PersistenceError) -> str:
    return f"the store could not write or read: {error}. Nothing was done."


def _file_failed(error: sqlite3.Error) -> str:
    return (
        f"a file of the store could not be written or read: {error}. griffie doctor says why; then"
        " do it again: what was begun is finished first"
    )


_STEPS = {
    ENOSPC: "make room on that disk, and do it again",
    EDQUOT: "make room within the quota, and do it again",
    EROFS: "mount that disk for writing, and do it again",
    EMFILE: "raise the limit of open files (ulimit -n 1200), and do it again",
    ENFILE: "this machine has too many files open: end another program, and do it again",
    EIO: "the disk failed: see what the system says of it (dmesg)",
    EACCES: "do it as the user who runs griffie, or give that user this file",
}
"""What to do about an error of the system, by its number."""


def _system(error: OSError) -> str:
    step = _STEPS.get(error.errno or 0)
    # A copy names what was read first; what could not be written stands second.
    name = error.filename2 or error.filename or "a file"
    return f"{name}: {error.strerror}{f'; {step}' if step else ''}"


_SENTENCES: dict[type[Exception], Callable[[Any], str]] = {
    GriffieError: _own_words,
    BadInputError: _bad_input,
    UnknownRequestError: _no_request,
    LookupError: _no_request,
    ValidationError: _misshapen,
    PersistenceError: _store_failed,
    sqlite3.Error: _file_failed,
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
    flush_anchor: bool = False,
    makes: bool = False,
    places: ServerPlaces | None = None,
) -> Iterator[Store]:
    """Open the store of a folder, or in a `database`, for the block, and close it after.

    Where there is none, one is made, and that is said, if the command `makes` stores. Without
    `controller` the profile beside the folder holds, if there is one. An audit needs none, so that
    a broken profile never stands in its way. `places` are those of a store on a server; else the
    environment says them. Raises typer.Exit(2), with a sentence, where the
    store cannot be opened.
    """
    with errors_as_sentences():
        if database:
            places = places or ServerPlaces.of_environment(kek)
            store = open_server_store(
                database,
                places,
                profile=NEUTRAL
                if to_be_audited
                else _profile(profile_beside(database, places), controller),
                to_be_audited=to_be_audited,
                flush_anchor=flush_anchor,
            )
        else:
            new = not (data / "griffie.db").exists()
            beside = profile_path(data.resolve())
            store = open_store(
                data,
                kek=kek,
                profile=NEUTRAL if to_be_audited else _profile(beside, controller),
                to_be_audited=to_be_audited,
                flush_anchor=flush_anchor,
                may_make=makes,
            )
            if new:
                typer.echo(f"A new store was made: {data.resolve()}", err=True)
        try:
            yield store
        finally:
            store.engine.close()


def _profile(beside: Path, controller: Path | None) -> ControllerProfile:
    if controller is None and not beside.exists():
        return NEUTRAL
    return load_profile(controller or beside)


def record(store: Store, event: Upkeep) -> None:
    """Record what was done to the whole store; where that cannot be, say so on stderr."""
    if why := store.record(event, OPERATOR):
        typer.echo(f"That this was done is not recorded: {why}", err=True)


def recorded_backup(store: Store, to: Path, keys_to: Path) -> Backup:
    """Back a store up, and record that; also that it failed. Raises what `Store.back_up` raises."""
    if store.datastore.on_server:
        raise StoreError(ON_SERVER)
    record(store, BackupBegun(entries=store.history.newest()))
    try:
        return store.back_up(to, keys_to, progress_bar)
    except BaseException:
        record(store, BackupFailed())
        raise


def finish_what_was_cut_off(store: Store) -> None:
    """Finish erasures that a kill or a crash cut off, and say so on stderr."""
    if done := store.resume_erasures():
        typer.echo(f"Finished {done} erasure(s) that had been cut off.", err=True)


@contextmanager
def progress_bar(what: str) -> Iterator[Callable[[int, int], None]]:
    """A bar on stderr under a title; call what it gives with (done, total)."""
    columns = (TextColumn(what), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as progress:
        task = progress.add_task(what, total=None)
        yield lambda done, total: progress.update(task, completed=done, total=total)
