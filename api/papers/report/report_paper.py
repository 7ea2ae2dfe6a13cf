"""The figures of a period as a paper: what the page shows, with the same words and numbers."""

from collections.abc import Iterator

from griffie.api.papers.paper.paper import Figure, Paper, Section, Table
from griffie.api.papers.report.bars import BarChart
from griffie.api.papers.report.drawing import Legend, drawn
from griffie.api.papers.report.report import Report


def report_paper(report: Report) -> Paper:
    """The paper; of what is published only whole years, with a dash for what is hidden."""
    speech, say = report.speech, report.speech.say
    who = report.engine.profile.identity
    title = speech.labelled(say("Reports"), report.named(report.period))
    facts = [(say("As of"), speech.day(report.on))]
    if who:
        facts.insert(0, (say("Controller"), who.name))
    if report.beside:
        facts.append((say("Beside"), report.named(report.beside)))
    return Paper(
        title=title,
        language=speech.language,
        on=report.on,
        author=who.name if who else "",
        facts=facts,
        sections=[*_sections(report)],
        foot=title,
        wide=True,
    )


def _sections(report: Report) -> Iterator[Section]:
    say = report.speech.say
    notes = [say("Requests received on these days, as they stand today. No requester is named.")]
    if report.published:
        notes.append(
            say(
                "The version to publish: whole years only. A dash hides what tells of fewer than "
                "five people, and what would let one reckon it."
            )
        )
    keys = [
        (key.title, f"{key.value} ({key.note})" if key.note else key.value)
        for key in report.key_figures()
    ]
    yield Section(say("In short"), notes, facts=keys)
    yield from _charts(report)
    tables = [*report.lines(), *report.tables()]
    if load := report.load():
        tables.append(load)
    yield Section(
        say("The figures"),
        [
            say(
                "One request can invoke several rights. Too late is counted by the legal date; "
                "past the strict date is counted as if waiting never stopped the clock."
            )
        ],
        tables=[
            one if one.rows else one._replace(about=say("Nothing was counted.")) for one in tables
        ],
    )


def _charts(report: Report) -> Iterator[Section]:
    say = report.speech.say
    if months := report.months():
        legend = [
            ("time", say("in time")), ("prev", say("not yet answered")), ("late", say("too late")),
        ]  # fmt: skip
        yield _chart(report, say("By month of receipt"), say("Month"), months, legend)
    if days := report.days():
        legend = [("time", report.named(report.period))]
        if report.beside:
            legend.insert(0, ("prev", report.named(report.beside)))
        yield _chart(report, say("Days from receipt to the answer"), say("Days"), days, legend)


def _chart(report: Report, title: str, first: str, chart: BarChart, legend: Legend) -> Section:
    """The drawing, and below it the numbers that it shows."""
    alt = f"{title}. {report.speech.say('The figures stand in the table below the chart.')}"
    rows = [(one.long, *map(report.cell, one.numbers)) for one in chart.columns]
    head = (first, *(words for _, words in legend))
    drawing = drawn(chart, legend, report.speech.number)
    return Section(title, figures=[Figure(drawing, alt)], tables=[Table("", "", head, rows)])
