"""Projections folded by several processes of this machine, for a store of either kind.

Each process reads a range of streams over connections of its own, and writes nothing.
"""

import multiprocessing
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from typing import Any

from griffie.application.projections.folders import FoldersEndedError, ranges, replay_of
from griffie.application.projections.registry import PROJECTIONS, Definition
from griffie.application.projections.whole_histories import Folded, folded_histories
from griffie.infrastructure.sqlite.datastore import Datastore
from griffie.infrastructure.sqlite.history import SQLiteHistory

_AHEAD = 2
"""Ranges for each process that may wait to be written: so the memory stays bounded."""


class ParallelFolding:
    """See `application.projections.folders.Folders`."""

    def __init__(self, address: str) -> None:
        """`address` is the file of a store, or where it is on a server."""
        self._address = address

    def folded(self, definition: Definition, upto: int, workers: int) -> Iterator[Folded]:
        left = deque(ranges(upto))
        # Not forked: a copy of this process would share its connections.
        pool = ProcessPoolExecutor(
            min(workers, len(left)), mp_context=multiprocessing.get_context("spawn")
        )
        asked: deque[Future[Folded]] = deque()
        try:
            while left or asked:
                while left and len(asked) < _AHEAD * workers:
                    told = (self._address, definition.name, *left.popleft(), upto)
                    asked.append(pool.submit(_fold_range, *told))
                yield asked.popleft().result()
        except BrokenProcessPool:
            raise FoldersEndedError from None
        finally:
            pool.shutdown(cancel_futures=True)


def _fold_range(address: str, name: str, first: str, beyond: str, upto: int) -> Folded:
    """In a process of its own: what comes of a range of streams."""
    with closing(_opened(address)) as datastore:
        history, definition = SQLiteHistory(datastore), PROJECTIONS[name]
        fold = definition.fold(replay_of(history))
        rows: dict[str, Any] = {}
        gone: list[str] = []
        events = 0
        key = definition.columns[0]
        for batch in folded_histories(history, fold, upto, first=first, beyond=beyond):
            rows.update((row[key], row) for row in batch.rows)  # a page may cut a history
            gone.extend(batch.gone)
            events += batch.events
    return Folded(list(rows.values()), gone, events)


def _opened(address: str) -> Any:
    if not address.startswith(("postgresql://", "postgres://")):
        return Datastore(address)
    from griffie.infrastructure.postgres.datastore import PostgresDatastore  # noqa: PLC0415

    return PostgresDatastore(address)
