"""The append on a server: one call of `append`, whose text stands in `schema.sql`.

What is rare (a message of the inbox is settled, a corrected name, an e-mail that goes out) is
written in the same transaction before it, under the same turn.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from itertools import chain
from typing import Any
from uuid import UUID

from eventsourcing.persistence import (
    ApplicationRecorder,
    InfrastructureFactory,
    Notification,
    StoredEvent,
    Subscription,
)
from eventsourcing.utils import Environment

from griffie.application.ports import (
    PORTAL_PAIR,
    Indexed,
    Locked,
    RepeatedAnswer,
    SettledMessage,
    StoreBehindError,
)
from griffie.application.requests.together import Together
from griffie.application.sending.codes import CodeAsked
from griffie.application.sending.outbox import Mailed, Outgoing
from griffie.domain.events import StreamErased
from griffie.domain.model.policy import REPEATS_FOR
from griffie.infrastructure.postgres.datastore import PostgresCursor, PostgresDatastore, patience
from griffie.infrastructure.sqlite.answer_codes import insert_code
from griffie.infrastructure.sqlite.messages import settle
from griffie.infrastructure.sqlite.outbox import change, delete_of, insert_outgoing, stop_erased
from griffie.infrastructure.sqlite.reading import StoreRecorder
from griffie.infrastructure.sqlite.recorder import FORGET_CODE, FORGET_WHO
from griffie.infrastructure.sqlite.together import log_entry

_APPEND = """SELECT griffie.append(%s,
    %s::text[], %s::bigint[], %s::text[], %b::bytea[], %b::bytea[],
    %s::text[], %s::text[], %s::text[], %b::bytea[], %b::bytea[],
    %s::text[], %s::text[], %b::bytea[], %s,
    %s::text[], %s::text[], %s::bigint[], %s::text[], %s::text[], %s,
    %s::text[], %s::bigint[])"""


class PostgresRecorder(StoreRecorder, ApplicationRecorder):
    """The library's recorder of events, with the log and the vault in the same call."""

    datastore: PostgresDatastore

    def __init__(self, datastore: PostgresDatastore) -> None:
        self.datastore = datastore

    def insert_events(
        self,
        stored_events: Sequence[StoredEvent],
        *,
        locked: Sequence[Locked] = (),
        indexed: Sequence[Indexed] = (),
        found_anew: UUID | None = None,
        code_anew: UUID | None = None,
        settles: SettledMessage | None = None,
        outgoing: Sequence[Outgoing] = (),
        mailed: Mailed | None = None,
        code: CodeAsked | None = None,
        erases: tuple[UUID, datetime] | None = None,
        repeat: RepeatedAnswer | None = None,
        erased: Sequence[StreamErased] = (),
        **_: Any,
    ) -> Sequence[int]:
        def first(c: PostgresCursor) -> None:
            if settles:  # who is second is told so, and not that a version is taken
                settle(c, settles)
            if mailed:
                change(c, mailed)
            if found_anew:
                c.execute(FORGET_WHO, (found_anew.hex,))
            if code_anew:
                c.execute(FORGET_CODE, (code_anew.hex, PORTAL_PAIR))
            insert_outgoing(c, outgoing)
            if code:
                insert_code(c, code)
            if erases:
                stop_erased(c, *erases)
            for history in erased:
                delete_of(c, history.stream)

        group = Together(stored_events, locked, indexed, repeat)
        waiting = settles.message.hex if settles else ""
        rare = any((settles, mailed, found_anew, code_anew, outgoing, erases, erased))
        last = self._append([group], first if rare else None, erased, waiting)
        return range(last - len(stored_events) + 1, last + 1)

    def record_together(self, group: Sequence[Together]) -> int:
        """Record what several commands decided: all of it, or nothing. Gives the last position.

        Raises IntegrityError where one of them was decided on what is no longer so.
        """
        return self._append(group)

    def record_in(self, c: Any, group: Sequence[Together]) -> tuple[int, bytes]:
        """The same in a transaction that is open; the last log entry beside the position."""
        asked = _parameters(group, (), "")
        return c.call(_APPEND, asked), asked[5][-1]

    def _append(
        self,
        group: Sequence[Together],
        first: Any = None,
        erased: Sequence[StreamErased] = (),
        waiting: str = "",
    ) -> int:
        if self.datastore.older:
            raise StoreBehindError(self.datastore.older)
        asked = _parameters(group, erased, waiting)
        last: int = self.datastore.appended(_APPEND, asked, first)
        if self.datastore.anchor:  # after the commit, and before anybody is answered
            self.datastore.anchor.write(last, asked[5][-1])
        return last

    def select_events(
        self,
        originator_id: UUID | str,
        *,
        gt: int | None = None,
        lte: int | None = None,
        desc: bool = False,
        limit: int | None = None,
    ) -> Sequence[StoredEvent]:
        assert isinstance(originator_id, UUID)
        select = f"""SELECT originator_version, topic, state FROM stored_events
            WHERE originator_id = ? AND originator_version > ? AND originator_version <= ?
            ORDER BY originator_version {"DESC" if desc else "ASC"} LIMIT ?"""
        asked = (originator_id.hex, gt or 0, 2**62 if lte is None else lte, limit or 2**62)
        return [StoredEvent(originator_id, *row) for row in self.datastore.tuples(select, asked)]

    def select_notifications(
        self,
        start: int | None,
        limit: int,
        stop: int | None = None,
        topics: Sequence[str] = (),
        *,
        inclusive_of_start: bool = True,
    ) -> Sequence[Notification]:
        """Not needed: projections read by `infrastructure.sqlite.history`."""
        raise NotImplementedError

    def max_notification_id(self) -> int | None:
        return self.log_size() or None

    def subscribe(
        self, gt: int | None = None, topics: Sequence[str] = ()
    ) -> Subscription[ApplicationRecorder]:
        """Not needed: projections pull."""
        raise NotImplementedError


class ServerFactory(InfrastructureFactory[Any]):
    """Gives the library the recorder that was opened; closing it calls `also`."""

    def __init__(
        self, env: Environment, recorder: PostgresRecorder, also: Sequence[Callable[[], None]]
    ) -> None:
        super().__init__(env)
        self._recorder, self._also = recorder, also

    def application_recorder(self) -> PostgresRecorder:
        return self._recorder

    def aggregate_recorder(self, purpose: str = "events") -> Any:
        raise NotImplementedError

    def tracking_recorder(self, tracking_recorder_class: Any = None) -> Any:
        raise NotImplementedError

    def process_recorder(self) -> Any:
        raise NotImplementedError

    def close(self) -> None:
        self._recorder.datastore.close()
        for close in self._also:
            close()


def _parameters(
    group: Sequence[Together], erased: Sequence[StreamErased], waiting: str
) -> list[Any]:
    """What `append` is told, a list a column."""
    events = [event for one in group for event in one.events]
    locked = list(chain.from_iterable(one.locked for one in group))
    indexed = list(chain.from_iterable(one.indexed for one in group))
    repeats = [one.repeat for one in group if one.repeat]
    oldest = max((one.at for one in repeats), default=None)
    return [
        patience(),
        [_hex(event.originator_id) for event in events],
        [event.originator_version for event in events],
        [event.topic for event in events],
        [event.state for event in events],
        [log_entry(event) for event in events],
        [one.request_id.hex for one in locked],
        [one.digest for one in locked],
        [str(one.tier) for one in locked],
        [one.nonce for one in locked],
        [one.ciphertext for one in locked],
        [one.request_id.hex for one in indexed],
        [one.kind for one in indexed],
        [one.mac for one in indexed],
        waiting,
        [one.key for one in repeats],
        [one.request_id.hex for one in repeats],
        [one.version for one in repeats],
        [one.mac for one in repeats],
        [one.at.isoformat() for one in repeats],
        (oldest - REPEATS_FOR).isoformat() if oldest else "",
        [one.stream.hex for one in erased],
        [one.events for one in erased],
    ]


def _hex(stream: UUID | str) -> str:
    assert isinstance(stream, UUID)
    return stream.hex
