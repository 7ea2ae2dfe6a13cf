"""Finds a request by the id or the reference that a person gives."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from griffie.application.register.view import Query, RegisterView


def find_request(current: Callable[[], RegisterView], named: str) -> UUID:
    """The id of the request that is named by a UUID or a reference such as `7K3F9-Q2MXT`.

    `current` gives the register, brought up to date; it is called for a reference only. Raises
    LookupError when no request has that reference. It is not checked that a UUID is known.
    """
    try:
        return UUID(named)
    except ValueError:
        items = current().items(Query(reference=named.upper()), date.max)
        if not items:
            raise LookupError("there is no such request") from None
        return items[0].id
