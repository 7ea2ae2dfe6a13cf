"""Of which kind a field of a step is: what it is drawn as, and how what was typed is read.

The kind follows from the declared type of the word, never from its name. `_KINDS` is the whole
table; a step of a type that is not in it stops the program when this page is imported.
"""

from collections.abc import Mapping
from datetime import date
from enum import Enum, StrEnum
from inspect import Parameter
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin
from uuid import UUID

from pydantic import AwareDatetime

from griffie.application.requests.commands import COMMANDS
from griffie.domain.law.national_grounds import NationalGround
from griffie.domain.model.values import CodeKind, Sealed
from griffie.domain.request import values
from griffie.domain.steps.said import Spelled, declarations
from griffie.domain.steps.word import Word


class Kind(StrEnum):
    """What a field is drawn as."""

    DAY, INSTANT, MONEY = "day", "instant", "money"
    TICK = "tick"
    """Yes, or nothing said."""
    ONE, SOME = "one", "some"
    """One or several of a list that is shown."""
    CODE, CODES = "code", "codes"
    """A word of the controller's own lists, or several, where no list is known."""
    WORDS, ITEMS = "words", "items"
    """A sealed text; several, a line each."""
    REQUEST = "request"
    PERSON, REPRESENTATIVE = "person", "representative"
    SAID = "said"
    """Where each thing stands that an answer must tell."""


_KINDS: Mapping[Any, tuple[Kind, Kind | None]] = {
    date: (Kind.DAY, None),
    AwareDatetime: (Kind.INSTANT, None),
    int: (Kind.MONEY, None),
    bool: (Kind.ONE, None),
    UUID: (Kind.REQUEST, None),
    Enum: (Kind.ONE, Kind.SOME),
    NationalGround: (Kind.ONE, None),
    str: (Kind.CODE, Kind.CODES),
    Sealed: (Kind.WORDS, Kind.SOME),
    values.SealedRequester: (Kind.PERSON, None),
    values.SealedRepresentative: (Kind.REPRESENTATIVE, None),
    values.Said: (Kind.SAID, Kind.SAID),
}
"""The kind of one value of a type, and of several."""


def kind_of(word: Word) -> Kind:
    """The kind of a word of a step. Raises TypeError for a type that no form can ask for."""
    types, several = types_of(word.kind)
    if Spelled.IN_WORDS in declarations(word.kind, Spelled):
        return Kind.ITEMS
    if types == (bool,) and word.default is False:
        return Kind.TICK
    for known, (one, some) in _KINDS.items():
        fits = known in types or (known is Enum and issubclass(types[0], Enum))
        if fits and (found := some if several else one):
            of_a_list = word.of is not None and found in {Kind.CODE, Kind.CODES}
            return (Kind.SOME if several else Kind.ONE) if of_a_list else found
    raise TypeError(f"no form can ask for {word.name}: add its type to the table of kinds")


def types_of(kind: Any) -> tuple[tuple[type, ...], bool]:
    """The types that a value may have, without None and what Annotated adds; whether several."""
    origin, inner = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return types_of(inner[0])
    if origin is tuple:
        return types_of(inner[0])[0], True
    if origin in {Union, UnionType}:
        every = [types_of(one) for one in inner if one is not NoneType]
        return tuple(one for types, _ in every for one in types), any(some for _, some in every)
    return (kind,), False


def is_required(word: Word) -> bool:
    """Whether it must be said."""
    return word.default is Parameter.empty


LISTED = frozenset({CodeKind.PURPOSE, CodeKind.CATEGORY, CodeKind.RECIPIENT, CodeKind.SYSTEM})
"""The lists of the profile, in which `other` always stands as well."""

KINDS: Mapping[str, Mapping[str, Kind]] = {
    command.step().path: {word.name: kind_of(word) for word in command.step().words}
    for command in COMMANDS
}
"""The kind of every field of every step."""

REQUIRED: Mapping[str, frozenset[str]] = {
    command.step().path: frozenset(one.name for one in command.step().words if is_required(one))
    for command in COMMANDS
}
"""The fields of every step that must be said."""
