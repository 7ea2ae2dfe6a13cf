"""Every request of a list, however long it is, read a page at a time."""

from collections.abc import Iterator
from datetime import date

from griffie.application.register.view import Item, Query, RegisterView

BATCH = 200


def every_item(view: RegisterView, query: Query, on: date, batch: int = BATCH) -> Iterator[Item]:
    """Every request that matches, in the order of the query; its `limit` is not looked at.

    `batch` is how many are read at a time.

    What is recorded while somebody reads may move a request to a page that was read already.
    """
    for page in every_page(view, query, on, batch):
        yield from page


def every_page(
    view: RegisterView, query: Query, on: date, batch: int = BATCH
) -> Iterator[list[Item]]:
    """The same, `batch` of them together."""
    while True:
        page = view.items(query._replace(limit=batch), on)
        yield page
        if len(page) < batch:
            return
        query = query._replace(after=position_of(page[-1], query.sort))


def position_of(item: Item, sort: str = "due_on") -> tuple[str, str]:
    """The place of a request in a list: the day by which it is sorted, and its id."""
    by_day = {"due_on": item.deadline["due_on"], "task_due_on": item.task_due_on}
    by: date = by_day.get(sort.lstrip("-")) or item.received_on
    return by.isoformat(), item.id.hex
