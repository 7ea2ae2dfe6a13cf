"""The register in SQLite, and the questions that can be asked about it as of a day."""

import json
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from griffie.application.projections import register_counts as counted
from griffie.application.projections.registry import REGISTER
from griffie.application.register.view import DeskCounts, Item, Load, OpenCounts, Query
from griffie.domain.law import Right
from griffie.domain.law.deadlines import Standing
from griffie.domain.request.reference import reference as reference_of
from griffie.infrastructure.database import Database
from griffie.infrastructure.sqlite.kept_counts import counts_table
from griffie.infrastructure.sqlite.register_rows import SHOWN, item_of
from griffie.infrastructure.sqlite.views import SQLiteView

# How a deadline stands on the day :on; `domain.law.standing.Deadline` in SQL. A test holds it.
_STATE = """CASE WHEN settled IS NOT NULL THEN settled
    WHEN overdue_after < :on THEN 'overdue'
    WHEN waiting THEN 'suspended'
    WHEN judged_on = :on THEN 'due_today'
    WHEN soon_on <= :on THEN 'due_soon'
    ELSE 'on_track' END"""

_OPEN = "outcome IS NULL"
_RUNNING = f"+settled IS NULL AND {_OPEN}"
"""Not closed, and not answered: what was answered is open work without a clock.

The plus keeps SQLite from the index of what is settled, which knows no closed requests apart."""

_UNCLOSED = f"{_OPEN} AND (+settled IS NULL OR +status = 'answered')"
_ACTION = f"""({_STATE} IN ('overdue', 'due_today', 'due_soon')
    OR +handler IS NULL OR +status = 'answered')"""

_CONDITIONS = {
    "status": "{own}status = :status",
    "right": "instr(rights, ' ' || :right || ' ') > 0",
    "channel": "{own}channel = :channel",
    "handler": "{own}handler = :handler",
    "deadline": f"{_STATE} = :deadline",
    "due_before": "{due_on} < :due_before",
    "due_after": "{due_on} > :due_after",
    "reference": "reference = :reference",
    "entered_by": "{own}entered_by = :entered_by",
    "among": "request_id IN (SELECT value FROM json_each(:among))",
    "still_open": _RUNNING,
    "unclosed": _UNCLOSED,
    "handlers": "+handler IN (SELECT value FROM json_each(:handlers))",
    "unassigned": "+handler IS NULL",
    "action": _ACTION,
    "promised": "promised AND outcome IS NULL",
    "wakes_by": "wakes_on <= :wakes_by",
    "held": "held",
    "proposed": "proposed",
    "with_tasks": "task_due_on IS NOT NULL",
}

_RANGES = {
    Standing.OVERDUE: "overdue_after < :on",
    Standing.DUE_TODAY: "overdue_after = :on",
    Standing.DUE_SOON: "soon_on <= :on",
    Standing.SUSPENDED: "waiting = TRUE",
}
"""What must hold of those that stand so, and has an index of its own: the others are not read."""
_SORTED_AT_MOST = {"ASC": 200, "DESC": 2_000}
"""How many are found by that index and put in order. Of more a page is sooner full when all that
no day settled are read in order: what is late stands at the beginning, and seldom at the end."""

_PAGE = 1_000
_SETTLED = {Standing.MET, Standing.MISSED, Standing.NOT_JUDGED}

_FEW = {"held", "proposed", "with_tasks", "promised"}
"""What holds of few requests, however many there are."""

_PAIRS = {frozenset({"status", "channel"}): ["channel"]}
"""Two filters that one index holds: the one by which it begins."""


class SQLiteRegister(SQLiteView):
    """See `application.register.view.RegisterView`."""

    def __init__(self, datastore: Database, name: str = "") -> None:
        super().__init__(datastore, REGISTER, name)

    def _rows(self, statement: str, **parameters: Any) -> Sequence[Any]:
        return self.asked(statement, parameters)

    def items(self, query: Query, on: date) -> list[Item]:
        """A page in the order asked for. The day changes only how a deadline stands."""
        column, descending = query.sort.lstrip("-"), query.sort.startswith("-")
        asked: dict[str, Any] = {
            name: _plain(value)
            for name, value in query._asdict().items()
            if name in _CONDITIONS and value not in {None, False}
        }
        direction = "DESC" if descending else "ASC"
        # Of few requests there is an index of their own: the plus keeps SQLite from a long one.
        few = bool(_FEW & {*asked})
        stands = [] if few else self._range_of(query.deadline, on, _SORTED_AT_MOST[direction])
        plus = "+" if stands or few else ""
        # What alone is filtered by has an index of its own, and so has the channel of closed ones;
        # else the long ones hold all of it.
        alone = [*asked] if len(asked) == 1 else _PAIRS.get(frozenset(asked), [])
        conditions = [
            _CONDITIONS[name].format(due_on=f"{plus}due_on", own="" if name in alone else "+")
            for name in asked
            if name != "deadline" or query.deadline not in _SETTLED
        ]
        if query.right and alone:  # spelled out: an index knows its condition by its words
            conditions = [f"instr(rights, ' {query.right.value} ') > 0"]
        if query.deadline:
            known = query.deadline in _SETTLED
            own = "+" if few or (known and not alone) else ""
            conditions += [f"{own}settled {'= :deadline' if known else 'IS NULL'}", *stands]
        if query.after:
            asked["value"], asked["id"] = query.after
            place = f"({plus}{column}, request_id)"
            conditions.append(f"{place} {'<' if descending else '>'} (:value, :id)")
        order = f"ORDER BY {plus}{column} {direction}, request_id {direction}"
        # Which they are is found in an index alone; then the rows of these few are read.
        statement = f"""SELECT {SHOWN}, {_STATE} FROM {self.name} WHERE request_id IN
            (SELECT request_id FROM {self.name} WHERE {" AND ".join(conditions) or "TRUE"}
            {order} LIMIT :limit) {order}"""
        found = self._rows(statement, on=on.isoformat(), limit=query.limit, **asked)
        return [item_of(*row) for row in found]

    def _range_of(self, standing: Standing | None, on: date, most: int) -> list[str]:
        """By which condition those that stand so are found; by none where there are more."""
        if standing not in _RANGES:
            return []
        statement = f"""SELECT COUNT(*) FROM (SELECT 1 FROM {self.name}
            WHERE settled IS NULL AND {_RANGES[standing]} LIMIT {most + 1}) AS found"""
        ((count,),) = self._rows(statement, on=on.isoformat())
        return [_RANGES[standing]] if count <= most else []

    def named(self, reference: str) -> UUID | None:
        statement = f"SELECT request_id FROM {self.name} WHERE reference = :reference"
        rows = self._rows(statement, reference=reference)
        ids = (UUID(request_id) for (request_id,) in rows)
        return next((one for one in ids if reference_of(one) == reference), None)

    def _sums(self, kind: str, what: str, among: str = "TRUE", **asked: Any) -> Sequence[Any]:
        """What is summed of the counts that are kept: of a kind, among those of a condition."""
        statement = f"""SELECT {what} FROM {counts_table(REGISTER, self.name)}
            WHERE key >= :first AND key < :beyond AND {among}"""
        beyond = f"{kind[:-1]}0"  # the sign after the stroke that ends a kind
        return self._rows(statement, **{"first": kind, "beyond": beyond} | asked)

    def counts(self, on: date) -> dict[Standing, int]:
        return self._standing(counted.STANDING, on)

    def running(self, on: date) -> dict[Standing, int]:
        return self._standing(counted.STANDING, on, "settled IS NULL")

    def _standing(self, kind: str, on: date, among: str = "TRUE") -> dict[Standing, int]:
        what, among = f"{_STATE} AS state, SUM(times)", f"{among} GROUP BY 1"
        found = self._sums(kind, what, among, on=on.isoformat())
        return dict.fromkeys(Standing, 0) | {Standing(state): int(n) for state, n in found}

    def tally(self, on: date) -> OpenCounts:
        ((every, answered),) = self._sums(
            counted.OPEN, "SUM(times), SUM(CASE WHEN said = 'answered' THEN times END)"
        )
        statement = f"""SELECT (SELECT COUNT(*) FROM {self.name} WHERE held),
            (SELECT COUNT(*) FROM {self.name} WHERE task_due_on IS NOT NULL),
            (SELECT COUNT(*) FROM {self.name} WHERE task_due_on < :on)"""
        (row,) = self._rows(statement, on=on.isoformat())
        return OpenCounts(*(int(number or 0) for number in (every, answered, *row)))

    def erased(self) -> Iterator[UUID]:
        return self._each("erased")

    def to_destroy(self) -> Iterator[UUID]:
        return self._each("to_destroy")

    def _each(self, condition: str) -> Iterator[UUID]:
        """Every request of which something holds, read a page at a time."""
        statement = f"""SELECT request_id FROM {self.name}
            WHERE {condition} AND request_id > :after ORDER BY request_id LIMIT {_PAGE}"""
        after = ""
        while rows := self._rows(statement, after=after):
            yield from (UUID(found) for (found,) in rows)
            (after,) = rows[-1]

    def arrived(self, after: date, until: date) -> int:
        said = {"after": after.isoformat(), "until": until.isoformat()}
        among = "day > :after AND day <= :until"
        ((count,),) = self._sums(
            counted.RECEIVED, "SUM(times)", among, first=f"{counted.RECEIVED}{after}", **said
        )
        return int(count or 0)

    def overdue_days(self, on: date) -> dict[date, int]:
        among = "overdue_after < :on GROUP BY 1 ORDER BY 1"
        found = self._sums(counted.RUNNING, "due_on, SUM(times)", among, on=on.isoformat())
        return {date.fromisoformat(day): int(count) for day, count in found}

    def load(self, on: date, until: date) -> list[Load]:
        late = f"{_STATE} = 'overdue'"
        soon = f"{_STATE} IN ('due_today', 'due_soon', 'on_track') AND due_on <= :until"
        statement = f"""SELECT handler, COUNT(*), SUM({late}), SUM({soon}) FROM {self.name}
            WHERE {_OPEN} GROUP BY +handler ORDER BY 2 DESC, 1 NULLS FIRST"""
        found = self._rows(statement, on=on.isoformat(), until=until.isoformat())
        return [Load(*row) for row in found]

    def desk(self, on: date, accounts: Collection[str], entered_by: str | None) -> DeskCounts:
        statement = f"""SELECT SUM({_ACTION}),
            SUM(handler IN (SELECT value FROM json_each(:accounts))), SUM(handler IS NULL),
            SUM({_STATE} = 'suspended'), COUNT(*)
            FROM {self.name} WHERE {_UNCLOSED} AND :entered_by IN ('', entered_by)"""
        whose = {"accounts": json.dumps(sorted(accounts)), "entered_by": entered_by or ""}
        (row,) = self._rows(statement, on=on.isoformat(), **whose)
        return DeskCounts(*(number or 0 for number in row))

    def open_by_right(self) -> dict[str, int]:
        found = {said: int(times) for said, times in self._sums(counted.RIGHT, "said, times")}
        return {right: found[right] for right in Right if right in found}

    def open_by_handler(self) -> dict[str, int]:
        found = [(said, int(times)) for said, times in self._sums(counted.HANDLER, "said, times")]
        most_first = sorted(found, key=lambda one: (-one[1], one[0] or ""))
        return {said or "unassigned": times for said, times in most_first}

    def due_days(self, until: date) -> list[tuple[date, int]]:
        among = "due_on <= :until GROUP BY 1 ORDER BY 1"
        found = self._sums(counted.RUNNING, "due_on, SUM(times)", among, until=until.isoformat())
        return [(date.fromisoformat(day), int(count)) for day, count in found]

    def strict_at_risk(self, on: date) -> int:
        among = "waiting AND strict_soon_on <= :on"
        ((count,),) = self._sums(counted.RUNNING, "SUM(times)", among, on=on.isoformat())
        return int(count or 0)

    def answered_by_month(self, since: date) -> list[tuple[str, int, int, int]]:
        what = """substr(day, 1, 7), SUM(CASE WHEN settled = 'met' THEN times ELSE 0 END),
            SUM(CASE WHEN settled = 'missed' THEN times ELSE 0 END),
            SUM(CASE WHEN met_strictly THEN times ELSE 0 END)"""
        first = f"{counted.ANSWERED}{since}"
        found = self._sums(counted.ANSWERED, what, "TRUE GROUP BY 1 ORDER BY 1", first=first)
        return [(month, *map(int, numbers)) for month, *numbers in found]


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return json.dumps([one.hex if isinstance(one, UUID) else one for one in value])
    return value
