"""The rows of a list of requests that leaves as a file: no personal data, or opened for a purpose.

Requesters are masked as they are in lists. Opened, each request of the list is a recorded look with
its purpose, exactly as if somebody had opened them one by one; so a list that is opened is short.
"""

from collections.abc import Callable, Iterable, Iterator

from griffie.application.access.roles import Account, Permission, may
from griffie.application.engine import Engine
from griffie.application.register.view import Item
from griffie.application.views.opened_values import open_values
from griffie.application.views.requester_hint import hint_for
from griffie.domain.rights_request import RightsRequest

LARGEST_OPENED = 1000
"""Requests in a list whose requesters are opened: our policy [P], for Article 5(1)(c)."""

Row = tuple[str | int | bool | None, ...]
_COLUMNS = (
    *("reference", "id", "version", "status", "outcome", "received_on", "channel", "language"),
    *("handler", "rights", "execution", "deadline", "due_on", "strict_due_on", "target_on"),
    *("extended", "suspended", "met_strictly", "task_due_on", "legal_hold", "personal_data"),
)
MASKED = (*_COLUMNS, "requester")
OPENED = (*_COLUMNS, "name", "email", "phone", "postal_address")


def masked_rows(engine: Engine, items: Iterable[Item], account: Account) -> Iterator[Row]:
    """A row a request, as `MASKED` names them. Raises KeyUnavailableError.

    For who sees no names, no request is loaded: the register has all the rest.
    """
    named = may(account.role, Permission.HINT)
    for item in items:
        hint = hint_for(engine.requests.load(item.id), account, engine.vault) if named else None
        yield *_row(item), hint


def opened_rows(
    engine: Engine, items: Iterable[Item], look: Callable[[RightsRequest], None]
) -> list[Row]:
    """A row a request, as `OPENED` names them; `look` records the look before anything is opened.

    Raises what `look` raises, and KeyUnavailableError: then nothing is handed out.
    """
    return [_opened_row(engine, item, look) for item in items]


def _opened_row(engine: Engine, item: Item, look: Callable[[RightsRequest], None]) -> Row:
    request = engine.requests.load(item.id)
    look(request)
    sealed = {name: value for name, value in request.requester if value is not None}
    opened = {} if request.erased else open_values(request, engine.vault, tuple(sealed.values()))
    said = {name: opened.get(value) for name, value in sealed.items()}
    return (*_row(item), *(said.get(name) for name in OPENED[len(_COLUMNS) :]))


def _row(item: Item) -> Row:
    deadline = item.deadline
    days = ("due_on", "strict_due_on", "target_on")
    return (
        item.reference,
        str(item.id),
        item.version,
        str(item.status),
        str(item.outcome) if item.outcome else None,
        item.received_on.isoformat(),
        str(item.channel),
        item.language,
        item.handler,
        " ".join(item.rights),
        str(item.execution),
        str(deadline["state"]),
        *(deadline[day].isoformat() if deadline[day] else None for day in days),
        deadline["extended"],
        deadline["suspended"],
        deadline["met_strictly"],
        item.task_due_on.isoformat() if item.task_due_on else None,
        item.legal_hold,
        item.personal_data,
    )
