"""The figures of a period in words, perhaps beside another: for the page and for the paper."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from griffie.api.papers.paper.paper import Table
from griffie.api.papers.report.bars import BarChart, beside_each_other, stacked
from griffie.api.words.colleagues import colleagues, name_of
from griffie.api.words.event_lines import ground_in_words
from griffie.api.words.names import CHANNELS, OUTCOMES, msg
from griffie.api.words.speech import Speech, first_up
from griffie.application.access.roles import Account, Permission, Reach, may
from griffie.application.engine import Engine
from griffie.application.reports.breakdown import Breakdown, Line
from griffie.application.reports.figure_tables import Value
from griffie.application.reports.figures import counted, figures, received_within
from griffie.application.reports.period import Period
from griffie.domain.law import Right

MONTHS = 36
"""In a longer period no month has a bar."""
_STATES = {
    "in time": msg("In time"),
    "too late": msg("Too late"),
    "not yet": msg("Not yet answered"),
}
_ANSWERS = {
    "answers": msg("Answered by the legal date"),
    "answers by the strict date": msg("Answered by the strict date"),
    "answers in the first month": msg("Answered in the first month"),
}
NOBODY = "unassigned"
"""How the register names the handler of a request that has none."""
_BANDS = ("0–7", "8–14", "15–21", "22–28", "29–31", "32+")


class Key(NamedTuple):
    """A figure at the top: what it was in the other period stands in its note."""

    title: str
    value: str
    note: str


class Report:
    """The page: of a period, beside another; `published` holds only what everybody may see."""

    def __init__(
        self,
        engine: Engine,
        account: Account,
        speech: Speech,
        period: Period,
        beside: Period | None,
        *,
        published: bool,
    ) -> None:
        """Raises BadInputError where such a period is not published."""
        view, self.on = engine.figures(), engine.today()
        self.engine, self.account, self.speech = engine, account, speech
        self.period, self.beside, self.published = period, beside, published
        self.shown = figures(view, period, self.on, published=published)
        self.other = figures(view, beside, self.on, published=published) if beside else None
        self._found = self._earlier = Breakdown()
        if not published:
            self._found = Breakdown(counted(received_within(view, period)), self.on)
            if beside:
                self._earlier = Breakdown(counted(received_within(view, beside)), self.on)

    def named(self, period: Period) -> str:
        """The year, or the first and the last day."""
        if period.is_a_year:
            return str(period.first.year)
        return self.speech.say("{first} to {last}", first=period.first, last=period.last)

    def key_figures(self) -> list[Key]:
        """The four figures at the top."""
        say = self.speech.say
        return [
            self._key(say("Received"), "received", "requests"),
            self._share(),
            self._key(say("Median days to an answer"), "days to an answer", "median"),
            self._key(say("Past the strict date"), "answers by the strict date", "too late"),
        ]

    def _key(self, title: str, table: str, cell: str) -> Key:
        value = self.cell(self.shown.tables[table].get(cell))
        return Key(title, value, self._before(table, cell))

    def _share(self) -> Key:
        share = self.shown.tables["share in time"]["answers"]
        value = self.speech.percent(float(share)) if share is not None else "–"
        if self.other is None:
            return Key(self.speech.say("Answered in time"), value, "")
        earlier = self.other.tables["share in time"]["answers"]
        said = self.speech.percent(float(earlier)) if earlier is not None else "–"
        return Key(self.speech.say("Answered in time"), value, self._noted(said))

    def _before(self, table: str, cell: str) -> str:
        if self.other is None:
            return ""
        return self._noted(self.cell(self.other.tables[table].get(cell)))

    def _noted(self, said: str) -> str:
        assert self.beside is not None
        return self.speech.say("{value} in {period}", value=said, period=self.named(self.beside))

    def cell(self, value: Value) -> str:
        """A number as it is written; a dash for what is hidden or was not measured."""
        if value is None:
            return "–"
        whole = int(value)
        if value == whole:
            return self.speech.number(whole)
        # What is no whole number is a median between two days.
        return f"{self.speech.number(whole) if whole else ''}½"

    def months(self) -> BarChart | None:
        """Claims by month of receipt; none for what is published and for a long period."""
        months = list(self.period.months)
        if self.published or len(months) > MONTHS:
            return None
        states = self._found.by_month
        labels = [
            (first_up(self.speech.month(one, "LLL")), self.speech.month(one, "LLLL y"))
            for one in months
        ]
        return stacked(
            labels,
            [
                (tone, [int(states.get(month, {}).get(state) or 0) for month in months])
                for tone, state in (("time", "in time"), ("prev", "not yet"), ("late", "too late"))
            ],
        )

    def days(self) -> BarChart | None:
        """Days from receipt to the answer, beside those of the other period."""
        if self.published:
            return None
        labels = [(band, self.speech.say("{band} days", band=band)) for band in _BANDS]
        series = [("time", self._found.by_days)]
        if self.beside:
            series.insert(0, ("prev", self._earlier.by_days))
        return beside_each_other(labels, series)

    def lines(self) -> list[Table]:
        """A line for each right, channel and language; nothing for what is published."""
        if self.published:
            return []
        say, speech = self.speech.say, self.speech
        lines = self._found.lines
        rights = {str(one): first_up(speech.right(one)) for one in Right}
        channels = {str(one): first_up(say(words)) for one, words in CHANNELS.items()}
        return [
            self._of_lines(say("By right"), lines("right"), rights.__getitem__),
            self._of_lines(say("By channel"), lines("channel"), lambda key: channels[key]),
            self._of_lines(say("By language"), lines("language"), speech.tongue),
        ]

    def _of_lines(self, title: str, lines: Sequence[Line], named: Callable[[str], str]) -> Table:
        say, cell = self.speech.say, self.cell
        head = (
            *(title, say("Asked"), say("Granted"), say("In part"), say("Refused")),
            *(say("No ground"), say("Too late"), say("Past the strict date")),
            *(say("Not yet answered"), say("Median days"), say("9 in 10 within")),
        )
        rows = [
            (named(one.key), *map(cell, _counted_in(one)), cell(one.median), cell(one.p90))
            for one in lines
        ]
        sums = [sum(column) for column in zip(*map(_counted_in, lines), strict=True)]
        whole = self.shown.tables["days to an answer"]
        total = (say("All"), *map(cell, sums), cell(whole["median"]), cell(whole["p90"]))
        about = say("rights asked for, and what became of them")
        return Table(title, about, head, rows, total if lines else ())

    def tables(self) -> list[Table]:
        """What is counted in one way only: answers, outcomes, grounds; published, more of them."""
        say, speech = self.speech.say, self.speech
        outcomes = {str(one): first_up(say(words)) for one, words in OUTCOMES.items()}
        rights = {str(one): first_up(speech.right(one)) for one in Right}
        channels = {str(one): first_up(say(words)) for one, words in CHANNELS.items()}
        answers = [
            (say(title), *self._cells(name, tuple(_STATES))) for name, title in _ANSWERS.items()
        ]
        head = (say("Answers"), *map(say, _STATES.values()))
        found = [Table(say("In time or not"), say("by three dates"), head, answers)]
        if self.published:
            found += [
                self._one_by_one("by right", say("By right"), rights.__getitem__),
                self._one_by_one("by channel", say("By channel"), channels.__getitem__),
                self._one_by_one("by language", say("By language"), speech.tongue),
            ]
        return [
            *found,
            self._one_by_one("outcomes", say("How requests ended"), outcomes.__getitem__),
            self._one_by_one(
                "grounds",
                say("Refusals and exceptions by ground"),
                lambda ground: ground_in_words(ground, speech),
            ),
        ]

    def _cells(self, table: str, cells: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(self.cell(self.shown.tables[table][cell]) for cell in cells)

    def _one_by_one(self, table: str, title: str, named: Callable[[str], str]) -> Table:
        """The cells of a table, each in a row; beside it what it was in the other period."""
        mine = self.shown.tables[table]
        others: Mapping[str, Value] = self.other.tables[table] if self.other else {}
        periods = [self.period, self.beside] if self.beside else [self.period]
        head = (title, *map(self.named, periods))
        rows = [
            (
                named(cell),
                self.cell(mine.get(cell, 0)),
                *([self.cell(others.get(cell, 0))] if self.other else []),
            )
            for cell in dict.fromkeys([*mine, *others])
            if self.published or mine.get(cell) or others.get(cell)
        ]
        return Table(title, "", head, rows)

    def load(self) -> Table | None:
        """How many open requests each colleague has today; only for who may see requests."""
        if self.published or may(self.account.role, Permission.LISTS) is not Reach.ALL:
            return None
        known = colleagues(self.engine.access, self.account)
        counts = self.engine.current().open_by_handler()
        rows = [
            (
                self.speech.say("nobody yet") if who == NOBODY else name_of(who, known),
                self.speech.number(number),
            )
            for who, number in sorted(counts.items(), key=lambda one: (-one[1], one[0]))
        ]
        title = self.speech.say("Load of colleagues")
        about = self.speech.say("open requests today")
        return Table(
            title, about, (self.speech.say("Handler"), self.speech.say("Open requests")), rows
        )


def _counted_in(line: Line) -> tuple[int, ...]:
    """The numbers of a line that add up."""
    return (
        *(line.asked, line.granted, line.in_part, line.refused, line.no_ground),
        *(line.too_late, line.strictly_late, line.not_yet),
    )
