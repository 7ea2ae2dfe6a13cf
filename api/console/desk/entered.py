"""From what was typed in a form to the body that JSON would bring, field by field.

What cannot be read (a date that is none, an amount in words) is handed on as it was typed: the
body refuses it, and the form shows it again beside the reason.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from griffie.api.console.desk.choices import NO, YES
from griffie.api.console.desk.kinds import KINDS, REQUIRED, Kind
from griffie.domain.law.deadlines import BRUSSELS

Entered = Mapping[str, Sequence[str]]
"""What stands in the fields of a form, by their names."""
Find = Callable[[str], UUID | None]
"""Gives the id of a request by the reference that was typed; None for one that is not known."""

PERSON = ("name", "email", "postal_address", "phone")
REPRESENTATIVE = ("name", "email", "capacity")
SAID = ("where", "document", "on", "because")
"""The fields inside a field, whose names are `requester.email`, `said.gdpr/15/1/a.where`."""

_INSIDE: Mapping[Kind, Sequence[str]] = {Kind.PERSON: PERSON, Kind.REPRESENTATIVE: REPRESENTATIVE}

CONTROL = frozenset({"version", "once", "ahead"})
"""What every form carries beside its fields: which version was read, its key, whether to look."""


def entered_text(entered: Entered, name: str) -> str:
    """What stands in a field, without the blanks around it; empty where nothing does."""
    return next(iter(entered.get(name, ())), "").strip()


def body_of(path: str, entered: Entered, find: Find) -> dict[str, Any]:
    """The body of the step at a path, as JSON would bring it; empty fields are left out."""
    body = {name: _read(kind, name, entered, find) for name, kind in KINDS[path].items()}
    left_out = {name for name, value in body.items() if value in (None, "", [], {})}
    # A list that must be named may be empty: a letter about no right in particular.
    left_out -= {name for name in left_out & REQUIRED[path] if body[name] == []}
    return {name: value for name, value in body.items() if name not in left_out}


def unknown_names(path: str, entered: Entered) -> set[str]:
    """The names in a form that are none of this step's fields."""
    known = KINDS[path]

    def belongs(name: str) -> bool:
        first, _, rest = name.partition(".")
        kind = known.get(first)
        if not rest:
            return kind is not None and kind not in {*_INSIDE, Kind.SAID}
        if kind is Kind.SAID:
            return rest.rpartition(".")[2] in SAID
        return kind is not None and rest in _INSIDE.get(kind, ())

    return {name for name in entered if name not in CONTROL and not belongs(name)}


def _read(kind: Kind, name: str, entered: Entered, find: Find) -> Any:
    if kind in _INSIDE:
        return _inner(name, _INSIDE[kind], entered)
    if kind is Kind.SAID:
        return [*_said(name, entered)]
    typed = [one.replace("\r\n", "\n").strip() for one in entered.get(name, ())]
    if kind is Kind.SOME:
        return [one for one in typed if one]
    one = typed[0] if typed else ""
    return str(find(one) or one) if kind is Kind.REQUEST else _READ.get(kind, str)(one)


def _inner(name: str, fields: Sequence[str], entered: Entered) -> dict[str, str]:
    typed = {one: entered.get(f"{name}.{one}", [""])[0].strip() for one in fields}
    return {one: value for one, value in typed.items() if value}


def said_of(name: str, entered: Entered) -> list[str]:
    """The provisions of which a form says where each thing stands, in its order."""
    found = [key[len(name) + 1 : -len(".where")] for key in entered if key.endswith(".where")]
    return [one for one in found if f"{name}.{one}.where" in entered]


def _said(name: str, entered: Entered) -> list[dict[str, str]]:
    rows = ((one, _inner(f"{name}.{one}", SAID, entered)) for one in said_of(name, entered))
    return [{"provision": one} | row for one, row in rows if row.get("where")]


def _cents(typed: str) -> int | str:
    """Euro cents from an amount with a comma or a point: `15`, `15,00`, `15.00`."""
    if not re.fullmatch(r"\d{1,6}([.,]\d{1,2})?", typed):
        return typed
    try:
        return int(Decimal(typed.replace(",", ".")) * 100)
    except InvalidOperation:
        return typed


def _instant(typed: str) -> str:
    """An instant from the clock on the wall in Brussels: browsers send it without a zone."""
    try:
        return datetime.fromisoformat(typed).replace(tzinfo=BRUSSELS).isoformat()
    except ValueError:
        return typed


_READ: Mapping[Kind, Callable[[str], Any]] = {
    Kind.CODES: lambda typed: [one for one in re.split(r"[\s,;]+", typed) if one],
    Kind.ITEMS: lambda typed: [line.strip() for line in typed.split("\n") if line.strip()],
    Kind.TICK: lambda typed: typed == YES or None,
    Kind.ONE: lambda typed: {YES: True, NO: False}.get(typed, typed),
    Kind.MONEY: _cents,
    Kind.INSTANT: _instant,
}
"""How one text is read, by the kind of its field; any other is taken as it stands."""
