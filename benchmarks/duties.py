"""A CRUD of equal duties: what a user would write who owes the requester what we owe.

It knows who asks by the digest of a token and what the role allows, seals the words under the key
of the request, repeats the answer under an idempotency key, chains a hash over its audit rows and
answers with the state. It has no rules of the law, no log that strangers can verify, no history.
"""

import hashlib
import json
import os
import sqlite3
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from fastapi import Depends, FastAPI, Header, HTTPException
from pydantic import BaseModel, ConfigDict

from griffie.api.memory import collect_rarely

_TABLES = """
PRAGMA journal_mode = WAL;
PRAGMA synchronous = FULL;
CREATE TABLE IF NOT EXISTS account (token TEXT PRIMARY KEY, name TEXT, role TEXT);
CREATE TABLE IF NOT EXISTS request (id TEXT PRIMARY KEY, version INTEGER, status TEXT,
    received_on TEXT, due_on TEXT, rights TEXT, handler TEXT, wrapped_key BLOB);
CREATE TABLE IF NOT EXISTS audit (id INTEGER PRIMARY KEY, request_id TEXT, command TEXT,
    sealed BLOB, actor TEXT, at TEXT, hash BLOB);
CREATE TABLE IF NOT EXISTS repeated (key TEXT, actor TEXT, asked BLOB, answer TEXT, at TEXT,
    PRIMARY KEY (key, actor)) WITHOUT ROWID;
"""
_NAME = "duties.db"
_MAY_ADD_NOTES = {"handler", "dpo", "admin"}


class Step(BaseModel):
    """The body of the endpoint: one note."""

    model_config = ConfigDict(extra="forbid")

    note: str


class State(BaseModel):
    """A request as it is answered."""

    id: str
    version: int
    status: str
    received_on: date
    due_on: date
    days_left: int
    rights: list[str]
    handler: str | None
    notes: int


def fill(folder: Path, ids: list[str], token: str) -> None:
    """One row for each of these request ids, each with a data key, and one account."""
    db, master = _connect(folder), AESGCM.generate_key(256)
    (folder / "duties.key").write_bytes(master)
    account = (hashlib.sha256(token.encode()).hexdigest(), "u-bench", "handler")
    db.execute("INSERT INTO account VALUES (?, ?, ?)", account)
    for one in ids:
        nonce = os.urandom(12)
        wrapped = nonce + AESGCM(master).encrypt(nonce, AESGCM.generate_key(256), one.encode())
        row = (one, 0, "open", "2026-03-05", "2026-04-07", "access,erasure", None, wrapped)
        db.execute("INSERT INTO request VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
    db.close()


def serve() -> FastAPI:
    """The application, for `uvicorn --factory benchmarks.duties:serve`."""
    collect_rarely()  # both alike
    folder = Path(os.environ["GRIFFIE_DATA"])
    app, db = FastAPI(), _connect(folder)
    master = AESGCM((folder / "duties.key").read_bytes())

    async def account(authorization: Annotated[str, Header()]) -> tuple[str, str]:
        token = hashlib.sha256(authorization.removeprefix("Bearer ").encode()).hexdigest()
        found = db.execute("SELECT name, role FROM account WHERE token = ?", (token,)).fetchone()
        if not found:
            raise HTTPException(401)
        return str(found[0]), str(found[1])

    @app.post("/api/v1/requests/{request_id}/add-note")
    async def take(
        request_id: str,
        body: Step,
        who: Annotated[tuple[str, str], Depends(account)],
        idempotency_key: Annotated[str | None, Header()] = None,
    ) -> State:
        actor, role = who
        if role not in _MAY_ADD_NOTES:
            raise HTTPException(403)
        asked = hashlib.sha256(f"{request_id} {body.model_dump_json()}".encode()).digest()
        db.execute("BEGIN IMMEDIATE")
        try:
            before = "SELECT asked, answer FROM repeated WHERE key = ? AND actor = ?"
            told = db.execute(before, (idempotency_key, actor)).fetchone()
            state = _again(asked, *told) if told else _noted(db, master, request_id, body, actor)
            if idempotency_key and not told:
                row = (idempotency_key, actor, asked, state.model_dump_json(), state.id)
                db.execute("INSERT INTO repeated VALUES (?, ?, ?, ?, ?)", row)
        except BaseException:
            db.execute("ROLLBACK")
            raise
        db.execute("COMMIT")
        return state

    return app


def _connect(folder: Path) -> sqlite3.Connection:
    db = sqlite3.connect(folder / _NAME, isolation_level=None, check_same_thread=False)
    db.executescript(_TABLES)
    return db


def _again(asked: bytes, before: bytes, answer: str) -> State:
    """The answer of before, where the same is asked again under the same key."""
    if asked != before:
        raise HTTPException(409)
    return State.model_validate_json(answer)


def _noted(
    db: sqlite3.Connection, master: AESGCM, request_id: str, body: Step, actor: str
) -> State:
    """Write the note, sealed, with its audit row and the next hash. Gives the state after it."""
    update = (
        "UPDATE request SET version = version + 1 WHERE id = ?"
        " RETURNING version, status, received_on, due_on, rights, handler, wrapped_key"
    )
    rows = db.execute(update, (request_id,)).fetchall()
    if not rows:
        raise HTTPException(404)
    ((version, status, received, due, rights, handler, wrapped),) = rows
    key = AESGCM(master.decrypt(wrapped[:12], wrapped[12:], request_id.encode()))
    nonce, at = os.urandom(12), datetime.now(UTC).isoformat()
    sealed = nonce + key.encrypt(nonce, body.note.encode(), f"{request_id} {version}".encode())
    last = db.execute("SELECT hash FROM audit ORDER BY id DESC LIMIT 1").fetchone()
    said = json.dumps([request_id, version, "add-note", actor, at, sealed.hex()]).encode()
    chained = hashlib.sha256((last[0] if last else b"") + said).digest()
    audit = "INSERT INTO audit VALUES (NULL, ?, 'add-note', ?, ?, ?, ?)"
    db.execute(audit, (request_id, sealed, actor, at, chained))
    return State(
        id=request_id,
        version=version,
        status=status,
        received_on=received,
        due_on=due,
        days_left=(date.fromisoformat(due) - datetime.now(UTC).date()).days,
        rights=rights.split(","),
        handler=handler,
        notes=version,
    )
