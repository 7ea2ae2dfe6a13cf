"""What a step is told: each word with its type, its default, and what it means."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from inspect import signature
from typing import TYPE_CHECKING, Any, NamedTuple, get_type_hints

from griffie.domain.law import Ground, Right
from griffie.domain.model.errors import BadInputError
from griffie.domain.model.values import CodeKind
from griffie.domain.steps.said import Day, Names, declarations, parts_of

if TYPE_CHECKING:
    from griffie.domain.request.claim import Claim
    from griffie.domain.request.state import RequestState

Meant = Callable[["Claim"], bool]
"""Which claims a step concerns that names none."""


class Word(NamedTuple):
    """Something that a step is told: its name, its declared type, its default, what it means."""

    name: str
    kind: Any
    default: Any
    """`Parameter.empty` where it must be said."""
    day: Day | None
    names: Names | None
    of: CodeKind | None
    """Of which list of the controller's it names something."""


def words_of(decide: Callable[..., Any]) -> Iterator[Word]:
    """The words that a method which decides is told, from its signature."""
    kinds = get_type_hints(decide, include_extras=True)
    _, _, *parameters = signature(decide).parameters.values()
    for one in parameters:
        kind = kinds[one.name]
        day = next(declarations(kind, Day), None)
        names = next(declarations(kind, Names), None)
        parts = list(parts_of(kind))
        if (date in parts and not day) or (Right in parts and not names):
            raise TypeError(
                f"{decide.__name__} is told {one.name}: say with a type of domain.steps.said"
                " which day or which right that is"
            )
        yield Word(
            one.name, kind, one.default, day, names, next(declarations(kind, CodeKind), None)
        )


def check_value(
    word: Word, value: object, claims: Iterable[Claim], today: date, received_on: date
) -> None:
    """Raises BadInputError where a day or a ground that was said cannot be meant.

    `claims` are those that were named. A ground is malformed where the law knows such grounds for
    a right and this is none of them; where it knows none at all, a rule says what stands against.
    """
    if isinstance(value, Ground):
        for claim in claims:
            if claim.right not in value.rights and _known(type(value), claim.right):
                raise BadInputError(word.name, "belongs to another right")
    if isinstance(value, date) and word.day:  # an instant is checked by its step
        if word.day is not Day.AHEAD and value > today:
            raise BadInputError(word.name, "in the future")
        if word.day is Day.PAST and value < received_on:
            raise BadInputError(word.name, "before receipt")


@cache
def _known(kind: type[Ground], right: Right) -> bool:
    return any(right in one.rights for one in kind)


def concerned(
    words: Iterable[Word], request: RequestState, said: Mapping[str, Any], meant: Meant | None
) -> list[Claim]:
    """The claims that a step names. Where it names none: those it means, or all."""
    for word in words:
        if word.names is not Names.INVOKED or (named := said.get(word.name)) is None:
            continue
        rights: Sequence[Any] = (named,) if isinstance(named, str) else named
        if rights:
            return [_invoked(request, word, right) for right in rights]
        if not meant:
            raise BadInputError(word.name, "none named")
    return _unnamed(request.claims.values(), meant)


def _unnamed(claims: Iterable[Claim], meant: Meant | None) -> list[Claim]:
    every = list(claims)
    return [claim for claim in every if meant(claim)] or every if meant else every


def _invoked(request: RequestState, word: Word, right: Right) -> Claim:
    if right not in request.claims:
        raise BadInputError(word.name, "not invoked in this request")
    return request.claims[right]
