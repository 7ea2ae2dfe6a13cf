"""`griffie doctor`: everything that can be wrong with a store, each with the step to take."""

import json
from typing import Annotated

import typer

from griffie.api.cli.options import FOLDER, Data, Database, Kek, errors_as_sentences
from griffie.api.composition import ServerPlaces, examine_server
from griffie.api.composition.examination import examine
from griffie.api.server.limits import Limits, TooFewFilesError, fitted_to_files
from griffie.application.maintenance.health import Sign


def doctor(
    data: Data = FOLDER,
    database: Database = None,
    kek: Kek = None,
    as_json: Annotated[bool, typer.Option("--json", help="An object a line.")] = False,
) -> None:
    """Look for everything that can be wrong, and say what to do. Exit 0: well, 1: not, 2: no store.

    It repairs nothing, and may run beside a serving process.
    """
    with errors_as_sentences():
        looked = (
            examine_server(database, ServerPlaces.of_environment(kek))
            if database
            else examine(data, kek)
        )
        wrong = 0
        for sign in (*looked, _files()):
            wrong += not sign.well
            typer.echo(_as_json(sign) if as_json else _as_text(sign))
    if wrong:
        raise typer.Exit(1)


def _files() -> Sign:
    try:
        limits = fitted_to_files(Limits())
    except TooFewFilesError as trouble:
        return Sign("files", "too few may be open", str(trouble))
    return Sign("files", f"{limits.connections} connections at once")


def _as_json(sign: Sign) -> str:
    return json.dumps({**sign._asdict(), "well": sign.well}, ensure_ascii=False)


def _as_text(sign: Sign) -> str:
    line = f"{'well ' if sign.well else 'WRONG'}  {sign.name}: {sign.said}"
    return line if sign.well else f"{line}\n       do: {sign.step}"
