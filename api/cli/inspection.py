"""`griffie inspection`: write the file for an inspection, of chosen requests."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from pydantic import TypeAdapter, ValidationError

from griffie.api.cli.dossier import Short, asked_form, write
from griffie.api.cli.options import (
    FOLDER,
    Data,
    Database,
    Kek,
    failure,
    open_for_command,
    progress_bar,
)
from griffie.api.words.bad_input import reason_said
from griffie.api.words.speech import Speech
from griffie.application.access.purposes import Why, stated
from griffie.application.access.roles import OPERATOR
from griffie.application.dossier.bundles import BundleOptions
from griffie.application.dossier.choose import choose, facts_of
from griffie.application.dossier.inspection import Choice
from griffie.application.engine import Engine
from griffie.application.ports import LogForkedError
from griffie.application.requests.bodies import Day
from griffie.domain.housekeeping import LookPurpose
from griffie.domain.law import Language
from griffie.domain.model.errors import BadInputError
from griffie.domain.model.values import Code
from griffie.domain.request.vocabulary import Outcome
from griffie.domain.rights_request import RightsRequest


def inspection(
    output: Annotated[Path, typer.Option("--output", "-o", help="The zip to be written.")],
    first: Annotated[str | None, typer.Option("--from", help="Received on DATE or later.")] = None,
    until: Annotated[str | None, typer.Option(help="Received on DATE or before.")] = None,
    outcome: Annotated[Outcome | None, typer.Option(help="How they ended.")] = None,
    complaint: Annotated[
        bool, typer.Option("--complaint", help="Only those about which somebody complained.")
    ] = False,
    dossier: Annotated[
        str | None, typer.Option(help="The authority's reference, as it was recorded.")
    ] = None,
    language: Annotated[Language | None, typer.Option(help="That of the authority.")] = None,
    short: Short = None,
    reveal: Annotated[bool, typer.Option("--reveal", help="With the personal data.")] = False,
    reason: Annotated[str | None, typer.Option(help="Why they are needed; recorded.")] = None,
    data: Data = FOLDER,
    database: Database = None,
    kek: Kek = None,
) -> None:
    """Write the file for an inspection: chosen requests in one signed bundle. That is recorded."""
    if bool(reason) is not reveal:
        raise failure("--reveal and --reason go together")
    form = asked_form(short=short)
    choice = Choice(_day(first), _day(until), outcome, complaint, _code(dossier))
    with open_for_command(data, database, kek) as store, progress_bar("inspection") as progress:
        engine = store.engine
        try:
            requests = choose(engine, choice)
            if reason is not None:
                _reveal(engine, requests, reason)
            spoken = language or engine.profile.languages.default
            asked = BundleOptions(spoken, form, opened=reason is not None)
            facts = facts_of(engine, choice)
            octets = write(
                output, engine.bundles.of_inspection(OPERATOR, requests, facts, asked), progress
            )
        except BadInputError as error:
            raise failure(reason_said(str(error), Speech(Language.EN)) or str(error)) from None
        except LogForkedError as why:
            raise failure(why) from None
    typer.echo(
        f"{output}: {len(requests)} requests, {octets} octets."
        f" Check it with: griffie verify {output}"
    )


def _reveal(engine: Engine, requests: list[RightsRequest], reason: str) -> None:
    said = stated(OPERATOR, Why(LookPurpose.SUPERVISION, reason))
    for request in requests:
        if not request.erased:
            engine.requests.reveal(request, engine.now(OPERATOR), said)


def _day(said: str | None) -> date | None:
    try:
        return TypeAdapter(Day).validate_python(said) if said else None
    except ValidationError:
        raise failure("a day is written 2026-03-05") from None


def _code(said: str | None) -> str | None:
    try:
        return TypeAdapter(Code).validate_python(said) if said else None
    except ValidationError:
        raise failure("a reference has small letters, figures, - and _: at most 40") from None
