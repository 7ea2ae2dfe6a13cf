"""What a large store asks of a process: bounded memory, an index for each question, sound rows."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date
from hashlib import sha256
from uuid import uuid4

import pytest

from griffie.api.composition import Store
from griffie.application.projections import whole_histories
from griffie.application.projections.registry import PROJECTIONS
from griffie.application.projections.trail import TrailFilter
from griffie.application.register.view import Query
from griffie.domain.law import Right
from griffie.domain.law.deadlines import Standing
from griffie.domain.log.entry import ENTRY_SIZE, LoggedRow
from griffie.domain.log.tree import Tree
from griffie.domain.request.vocabulary import Channel, Status
from griffie.infrastructure.log import versions_seen
from griffie.infrastructure.log.thin_tree import ThinTree
from griffie.infrastructure.log.versions_seen import VersionsSeen
from griffie.infrastructure.sqlite import history, past_registers
from griffie.infrastructure.sqlite.register_view import SQLiteRegister
from griffie.infrastructure.sqlite.view_tables import SQLiteTables
from griffie.infrastructure.sqlite.views import SQLiteView


def _trail(**wanted: object) -> Callable[[Store], object]:
    asked = TrailFilter(**wanted)  # type: ignore[arg-type]
    return lambda store: store.engine.trail.select(asked, 50)


def _listed(sort: str, **wanted: object) -> Callable[[Store], object]:
    asked = Query(sort=sort, **wanted)  # type: ignore[arg-type]
    return lambda store: store.engine.register.items(asked, date(2026, 3, 20))


def _counted(name: str) -> Callable[[Store], object]:
    return lambda store: getattr(store.engine.register, name)(date(2026, 3, 20))


SHORT = {
    *("SCAN stored_events USING INDEX erased_histories", "SCAN CONSTANT ROW"),
    *(
        f"SCAN register USING COVERING INDEX register_by_{n}"
        for n in ("held", "task", "open", "unsettled_due", "unsettled_received")
    ),
    *(f"SCAN register USING INDEX register_by_{n}" for n in ("held", "task")),
    "SCAN register USING COVERING INDEX register_by_open_received",
    *(f"SCAN register USING INDEX register_by_portability_{day}" for day in ("due", "received")),
}
"""What is read whole and stays short: open requests, and what holds of few."""
QUESTIONS: dict[str, Callable[[Store], object]] = {
    "the trail of an account": _trail(actor="u-nobody"),
    "the trail of a kind": _trail(topic="DeadlineExtended"),
    "the trail of a day": _trail(on=date(2026, 3, 20)),
    "what is due to be erased": lambda store: store.engine.retention().due(date(2026, 3, 20)),
    "how many requests there are": lambda store: store.history.requests(10_000),
    "who was erased": lambda store: list(store.engine.current().erased()),
    "what left since": lambda store: store.datastore.rows(history._LEFT, (1,)),
    **{
        f"the dashboard: {name}": _counted(name)
        for name in ("counts", "running", "overdue_days", "strict_at_risk", "tally")
    },
    **{
        f"a list by {column} in the order {sort}": _listed(sort, **{column: value})
        for column, value in (
            ("status", Status.ASSESSING),
            ("channel", Channel.PHONE),
            ("handler", "u-nobody"),
            ("entered_by", "u-nobody"),
            ("right", Right.PORTABILITY),
            *(("deadline", standing) for standing in Standing),
            ("held", True),
            ("with_tasks", True),
            ("still_open", True),
        )
        for sort in ("due_on", "-due_on", "received_on", "-received_on")
    },
    "a history that leaves": lambda store: store.datastore.rows(
        "SELECT 1 FROM trail WHERE request_id = ?", ("x",)
    ),
}


def findings(store: Store) -> list[str]:
    return [one.what for one in store.check((), lambda _done, _all: None)[0]]


def test_an_office_that_the_benchmark_fills_is_consistent(office: Store) -> None:
    assert findings(office) == []
    assert len(office.engine.vault.find("email", "jan120@bench.example")) == 1


def test_streams_that_went_to_disk_are_audited_as_those_in_memory(
    office: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The versions of ten streams are in memory; 120 others wait on disk for their next event."""
    monkeypatch.setattr(versions_seen, "_IN_MEMORY", 10)
    monkeypatch.setattr("griffie.infrastructure.log.audit.PAGE", 50)

    assert findings(office) == []


def test_versions_come_back_from_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(versions_seen, "_IN_MEMORY", 4)
    seen, told = VersionsSeen(), {uuid4().hex: n for n in range(1, 31)}
    for stream, version in told.items():
        seen[stream] = version
        seen.make_room()

    assert len(seen) <= 4
    assert {stream: seen.last(stream) for stream in told} == told
    assert dict(seen.each()) == told
    first = next(iter(told))
    seen[first] = 99
    assert dict(seen.each()) == told | {first: 99}
    assert seen.among([first, "another"]) == {first}
    assert seen.last("\udcff") == 0


@pytest.mark.parametrize("gap", [0, 7])
def test_a_thin_tree_has_every_root_and_keeps_little(gap: int) -> None:
    """Positions may have a gap: what is read again is what was read first."""
    entries = [sha256(str(n).encode()).digest().ljust(ENTRY_SIZE, b"\0") for n in range(1_500)]
    logged: list[LoggedRow] = [
        (n + (gap if n > 300 else 0), one) for n, one in enumerate(entries, 1)
    ]
    whole, asked = Tree(), []

    def logged_from(first: int, limit: int) -> list[LoggedRow]:
        asked.append(first)
        return [row for row in logged if row[0] >= first][:limit]

    thin = ThinTree(logged_from)
    for first in range(0, len(entries), 137):
        whole.extend(entries[first : first + 137])
        thin.take(logged[first : first + 137])

    assert [thin.root(size) for size in range(1_501)] == [whole.root(n) for n in range(1_501)]
    assert asked
    kept = sum(map(len, thin._levels.values()))
    assert kept < sum(map(len, whole._levels.values())) / 4


def test_a_past_in_a_file_is_the_past_in_memory(
    office: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    middle = office.history.newest() - 400
    with office.engine.past(middle) as past:
        in_memory = past.items(Query(limit=1_000), date.max)

    monkeypatch.setattr(past_registers, "_IN_MEMORY", 0)
    pasts = past_registers.PastRegisters(
        office.history, lambda: SQLiteRegister(office.datastore), office.projections.register_row
    )
    with pasts.at(middle) as past:
        in_a_file = past.items(Query(limit=1_000), date.max)
    pasts.close()

    assert in_a_file == in_memory
    assert 0 < len(in_a_file) <= 130


@pytest.mark.parametrize("name", PROJECTIONS)
def test_history_by_history_gives_the_rows_that_the_log_in_its_order_gives(
    office: Store, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    definition = PROJECTIONS[name]
    monkeypatch.setattr(whole_histories, "WHOLE_HISTORIES", 13)  # a history is cut by the page
    office.projections.rebuild(name)
    by_history = SQLiteView(office.datastore, definition).all()

    in_order = definition._replace(row_a_request=False)
    with SQLiteTables(office.datastore).apart(in_order) as anew:
        office.projections.projector(in_order, anew).catch_up()
        assert anew.all() == by_history


def test_counts_that_somebody_changed_are_found_and_made_anew(office: Store) -> None:
    with office.datastore.transaction(commit=True) as c:
        c.execute("UPDATE register_counts SET times = times + 1 WHERE key LIKE 'received/%'")

    assert findings(office) == [
        "the projection register is not what the events say: griffie rebuild register"
    ]
    office.projections.rebuild("register")
    assert findings(office) == []


@pytest.mark.in_folder
@pytest.mark.parametrize("question", QUESTIONS)
def test_no_question_reads_a_table_from_end_to_end(
    office: Store, question: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine, datastore = office.engine, office.datastore
    for read in (engine.current, engine.figures, engine.retention):
        read()
    asked: list[tuple[str, object]] = []
    rows = datastore.rows

    def noted(statement: str, parameters: object = ()) -> object:
        asked.append((statement, parameters))
        return rows(statement, parameters)

    monkeypatch.setattr(datastore, "rows", noted)
    QUESTIONS[question](office)

    assert asked
    for statement, parameters in asked:
        plan = [one["detail"] for one in rows(f"EXPLAIN QUERY PLAN {statement}", parameters)]
        whole = [one for one in plan if one.startswith("SCAN") and one not in SHORT]
        assert not whole, statement


def test_the_trail_of_a_day_is_that_of_its_rows(office: Store) -> None:
    trail, day = office.engine.trail, office.engine.today()
    everything = trail.newest(10_000)

    assert trail.select(TrailFilter(on=day), 10_000) == everything
    assert trail.select(TrailFilter(on=date(2020, 1, 1)), 10) == []
    some = everything[20]["position"]
    assert trail.select(TrailFilter(on=day, before=some), 10_000) == everything[21:]


@pytest.mark.in_folder
def test_a_store_without_the_newer_indexes_is_opened_and_gets_them(
    office: Store, opening: object
) -> None:
    """As an earlier release left it: an index that is missing costs time and hides nothing."""
    office.engine.close()
    with closing(sqlite3.connect(office.folder / "griffie.db")) as owner:
        owner.execute("DROP INDEX received_requests")
        owner.execute("DROP TRIGGER register_lost")

    again = opening()  # type: ignore[operator]

    assert findings(again) == []
    assert again.engine.history.requests(10_000) == 130
