"""Whether stored bytes are canonical JSON (RFC 8785), and not too deep to be read by everybody.

An audit asks it of every event, so it is quick.

The plain case (ASCII, whole numbers, short ones) is decided by parsing and writing back, both in
compiled code, and by looking at the order of keys. Everything else goes to `rfc8785`.
"""

import json
from typing import Any

import rfc8785
from pydantic_core import from_json, to_json

from griffie.domain.log.reading import DEEPEST

_SHAPES = 10_000
_ORDERED: set[tuple[str, ...]] = set()
"""Keys that were found to be in order: events have few shapes."""
_EXACT = 2**53 - 1  # the greatest whole number that every JSON reader keeps


def read_canonical(stored: bytes) -> Any:
    """The value in the bytes, of at most 100 levels.

    Raises ValueError where they are not its one canonical form.
    """
    try:
        value = from_json(stored, allow_inf_nan=False)
        if stored.isascii() and to_json(value) == stored and _plain(value, DEEPEST):
            return value
        value = json.loads(stored)
        if rfc8785.dumps(value) == stored and not _is_deeper(value, DEEPEST):
            return value
    except (ValueError, TypeError, RecursionError):
        pass
    raise ValueError("not canonical JSON")


def _in_order(keys: tuple[str, ...]) -> bool:
    ordered = [*keys] == sorted(keys)
    if ordered and len(_ORDERED) < _SHAPES:
        _ORDERED.add(keys)
    return ordered


def _is_deeper(value: Any, than: int) -> bool:
    if not isinstance(value, dict | list):
        return False
    inner = value.values() if isinstance(value, dict) else value
    return than == 0 or any(_is_deeper(one, than - 1) for one in inner)


def _plain(value: Any, levels: int) -> bool:
    """Whether all keys are in order, all numbers whole and exact, and nothing lies too deep."""
    if not levels:
        return False
    if type(value) is dict:
        if (keys := (*value,)) not in _ORDERED and not _in_order(keys):
            return False
        value = value.values()
    elif type(value) is not list:
        return False
    for one in value:
        if (kind := type(one)) is str or kind is bool or one is None:
            continue
        if kind is int:
            if not -_EXACT <= one <= _EXACT:
                return False
        elif not _plain(one, levels - 1):
            return False
    return True
