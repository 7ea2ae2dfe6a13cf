"""What an audit reads page by page is read in the order of an index: no page costs the whole table.

Without an index each page reads everything and sorts it, so that the audit of a million requests
would take days where that of a thousand takes seconds.
"""

import re
from collections.abc import Callable
from typing import Any
from unittest.mock import patch

import psycopg
import pytest

from griffie.api.composition import Store
from griffie.application.access.roles import Role
from griffie.infrastructure.postgres.datastore import PostgresDatastore
from griffie.infrastructure.postgres.dialect import spelled
from tests.conftest import signed_in
from tests.given.story import tell
from tests.postgres.conftest import Office

Asked = dict[str, int]
"""Statements, each with how many parameters it has."""


def pages_of(work: Callable[[], object]) -> Asked:
    """The statements that ask for a page: those with a limit."""
    asked: Asked = {}
    ask = {name: getattr(PostgresDatastore, name) for name in ("rows", "tuples")}

    def noted(name: str) -> Callable[..., Any]:
        def and_asked(self: PostgresDatastore, statement: str, parameters: Any = ()) -> Any:
            if "LIMIT" in statement:
                asked[statement] = len(parameters)
            return ask[name](self, statement, parameters)

        return and_asked

    with (
        patch.object(PostgresDatastore, "rows", noted("rows")),
        patch.object(PostgresDatastore, "tuples", noted("tuples")),
    ):
        work()
    return asked


def plan_of(url: str, statement: str, parameters: int) -> str:
    """How the server would carry it out, if it could avoid reading a whole table and sorting."""
    said = spelled(statement).replace("%s", "{}").format(*(f"${n}" for n in range(1, 9)))
    none = ", ".join(["NULL"] * parameters)
    with psycopg.connect(url) as asking:
        asking.execute("SET search_path = griffie, griffie_views")
        for way in ("seqscan", "sort", "bitmapscan", "hashagg"):
            asking.execute(f"SET enable_{way} = off")
        asking.execute("SET plan_cache_mode = force_generic_plan")
        asking.execute(f"PREPARE asked AS {said}")
        rows = asking.execute(f"EXPLAIN EXECUTE asked({none})" if none else "EXPLAIN EXECUTE asked")
        return "\n".join(row[0] for row in rows.fetchall())


@pytest.fixture
def audited(store: Store) -> Asked:
    tell(signed_in(store, Role.HANDLER))
    store.engine.checkpoint()

    def audit() -> None:
        findings, _ = store.check((), lambda _done, _all: None)
        assert findings == []

    return pages_of(audit)


def test_each_page_of_an_audit_is_read_in_the_order_of_an_index(
    office: Office, audited: Asked
) -> None:
    plans = {one: plan_of(office.superuser, one, many) for one, many in audited.items()}

    assert any("FROM vault" in one for one in audited)
    assert any("FROM log" in one for one in audited)
    assert len(audited) > 5
    assert {one: plan for one, plan in plans.items() if re.search(r"Seq Scan|Sort  \(", plan)} == {}
