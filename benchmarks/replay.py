"""Loading a request from its history, against a raw select and decode of the same events."""

import sqlite3
from collections.abc import Callable, Iterator
from typing import Any

from benchmarks.common import Measured, a_request, paired, store
from griffie.api.composition import Store
from griffie.infrastructure.sqlite.mapper import ending_and_reader

_Work = Callable[[], object]


def measure() -> Iterator[Measured]:
    """Loading histories of 10 and of 100 events, against select and decode."""
    for length in (10, 100):
        with store() as opened:
            replay, decode = replay_and_decode(opened, length)
            ours, theirs = paired(replay, decode, 3000 // length)
            what = f"replay of {length} events / select + pydantic decode"
            yield Measured(what, ours, theirs, 0.3)


def replay_and_decode(opened: Store, length: int) -> tuple[_Work, _Work]:
    """The two works that are compared: a request from its history; its events, decoded."""
    request_id = a_request(opened, length)
    raw = sqlite3.connect(opened.folder / "griffie.db")
    select = (
        "SELECT topic, state FROM stored_events WHERE originator_id = ? ORDER BY originator_version"
    )
    topics = raw.execute("SELECT DISTINCT topic FROM stored_events").fetchall()
    readers = {topic: ending_and_reader(topic)[1] for (topic,) in topics}

    def decoded() -> list[Any]:
        rows = raw.execute(select, (request_id.hex,)).fetchall()
        return [readers[topic](state) for topic, state in rows]

    return lambda: opened.requests.load(request_id, length), decoded
