"""Are stored bytes canonical JSON (RFC 8785)? Asked of every event in an audit, so it is quick.

The plain case (ASCII, whole numbers, short ones) is decided by parsing and writing back, both in
compiled code, and by looking at the order of keys. Whatever is not plain goes to `rfc8785`.
"""

import json
from typing import Any

import rfc8785
from pydantic_core import from_json, to_json

EXACT = 2**53 - 1  # the greatest whole number that every JSON reader keeps


def canonical(stored: bytes) -> Any:
    """The value that the bytes say; `ValueError` when they are not its one canonical form."""
    try:
        value = from_json(stored, allow_inf_nan=False)
        if stored.isascii() and to_json(value) == stored and _plain(value):
            return value
        value = json.loads(stored)
        if rfc8785.dumps(value) == stored:
            return value
    except (ValueError, TypeError, RecursionError):
        pass
    raise ValueError("not canonical JSON")


def _plain(value: Any) -> bool:
    """Whole numbers only, and every object's keys in order."""
    kind = type(value)
    if kind is dict:
        if len(value) > 1 and [*value] != sorted(value):
            return False
        value = value.values()
    elif kind is not list:
        return kind is not float and (kind is not int or -EXACT <= value <= EXACT)
    return all([type(one) is str or _plain(one) for one in value])  # noqa: C419 - a list is quicker
