"""The import: line by line, each whole or not at all, none twice, none without a verdict."""

from collections.abc import Callable, Collection, Iterable, Iterator
from enum import StrEnum
from itertools import islice
from typing import NamedTuple, Protocol
from uuid import uuid4

from griffie.application.access.roles import OPERATOR
from griffie.application.engine import Engine
from griffie.application.errors import UnreadableRegisterError
from griffie.application.intake.earlier_register.bodies import PastRequest
from griffie.application.intake.earlier_register.line import Line
from griffie.application.intake.earlier_register.mapping import RegisterMapping
from griffie.application.intake.earlier_register.rows import Row
from griffie.application.projections.imported import ImportedLine
from griffie.application.requests.requests import KeyReusedError, Once
from griffie.domain.errors import UnusableInputError
from griffie.domain.model.errors import BadInputError, StepRefusedError
from griffie.domain.request.reference import reference

_AT_ONCE = 500
"""Lines that are read together: as many are in memory, whatever the file has."""


class Verdict(StrEnum):
    """What became of a line."""

    OPEN = "open"
    FINISHED = "finished"
    BEFORE = "imported before"
    CHANGED = "changed since"
    TWICE = "twice in this file"
    REFUSED = "refused"


class LineReport(NamedTuple):
    """What became of one line. It says why, and repeats nothing of the line."""

    line: int
    verdict: Verdict
    reference: str = ""
    why: str = ""


class SeenKeys(Protocol):
    """The port to the keys that were seen in this file: on disk, so that any number has room."""

    def add(self, keys: Collection[str]) -> Collection[str]:
        """Remember these keys; gives those that were seen before."""


def import_register(
    engine: Engine,
    rows: Iterable[Row],
    mapping: RegisterMapping,
    seen: SeenKeys,
    *,
    dry_run: bool = False,
) -> Iterator[LineReport]:
    """Import line by line, and say of each what became of it. `dry_run` checks and writes nothing.

    Cut off anywhere, it can be begun again: what was imported is known by its line. Raises
    UnreadableRegisterError before the first line where the mapping names an account that does not
    exist; UnreadableRegisterError, ContentionError, PersistenceError: what was imported stays.
    """
    _check_accounts(engine, mapping)
    left = iter(rows)
    while batch := list(islice(left, _AT_ONCE)):
        yield from _import_batch(engine, batch, mapping, seen, dry_run=dry_run)


def _check_accounts(engine: Engine, mapping: RegisterMapping) -> None:
    named = {*mapping.values.get("handler", {}).values()}
    named |= {mapping.where_silent["handler"]} if "handler" in mapping.where_silent else set()
    if unknown := sorted(one for one in named if engine.access.role_of(one) is None):
        raise UnreadableRegisterError(f"the mapping: values.handler: no account {unknown[0]}")


def _import_batch(
    engine: Engine, batch: Iterable[Row], mapping: RegisterMapping, seen: SeenKeys, *, dry_run: bool
) -> Iterator[LineReport]:
    read = [(row, _read(row, mapping, engine.mac)) for row in batch]
    keys = [line.source.key for _, line in read if isinstance(line, Line)]
    known = engine.imported().known(keys)
    twice = set(seen.add(keys))
    met: set[str] = set()
    for row, line in read:
        if isinstance(line, str):
            yield LineReport(row.line, Verdict.REFUSED, why=line)
            continue
        key = line.source.key
        if key in twice or key in met:
            yield LineReport(row.line, Verdict.TWICE, why="another line has the same key")
        elif key in known:
            yield _known_report(row, line, known[key])
        else:
            yield _imported(engine, row, line, dry_run=dry_run)
        met.add(key)


def _read(row: Row, mapping: RegisterMapping, mac: Callable[[bytes], str]) -> Line | str:
    try:
        return Line(row, mapping, mac)
    except BadInputError as wrong:
        return _because(wrong)


def _known_report(row: Row, line: Line, known: ImportedLine) -> LineReport:
    named = reference(known.request)
    if known.content == line.source.content:
        return LineReport(row.line, Verdict.BEFORE, named)
    return _changed(row, named)


def _changed(row: Row, named: str = "") -> LineReport:
    why = "the line says something else than when it was imported: record here what changed"
    return LineReport(row.line, Verdict.CHANGED, named, why)


def _imported(engine: Engine, row: Row, line: Line, *, dry_run: bool) -> LineReport:
    now = engine.now(OPERATOR)
    try:
        body = line.body()
        if dry_run:
            request = body.begin(uuid4(), now)
            body.carry_on(request, now)
            named = ""
        else:
            once = Once(line.source.key, line.source.content)
            named = reference(engine.requests.receive(body, now, once).id)
    except KeyReusedError:  # another import took it, a moment ago, with other words
        return _changed(row)
    except (StepRefusedError, UnusableInputError) as wrong:
        return LineReport(row.line, Verdict.REFUSED, why=_because(wrong))
    finished = isinstance(body, PastRequest)
    return LineReport(row.line, Verdict.FINISHED if finished else Verdict.OPEN, named)


def _because(wrong: Exception) -> str:
    return f"{wrong.word}: {wrong}" if isinstance(wrong, BadInputError) else str(wrong)
