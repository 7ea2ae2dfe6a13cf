"""`griffie import`: an office's earlier register is taken over."""

import csv
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Annotated

import typer

from griffie.api.cli.options import (
    FOLDER,
    Controller,
    Data,
    Database,
    Kek,
    errors_as_sentences,
    failure,
    open_for_command,
    progress_bar,
)
from griffie.api.composition import SeenOnDisk, open_register
from griffie.application.intake.earlier_register.guess import guess as guess_mapping
from griffie.application.intake.earlier_register.importing import LineReport, Verdict
from griffie.application.intake.earlier_register.importing import import_register as import_lines
from griffie.application.intake.earlier_register.mapping import check_columns, load_mapping
from griffie.application.intake.earlier_register.rows import HowToRead

_TOLD = {Verdict.REFUSED, Verdict.CHANGED, Verdict.TWICE}
_EVERY = 200
"""Lines between two movements of the bar."""


def import_register(
    file: Annotated[Path, typer.Argument(help="The register: .csv, .xlsx or .jsonl.")],
    mapping: Annotated[
        Path | None, typer.Option(help="Which column is what: a TOML file that --guess begins.")
    ] = None,
    guess: Annotated[
        Path | None, typer.Option(help="Write a mapping to start from, and import nothing.")
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Check every line, and write nothing.")
    ] = False,
    report: Annotated[
        Path | None, typer.Option(help="Write what became of each line into this CSV file.")
    ] = None,
    data: Data = FOLDER,
    database: Database = None,
    kek: Kek = None,
    controller: Controller = None,
) -> None:
    """Take over an earlier register, line by line. Begun again, it imports nothing twice."""
    if (mapping is None) == (guess is None):
        raise failure("say --guess MAPPING.toml first; then --mapping MAPPING.toml")
    if guess is not None:
        with errors_as_sentences():
            text = guess_mapping(*open_register(file, HowToRead()))
            with guess.open("x", encoding="utf-8") as out:
                out.write(text)
        typer.echo(f"{guess}: read it, complete it, then: --mapping {guess} --dry-run")
        return
    assert mapping is not None
    with errors_as_sentences():
        said = load_mapping(mapping)
        rows, _ = open_register(file, said.how())
        check_columns(said, rows.columns)
        if report and report.exists() and any(map(report.samefile, (file, mapping))):
            raise failure(f"--report {report}: that file is read here: name another one")
        lines = sum(1 for _ in rows)  # all of it can be read, or nothing begins
    with ExitStack() as stack:
        store = stack.enter_context(open_for_command(data, database, kek, controller, makes=True))
        told = stack.enter_context(_reports(report))
        bar = stack.enter_context(progress_bar("check" if dry_run else "import"))
        found: Counter[Verdict] = Counter()
        done = import_lines(store.engine, rows, said, SeenOnDisk(), dry_run=dry_run)
        for one in done:
            found[one.verdict] += 1
            told(one)
            if not found.total() % _EVERY:
                bar(found.total(), lines)
        bar(lines, lines)
    counted = ", ".join(f"{found[one]} {one}" for one in Verdict if found[one]) or "no lines"
    typer.echo(f"{'checked, nothing written: ' if dry_run else ''}{counted}")
    if found.keys() & _TOLD:
        raise typer.Exit(1)


@contextmanager
def _reports(report: Path | None) -> Iterator[Callable[[LineReport], None]]:
    """Tells of a line: on the screen what was not imported, in the file everything."""
    with ExitStack() as stack:
        write = None
        if report:
            out = stack.enter_context(report.open("w", encoding="utf-8", newline=""))
            write = csv.writer(out).writerow
            write(("line", "verdict", "reference", "why"))

        def tell(one: LineReport) -> None:
            if write:
                write(one)
            if one.verdict in _TOLD:
                typer.echo(f"line {one.line}: {one.verdict}: {one.why}")

        yield tell
