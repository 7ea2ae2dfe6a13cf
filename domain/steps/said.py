"""What a step is told, by type: the days, rights and limits that the words of a step declare.

A step declares what a word means with these types, and the machinery of `domain.steps.step` acts
on the declaration, never on the word's name. The body of a command takes over the limits.
"""

from collections.abc import Iterator
from datetime import date
from enum import Enum, auto
from typing import Annotated, Any, TypeVar, get_args

from annotated_types import Interval, MaxLen, MinLen
from pydantic import AwareDatetime

from griffie.domain.law import ExtensionGround, Right
from griffie.domain.model.values import Sealed
from griffie.domain.request.vocabulary import Proof


class Day(Enum):
    """What a day says, and so where it may lie."""

    PAST = auto()
    """Something happened: not in the future, and not before the request was received."""
    EARLIER = auto()
    """Something happened, perhaps before receipt: only not in the future."""
    AHEAD = auto()
    """Something will be, or was due: the step itself says what it may be."""


class Names(Enum):
    """Whether a right that is named was invoked in the request."""

    INVOKED = auto()
    """It must have been: the step concerns that claim. Else BadInputError."""
    NEW = auto()
    """It must not have been: the step brings it in."""


class Says(Enum):
    """What a text must say."""

    WHY = auto()
    """Why: the law demands a sentence here, and `x` or `.` is none."""


class Spelled(Enum):
    """How a list of digests is said."""

    IN_WORDS = auto()
    """As texts, which are sealed; else as the digests of what is in the vault already."""


PastDay = Annotated[date, Day.PAST]
"""A day on which something happened, in Brussels: from receipt until today."""
EarlierDay = Annotated[date, Day.EARLIER]
"""A day on which something happened, in Brussels, also before receipt."""
DayAhead = Annotated[date, Day.AHEAD]
"""A day in Brussels that was set for later."""

Instant = AwareDatetime
"""An instant with its zone; the step checks where it may lie."""

InvokedRight = Annotated[Right, Names.INVOKED]
"""A right of this request."""
InvokedRights = Annotated[tuple[Right, ...], Names.INVOKED, MaxLen(len(Right))]
"""Rights of this request; none named means those that the step is meant for."""
OneRightOrMore = Annotated[tuple[Right, ...], Names.INVOKED, MinLen(1), MaxLen(len(Right))]
"""Rights of this request, of which at least one is named."""
NewRight = Annotated[Right, Names.NEW]
"""A right that this request did not invoke yet."""

Cents = Annotated[int, Interval(ge=1, le=1_000_000)]
"""An amount in euro cents, of at most ten thousand euros."""
Items = Annotated[tuple[Sealed, ...], Spelled.IN_WORDS, MaxLen(20)]
"""What is meant, named in words: each is sealed. For parts of a claim that no code names."""
Reason = Annotated[Sealed, Says.WHY]
"""Why something is done, refused or left, in words: the body refuses a text without a word."""
Documents = Annotated[tuple[Sealed, ...], MaxLen(100)]
"""Digests of documents that were added to the request before; not words to be sealed."""
ExtensionGrounds = Annotated[tuple[ExtensionGround, ...], MinLen(1), MaxLen(len(ExtensionGround))]
"""Article 12(3): complexity, number of requests, or both."""
Proofs = Annotated[tuple[Proof, ...], MaxLen(len(Proof))]
"""What is asked by way of proof of identity."""


D = TypeVar("D", bound=Enum)


def declarations(kind: Any, meaning: type[D]) -> Iterator[D]:
    """What a type declares of one sort, such as the `Day` that it is."""
    return (part for part in parts_of(kind) if isinstance(part, meaning))


def parts_of(kind: Any) -> Iterator[Any]:
    """A type, and what it is made of: members of a union, an element, what Annotated adds."""
    yield kind
    for part in (*get_args(kind), *getattr(kind, "__metadata__", ())):
        yield from parts_of(part)
