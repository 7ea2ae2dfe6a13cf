"""A bar chart as SVG for a paper: in colours that stay apart in grey, with its legend inside."""

from collections.abc import Callable, Iterator, Sequence
from xml.sax.saxutils import escape

from griffie.api.papers.report.bars import FLOOR, LEFT, WIDTH, BarChart

TONES = {"time": "#2f5d9b", "prev": "#b9c3d4", "late": "#c2571a"}
_HEIGHT, _LEGEND = 216, 24
_FONT = "Libertinus Serif"
"""The font that typst carries with itself: the drawing is the same on every machine."""
_OPENED = (
    f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {_HEIGHT + _LEGEND}"'
    f' font-family="{_FONT}" font-size="11" fill="#22262e">'
)

Legend = Sequence[tuple[str, str]]
"""The words of each tone."""
Written = Callable[[int], str]
"""How a number is written."""


def drawn(chart: BarChart, legend: Legend, written: Written) -> str:
    """The drawing, its numbers written as its reader's language writes them."""
    inside = [*_lines(chart, written), *_columns(chart, written), *_legend(legend)]
    return "".join([_OPENED, *inside, "</svg>"])


def _lines(chart: BarChart, written: Written) -> Iterator[str]:
    for value, y in chart.lines:
        yield f'<path d="M{LEFT} {y}H{WIDTH}" stroke="#c9ced6" stroke-width="0.6"/>'
        yield _text(LEFT - 7, y + 4, written(value), "end")


def _columns(chart: BarChart, written: Written) -> Iterator[str]:
    for column in chart.columns:
        for bar in column.bars:
            if bar.height:
                yield _box(TONES[bar.tone], bar.x, bar.y, bar.width, bar.height)
        if column.named:
            yield _text(column.middle, FLOOR + 19, column.label, "middle")
            if column.number:
                yield _text(column.middle, column.top, written(column.number), "middle")


def _legend(legend: Legend) -> Iterator[str]:
    room = (WIDTH - LEFT) / max(len(legend), 1)
    for place, (tone, words) in enumerate(legend):
        x = LEFT + place * room
        yield _box(TONES[tone], x, _HEIGHT + 8, 10, 10)
        yield _text(x + 15, _HEIGHT + 17, words, "start")


def _box(colour: str, x: float, y: float, width: float, height: float) -> str:
    return f'<rect x="{x}" y="{y}" width="{width}" height="{height}" fill="{colour}"/>'


def _text(x: float, y: float, words: str, anchor: str) -> str:
    return f'<text x="{x}" y="{y}" text-anchor="{anchor}">{escape(words)}</text>'
