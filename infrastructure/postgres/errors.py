"""What PostgreSQL refuses, as the errors that the rest of the program knows."""

from collections.abc import Iterator
from contextlib import contextmanager
from errno import EMFILE
from os import strerror

import psycopg
from eventsourcing.persistence import DatabaseError, IntegrityError, OperationalError
from psycopg import errors

from griffie.application.intake.message import MessageSettledError
from griffie.application.ports import MessageOnFileError
from griffie.infrastructure.disk import TOO_FEW_FILES

LOCKED = "database is locked by another writer"
_RACED = ("GF001", "GF004")
"""Raised by `append`: decided on what is no longer so."""
_ON_FILE = "GF002"
_SETTLED = "GF003"


@contextmanager
def translated_errors() -> Iterator[None]:
    """Within the block errors of psycopg become the library's persistence errors, or ours."""
    try:
        yield
    except psycopg.Error as error:
        raise _translated(error) from error


def _translated(error: psycopg.Error) -> Exception:  # noqa: PLR0911 - a row for each class
    if error.sqlstate == _ON_FILE:
        return MessageOnFileError()
    if error.sqlstate == _SETTLED:
        return MessageSettledError()
    if error.sqlstate in _RACED or isinstance(error, psycopg.IntegrityError):
        return IntegrityError(_said(error))
    match error:
        case errors.LockNotAvailable() | errors.DeadlockDetected() | errors.SerializationFailure():
            return OperationalError(LOCKED)
        case errors.TooManyConnections():
            return OperationalError("the server has no free connection")
        case errors.InsufficientPrivilege():
            return DatabaseError(f"the role of this process may not do that: {_said(error)}")
        case errors.ReadOnlySqlTransaction():
            return OperationalError("the server is read-only: a standby, or set so")
        case psycopg.OperationalError() | psycopg.InternalError():
            return OperationalError(_said(error))
    return DatabaseError(_said(error))


def _said(error: psycopg.Error) -> str:
    """The first line of what the server or this machine said: further ones quote rows."""
    said = str(error.diag.message_primary or error).partition("\n")[0]
    return f"{said}. {TOO_FEW_FILES}" if strerror(EMFILE) in said else said
