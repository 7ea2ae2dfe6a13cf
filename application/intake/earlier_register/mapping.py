"""The mapping: which column of an earlier register is what, and which of its words mean what.

A TOML file that the office reads and completes. `?` stands where it was not said yet: with one of
them nothing is imported.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated

from pydantic import BeforeValidator, Field, ValidationError

from griffie.application.errors import UnreadableRegisterError
from griffie.application.intake.earlier_register.days import DayOrder
from griffie.application.intake.earlier_register.rows import FileFormat, HowToRead
from griffie.domain.law import ExtensionGround, Language, Right
from griffie.domain.model.values import Code, Frozen
from griffie.domain.request.vocabulary import Channel, Outcome
from griffie.domain.steps.past_request import NEVER_IMPORTED

UNSAID = "?"
OPEN = "open"
"""The word for an outcome that is still to come."""


def _several(given: object) -> object:
    return (given,) if isinstance(given, str) else given


Column = Annotated[str, Field(min_length=1)]
Several = Annotated[tuple[Column, ...], BeforeValidator(_several)]
"""One column, or several whose texts are taken together."""


class Columns(Frozen):
    """The column of each thing that can be imported; what no column says is left out."""

    received_on: Column
    channel: Column | None = None
    language: Column | None = None
    rights: Several = ()
    name: Column | None = None
    email: Column | None = None
    postal_address: Column | None = None
    phone: Column | None = None
    message: Column | None = None
    outcome: Column | None = None
    closed_on: Column | None = None
    answered_on: Column | None = None
    handler: Column | None = None
    extended_on: Column | None = None
    extension_grounds: Several = ()
    extension_reason: Column | None = None
    notes: Several = ()

    def named(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Each thing that has columns, with their names."""
        for field, value in self:
            if value:
                yield field, (value,) if isinstance(value, str) else value


class RegisterMapping(Frozen):
    """How the lines of one file become requests."""

    register_name: Code = "earlier"
    """Which register this is: the same line of another register is another request."""
    format: FileFormat | None = None
    encoding: str | None = None
    separator: str | None = None
    sheet: str | None = None
    dates: DayOrder | None = None
    key: Column | None = None
    """The column by which a line is known again; without it, by all that it says."""
    columns: Columns
    values: Mapping[str, Mapping[str, str]] = {}
    """By thing: what a word of the register means here."""
    where_silent: Mapping[str, str] = {}
    """By thing: what the office says of every line whose cell is empty, or without a column."""

    def how(self) -> HowToRead:
        """How the file is read."""
        return HowToRead(self.format, self.encoding, self.separator, self.sheet)


_BETWEEN = re.compile(r"[,;/+&|\n]|\s+(?:en|et|und|and)\s+")


def words_in(text: str) -> tuple[str, ...]:
    """The words of a cell that may hold several, in small letters: `Wissing en inzage` has two."""
    parts = (one.strip() for one in _BETWEEN.split(text.casefold()))
    return tuple(dict.fromkeys(one for one in parts if one))


CLOSED_LISTS: Mapping[str, type[StrEnum] | None] = {
    "channel": Channel,
    "language": Language,
    "rights": Right,
    "outcome": Outcome,
    "extension_grounds": ExtensionGround,
    "handler": None,
}
"""The things whose words are mapped; of a handler, to the id of an account."""


def choices(thing: str) -> tuple[str, ...]:
    """What a word of this thing may mean; empty for an account."""
    kind = CLOSED_LISTS[thing]
    found = [] if kind is None else [one.value for one in kind if one not in NEVER_IMPORTED]
    return (*found, OPEN) if thing == "outcome" else tuple(found)


def load_mapping(path: Path) -> RegisterMapping:
    """Read a mapping. Raises UnreadableRegisterError for the first thing wrong, OSError."""
    try:
        content = tomllib.loads(path.read_text("utf-8"))
    except UnicodeDecodeError:
        raise UnreadableRegisterError("the mapping is not UTF-8 text") from None
    except tomllib.TOMLDecodeError as broken:
        found = re.search(r"\(at [a-z0-9 ,]+\)", str(broken))
        raise UnreadableRegisterError(
            f"the mapping is not TOML {found[0] if found else ''}"
        ) from None
    if unsaid := list(_unsaid(content, "")):
        places = ", ".join(dict.fromkeys(unsaid))
        raise UnreadableRegisterError(f"the mapping still has a question mark at {places}")
    try:
        mapping = RegisterMapping.model_validate(content)
    except ValidationError as invalid:
        first = invalid.errors(include_input=False, include_context=False, include_url=False)[0]
        where = ".".join(str(step) for step in first["loc"])
        raise UnreadableRegisterError(f"the mapping: {where}: {first['msg']}") from None
    for place, wrong in _faults(mapping):
        raise UnreadableRegisterError(f"the mapping: {place}: {wrong}")
    return mapping


def _unsaid(value: object, place: str) -> Iterator[str]:
    """Each table or name where a question mark stands; never a word of the register."""
    if value == UNSAID:
        yield place
    elif isinstance(value, Mapping):
        for name, one in value.items():
            inside = place.startswith("values.")
            yield from _unsaid(one, place if inside else f"{place}.{name}".lstrip("."))


def _faults(mapping: RegisterMapping) -> Iterator[tuple[str, str]]:
    known = set(Columns.model_fields)
    for thing, words in mapping.values.items():
        if thing not in CLOSED_LISTS:
            yield f"values.{thing}", f"only of {', '.join(CLOSED_LISTS)}"
            continue
        for meaning in words.values():
            if not _fits(thing, meaning):
                yield f"values.{thing}", f"choose among {', '.join(choices(thing)) or 'accounts'}"
    for thing, said in mapping.where_silent.items():
        if thing not in known:
            yield f"where_silent.{thing}", "there is no such thing"
        elif thing in CLOSED_LISTS and not all(_fits(thing, one) for one in words_in(said)):
            yield f"where_silent.{thing}", f"choose among {', '.join(choices(thing)) or 'accounts'}"


def _fits(thing: str, meaning: str) -> bool:
    if CLOSED_LISTS[thing] is None:
        return re.fullmatch("u-[a-z0-9-]{1,40}", meaning) is not None
    return meaning in choices(thing)


def check_columns(mapping: RegisterMapping, columns: tuple[str, ...]) -> None:
    """Raises UnreadableRegisterError where the mapping names a column that the file lacks."""
    named = {name for _, names in mapping.columns.named() for name in names}
    if mapping.key:
        named.add(mapping.key)
    if missing := sorted(named - set(columns)):
        raise UnreadableRegisterError(
            f"the mapping names columns that are not there: {', '.join(missing)};"
            f" there are {', '.join(columns)}"
        )
