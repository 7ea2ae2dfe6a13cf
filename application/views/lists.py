"""Requests in lists and pages of the register: no personal data."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from pydantic import Field

from griffie.application.register.view import Item
from griffie.application.views.answer import AnswerModel
from griffie.domain.law import Language, Right
from griffie.domain.law.deadlines import Standing
from griffie.domain.request.vocabulary import Channel, Execution, Outcome, Status


# The deadline of a request in a list; `state` is its standing.
class ItemDeadline(AnswerModel):
    state: Standing
    due_on: date
    strict_due_on: date
    target_on: date
    extended: bool
    suspended: bool
    met_strictly: bool | None


class ItemShown(AnswerModel):
    """A request as lists show it: no personal data."""

    id: UUID
    reference: str
    version: int
    status: Status
    outcome: Outcome | None
    received_on: date
    channel: Channel
    language: Language
    handler: str | None
    rights: tuple[Right, ...]
    execution: Execution
    personal_data: str
    deadline: ItemDeadline
    task_due_on: date | None = Field(
        description="The first day on which a task or an authority's question is due."
    )
    legal_hold: bool


LEFT: int | None = Field(
    default=None,
    description="Of a past only: requests of then whose histories have lawfully gone since.",
)


# A page of the register; `next` is the cursor of the next page.
class Page(AnswerModel):
    items: list[ItemShown]
    next: str | None
    left_since: int | None = LEFT


def item_shown(item: Item) -> ItemShown:
    """A request of a list."""
    return ItemShown(
        id=item.id,
        reference=item.reference,
        version=item.version,
        status=item.status,
        outcome=item.outcome,
        received_on=item.received_on,
        channel=item.channel,
        language=Language(item.language),
        handler=item.handler,
        rights=item.rights,
        execution=item.execution,
        personal_data=item.personal_data,
        deadline=ItemDeadline(**item.deadline),
        task_due_on=item.task_due_on,
        legal_hold=item.legal_hold,
    )


def items_shown(items: Iterable[Item]) -> list[ItemShown]:
    """The requests of a list, in the order given."""
    return [item_shown(item) for item in items]


def page_octets(items: Sequence[Item], following: str | None, left_since: int) -> bytes:
    """A page of the register as JSON: that of `Page`, joined of its requests.

    `following` is the cursor of the next page, none on the last.
    """
    page = Page(items=[], next=following, **left_since_field(left_since)).as_json()
    return page.replace(_NO_ITEMS, b'"items":[%b]' % b",".join(map(_octets, items)), 1)


_NO_ITEMS = b'"items":[]'
_REMEMBERED = 4_096
_written = dict[int, tuple[Item, bytes]]()
"""By the identity of an item. Equal rows give one item, and nobody changes it: so what was written
of it holds for as long as it is that very object."""


def _octets(item: Item) -> bytes:
    known = _written.get(id(item))
    if known and known[0] is item:
        return known[1]
    if len(_written) >= _REMEMBERED:
        _written.clear()
    octets = item_shown(item).as_json()
    _written[id(item)] = item, octets
    return octets


def left_since_field(number: int) -> dict[str, Any]:
    """The field `left_since` as an argument; left out when the number is 0."""
    return {"left_since": number} if number else {}
