"""A process that writes to a store on a server: `python -m tests.given.pg_writer URL COUNT`.

It says the positions of its events once they are recorded: what it said may not be lost.
"""

import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID, uuid4

from eventsourcing.persistence import IntegrityError, StoredEvent

from griffie.domain.model.setting import Occasion
from griffie.domain.model.values import Sealed
from griffie.domain.steps.intake import NoteAdded
from griffie.infrastructure.postgres.datastore import PostgresDatastore
from griffie.infrastructure.postgres.recorder import PostgresRecorder
from griffie.infrastructure.sqlite.mapper import CanonicalMapper

MAPPER = CanonicalMapper(None)  # type: ignore[arg-type]
AT_ONCE = 2


def notes(stream: UUID, first: int = 1, count: int = AT_ONCE) -> Sequence[StoredEvent]:
    """Events of one stream, dated now."""
    now = Occasion("u-2", datetime.now(UTC))
    noted = NoteAdded(note=Sealed("A" * 43))
    versions = range(first, first + count)
    return [MAPPER.to_stored_event(noted.stamped(stream, one, now)) for one in versions]


def main(url: str, count: int) -> None:
    datastore = PostgresDatastore(url)
    recorder = PostgresRecorder(datastore)
    _say("ready")
    sys.stdin.readline()
    for _ in range(count):
        positions: Sequence[int] = ()
        while not positions:
            try:
                positions = recorder.insert_events(notes(uuid4()))
            except IntegrityError:  # another process recorded something later meanwhile
                continue
        _say(" ".join(map(str, positions)))
    datastore.close()


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
