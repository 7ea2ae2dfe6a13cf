"""A list of requests or a report that leaves as a file. That it leaves is recorded first."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import Any

from fastapi import Response
from fastapi.responses import StreamingResponse

from griffie.api.http.guard import may_reveal
from griffie.api.http.problems import RequestRefusedError
from griffie.api.http.routes.requests import look
from griffie.api.papers.table.forms import MEDIA_TYPES, Row, TableForm, table_file
from griffie.application.access.purposes import Why, stated
from griffie.application.access.roles import Account
from griffie.application.engine import Engine
from griffie.application.register.list_rows import (
    LARGEST_OPENED,
    MASKED,
    OPENED,
    masked_rows,
    opened_rows,
)
from griffie.application.register.view import Item
from griffie.domain.housekeeping import Export

_TEXT = {"schema": {"type": "string"}}
FILES: dict[int | str, dict[str, Any]] = {
    200: {"content": {kind.partition(";")[0]: _TEXT for kind in MEDIA_TYPES.values()}}
}
"""The documentation of an address that gives files."""


def masked_list(
    engine: Engine, account: Account, items: Iterable[Item], form: TableForm
) -> Response:
    """The list as a file, requesters masked as in lists; streamed.

    Raises ContentionError, KeyUnavailableError, and what reading the first items raises.
    """
    engine.access_trail.record_export(None, Export.REGISTER, engine.now(account))
    rows = masked_rows(engine, items, account)
    return file_response(form, "requests", MASKED, rows)


def opened_list(
    engine: Engine, account: Account, items: Iterable[Item], form: TableForm, why: Why
) -> Response:
    """The list with who asked, for a stated purpose: a recorded look at each request of it.

    Raises RequestRefusedError: no purpose (422), too many requests (422), or one that this account
    may not open (403). Then nothing was recorded and nothing is handed out.
    """
    if not why.reason:
        detail = "State in the header Reveal-Reason for which purpose the requesters are opened."
        raise RequestRefusedError(422, "purpose", "A purpose is needed", detail)
    listed = list(islice(items, LARGEST_OPENED + 1))
    if len(listed) > LARGEST_OPENED:
        detail = f"Requesters are opened for {LARGEST_OPENED} requests at most: filter the list."
        raise RequestRefusedError(422, "too-many", "Too many requests", detail)
    stated(account, why)
    now = engine.now(account)
    for item in listed:
        may_reveal(account, engine.requests.load(item.id), now.at, why)
    engine.access_trail.record_export(None, Export.REGISTER, now)
    rows = opened_rows(
        engine, listed, lambda one: look(engine, account, one, why, erased=one.erased)
    )
    return file_response(form, "requests", OPENED, rows)


def file_response(form: TableForm, name: str, head: Sequence[str], rows: Iterable[Row]) -> Response:
    """The file as an answer that no browser and nobody in between keeps.

    The first piece is made before anything is sent: what fails there is answered as a problem.
    """
    pieces: Iterator[bytes] = table_file(form, head, rows)
    first = next(pieces, b"")
    headers = {
        "Content-Disposition": f'attachment; filename="griffie-{name}.{form}"',
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
    }
    return StreamingResponse(chain([first], pieces), headers=headers, media_type=MEDIA_TYPES[form])
