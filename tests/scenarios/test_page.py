"""docs/scenarios.md is what the scenarios say."""

import re

from tests.scenarios.decisions import DECISIONS
from tests.scenarios.page import PAGE, page
from tests.scenarios.rows import ELSEWHERE, ROWS, pages, told

TOLD = {
    *("17/2020", "135/2022", "137/2022", "11/2023", "27/2023", "109/2023", "157/2023"),
    *("11/2024", "29/2024", "87/2024", "107/2024", "14/2025", "72/2025"),
}


def test_the_page_of_scenarios_is_not_stale() -> None:
    assert PAGE.read_text("utf-8") == page(), "python -m tests.scenarios.page"


def test_every_decision_of_the_study_is_told_and_griffie_speaks_in_each() -> None:
    list(pages())
    *courses, _ = re.split(r"^## ", PAGE.read_text("utf-8"), flags=re.MULTILINE)[1:]

    assert set(DECISIONS) == TOLD
    assert {one.split("\n")[0] for one in courses} == TOLD
    assert all("“" in one for one in courses)


def test_every_row_of_the_second_reading_is_told() -> None:
    scenarios = told()

    assert scenarios.keys() == ROWS.keys()
    assert {row for row, told in scenarios.items() if not told} == ELSEWHERE.keys()
