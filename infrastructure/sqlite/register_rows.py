"""The rows of the register as the requests of a list: which columns, and what they mean."""

from datetime import date
from functools import lru_cache
from inspect import signature
from types import MappingProxyType
from uuid import UUID

from griffie.application.register.view import Item
from griffie.domain.law import Right
from griffie.domain.law.deadlines import Standing
from griffie.domain.request.vocabulary import Channel, Execution, Outcome, Status

_RIGHTS = {right.value: right for right in Right}


@lru_cache(maxsize=4096)  # lists show the same rows again and again
def item_of(  # noqa: PLR0917 - the columns of a row, in their order
    request_id: str,
    reference: str,
    version: int,
    status: str,
    outcome: str | None,
    received_on: str,
    channel: str,
    language: str,
    handler: str | None,
    rights: str,
    execution: str,
    erased: int,
    due_on: str,
    strict_due_on: str,
    target_on: str,
    extended: int,
    waiting: int,
    settled: str | None,
    met_strictly: int | None,
    task_due_on: str | None,
    held: int,
    state: str,
) -> Item:
    """The request of a row as lists show it. Equal rows give one object, which nobody changes."""
    return Item(
        id=UUID(request_id),
        reference=reference,
        version=version,
        status=Status(status),
        outcome=Outcome(outcome) if outcome else None,
        received_on=date.fromisoformat(received_on),
        channel=Channel(channel),
        language=language,
        handler=handler,
        rights=tuple(_RIGHTS[right] for right in rights.split()),
        execution=Execution(execution),
        personal_data="erased" if erased else "kept",
        deadline=MappingProxyType(
            {
                "state": Standing(state),
                "due_on": date.fromisoformat(due_on),
                "strict_due_on": date.fromisoformat(strict_due_on),
                "target_on": date.fromisoformat(target_on),
                "extended": bool(extended),
                "suspended": bool(waiting) and settled is None,
                "met_strictly": None if met_strictly is None else bool(met_strictly),
            }
        ),
        task_due_on=date.fromisoformat(task_due_on) if task_due_on else None,
        legal_hold=bool(held),
    )


SHOWN = ", ".join([*signature(item_of).parameters][:-1])
"""The columns of which a row of a list is made; the last argument is how the deadline stands."""
