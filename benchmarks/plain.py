"""What a user would write instead: one endpoint that updates a row and inserts an audit row."""

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
        written = body.model_dump_json()
        db.execute("BEGIN IMMEDIATE")
        update = "UPDATE request SET version = version + 1, body = ? WHERE id = ? RETURNING version"
        ((version,),) = db.execute(update, (written, request_id)).fetchall()
        audit = "INSERT INTO audit (request_id, command, body, at) VALUES (?, ?, ?, datetime())"
        db.execute(audit, (request_id, "add-note", written))
        db.execute("COMMIT")
        return {"id": request_id, "version": version}

    return app
