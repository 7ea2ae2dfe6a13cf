"""`griffie retention`: list what is due to be erased and why, or erase it."""

from typing import Annotated

import typer

from griffie.api.cli.options import (
    FOLDER,
    Data,
    Database,
    Kek,
    failure,
    open_for_command,
    progress_bar,
    read_day,
)
from griffie.application.access.roles import OPERATOR
from griffie.application.retention.carry_out import Became, ErasureResult
from griffie.application.retention.schedule import DueErasure, Hold, Kept
from griffie.domain.request.reference import reference

_WHAT = {
    Kept.IDENTITY: "evidence of identity",
    Kept.COPIES: "delivered copies",
    Kept.CORRESPONDENCE: "personal data of the file",
    Kept.HISTORY: "history",
}
_HELD = {Hold.LEGAL_HOLD: "a legal hold", Hold.WORDS_FIRST: "its personal data, which go first"}
_AGAIN = "a reader keeps older pages of a file alive, or it changed: do it again"

Day = Annotated[
    str | None, typer.Option("--due", metavar="DATE", help="By which day; today when left out.")
]
CarryOut = Annotated[bool, typer.Option("--carry-out", help="Erase it. Nothing is asked again.")]


def retention(
    *,
    due: Day = None,
    carry_out: CarryOut = False,
    data: Data = FOLDER,
    database: Database = None,
    kek: Kek = None,
) -> None:
    """What is due to be erased, and why. With --carry-out it is: nothing under a hold, all once."""
    with open_for_command(data, database, kek) as store:
        engine = store.engine
        on = read_day(due) if due else engine.today()
        if not carry_out:
            listed = engine.retention().due(on)
            for one in listed:
                for what in one.due:
                    typer.echo(f"{reference(one.id)}  {_in_words(what)}")
            number = sum(len(one.due) for one in listed)
            typer.echo(f"{number} due by {on}; nothing was erased.")
            return
        if on > engine.today():
            raise failure("only what is due today or before is erased")
        with progress_bar("retention") as progress:
            found = engine.carry_out(OPERATOR, on, progress=progress)
        for done in found:
            typer.echo(f"{reference(done.id)}  {_WHAT[done.kept]}: {_outcome(done)}")
        erased = sum(done.became is Became.DONE for done in found)
        typer.echo(f"{erased} erased, {len(found) - erased} kept.")


def _in_words(what: DueErasure) -> str:
    said = f"{_WHAT[what.kept]}: due since {what.due_on}, {what.because} ({what.provision})"
    return f"{said}; held by {_names(what.held_by)}" if what.held_by else said


def _outcome(done: ErasureResult) -> str:
    match done.became:
        case Became.DONE:
            return "erased"
        case Became.HELD:
            return f"held by {_names(done.held_by)}"
    return _AGAIN


def _names(held_by: tuple[Hold, ...]) -> str:
    return " and ".join(_HELD[one] for one in held_by)
