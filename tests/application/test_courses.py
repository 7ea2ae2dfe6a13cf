"""A course is the same however it is folded: at once, in batches, or from half-forgotten memory."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from griffie.application.ports import Recorded
from griffie.application.projections import figures
from griffie.application.projections.request_histories import RequestHistories
from griffie.application.reports.request_history import read_history
from griffie.application.retention import schedule
from griffie.domain.events import PersonalDataRevealed, StreamErased
from griffie.domain.housekeeping import HOUSEKEEPING, looks_stream
from griffie.domain.law import Right
from griffie.domain.model.event import Event, FirstEvent
from tests.given.past import (
    RECEIVED_ON,
    closed,
    doubted,
    fulfilled,
    informed,
    on,
    received,
    reopened,
    verified,
)

NOW = on(2026, 3, 20)
STREAMS = [UUID(int=n) for n in (1, 2, 3)]
FIRST: FirstEvent = received(Right.ACCESS)
STORY: list[Event] = [
    FIRST,
    doubted(),
    verified(RECEIVED_ON),
    fulfilled(Right.ACCESS),
    informed(Right.ACCESS),
    closed(),
    reopened(),
]


def stamped(streams: Sequence[UUID]) -> list[Any]:
    """The same story in every stream, told in turns."""
    versions = dict.fromkeys(STREAMS, 0)
    told = []
    for stream in streams:
        if versions[stream] < len(STORY):
            versions[stream] += 1
            event = STORY[versions[stream] - 1]
            told.append(event.stamped(stream, versions[stream], NOW))
    return told


@given(
    st.lists(st.sampled_from(STREAMS), min_size=1, max_size=21),
    st.integers(1, 7),
    st.integers(0, 3),
)
def test_rows_do_not_depend_on_batches_nor_on_what_is_remembered(
    turns: list[UUID], size: int, known: int
) -> None:
    log = stamped(turns)

    def history(stream: UUID, version: int) -> list[Any]:
        mine = (one for one in log if one.originator_id == stream)
        return [one for one in mine if one.originator_version <= version]

    for row in (figures.row, schedule.row):
        folding, view = RequestHistories(history, row, known), {}
        for start in range(0, len(log), size):
            batch = [Recorded(start + n, one) for n, one in enumerate(log[start : start + size], 1)]
            rows, _ = folding.fold(batch)
            view.update({one["request_id"]: one for one in rows})
        whole = {stream: read_history(history(stream, len(STORY))) for stream in STREAMS}
        assert view == {stream.hex: row(built) for stream, built in whole.items() if built}


def test_a_history_that_went_leaves_no_row_and_looking_makes_none() -> None:
    stream = STREAMS[0]
    look = PersonalDataRevealed(request=stream, at_version=1).stamped(looks_stream(stream), 1, NOW)
    gone = StreamErased(stream=stream, events=1).stamped(HOUSEKEEPING, 1, NOW)
    first, *_ = stamped([stream])

    def history(stream: UUID, version: int) -> list[Any]:
        return []

    folding = RequestHistories(history, figures.row)
    batch = [Recorded(n, one) for n, one in enumerate((first, look, gone), 1)]

    assert folding.fold(batch) == ([], [stream.hex])
    assert RequestHistories(history, figures.row).fold([Recorded(1, look)]) == ([], [])


def test_what_is_left_of_a_history_that_went_makes_no_row() -> None:
    second = stamped([STREAMS[0]] * 2)[1]

    assert RequestHistories(lambda *_: [], figures.row).fold([Recorded(2, second)]) == ([], [])
    assert read_history([]) is None
