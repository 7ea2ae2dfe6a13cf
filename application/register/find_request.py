"""Finds a request by the id or the reference that a person gives."""

from collections.abc import Callable
from uuid import UUID

NAMED = "^([0-9a-fA-F]{8}(-?[0-9a-fA-F]{4}){3}-?[0-9a-fA-F]{12}|[0-9A-Za-z]{5}-[0-9A-Za-z]{5})$"
"""How a request is named: its id, or its reference as a person may write it."""
_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})


NOBODYS = UUID(int=0)
"""No request has this id."""


def as_written(reference: str) -> str:
    """A reference as Griffie writes it: capitals, and no letter that could be a figure."""
    return reference.upper().translate(_MISREAD)


def find_request(has: Callable[[str], UUID | None], named: str) -> UUID:
    """The id of the request that is named by a UUID or a reference such as `7K3F9-Q2MXT`.

    `has` gives the id of the request that has a reference, if there is one; it is called for a
    reference only. Gives `NOBODYS` where there is none. It is not checked that a UUID is known.
    """
    try:
        return UUID(named)
    except ValueError:
        return has(as_written(named)) or NOBODYS
