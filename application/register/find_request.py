"""A request by the name that a person has for it."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from griffie.application.register.view import Query, RegisterView


def find_request(current: Callable[[], RegisterView], named: str) -> UUID:
    """The request that an id or a reference names, such as `7K3F9-Q2MXT`.

    `current` brings the register up to date; it is asked for a reference only.
    Raises LookupError: no request has that reference. Whether an id is known is not asked.
    """
    try:
        return UUID(named)
    except ValueError:
        items = current().items(Query(reference=named.upper()), date.max)
        if not items:
            raise LookupError("there is no such request") from None
        return items[0].id
