"""`griffie verify`: check a bundle or a receipt offline, without a store or a network."""

import json
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from griffie.api.cli.options import errors_as_sentences, failure
from griffie.api.composition import utc_now, verify_file
from griffie.application.dossier.verdict import NOT_PROVEN, Trust, Verdict, Wanted
from griffie.application.errors import UnreadableBundleError


def verify(
    file: Annotated[Path, typer.Argument(help="A bundle (.zip) or a receipt (.tlog-proof).")],
    trust: Annotated[
        Path | None, typer.Option(help="A file with the log's key, had from elsewhere.")
    ] = None,
    checkpoint: Annotated[
        Path | None, typer.Option(help="A checkpoint that you held before.")
    ] = None,
    newer_than: Annotated[
        str | None, typer.Option(help="Something must be recorded at this instant or later.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """Check a bundle or a receipt, offline. Exit 0: consistent; 1: not, in words; 2: unreadable."""
    with errors_as_sentences():
        key = trust.read_text("utf-8").removesuffix("\n") if trust else None
        held = checkpoint.read_text("utf-8") if checkpoint else None
        newer = _instant(newer_than) if newer_than else None
        wanted = Wanted(key, held, newer, utc_now())
        try:
            verdict = verify_file(file, wanted)
        except UnreadableBundleError as why:
            if as_json:
                typer.echo(json.dumps({"verdict": "unreadable", "says": str(why)}))
            raise failure(f"unreadable: {why}") from None
    typer.echo(json.dumps(verdict_json(verdict)) if as_json else "\n".join(_verdict_lines(verdict)))
    if verdict.findings:
        raise typer.Exit(1)


def _instant(text: str) -> datetime:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        at = datetime.min  # noqa: DTZ901 - it has no zone, and is refused for that
    if at.tzinfo is None:
        raise failure("an instant is written 2026-03-05T09:30:00Z")
    return at


def verdict_json(verdict: Verdict) -> dict[str, Any]:
    """The verdict as the values of one JSON object."""
    findings = [
        {"code": found.code, "where": found.where, "says": found.words}
        for found in verdict.ordered()
    ]
    return {"verdict": verdict.name, **verdict.facts, "findings": findings}


def _verdict_lines(verdict: Verdict) -> list[str]:
    """The verdict for people. The first line says what is not proven, where no key was given."""
    lines = [NOT_PROVEN] if verdict.facts["trust"] is Trust.BUNDLED else []
    lines += [f"{name}: {json.dumps(value)}" for name, value in verdict.facts.items()]
    return [*lines, *(found.words for found in verdict.ordered()), verdict.name]
