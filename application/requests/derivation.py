"""The body of a command, from the signature of its step: what is asked where a step is told."""

import textwrap
from collections.abc import Mapping
from datetime import date
from functools import reduce
from inspect import Parameter
from operator import or_
from types import UnionType
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

from pydantic import create_model

from griffie.application.disclosure import Body, Disclosure, TextLimits
from griffie.application.requests.bodies import (
    Day,
    Instant,
    InWords,
    Listed,
    Representative,
    Requester,
    SaidThing,
)
from griffie.domain.model.event import Event
from griffie.domain.model.values import LISTS, CodeKind, Codes, Sealed
from griffie.domain.request import values
from griffie.domain.steps import said
from griffie.domain.steps.step import Step

AnyStep = Step[Any, ..., Event]
"""A step, whatever it is told and records."""
AnyBody = TypeVar("AnyBody", bound=Body)
WIDTH = 96
"""Columns of a paragraph in the API's documentation."""

_STANDS_FOR: Mapping[Any, Any] = {
    Sealed: Disclosure,
    said.Reason: Annotated[Disclosure, TextLimits(says_why=True)],
    date: Day,
    said.Instant: Instant,
    **dict.fromkeys((Codes, *LISTS), Listed),
    values.SealedRequester: Requester,
    values.SealedRepresentative: Representative,
    values.Said: SaidThing,
}
"""What a body asks for where a step is told something."""


def _asked(kind: Any) -> Any:
    """The type of a body's field, from the type of what the step is told.

    Digests in a list (`Documents`) stay digests, which name what is in the vault already, unless
    the list is said in words (`Items`).
    """
    if kind in _STANDS_FOR:
        return _STANDS_FOR[kind]
    if get_origin(kind) in {Union, UnionType}:
        return reduce(or_, (_asked(one) for one in get_args(kind)))
    if get_origin(kind) is tuple and get_args(kind)[0] is values.Said:
        return tuple[SaidThing, ...]
    if get_origin(kind) is Annotated:
        inner, *more = get_args(kind)
        if said.Spelled.IN_WORDS in more:
            return InWords
        limits = [one for one in more if not isinstance(one, said.Day | said.Names | CodeKind)]
        asked = _asked(inner)
        return Annotated[(asked, *limits)] if limits else asked
    return kind


def derived(step: AnyStep, base: type[AnyBody]) -> type[AnyBody]:
    """The body that a step asks for: a field a word, its docstring the step's description."""
    name = "".join(part.capitalize() for part in step.name.split("_"))
    fields: dict[str, Any] = {
        word.name: (_asked(word.kind), ... if word.default is Parameter.empty else word.default)
        for word in step.words
    }
    described = _paragraphs(step.description)
    return create_model(
        name, __base__=base, __doc__=described, __module__=base.__module__, **fields
    )


def _paragraphs(text: str) -> str:
    """Filled to one width, however the source breaks its lines; indented as under a class."""
    filled = (textwrap.fill(" ".join(one.split()), WIDTH) for one in text.split("\n\n"))
    first, *others = filled
    return "\n\n".join((first, *(textwrap.indent(one, "    ") for one in others)))
