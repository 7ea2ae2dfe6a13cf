"""The facts of a year are read page by page: the same, in the order of receipt, however large."""

from unittest.mock import patch

import pytest
from fastapi.testclient import TestClient

from griffie.api.composition import Store
from griffie.infrastructure.sqlite import figures_view
from griffie.infrastructure.sqlite.figures_view import SQLiteFigures
from tests.given.story import receive

DAYS = ("2026-03-02", "2026-01-01", "2026-03-02", "2025-12-31", "2026-02-02", "2026-03-02")
OF_THE_YEAR = sorted(day for day in DAYS if day.startswith("2026"))


@pytest.mark.parametrize("page", [1, 2, 5, 1_000])
def test_the_facts_of_a_year_come_in_order_and_each_once(
    store: Store, clerk: TestClient, page: int
) -> None:
    for day in DAYS:
        receive(clerk, received_on=day)

    with patch.object(figures_view, "_PAGE", page):
        found = [str(one.received_on) for one in store.engine.figures().received_in(2026)]

    assert found == OF_THE_YEAR


def test_no_more_than_a_page_is_read_ahead(store: Store, clerk: TestClient) -> None:
    for day in DAYS:
        receive(clerk, received_on=day)
    view, asked = store.engine.figures(), SQLiteFigures.asked
    pages = []

    def counted(view: SQLiteFigures, *question: object) -> object:
        pages.append(question)
        return asked(view, *question)  # type: ignore[arg-type]

    with patch.object(figures_view, "_PAGE", 2), patch.object(SQLiteFigures, "asked", counted):
        next(iter(view.received_in(2026)))

    assert len(pages) == 1
