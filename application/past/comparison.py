"""The differences between two answers, field by field, and whether an event or only time made them.

What is compared is what a caller is shown at each moment. Personal data are not compared, nor are
fields that only explain other fields.
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
"""The fields that identify a member of a list, so that it is compared with itself."""


class Change(NamedTuple):
    """One field with another value; none where the field was not there."""

    field: str
    old: Any
    new: Any
    because: Literal["recorded", "time"]
    """`recorded`: an event made the difference. `time`: only the day did."""


def changes(
    old: Mapping[str, Any], judged_anew: Mapping[str, Any], new: Mapping[str, Any]
) -> list[Change]:
    """The differences. `judged_anew` is the old answer judged on the new day, for what time did."""
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
    """Pairs of whole name, such as `claims.erasure.status`, and value, for every field."""
    if name in left_out:
        return
    if isinstance(value, Mapping):
        for inner, one in value.items():
            yield from flat(one, f"{name}.{inner}" if name else inner, left_out)
    elif key := _key_of(value):
        for one in value:
            yield from flat(one, f"{name}.{one[key]}", left_out)
    elif value not in ([], ()):  # an empty list has no field
        yield name, value


def _key_of(value: Any) -> str | None:
    """The field that identifies the members of a list; none where there is none."""
    if not isinstance(value, Sequence) or isinstance(value, str) or not value:
        return None
    if not all(isinstance(one, Mapping) for one in value):
        return None
    found = (key for key in _KEYS if all(key in one for one in value))
    key = next(found, None)
    return key if key and len({one[key] for one in value}) == len(value) else None
