"""What stands in clear in an event can hold no name, no address and no sentence.

Every field of every event is walked, through records and lists, down to its texts. A text is
sealed, or a member of a closed list, or its type refuses what somebody would type of a person. The
few that are neither stand below, each with the reason.
"""

from collections.abc import Iterator, Mapping
from enum import Enum
from types import UnionType
from typing import Annotated, Any, NamedTuple, Union, get_args, get_origin, get_type_hints

import pytest
from pydantic import BaseModel, TypeAdapter, ValidationError

from griffie.domain import events
from griffie.domain.errors import GriffieError
from griffie.domain.model.event import ENVELOPE, Event
from griffie.domain.model.values import Sealed

PERSONAL = (
    "Jan Peeters",
    "Wiske Vandersteen, Kerkstraat 1, 2920 Kalmthout",
    "jan.peeters@example.be",
    "+32 470 12 34 56",
    "Hij belde dat hij ziek is.",
)
"""What no text in clear may be."""
_SETTING = {
    "calendar": "the version of a calendar, from a file of the program",
    "profile": "the slug and digest of the profile, made by the program",
    "profile_digest": "a digest, made by the program",
    "regime": "the version of a country's rules, from a file of the program",
    "terms.act": "an act of the profile, which the controller wrote before the request",
}
EXCEPTED = {
    f"{event}.setting.{name}": why
    for event in ("RequestReceived", "PastRequestImported")
    for name, why in _SETTING.items()
} | {
    "RequesterInformed.profile": "the slug and digest of the profile, made by the program",
    "FiguresKept.tables": "names of columns and codes, with their sums: made by the program",
    "ClockAccepted.alive_at": "an instant, which the guard of the clock writes and nobody types",
    "LogContinued.last": "a checkpoint: refused by the command where the log's key did not sign it",
}
"""Texts that a type does not hold to a form, and why nobody can type a person there."""


class Leaf(NamedTuple):
    """A text in clear: in which field it stands, and its type."""

    field: str
    kind: Any


def kinds() -> list[type[Event]]:
    named = (getattr(events, name) for name in events.__all__)
    return [one for one in named if isinstance(one, type) and issubclass(one, Event)]


def texts(field: str, kind: Any) -> Iterator[Leaf]:
    """The texts in clear within a type."""
    origin, inner = get_origin(kind), get_args(kind)
    if origin is Annotated:
        bare = inner[0]
        yield from [Leaf(field, kind)] if bare is str else texts(field, bare)
    elif origin in {Union, UnionType, tuple, list} or (origin and issubclass(origin, Mapping)):
        for one in inner:
            yield from texts(field, one)
    elif kind is str:
        yield Leaf(field, kind)
    elif isinstance(kind, type) and issubclass(kind, BaseModel):
        for name, one in get_type_hints(kind, include_extras=True).items():
            if name in kind.model_fields:
                yield from texts(f"{field}.{name}", one)
    elif isinstance(kind, type) and issubclass(kind, str) and not issubclass(kind, Sealed | Enum):
        yield Leaf(field, kind)


LEAVES = [
    leaf
    for event in kinds()
    for name, kind in get_type_hints(event, include_extras=True).items()
    if name in event.model_fields and name not in ENVELOPE
    for leaf in texts(f"{event.__name__}.{name}", kind)
]


def takes(kind: Any, text: str) -> bool:
    try:
        TypeAdapter(kind).validate_python(text)
    except (ValidationError, GriffieError, ValueError):
        return False
    return True


def test_many_events_have_texts_in_clear() -> None:
    assert len(kinds()) > 100
    assert len(LEAVES) > 80


@pytest.mark.parametrize("field", sorted({one.field for one in LEAVES}))
def test_a_text_in_clear_can_be_no_person_and_no_sentence(field: str) -> None:
    taken = [
        one for leaf in LEAVES if leaf.field == field for one in PERSONAL if takes(leaf.kind, one)
    ]

    assert bool(taken) is (field in EXCEPTED), taken


def test_what_is_excepted_is_still_there() -> None:
    assert EXCEPTED.keys() <= {one.field for one in LEAVES}
