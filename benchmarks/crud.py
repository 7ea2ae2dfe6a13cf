"""An office's work, against the same written as SQLAlchemy CRUD with an audit table.

In process, on SQLite with `synchronous=FULL`, as an office would have it: 400 requests. Theirs is a
table of requests and one of audit rows, each with the state after it; the requester stands in the
row in plain text, nothing is sealed, logged or proven, and no rule of the law is asked.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import JSON, ForeignKey, Index, create_engine, delete, event, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from benchmarks.common import RECEIVE, WHO, Measured, paired, store
from griffie.api.composition import Store
from griffie.application.past.at_moment import list_page
from griffie.application.past.moments import When
from griffie.application.register.view import Query
from griffie.application.requests.commands import command
from griffie.domain.law.deadlines import Standing
from griffie.domain.rights_request import RightsRequest

OFFICE, STEPS, PAGE = 400, 10, 50
AIM = 1.0
_NOTE = "The requester called: the copy may go to the new address."


class _Base(DeclarativeBase):
    """The tables of theirs."""

    type_annotation_map = {dict[str, Any]: JSON, list[str]: JSON}  # noqa: RUF012 - theirs


class Request(_Base):
    """A request, as it is now."""

    __tablename__ = "request"
    __table_args__ = (Index("open_by_day", "status", "due_on"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    reference: Mapped[str]
    version: Mapped[int]
    status: Mapped[str]
    channel: Mapped[str]
    language: Mapped[str]
    received_on: Mapped[date]
    due_on: Mapped[date]
    rights: Mapped[list[str]]
    name: Mapped[str]
    email: Mapped[str] = mapped_column(index=True)
    message: Mapped[str]
    handler: Mapped[str | None]

    def state(self) -> dict[str, Any]:
        """What an answer shows, and what an audit row keeps."""
        return {
            column.key: value if isinstance(value, int | list | None) else str(value)
            for column in self.__table__.columns
            for value in [getattr(self, column.key)]
        }


class Audited(_Base):
    """What somebody did, with the state after it."""

    __tablename__ = "audit"

    id: Mapped[int] = mapped_column(primary_key=True)
    request_id: Mapped[UUID] = mapped_column(ForeignKey("request.id"), index=True)
    version: Mapped[int]
    action: Mapped[str]
    actor: Mapped[str]
    at: Mapped[datetime]
    said: Mapped[dict[str, Any]]
    state: Mapped[dict[str, Any]]


class Theirs:
    """The same office as CRUD."""

    def __init__(self, folder: Path) -> None:
        self._engine = create_engine(f"sqlite:///{folder / 'crud.db'}")
        event.listen(self._engine, "connect", _as_durable)
        _Base.metadata.create_all(self._engine)

    def receive(self) -> UUID:
        """Record a request. Gives its id."""
        with Session(self._engine) as session, session.begin():
            one = Request(
                reference=uuid4().hex[:10],
                version=1,
                status="open",
                channel="email",
                language="nl",
                received_on=date(2026, 3, 5),
                due_on=date(2026, 4, 7),
                rights=["access", "erasure"],
                name="Somebody",
                email="somebody@bench.example",
                message="What do you have about me?",
                handler=None,
            )
            session.add(one)
            session.flush()
            _audit(session, one, "receive", {})
            return one.id

    def advance(self, request_id: UUID) -> dict[str, Any]:
        """Take a step. Gives the state after it."""
        with Session(self._engine) as session, session.begin():
            one = session.get_one(Request, request_id)
            one.version += 1
            _audit(session, one, "add-note", {"note": _NOTE})
            return one.state()

    def overdue(self) -> list[dict[str, Any]]:
        """A page of what is late, the first day first."""
        late = select(Request).where(Request.status == "open", Request.due_on < _today())
        with Session(self._engine) as session:
            return [one.state() for one in session.scalars(late.order_by("due_on").limit(PAGE))]

    def history(self, request_id: UUID) -> list[tuple[Any, ...]]:
        """Everything that happened to a request."""
        of_it = select(Audited).where(Audited.request_id == request_id).order_by(Audited.version)
        with Session(self._engine) as session:
            return [(one.at, one.actor, one.action, one.said) for one in session.scalars(of_it)]

    def rebuild(self) -> int:
        """Make the table of requests anew from the audit rows. Gives how many rows were read."""
        with Session(self._engine) as session, session.begin():
            rows = session.scalars(select(Audited).order_by(Audited.id)).all()
            states = {one.request_id: one.state for one in rows}
            session.execute(delete(Request))
            for request_id, state in states.items():
                dates = {key: date.fromisoformat(state[key]) for key in ("received_on", "due_on")}
                session.add(Request(**{**state, **dates, "id": request_id}))
        return len(rows)

    def close(self) -> None:
        self._engine.dispose()


class Ours:
    """The office as it is here."""

    def __init__(self, opened: Store) -> None:
        self.opened, self._now = opened, opened.engine.now(WHO)

    def receive(self) -> UUID:
        return self.opened.requests.receive(RECEIVE, self._now).id

    def advance(self, request_id: UUID) -> RightsRequest:
        note = command(RightsRequest.add_note, note=_NOTE)
        return self.opened.requests.take(request_id, note, self._now)

    def overdue(self) -> object:
        query = Query(deadline=Standing.OVERDUE, sort="due_on", limit=PAGE)
        return list_page(self.opened.engine, query, When())

    def history(self, request_id: UUID) -> object:
        return [*self.opened.requests.history(request_id)]

    def rebuild(self) -> int:
        self.opened.projections.rebuild("register")
        return self.opened.engine.history.newest()


def measure() -> Iterator[Measured]:
    """Receive, advance, list what is late, read a history, rebuild: ours against theirs."""
    with store() as opened, TemporaryDirectory() as folder:
        ours, theirs = Ours(opened), Theirs(Path(folder))
        mine = [ours.receive() for _ in range(OFFICE)]
        yours = [theirs.receive() for _ in range(OFFICE)]
        for _ in range(STEPS - 1):
            for one, other in zip(mine, yours, strict=True):
                ours.advance(one)
                theirs.advance(other)
        opened.engine.current()
        turn, other_turn = count(), count()

        def line(what: str, one: Any, other: Any, times: int) -> Measured:
            return Measured(f"{what} / SQLAlchemy CRUD", *paired(one, other, times), AIM)

        yield line("receive", ours.receive, theirs.receive, 40)
        yield line(
            "advance",
            lambda: ours.advance(mine[next(turn) % OFFICE]),
            lambda: theirs.advance(yours[next(other_turn) % OFFICE]),
            80,
        )
        opened.engine.current()
        yield line("a page of what is late", ours.overdue, theirs.overdue, 20)
        yield line(
            "a full history", lambda: ours.history(mine[7]), lambda: theirs.history(yours[7]), 80
        )
        begun = perf_counter()
        events = ours.rebuild()
        middle = perf_counter()
        rows = theirs.rebuild()
        seconds = middle - begun, perf_counter() - middle
        what = "rebuild, events and rows a second / SQLAlchemy CRUD"
        yield Measured(what, events / seconds[0], rows / seconds[1], AIM)
        theirs.close()


def _audit(session: Session, one: Request, action: str, said: dict[str, Any]) -> None:
    row = {"request_id": one.id, "version": one.version, "action": action, "actor": WHO.id}
    session.add(Audited(**row, at=datetime.now(UTC), said=said, state=one.state()))


def _as_durable(connection: Any, _: Any) -> None:
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")


def _today() -> date:
    return datetime.now(UTC).date()
