"""A command that is sent twice: the row by which its answer is repeated, and whether it is ours.

The row names a request and a version, and the answer shows what the sender may see of it. So both
stand under a MAC: whoever can write into the file cannot make the row show another request.

    mac = <keyed digest of the body> "." <keyed digest of the row>
"""

import hmac
from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from griffie.application.disclosure import TamperedError
from griffie.application.ports import RepeatedAnswer
from griffie.domain.errors import ConflictError

Seal = Callable[[bytes], str]
"""A keyed digest (hexadecimal) under a key that is used for nothing else."""


class KeyReusedError(ConflictError):
    """The same idempotency key came with another body."""

    code = "key-reused"
    sentence = "This Idempotency-Key was sent before, with something else"
    remedy = "use a new one"


class Once(NamedTuple):
    """An idempotency key, and the keyed digest of the body: a command is carried out once."""

    key: str
    mac: str


def answer_to_repeat(
    once: Once, request_id: UUID, version: int, at: datetime, seal: Seal
) -> RepeatedAnswer:
    """The row under which this answer is found again."""
    return sealed(RepeatedAnswer(once.key, request_id, version, once.mac, at), seal)


def sealed(row: RepeatedAnswer, seal: Seal) -> RepeatedAnswer:
    """A row with its seal, whether it had one before or not."""
    body = row.mac.partition(".")[0]
    return row._replace(mac=f"{body}.{seal(_said(row, body))}")


def is_sealed(row: RepeatedAnswer, seal: Seal) -> bool:
    """Whether the program wrote this row as it stands."""
    return hmac.compare_digest(row.mac.encode(), sealed(row, seal).mac.encode())


def check_repeated(row: RepeatedAnswer, once: Once, seal: Seal) -> None:
    """Raises KeyReusedError for another body, TamperedError for a row that is not ours.

    A row of an early release has no seal: `griffie migrate` gives it one.
    """
    if not hmac.compare_digest(row.mac.partition(".")[0].encode(), once.mac.encode()):
        raise KeyReusedError
    if not is_sealed(row, seal):
        raise TamperedError(
            "the answer to this Idempotency-Key cannot be repeated: its row was changed, or the"
            " store is of an early release and griffie migrate was not run"
        )


def _said(row: RepeatedAnswer, body: str) -> bytes:
    told = (row.key, row.request_id, row.version, body, row.at.isoformat())
    return "\n".join(map(str, ("griffie-answer/1", *told))).encode()
