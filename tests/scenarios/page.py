"""docs/scenarios.md, told anew: `python -m tests.scenarios.page` writes it."""

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from tests.scenarios.course import ENGLISH, Line, told
from tests.scenarios.decisions import DECISIONS, Decision
from tests.scenarios.rows import ELSEWHERE, ROWS, pages
from tests.scenarios.rows import told as told_rows

PAGE = Path(__file__).parents[2] / "docs" / "scenarios.md"
HEAD = """# The authority's decisions, told as courses of facts

Written by `python -m tests.scenarios.page`; a test fails when it is stale. Decisions of the Belgian
data protection authority, each with the moment at which Griffie would have stopped the controller
or warned it, in the product's own sentence (console, in English). Every line is an ordinary command
or an ordinary tick: `tests/scenarios/` tells and asserts them.

**Facts marked † stand in the summary of the decision on GDPRhub**, a third party's, which was read
instead of the decision; so does its day where the summary gives one. All else (other days, what
was typed) is a plausible course and no fact about anybody. Names are left out. Griffie did not
exist then; that an office would have minded what it says is not shown by any of this.
"""


ROWS_HEAD = """
## The second reading of the law, row by row

Situations from guidelines, judgments and decisions in which an earlier Griffie was wrong or silent.
Each is told over the API, under the number by which it was found, with the value that is right.

| Row | What must be true | Told as |
|-|-|-|"""


def page() -> str:
    list(pages())
    lines = [HEAD, "| Decision | What was wanting | Outcome | Where Griffie speaks |", "|-|-|-|-|"]
    every = [DECISIONS[number] for number in sorted(DECISIONS, key=in_time)]
    lines += [f"| {one.number} | {one.wrong} | {one.outcome} | {one.moment} |" for one in every]
    for one in every:
        lines += ["", f"## {one.number}", "", *course_of(one)]
    lines.append(ROWS_HEAD)
    for number, scenarios in sorted(
        told_rows().items(), key=lambda one: (one[0][0], int(one[0][1:]))
    ):
        where = "; ".join(scenarios) or ELSEWHERE.get(number, "")
        lines.append(f"| {number} | {ROWS[number]} | {where} |")
    return "\n".join(lines) + "\n"


def in_time(number: str) -> tuple[int, int]:
    serial, year = number.split("/")
    return int(year), int(serial)


def course_of(one: Decision) -> Iterator[str]:
    with told() as course:
        one.telling(course)
        yield f"`{one.telling.__module__.replace('.', '/')}.py`: {one.telling.__name__}"
        yield ""
        yield "| Day | What happens | Griffie |"
        yield "|-|-|-|"
        yield from (row(line) for line in course.lines)


def row(line: Line) -> str:
    what = f"{line.what}{' †' if line.known and line.what else ''}"
    cited = f" ({line.cited})" if line.cited else ""
    word = "**Refused.** " if line.stops else ""
    says = f"{word}“{line.says}”{cited}" if line.says else ""
    return f"| {ENGLISH.day(line.on)} | {what} | {says} |".replace("  |", " |")


if __name__ == "__main__":
    for one in sorted(Path(__file__).parent.glob("test_*.py")):
        import_module(f"tests.scenarios.{one.stem}")  # each page tells its decisions
    PAGE.write_text(page(), "utf-8")
