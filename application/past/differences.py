"""What changed between two moments: of one request, and of the whole register."""

from collections import Counter
from collections.abc import Iterable, Iterator
from uuid import UUID

from griffie.application.access.roles import Account
from griffie.application.engine import Engine
from griffie.application.past.at_moment import (
    RegisterThen,
    RequestThen,
    register_then,
    request_then,
    write_cursor,
)
from griffie.application.past.comparison import Change, changes
from griffie.application.past.moments import NoSuchMomentError, When
from griffie.application.ports import LogLine
from griffie.application.register.every_item import every_page
from griffie.application.register.view import Item, Query
from griffie.application.views.differences import (
    ChangeShown,
    DifferenceCounts,
    ItemDifference,
    RegisterDifference,
    RegisterMoment,
    RequestDifference,
    RequestMoment,
)
from griffie.application.views.events import in_brief
from griffie.application.views.lists import left_since_field
from griffie.application.views.request import show
from griffie.domain.request.reference import reference
from griffie.domain.request.vocabulary import Status

_TOGETHER = 200
"""So many requests are compared together: a large register is never in memory as a whole [P]."""
_BACKWARDS = "the first moment comes after the second"


def request_difference(
    engine: Engine, account: Account, request_id: UUID, first: When, second: When
) -> RequestDifference:
    """What changed in a request between two moments, and the events between them.

    Raises NoSuchMomentError, UnknownRequestError.
    """
    old, new = (request_then(engine, request_id, when) for when in (first, second))
    if old.request.version > new.request.version or old.on > new.on:
        raise NoSuchMomentError(_BACKWARDS)
    was, aged, now = (
        show(then.request, on, account, engine.vault, reveal=False).as_values()
        for then, on in ((old, old.on), (old, new.on), (new, new.on))
    )
    lines = engine.history.lines_of(request_id)
    between = [
        line for line in lines if old.request.version < _place_of(line) <= new.request.version
    ]
    return RequestDifference(
        id=request_id,
        reference=reference(request_id),
        start=_end(old),
        to=_end(new),
        changes=_change_list(changes(was, aged, now)),
        events=in_brief(between),
    )


def _end(then: RequestThen) -> RequestMoment:
    request = then.request
    return RequestMoment(version=request.version, recorded_at=request.modified_on, on=then.on)


def _place_of(line: LogLine) -> int:
    return line.version or 0


def _change_list(found: Iterable[Change]) -> list[ChangeShown]:
    return [
        ChangeShown(field=field, old=old, new=new, because=because)
        for field, old, new, because in found
    ]


def register_difference(  # noqa: PLR0917 - whose register, between which two moments, which page
    engine: Engine,
    entered_by: str | None,
    first: When,
    second: When,
    limit: int,
    after: tuple[str, str] | None = None,
) -> RegisterDifference:
    """Which requests appeared or changed between two moments, with the events of each.

    A page of at most `limit` items, by due date at the second moment; the counts are of everything.
    `entered_by` limits it to the requests that one account entered; `after` is a cursor, read.
    Raises NoSuchMomentError.
    """
    asked = Query(entered_by=entered_by)
    counts = Counter(appeared=0, changed=0, closed=0)
    listed: list[tuple[Item, list[Change], bool]] = []
    with register_then(engine, first) as a, register_then(engine, second) as b:
        if a.position > b.position or a.on > b.on:
            raise NoSuchMomentError(_BACKWARDS)
        for some in every_page(b.view, asked, b.on, _TOGETHER):
            of_them = asked._replace(among=tuple(item.id for item in some), limit=len(some))
            was, aged = (_by_id(a.view.items(of_them, on)) for on in (a.on, b.on))
            for item in some:
                before = was.get(item.id)
                differing = _of_item(before, aged.get(item.id), item)
                if before and not differing:
                    continue
                counts.update(_counted(before, item))
                if len(listed) <= limit and (after is None or _place(item) > after):
                    listed.append((item, differing, before is None))
        return RegisterDifference(
            start=_side(a),
            to=_side(b),
            counts=DifferenceCounts(**counts),
            items=[
                ItemDifference(
                    id=item.id,
                    reference=item.reference,
                    change="appeared" if is_new else "changed",
                    changes=_change_list(differing),
                    events=in_brief(_between(engine, item.id, a.position, b.position)),
                )
                for item, differing, is_new in listed[:limit]
            ],
            next=write_cursor(listed[limit - 1][0], "due_on") if len(listed) > limit else None,
        )


def _by_id(items: Iterable[Item]) -> dict[UUID, Item]:
    return {item.id: item for item in items}


def _place(item: Item) -> tuple[str, str]:
    return item.deadline["due_on"].isoformat(), item.id.hex


def _of_item(was: Item | None, aged: Item | None, new: Item) -> list[Change]:
    if was is None or aged is None:
        return changes({}, {}, new._asdict())
    if was == new:
        return []
    return changes(was._asdict(), aged._asdict(), new._asdict())


def _counted(before: Item | None, item: Item) -> Iterator[str]:
    """Whether it appeared, changed or was closed; a request may count as appeared and closed."""
    yield "changed" if before else "appeared"
    if item.status is Status.CLOSED and (before is None or before.status is not Status.CLOSED):
        yield "closed"


def _between(engine: Engine, request_id: UUID, after: int, upto: int) -> list[LogLine]:
    """The events of a request from one position of the log to another."""
    return [line for line in engine.history.lines_of(request_id) if after <= line.place < upto]


def _side(then: RegisterThen) -> RegisterMoment:
    return RegisterMoment(position=then.position, on=then.on, **left_since_field(then.left_since))
