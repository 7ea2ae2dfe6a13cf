"""`griffie show`, `list`, `dashboard` and `diff`: the state now or at an earlier moment.

Personal data are never opened here. Columns for people; with `--json` the answer of the API.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import Annotated

import typer

from griffie.api.cli.options import FOLDER, Data, Database, Kek, failure, open_for_command
from griffie.api.composition import Store
from griffie.application.access.roles import OPERATOR
from griffie.application.disclosure import KeyUnavailableError
from griffie.application.past import at_moment as looking_back
from griffie.application.past import differences
from griffie.application.past.at_moment import request_then
from griffie.application.past.comparison import flat
from griffie.application.past.moments import WRITTEN, NoSuchMomentError, When, parse_moment
from griffie.application.register.find_request import find_request
from griffie.application.register.view import Query
from griffie.application.views.answer import Answer
from griffie.application.views.differences import ChangeShown
from griffie.application.views.events import BriefEvent
from griffie.application.views.lists import ItemShown, items_shown
from griffie.application.views.request import show as shown_to
from griffie.domain.law import Right
from griffie.domain.law.deadlines import Standing
from griffie.domain.request.vocabulary import Status

Request = Annotated[str, typer.Argument(help="Its id or its reference.")]
At = Annotated[
    str | None, typer.Option(metavar="INSTANT", help="As recorded by then; it carries its zone.")
]
Position = Annotated[
    int | None, typer.Option(min=1, help="By the first so many entries of the log.")
]
Version = Annotated[int | None, typer.Option(min=1, help="After so many of its events.")]
Json = Annotated[bool, typer.Option("--json", help="What the API answers, in one line.")]
Limit = Annotated[int, typer.Option(min=1, max=200, help="At most so many.")]
_DAY = re.compile(r"20[0-9]{2}-[0-9]{2}-[0-9]{2}")
_Rows = Iterable[Sequence[object]]


@contextmanager
def _looking(data: Data, database: Database, kek: Kek) -> Iterator[Store]:
    with open_for_command(data, database, kek) as store:
        try:
            yield store
        except NoSuchMomentError as none:
            raise failure(none) from None
        except KeyUnavailableError:
            raise failure("the key of these data cannot be had at the moment: try again") from None


def _read_instant(written: str | None) -> datetime | None:
    if written is None:
        return None
    if (found := parse_moment(written).at) is None:
        raise NoSuchMomentError("an instant is written 2026-03-05T09:30:00Z, or with +01:00")
    return found


def _print_answer(as_json: bool, shown: Answer, plain: _Rows) -> None:
    if as_json:
        typer.echo(shown.as_json())
        return
    rows = [[_cell(one) for one in row] for row in plain]
    widths: dict[int, int] = {}
    for row in rows:
        for place, text in enumerate(row[:-1]):
            widths[place] = max(widths.get(place, 0), len(text))
    for row in rows:
        padded = (text.ljust(widths.get(place, 0)) for place, text in enumerate(row))
        typer.echo("  ".join(padded).rstrip())


def _cell(value: object) -> str:
    if value is None or value in ([], ()):
        return "-"
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    return str(value)


def show(
    request: Request,
    at: At = None,
    position: Position = None,
    version: Version = None,
    *,
    as_json: Json = False,
    data: Data = FOLDER,
    database: Database = None,
    kek: Kek = None,
) -> None:
    """A request as it stands, or as it stood at an instant, a position of the log or a version."""
    with _looking(data, database, kek) as store:
        when = When(_read_instant(at), position, version)
        then = request_then(store.engine, find_request(store.engine.named, request), when)
        account, vault = OPERATOR, store.engine.vault
        said = shown_to(then.request, then.on, account, vault, reveal=False)
        head = [("reference", said.reference), ("version", said.version), ("as of", then.on)]
        every = flat(said.as_values())
        facts = [(name, value) for name, value in every if name not in {"id", "reference"}]
        may = [action.command for action in said.actions if action.allowed]
        _print_answer(as_json, said, [*head, *facts, ("may follow", may)])


def list_requests(
    status: Annotated[Status | None, typer.Option(help="Only these.")] = None,
    right: Annotated[Right | None, typer.Option(help="Only where it is invoked.")] = None,
    handler: Annotated[str | None, typer.Option(help="Only theirs.")] = None,
    deadline: Annotated[Standing | None, typer.Option(help="Only where it stands so.")] = None,
    limit: Limit = 50,
    cursor: Annotated[str | None, typer.Option(help="The `next` of the page before.")] = None,
    at: At = None,
    position: Position = None,
    *,
    as_json: Json = False,
    data: Data = FOLDER,
    database: Database = None,
    kek: Kek = None,
) -> None:
    """The register by due date, as it stands or as it stood at an instant or a position."""
    with _looking(data, database, kek) as store:
        query = Query(
            status, right, None, handler, deadline, limit=limit, after=_read_cursor(cursor)
        )
        said = looking_back.list_page(store.engine, query, When(_read_instant(at), position))
        shown = [*_item_rows(items_shown(said.items)), *_rest(said.following, said.left_since)]
        _print_answer(as_json, said, shown)


def _read_cursor(cursor: str | None) -> tuple[str, str] | None:
    try:
        return looking_back.read_cursor(cursor, "due_on") if cursor else None
    except ValueError:
        raise failure("the cursor is not of this list: begin again without one") from None


def _item_rows(items: Iterable[ItemShown]) -> _Rows:
    yield "REFERENCE", "STATUS", "RECEIVED", "DUE", "DEADLINE", "HANDLER", "RIGHTS"
    for item in items:
        deadline = item.deadline
        head = (item.reference, item.status, item.received_on)
        yield *head, deadline.due_on, deadline.state, item.handler, item.rights


def _rest(following: str | None, left_since: int | None) -> _Rows:
    """Lines about what this page leaves out, so that nobody takes it for everything."""
    if left_since:
        yield (f"{left_since} request(s) of then have lawfully left the store since.",)
    if following:
        yield (f"There are more: --cursor {following}",)


def dashboard(
    on: Annotated[
        str | None, typer.Option(metavar="DATE", help="By the end of that read_day.")
    ] = None,
    at: At = None,
    position: Position = None,
    knowledge: Annotated[
        str,
        typer.Option(metavar="then|now", help="Judge the read_day by what is known then, or now."),
    ] = "then",
    *,
    as_json: Json = False,
    data: Data = FOLDER,
    database: Database = None,
    kek: Kek = None,
) -> None:
    """What is due, late and waiting: today, at the end of a day, or at a moment."""
    if knowledge not in {"then", "now"}:
        raise failure("--knowledge is then or now")
    with _looking(data, database, kek) as store:
        when = When(_read_instant(at), position, on=_read_day(on), hindsight=knowledge == "now")
        if when == When(hindsight=True):
            when = When()
        said = looking_back.board(store.engine, when, figures_only=False)
        figures: list[tuple[str, object]] = [("on", said.on), *said.counts.items()]
        figures += [("at risk by the strict date", said.strict_at_risk)]
        figures += [(f"messages {name}", count) for name, count in said.messages if count]
        _print_answer(as_json, said, figures)
        if not as_json:
            typer.echo()
            _print_answer(
                as_json, said, [*_item_rows(said.most_urgent), *_rest(None, said.left_since)]
            )


def _read_day(written: str | None) -> date | None:
    try:
        if written is None or _DAY.fullmatch(written):
            return date.fromisoformat(written) if written else None
    except ValueError:
        pass
    raise failure("--on is a day, written YYYY-MM-DD")


Ends = Annotated[str, typer.Option(metavar="MOMENT", help=f"{WRITTEN[0].upper()}{WRITTEN[1:]}.")]


def diff(
    request: Annotated[str | None, typer.Argument(help="Its id or reference; else all.")] = None,
    start: Annotated[
        str | None,
        typer.Option("--from", metavar="MOMENT", help="As with --to. Else from the beginning."),
    ] = None,
    to: Ends = "now",
    limit: Limit = 50,
    cursor: Annotated[str | None, typer.Option(help="The `next` of the page before.")] = None,
    *,
    as_json: Json = False,
    data: Data = FOLDER,
    database: Database = None,
    kek: Kek = None,
) -> None:
    """What changed between two moments, of a request or of the whole register."""
    with _looking(data, database, kek) as store:
        beginning = When(version=1) if request else When(position=1)
        ends, engine = (parse_moment(start) if start else beginning, parse_moment(to)), store.engine
        if request:
            found = find_request(store.engine.named, request)
            one = differences.request_difference(engine, OPERATOR, found, *ends)
            _print_answer(as_json, one, [*_changed(one.changes), *_event_rows(one.events)])
            return
        said = differences.register_difference(engine, None, *ends, limit, _read_cursor(cursor))
        counts = [f"{count} {name}" for name, count in said.counts]
        _print_answer(as_json, said, [(counts,)])
        if as_json:
            return
        for item in said.items:
            typer.echo(f"\n{item.reference}  {item.change}")
            _print_answer(as_json, item, [*_changed(item.changes), *_event_rows(item.events)])
        _print_answer(as_json, said, _rest(said.next, said.start.left_since))


def _changed(changes: Iterable[ChangeShown]) -> _Rows:
    for change in changes:
        because = "only time passed" if change.because == "time" else ""
        yield f"  {change.field}", _cell(change.old), "->", _cell(change.new), because


def _event_rows(events: Iterable[BriefEvent]) -> _Rows:
    for event in events:
        late = f"recorded late, of {event.happened_on}" if event.recorded_late else ""
        yield f"  + {event.type}", event.recorded_at, event.actor, late
