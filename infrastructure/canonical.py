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
    """An object whose keys are in order, or an array, of which all numbers are whole and exact."""
    if type(value) is dict:
        if [*value] != sorted(value):
            return False
        value = value.values()
    elif type(value) is not list:
        return False
    for one in value:
        kind = type(one)
        if kind is str or kind is bool or one is None:
            continue
        if kind is int:
            if not -EXACT <= one <= EXACT:
                return False
        elif not _plain(one):
            return False
    return True
