"""Where each bar of a chart stands, in units of its SVG. The template only draws them."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from griffie.api.papers.report.bars import round_step
from griffie.api.words.colleagues import Colleague, name_of
from griffie.api.words.speech import Speech, first_up
from griffie.application.register.view import Load
from griffie.application.views.dashboard import MONTHS_BACK

WIDTH, HEIGHT, FLOOR, TOP, LEFT = 296, 132, 110, 20, 26
_LINES = 3


class Column(NamedTuple):
    """One month: its two figures, and the place and height of its bars."""

    label: str
    long: str
    in_time: int
    too_late: int
    x: float
    width: float
    y_in_time: float
    y_too_late: float

    @property
    def total(self) -> int:
        return self.in_time + self.too_late


class Chart(NamedTuple):
    """The columns, and the horizontal lines behind them."""

    columns: list[Column]
    lines: list[tuple[int, float]]
    """The value of each line, and its height."""


def answers_chart(counted: Sequence[tuple[str, int, int, int]], on: date, speech: Speech) -> Chart:
    """The answers of the last six months: in time, and on top of that too late."""
    found = {month: (met, missed) for month, met, missed, _ in counted}
    months = [_month_before(on, back) for back in range(MONTHS_BACK - 1, -1, -1)]
    figures = [found.get(f"{month:%Y-%m}", (0, 0)) for month in months]
    step = round_step(max(map(sum, figures), default=0))
    scale = (FLOOR - TOP) / (step * _LINES)
    room = (WIDTH - LEFT) / MONTHS_BACK
    columns = [
        Column(
            label=first_up(speech.month(month, "LLL")),
            long=first_up(speech.month(month, "LLLL y")),
            in_time=met,
            too_late=missed,
            x=round(LEFT + place * room + room * 0.18, 1),
            width=round(room * 0.64, 1),
            y_in_time=round(FLOOR - met * scale, 1),
            y_too_late=round(FLOOR - (met + missed) * scale, 1),
        )
        for place, (month, (met, missed)) in enumerate(zip(months, figures, strict=True))
    ]
    return Chart(
        columns, [(n * step, round(FLOOR - n * step * scale, 1)) for n in range(_LINES + 1)]
    )


def _month_before(on: date, back: int) -> date:
    months = on.year * 12 + on.month - 1 - back
    return date(months // 12, months % 12 + 1, 1)


class LoadShare(NamedTuple):
    """The open requests of one handler as a bar: where each piece of it ends, of 100."""

    name: str
    initials: str
    query: Mapping[str, str]
    """What shows these requests in the queue."""
    open: int
    late: int
    soon: int
    share: float
    late_to: float
    soon_to: float


def load_shares(
    load: Sequence[Load], mine: str, known: Mapping[str, Colleague], speech: Speech
) -> list[LoadShare]:
    """The load of each handler; the bar of who has most is full. `mine` is who reads."""
    most = max((one.open for one in load), default=1)
    return [_load_share(one, most, mine, known, speech) for one in load]


def _load_share(
    load: Load, most: int, mine: str, known: Mapping[str, Colleague], speech: Speech
) -> LoadShare:
    name, query = speech.say("Nobody yet"), {"tab": "unassigned"}
    if load.handler == mine:
        name, query = speech.say("Me"), {"tab": "mine"}
    elif load.handler:
        name, query = name_of(load.handler, known), {"tab": "open", "handler": load.handler}
    scale = 100 / most
    return LoadShare(
        name,
        "".join(word[0] for word in name.split()[:2]).upper() if load.handler else "–",
        query,
        load.open,
        load.late,
        load.soon,
        share=round(load.open * scale, 1),
        late_to=round(load.late * scale, 1),
        soon_to=round((load.late + load.soon) * scale, 1),
    )


class Share(NamedTuple):
    """One bar of a list: `percent` is of the longest."""

    label: str
    number: int
    percent: float


def shares(counted: Sequence[tuple[str, int]]) -> list[Share]:
    """A list of counts as bars, the largest first; the longest bar is full."""
    longest = max((count for _, count in counted), default=1)
    ranked = sorted(counted, key=lambda one: -one[1])
    return [Share(label, count, round(100 * count / longest, 1)) for label, count in ranked]
