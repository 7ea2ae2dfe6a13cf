"""`griffie verify`: check a bundle or a receipt offline, without a store or a network."""

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer

from griffie.api.cli.options import errors_as_sentences, failure
from griffie.api.composition import read_held_log, utc_now, verify_file
from griffie.application.dossier.verdict import Trust, Verdict, Wanted
from griffie.application.dossier.verifier.given import SlipError, key_given, note_given, slip
from griffie.application.dossier.verifier.proves import no_origin, proves
from griffie.application.dossier.verifier.words import LANGUAGES
from griffie.application.errors import UnreadableBundleError
from griffie.domain.law import Language

T = TypeVar("T")


def verify(
    file: Annotated[Path, typer.Argument(help="A bundle (.zip) or a receipt (.tlog-proof).")],
    trust: Annotated[
        Path | None, typer.Option(help="A file with the log's key, had from elsewhere.")
    ] = None,
    checkpoint: Annotated[
        Path | None, typer.Option(help="A checkpoint that you held before.")
    ] = None,
    log: Annotated[
        Path | None, typer.Option(help="A long bundle of this log, or its entries.bin: the log.")
    ] = None,
    newer_than: Annotated[
        str | None, typer.Option(help="Something must be recorded at this instant or later.")
    ] = None,
    language: Annotated[
        Language | None,
        typer.Option(help="Of the findings; default: that of the reader it was made for."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """Check a bundle or a receipt, offline. Exit 0: consistent; 1: not, in words; 2: unreadable."""
    with errors_as_sentences():
        try:
            key = _given(trust, lambda path: key_given(path.read_bytes()), language)
            held = _given(checkpoint, lambda path: note_given(path.read_bytes()), language)
            entries = _given(log, read_held_log, language)
            newer = _instant(newer_than) if newer_than else None
            verdict = verify_file(file, Wanted(key, held, newer, utc_now(), entries))
        except UnreadableBundleError as why:
            if as_json:
                typer.echo(json.dumps({"verdict": "unreadable", "says": str(why)}))
            raise failure(f"unreadable: {why}") from None
    if language:
        verdict.language = language.value
    typer.echo(json.dumps(verdict_json(verdict)) if as_json else "\n".join(_verdict_lines(verdict)))
    if verdict.findings:
        raise typer.Exit(1)


def _given(path: Path | None, reads: Callable[[Path], T], language: Language | None) -> T | None:
    """What the reader brought along. A slip in it is no finding about the file."""
    if path is None:
        return None
    try:
        return reads(path)
    except SlipError as kind:
        said = slip(path, kind, language.value if language else LANGUAGES[0])
        raise UnreadableBundleError(said) from None


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
        {"code": found.code, "where": found.where, "says": found.words(verdict.language)}
        for found in verdict.ordered()
    ]
    facts = {**verdict.facts, "language": verdict.language}
    return {"verdict": verdict.name, **facts, "findings": findings}


def _verdict_lines(verdict: Verdict) -> list[str]:
    """The verdict for people. The first line says what is not proven, where no key was given."""
    bundled = verdict.facts["trust"] is Trust.BUNDLED
    lines = no_origin(verdict.language) if bundled else []
    lines += proves(verdict.facts, verdict.language)
    lines += [f"{name}: {json.dumps(value)}" for name, value in verdict.facts.items()]
    return [*lines, *(found.words(verdict.language) for found in verdict.ordered()), verdict.name]
