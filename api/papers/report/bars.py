"""Where each bar of a report's chart stands, in units of its SVG. Page and paper only draw them."""

from collections.abc import Sequence
from typing import NamedTuple

WIDTH, FLOOR, TOP, LEFT = 560, 190, 24, 34
_LINES, _FILLED, _LABEL = 3, 0.62, 38


class Bar(NamedTuple):
    """A rectangle; its colour is that of a class of the stylesheet."""

    tone: str
    x: float
    y: float
    width: float
    height: float


class Column(NamedTuple):
    """What stands above one label: its bars, the middle of it, and the number on top."""

    label: str
    long: str
    middle: float
    bars: list[Bar]
    top: float
    number: int
    numbers: tuple[int, ...]
    """What each series says there, in their order."""
    named: bool
    """Whether its label is written: with many columns, every other or every third is."""


class BarChart(NamedTuple):
    """The columns, and the horizontal lines behind them: the value of each, and its height."""

    columns: list[Column]
    lines: list[tuple[int, float]]


def stacked(
    labels: Sequence[tuple[str, str]], series: Sequence[tuple[str, Sequence[int]]]
) -> BarChart:
    """Bars on top of each other. A label is short and long; a series is a tone and its numbers."""
    totals = [sum(numbers[n] for _, numbers in series) for n in range(len(labels))]
    scale, lines = _scale(max(totals, default=0))
    room, columns = (WIDTH - LEFT) / max(len(labels), 1), []
    for place, (label, total) in enumerate(zip(labels, totals, strict=True)):
        left, below, bars = LEFT + place * room + room * (1 - _FILLED) / 2, 0, []
        for tone, numbers in series:
            height = numbers[place] * scale
            below += numbers[place]
            y = FLOOR - below * scale
            bars.append(_bar(tone, left, y, room * _FILLED, height))
        top = FLOOR - total * scale
        said = tuple(numbers[place] for _, numbers in series)
        middle = left + room * _FILLED / 2
        named = place % _labelled(room) == 0
        columns.append(_column(label, middle, bars, top, total, said, named=named))
    return BarChart(columns, lines)


def beside_each_other(
    labels: Sequence[tuple[str, str]], series: Sequence[tuple[str, Sequence[int]]]
) -> BarChart:
    """Bars beside each other; the number on top is that of the last series."""
    scale, lines = _scale(max((max(numbers, default=0) for _, numbers in series), default=0))
    room, columns = (WIDTH - LEFT) / max(len(labels), 1), []
    width = room * _FILLED / max(len(series), 1)
    for place, label in enumerate(labels):
        left = LEFT + place * room + room * (1 - _FILLED) / 2
        bars = [
            _bar(tone, left + n * width, FLOOR - numbers[place] * scale, width * 0.94,
                 numbers[place] * scale)
            for n, (tone, numbers) in enumerate(series)
        ]  # fmt: skip
        last, said = bars[-1], tuple(numbers[place] for _, numbers in series)
        middle = last.x + last.width / 2
        columns.append(_column(label, middle, bars, last.y, said[-1], said, named=True))
    return BarChart(columns, lines)


def round_step(largest: int) -> int:
    """The step between two lines: the smallest of 1, 2, 5, 10 … of which three reach `largest`."""
    step, factors = 1, (2, 2.5, 2)
    for place in range(30):
        if step * _LINES >= largest:
            break
        step = int(step * factors[place % 3])
    return step


def _scale(largest: int) -> tuple[float, list[tuple[int, float]]]:
    step = round_step(largest)
    scale = (FLOOR - TOP) / (step * _LINES)
    return scale, [(n * step, round(FLOOR - n * step * scale, 1)) for n in range(_LINES + 1)]


def _bar(tone: str, x: float, y: float, width: float, height: float) -> Bar:
    return Bar(tone, round(x, 1), round(y, 1), round(width, 1), round(height, 1))


def _column(  # noqa: PLR0917 - its label, its place, what stands there
    label: tuple[str, str],
    middle: float,
    bars: list[Bar],
    top: float,
    number: int,
    said: tuple[int, ...],
    *,
    named: bool,
) -> Column:
    short, long = label
    return Column(short, long, round(middle, 1), bars, round(top - 5, 1), number, said, named)


def _labelled(room: float) -> int:
    """Every how many columns a label has room."""
    return next((every for every in (1, 2, 3, 6) if room * every >= _LABEL), 6)
