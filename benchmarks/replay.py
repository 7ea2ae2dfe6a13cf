"""Loading a request from its history, against a raw select and pydantic decode of the same events."""

import sqlite3
from collections.abc import Iterator
from typing import Any

from pydantic import TypeAdapter

from benchmarks.common import Measured, a_request, paired, store
from eventsourcing.utils import resolve_topic
from infrastructure.mapper import written_as


def measure() -> Iterator[Measured]:
    for length in (10, 100):
        with store() as opened:
            request_id = a_request(opened, length)
            raw = sqlite3.connect(opened.folder / "griffie.db")
            select = (
                "SELECT topic, state FROM stored_events WHERE originator_id = ?"
                " ORDER BY originator_version"
            )
            readers: dict[str, TypeAdapter[Any]] = {
                topic: written_as(topic)[1]
                for (topic,) in raw.execute("SELECT DISTINCT topic FROM stored_events")
            }

            def decoded() -> list[Any]:
                rows = raw.execute(select, (request_id.hex,)).fetchall()
                return [readers[topic].validate_json(state) for topic, state in rows]

            def replayed() -> object:
                return opened.requests.load(request_id, length)

            assert resolve_topic("RequestReceived")
            ours, theirs = paired(replayed, decoded, 3000 // length)
            yield Measured(
                f"replay of {length} events / select + pydantic decode", ours, theirs, 0.3
            )
            raw.close()
