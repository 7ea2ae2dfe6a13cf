"""The records of processing activities as a paper and as rows: Article 30(3), "in writing"."""

from collections.abc import Iterator
from datetime import date

from griffie.api.papers.paper.paper import Paper, Section, Table
from griffie.api.papers.processing.record_words import (
    ActivityInWords,
    RecordInWords,
    record_in_words,
)
from griffie.api.papers.table.forms import Row
from griffie.api.words.speech import Speech
from griffie.application.controller.profile import ControllerProfile


def record_paper(profile: ControllerProfile, speech: Speech, on: date) -> Paper:
    """The paper, as the profile stands on a civil day in Brussels."""
    say, record = speech.say, record_in_words(profile, speech)
    who = profile.identity
    sections = [
        Section(
            say("What is done, purpose by purpose"),
            [] if record.activities else [say("The profile names none.")],
            tables=[_table(one, speech) for one in record.activities],
        ),
        Section(
            say("What is done for other controllers"),
            [] if record.on_behalf else [say("The profile names none.")],
            tables=[_table(one, speech) for one in record.on_behalf],
        ),
        Section(
            say("What keeps the data safe"),
            [] if record.safe else [say("The profile says nothing of it.")],
            items=record.safe,
        ),
        _unsaid(record, speech),
    ]
    facts = [*record.who, (say("As of"), f"{speech.day(on)}, {profile.version}")]
    title = say("Records of processing activities")
    return Paper(
        title, speech.language, on, who.name if who else "", facts, sections, foot=profile.version
    )


def _table(one: ActivityInWords, speech: Speech) -> Table:
    head = (speech.say("What is asked"), speech.say("What the profile says"))
    return Table(one.name, "", head, [(title, words or "–") for title, words in one.facts])


def _unsaid(record: RecordInWords, speech: Speech) -> Section:
    title = speech.say("The profile says nothing of")
    if not record.unsaid:
        return Section(title, [speech.say("Nothing: it says everything that Article 30 asks.")])
    head = (speech.say("Provision"), speech.say("What"), speech.say("Where the profile says it"))
    rows = [tuple(one) for one in record.unsaid]
    return Section(title, tables=[Table("", "", head, rows)])


def record_head(speech: Speech) -> tuple[str, ...]:
    """The names of the columns of `record_rows`."""
    say = speech.say
    return (
        *(say("Provision"), say("Purpose"), say("Basis"), say("Whose data"), say("Data")),
        *(say("Recipients"), say("Outside the EEA"), say("Kept")),
    )


def record_rows(profile: ControllerProfile, speech: Speech) -> Iterator[Row]:
    """A row for each purpose; then each other fact, and what is not said, in two cells."""
    record = record_in_words(profile, speech)
    columns = len(record_head(speech))
    for one in record.activities:
        yield ("30(1)", one.name, *(words for _, words in one.facts))

    def alone(*cells: str) -> Row:
        return (*cells, *[""] * (columns - len(cells)))

    for title, words in record.who:
        yield alone("30(1)(a)", title, words)
    for one in record.on_behalf:
        for title, words in one.facts:
            yield alone("30(2)", one.name, speech.labelled(title, words or "–"))
    for words in record.safe:
        yield alone("30(1)(g)", speech.say("What keeps the data safe"), words)
    for gap in record.unsaid:
        yield alone(gap.provision, speech.say("The profile says nothing of"), gap.words, gap.field)
