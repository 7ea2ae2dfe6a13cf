"""The command line of the verifier."""

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Any

from griffie.application.dossier.verifier.archive import unzipped
from griffie.application.dossier.verifier.bundle import Bundle
from griffie.application.dossier.verifier.check import Check, Wanted
from griffie.application.dossier.verifier.errors import UnreadableError
from griffie.application.dossier.verifier.given import (
    SlipError,
    key_given,
    log_given,
    note_given,
    slip,
)
from griffie.application.dossier.verifier.proves import no_origin, proves
from griffie.application.dossier.verifier.receipt import Receipt
from griffie.application.dossier.verifier.words import LANGUAGES, words

LONGEST_RECEIPT = 1 << 20


def verified(data: Any, wanted: Wanted) -> Check:
    """In: the octets. Raises UnreadableError."""
    if bytes(data[:2]) == b"PK":
        bundle = Bundle(wanted)
        bundle.check(unzipped(data))
        return bundle
    if len(data) > LONGEST_RECEIPT:
        raise UnreadableError("it is neither a bundle nor a receipt")
    receipt = Receipt(wanted)
    receipt.check(bytes(data))
    return receipt


def judged(path: str, wanted: Wanted, language: str | None = None) -> dict[str, Any]:
    """What is said of a file, as one JSON object.

    In the language of the reader for whom the file was made, unless another is asked for.
    """
    try:
        with Path(path).open("rb") as file:
            empty = not file.seek(0, 2)
            checked = verified(b"" if empty else mmap(file.fileno(), 0, access=ACCESS_READ), wanted)
    except UnreadableError as why:
        return {"verdict": "unreadable", "says": str(why)}
    language = language or checked.language
    findings = [
        {"code": code, "where": where, "says": words(code, where, language)}
        for code, where in sorted(checked.found)
    ]
    verdict = "inconsistent" if findings else "consistent"
    return {"verdict": verdict, **checked.facts, "findings": findings, "language": language}


def said(judgement: dict[str, Any]) -> list[str]:
    """The lines that a reader sees of a judgement."""
    if judgement["verdict"] == "unreadable":
        return [f"unreadable: {judgement['says']}"]
    lines = no_origin(judgement["language"]) if judgement["trust"] == "bundled" else []
    hidden = {"findings", "verdict", "language"}
    facts = {name: one for name, one in judgement.items() if name not in hidden}
    lines += proves(judgement, judgement["language"])
    lines += [f"{name}: {json.dumps(value)}" for name, value in facts.items()]
    lines += [finding["says"] for finding in judgement["findings"]]
    return [*lines, str(judgement["verdict"])]


def instant(text: str) -> datetime:
    """An instant with its zone, from ISO 8601. Raises ValueError."""
    at = datetime.fromisoformat(text)
    if at.tzinfo is None:
        raise ValueError
    return at


def own_file(path: Path | None, reads: Callable[[Path], Any], language: str | None) -> Any:
    """What the reader brought along. Raises UnreadableError, OSError."""
    try:
        return None if path is None else reads(path)
    except SlipError as kind:
        raise UnreadableError(slip(path or Path(), kind, language or "en")) from None


def wanted_by(asked: argparse.Namespace) -> Wanted:
    """The key, the checkpoint, the log and the instant of the reader."""
    said = asked.language
    return Wanted(
        own_file(asked.trust, lambda path: key_given(path.read_bytes()), said),
        own_file(asked.checkpoint, lambda path: note_given(path.read_bytes()), said),
        asked.newer_than,
        datetime.now(UTC),
        own_file(asked.log, log_given, said),
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """The program. Gives its exit code: 0 consistent, 1 not, 2 unreadable."""
    parser = argparse.ArgumentParser(description="Checks an evidence bundle, or a receipt.")
    parser.add_argument("file")
    parser.add_argument("--trust", type=Path, help="a file with the key that you trust")
    parser.add_argument("--checkpoint", type=Path, help="a checkpoint that you held before")
    parser.add_argument("--log", type=Path, help="a long bundle of this log, or its entries.bin")
    parser.add_argument("--newer-than", type=instant, help="2026-03-05T09:30:00Z")
    parser.add_argument("--language", choices=LANGUAGES, help="of what is said")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args(arguments)
    try:
        judgement = judged(asked.file, wanted_by(asked), asked.language)
    except OSError as error:
        judgement = {"verdict": "unreadable", "says": f"{error.filename}: {error.strerror}"}
    except UnreadableError as why:
        judgement = {"verdict": "unreadable", "says": str(why)}
    sys.stdout.write("\n".join([json.dumps(judgement)] if asked.json else said(judgement)) + "\n")
    return ["consistent", "inconsistent", "unreadable"].index(judgement["verdict"])


if __name__ == "__main__":
    sys.exit(main())
