"""The report of a year stays what it was when histories go; what is kept describes nobody."""

from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from griffie.application.reports.figures import annual, figures_to_keep
from griffie.application.reports.kept_figures import LEAST, WEEK, Gone, round_to_weeks, sum_figures
from griffie.application.reports.request_figures import ClaimFigures, RequestFigures
from griffie.domain.law import ExtensionGround, Language, Right
from griffie.domain.request.vocabulary import Authority, Capacity, Channel, ClaimStatus, Outcome

YEAR, ON = 2026, date(2033, 1, 1)
NEW_YEAR = date(YEAR, 1, 1)
SOME_COUNTS: list[dict[str, int]] = [
    {},
    {"FeeProposed": 1, "RequestReopened": 2},
    {"IdentityDoubted": 1},
]
SOME_DETAILS: list[dict[str, int]] = [
    {},
    {"advice/followed": 1},
    {f"extension/{ExtensionGround.NUMBER}": 1, "advice/not followed": 2},
]


def some_claim(chance: Random, received_on: date) -> ClaimFigures:
    due_on = received_on + timedelta(days=31)
    status = chance.choice([*ClaimStatus])
    told_on = received_on + timedelta(days=chance.randrange(100))
    told = status is not ClaimStatus.WITHDRAWN
    last_on = due_on + timedelta(days=chance.randrange(60))
    return ClaimFigures(
        right=chance.choice([*Right]),
        purposes=chance.choice([(), ("newsletter",), ("billing", "newsletter")]),
        status=status,
        grounds=chance.choice([(), ("gdpr/17/3/b",), ("gdpr/12/5/excessive",)]),
        parts=chance.choice([{"fulfilled": 1}, {"excepted": 2, "granted": 1}]),
        extended=chance.random() < 0.5,
        since=received_on,
        due_on=last_on,
        strict_due_on=due_on,
        first_month_ends_on=due_on,
        suspended=False,
        told_on=told_on if told else None,
        met_on=told_on if told else None,
        in_time=told_on <= last_on if told else None,
        strictly=told_on <= due_on if told else None,
        days_to_stop=chance.choice([None, chance.randrange(40)]),
    )


def some_facts(seed: int) -> RequestFigures:
    """The facts of a request that is over, as every request is whose history goes."""
    chance = Random(seed)  # noqa: S311 - no secret
    received_on = NEW_YEAR + timedelta(days=chance.randrange(365))
    return RequestFigures(
        received_on=received_on,
        channel=chance.choice([*Channel]),
        language=chance.choice([*Language]),
        via=chance.choice([None, *Capacity]),
        outcome=chance.choice([one for one in Outcome if one is not Outcome.REMINDER]),
        claims=tuple(some_claim(chance, received_on) for _ in range(chance.randrange(4))),
        due_on=received_on + timedelta(days=31),
        waits=chance.choice([{}, {"gdpr/12/6": (1, 9)}]),
        steps=chance.choice(SOME_COUNTS),
        details=chance.choice(SOME_DETAILS),
        complaints=chance.choice([(), (Authority.GBA,)]),
    )


def some(least: int, most: int) -> st.SearchStrategy[list[RequestFigures]]:
    return st.lists(st.integers(0, 2**32).map(some_facts), min_size=least, max_size=most)


class View:
    """Figures in memory: of requests that are there, and of groups that went."""

    def __init__(self, here: list[RequestFigures], *went: list[RequestFigures]) -> None:
        self._here = here
        self._gone = sum_figures((len(group), figures_to_keep(group)) for group in went)

    def received_in(self, year: int) -> list[RequestFigures]:
        return [one for one in self._here if one.received_on.year == year]

    def gone_from(self, year: int) -> Gone:
        return self._gone if year == YEAR else Gone()


def tables(*view: Any, year: int = YEAR) -> dict[str, dict[str, Any]]:
    return {name: dict(cells) for name, cells in annual(View(*view), year, ON).tables.items()}


GROUPS = some(LEAST, 9)


@given(some(0, 6), GROUPS, GROUPS)
def test_the_report_is_the_same_before_and_after_but_for_the_exact_days(
    stay: list[RequestFigures], first: list[RequestFigures], second: list[RequestFigures]
) -> None:
    before = tables([*stay, *first, *second])
    after = tables(stay, first, second)

    for name in WEEK:
        exact, kept = before.pop(name), after.pop(name)
        assert kept["number"] == exact["number"]
        for measure in ("median", "p90"):
            if exact[measure] is not None:
                assert exact[measure] <= kept[measure] <= exact[measure] + WEEK[name]
    assert after == before


@given(some(0, 6), GROUPS)
def test_the_year_after_still_compares_with_it(
    stay: list[RequestFigures], group: list[RequestFigures]
) -> None:
    assert tables(stay, group, year=YEAR + 1) == tables([*stay, *group], year=YEAR + 1)


@given(some(0, 6), some(1, LEAST - 1))
def test_of_fewer_than_five_only_their_number_is_kept(
    stay: list[RequestFigures], few: list[RequestFigures]
) -> None:
    with_them, alone, after = tables([*stay, *few]), tables(stay), tables(stay, few)

    assert after.pop("received") == with_them["received"]
    assert figures_to_keep(few).keys() == {"received"}
    del alone["received"]
    assert after == alone


def test_the_report_says_what_it_no_longer_knows() -> None:
    group = [some_facts(seed) for seed in range(LEAST)]

    whole = annual(View([], group), YEAR, ON).not_available
    few = annual(View([], group[:2]), YEAR, ON).not_available
    nothing = annual(View(group), YEAR, ON).not_available

    assert "5 requests went" in whole["exact days"]
    assert "2 requests went" in few["requests without figures"]
    assert not {"exact days", "requests without figures"} & nothing.keys()


@given(GROUPS)
def test_what_is_kept_has_no_day_and_nothing_but_numbers(group: list[RequestFigures]) -> None:
    kept = figures_to_keep(group)

    cells = [(name, cell, number) for name, table in kept.items() for cell, number in table.items()]
    days = {str(one.received_on) for one in group}
    assert all(type(number) is int and number > 0 for *_, number in cells)
    assert not [cell for _, cell, _ in cells if cell in days]


@pytest.mark.parametrize(
    ("days", "kept"), [([0], {"0": 1}), ([1, 7], {"7": 2}), ([8, 30, 31], {"14": 1, "35": 2})]
)
def test_days_are_rounded_up_to_the_end_of_their_week(
    days: list[int], kept: dict[str, int]
) -> None:
    assert round_to_weeks("days to an answer", days) == kept
