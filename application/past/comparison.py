"""What differs between two moments, field by field: by what was recorded, or by time alone.

What is compared is what a caller is shown at each moment. Personal data are in no comparison, nor
what only explains something else that is compared.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, Literal, NamedTuple

_NOT_COMPARED = frozenset(
    {
        "actions",
        "as_of",
        "deadline.trace",
        "derived_from",
        "message",
        "representative",
        "requester",
        "requester_hint",
        "version",
    }
)
_KEYS = ("right", "id")
"""What tells the members of a list apart, so that each is compared with itself."""


class Change(NamedTuple):
    """One field that reads differently; none where it was not there."""

    field: str
    old: Any
    new: Any
    because: Literal["recorded", "time"]
    """`recorded`, or `time` where nothing but the day made the difference."""


def changes(
    old: Mapping[str, Any], judged_anew: Mapping[str, Any], new: Mapping[str, Any]
) -> list[Change]:
    """What differs. `judged_anew` is the old state on the new day: what time alone makes of it."""
    before, aged, after = dict(flat(old)), dict(flat(judged_anew)), dict(flat(new))
    return [
        Change(
            field,
            before.get(field),
            after.get(field),
            "time" if field in aged and aged[field] == after.get(field) else "recorded",
        )
        for field in (*before, *(field for field in after if field not in before))
        if before.get(field) != after.get(field)
    ]


def flat(value: Any, name: str = "", left_out: Collection[str] = _NOT_COMPARED) -> Iterator[Any]:
    """Every field with its whole name, such as `claims.erasure.status`."""
    if name in left_out:
        return
    if isinstance(value, Mapping):
        for inner, one in value.items():
            yield from flat(one, f"{name}.{inner}" if name else inner, left_out)
    elif key := _key_of(value):
        for one in value:
            yield from flat(one, f"{name}.{one[key]}", left_out)
    elif value not in ([], ()):  # of an empty list nothing is there
        yield name, value


def _key_of(value: Any) -> str | None:
    """By what the members of a list are told apart; nothing where they are not."""
    if not isinstance(value, Sequence) or isinstance(value, str) or not value:
        return None
    if not all(isinstance(one, Mapping) for one in value):
        return None
    found = (key for key in _KEYS if all(key in one for one in value))
    key = next(found, None)
    return key if key and len({one[key] for one in value}) == len(value) else None
