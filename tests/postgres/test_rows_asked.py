"""A start asks for no row of each request: a driver keeps all of an answer before its first row."""

from typing import Any

import psycopg
import pytest

from griffie.api.composition import ServerPlaces, open_server_store
from griffie.application.access.roles import OPERATOR
from griffie.application.requests.commands import Receive
from tests.given.story import RECEIVE
from tests.postgres.conftest import Office

REQUESTS = 50
"""More than there are tables, triggers and functions of a store, which a start looks at."""


def test_a_start_asks_for_no_row_of_each_request(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    places = ServerPlaces(beside=office.beside)
    filled = open_server_store(office.url, places)
    now, body = filled.engine.now(OPERATOR), Receive.model_validate(RECEIVE)
    for _ in range(REQUESTS):
        filled.requests.receive(body, now)
    filled.engine.current()
    filled.engine.close()

    answered = dict[str, int]()
    before = psycopg.Cursor.execute

    def execute(cursor: Any, query: Any, *rest: Any, **named: Any) -> Any:
        done = before(cursor, query, *rest, **named)
        if cursor.rownumber is not None:
            answered[str(query)] = cursor.rowcount
        return done

    monkeypatch.setattr(psycopg.Cursor, "execute", execute)
    opened = open_server_store(office.url, places)
    assert opened.resume_erasures() == 0
    opened.engine.close()

    assert len(answered) > 10
    assert not {query: rows for query, rows in answered.items() if rows >= REQUESTS}
