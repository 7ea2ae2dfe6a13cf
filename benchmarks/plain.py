"""What a user would write instead: one endpoint that updates a row and inserts an audit row.

Also the same with the commits of a group, so that it is seen what is due to them.
"""

import asyncio
import os
import sqlite3
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from pydantic import BaseModel, ConfigDict

from griffie.api.memory import collect_rarely

_TABLES = """
PRAGMA journal_mode = WAL;
PRAGMA synchronous = FULL;
CREATE TABLE IF NOT EXISTS request (id TEXT PRIMARY KEY, version INTEGER, body TEXT);
CREATE TABLE IF NOT EXISTS audit (id INTEGER PRIMARY KEY, request_id TEXT, command TEXT,
    body TEXT, at TEXT);
"""


class Step(BaseModel):
    """The body of the plain endpoint: one note."""

    model_config = ConfigDict(extra="forbid")

    note: str


def connect(folder: Path) -> sqlite3.Connection:
    """The database of the plain endpoint in a folder, with its tables."""
    db = sqlite3.connect(folder / "plain.db", isolation_level=None, check_same_thread=False)
    db.executescript(_TABLES)
    return db


def fill(folder: Path, ids: list[str]) -> None:
    """One row for each of these request ids, at version 0."""
    db = connect(folder)
    db.executemany("INSERT INTO request VALUES (?, 0, '{}')", ((one,) for one in ids))
    db.close()


def serve() -> FastAPI:
    """The plain application, for `uvicorn --factory benchmarks.plain:serve`."""
    collect_rarely()  # both alike
    app, db = FastAPI(), connect(Path(os.environ["GRIFFIE_DATA"]))

    @app.post("/api/v1/requests/{request_id}/add-note")
    async def take(request_id: str, body: Step) -> dict[str, Any]:
        db.execute("BEGIN IMMEDIATE")
        version = _write(db, request_id, body)
        db.execute("COMMIT")
        return {"id": request_id, "version": version}

    return app


def serve_in_groups() -> FastAPI:
    """The same with our way of flushing: those that meet in a turn of the loop share a commit."""
    collect_rarely()
    app, db = FastAPI(), connect(Path(os.environ["GRIFFIE_DATA"]))
    waiting: list[tuple[str, Step, asyncio.Future[int]]] = []

    def flush() -> None:
        group, waiting[:] = waiting[:], []
        db.execute("BEGIN IMMEDIATE")
        versions = [_write(db, request_id, body) for request_id, body, _ in group]
        db.execute("COMMIT")
        for (_, _, answered), version in zip(group, versions, strict=True):
            answered.set_result(version)

    @app.post("/api/v1/requests/{request_id}/add-note")
    async def take(request_id: str, body: Step) -> dict[str, Any]:
        loop = asyncio.get_running_loop()
        answered: asyncio.Future[int] = loop.create_future()
        waiting.append((request_id, body, answered))
        if len(waiting) == 1:  # two turns later: what was read from sockets by then joins
            loop.call_soon(loop.call_soon, flush)
        return {"id": request_id, "version": await answered}

    return app


def _write(db: sqlite3.Connection, request_id: str, body: Step) -> int:
    """The row and its audit row, in the transaction that is open. Gives the new version."""
    written = body.model_dump_json()
    update = "UPDATE request SET version = version + 1, body = ? WHERE id = ? RETURNING version"
    ((version,),) = db.execute(update, (written, request_id)).fetchall()
    audit = "INSERT INTO audit (request_id, command, body, at) VALUES (?, ?, ?, datetime())"
    db.execute(audit, (request_id, "add-note", written))
    return int(version)
