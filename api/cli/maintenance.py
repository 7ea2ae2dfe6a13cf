"""`griffie rebuild`, `audit` and `erase`: what an operator does to a whole store or a file."""

import os
from pathlib import Path
from typing import Annotated

import typer

from griffie.api.cli.options import (
    FOLDER,
    Data,
    Database,
    Kek,
    failure,
    finish_what_was_cut_off,
    open_for_command,
    progress_bar,
    record,
)
from griffie.api.composition import HeldNote, read_held, trusted_key
from griffie.application.access.roles import OPERATOR
from griffie.application.maintenance.read_anew import read_anew
from griffie.application.projections.registry import PROJECTIONS
from griffie.application.register.find_request import find_request
from griffie.application.requests.commands import command
from griffie.domain.events import AuditMade
from griffie.domain.request.reference import reference
from griffie.domain.request.vocabulary import FileErasure
from griffie.domain.rights_request import RightsRequest

_USUAL_WORKERS, _MOST_WORKERS = 8, 64


def _processors() -> int:
    return min(len(os.sched_getaffinity(0)), _USUAL_WORKERS)


def rebuild(
    projections: Annotated[list[str] | None, typer.Argument(help="register, trail")] = None,
    search: Annotated[
        bool, typer.Option("--search", help="Make the search values anew from the vault.")
    ] = False,
    workers: Annotated[
        int | None,
        typer.Option(
            min=1,
            max=_MOST_WORKERS,
            help="Processes that fold beside each other; else one a processor, at most 8.",
        ),
    ] = None,
    data: Data = FOLDER,
    database: Database = None,
    kek: Kek = None,
) -> None:
    """Make projections again from the events; the old ones serve until the new ones are ready."""
    with open_for_command(data, database, kek) as store:
        if search:
            with progress_bar("search") as progress:
                changed = store.rebuild_search(progress)
            typer.echo(f"search: {changed} request(s) had other values than their words give")
        for name in projections or (() if search else PROJECTIONS):
            if name not in PROJECTIONS:
                raise failure(f"there is no such projection; there are {', '.join(PROJECTIONS)}")
            with progress_bar(name) as progress:
                rows = store.projections.rebuild(name, progress, workers or _processors())
            typer.echo(f"{name}: {rows} rows from {store.history.newest()} events")


def audit(
    checkpoint: Annotated[
        list[Path] | None, typer.Option(help="A checkpoint that was kept elsewhere.")
    ] = None,
    held: Annotated[
        Path | None, typer.Option(help="A folder of checkpoints, receipts and mails (.eml).")
    ] = None,
    trust: Annotated[
        str | None, typer.Option(help="The log's public key (name+id+base64), or its file.")
    ] = None,
    readings: Annotated[
        bool,
        typer.Option("--readings", help="List what the newest reading of the law would change."),
    ] = False,
    data: Data = FOLDER,
    database: Database = None,
    kek: Kek = None,
) -> None:
    """Check every event, the log, every checkpoint and every projection. Exit 1: not consistent."""
    with open_for_command(data, database, kek, to_be_audited=True) as store:
        notes = [HeldNote(path, path.read_text("utf-8")) for path in checkpoint or []]
        notes += read_held(held) if held else []
        key = trusted_key(trust) if trust else None
        with progress_bar("audit") as progress:
            findings, summary = store.check([one.note for one in notes], progress, key)
        for found in findings:
            typer.echo(found.what)
        for number, kept in enumerate(notes, 1):
            if any(f"held checkpoint number {number}" in found.what for found in findings):
                typer.echo(f"Held checkpoint number {number} stands in {kept.file}.")
        verdict = f"{len(findings)} finding(s)" if findings else "consistent"
        typer.echo(
            f"{summary.events} events, {summary.entries} log entries, {summary.checkpoints}"
            f" checkpoints checked, {summary.lawfully_erased} lawfully erased: {verdict}"
        )
        if summary.lost:
            typer.echo(
                f"{summary.lost} held checkpoint(s) cover entries that were lost: this log says so"
                " itself, where it continues another (griffie new-log)."
            )
        if not notes:
            typer.echo(
                "No checkpoint from outside was given: this checks integrity, it is no evidence"
                " against whoever holds the store and its key.",
                err=True,
            )
        if readings:
            today = store.engine.now(OPERATOR).today
            for one in read_anew(store.requests, store.engine.current(), today):
                typer.echo(f"{one.reference}  {one.right or '-'}: {one.then}, read anew {one.now}")
        if findings:
            raise typer.Exit(1)
        record(store, AuditMade(entries=summary.entries, held=len(notes)))


def erase(
    request: Annotated[str, typer.Argument(help="Its id or its reference.")],
    ground: Annotated[FileErasure, typer.Option(help="Why.")],
    explanation: Annotated[str, typer.Option(help="The reason, in a sentence.")],
    data: Data = FOLDER,
    database: Database = None,
    kek: Kek = None,
) -> None:
    """Destroy the personal data of a closed request: keys and ciphertexts. Its history stays."""
    with open_for_command(data, database, kek) as store:
        finish_what_was_cut_off(store)
        request_id = find_request(store.engine.named, request)
        step = RightsRequest.erase_personal_data
        erasing = command(step, ground=ground, explanation=explanation)
        store.requests.take(request_id, erasing, store.engine.now(OPERATOR))
        typer.echo(f"{reference(request_id)}: personal data erased; history and proofs stand.")
