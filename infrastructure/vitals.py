"""What can be measured of a store while it is used. See `application.maintenance.health`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from griffie.application.projections.registry import PROJECTIONS
from griffie.domain.housekeeping import HOUSEKEEPING
from griffie.infrastructure import disk
from griffie.infrastructure.database import Database
from griffie.infrastructure.sqlite.history import SQLiteHistory
from griffie.infrastructure.sqlite.reading import StoreRecorder


@dataclass(frozen=True)
class StoreVitals:
    """See `application.maintenance.health.Vitals`."""

    folder: Path
    datastore: Database
    recorder: StoreRecorder
    history: SQLiteHistory

    def free(self) -> int:
        return disk.free_octets(self.folder)

    def why_not_written(self) -> str | None:
        return disk.why_not_written(self.folder)

    def newest(self) -> int:
        return self.recorder.log_size()

    def newest_instant(self) -> datetime | None:
        return self.recorder.newest_instant()

    def instant_of(self, position: int) -> datetime | None:
        return self.history.instant_of(position)

    def positions(self) -> Mapping[str, int]:
        rows = self.datastore.tuples(
            "SELECT view, position, code FROM positions JOIN folded_by USING (view)"
        )
        return {
            name: position
            for name, position, code in rows
            if name in PROJECTIONS and code == PROJECTIONS[name].stamp
        }

    def signed(self) -> int:
        ((size,),) = self.datastore.rows("SELECT COALESCE(MAX(size), 0) FROM checkpoints")
        return int(size)

    def last(self, topics: frozenset[str]) -> datetime | None:
        events = self.recorder.events_of(HOUSEKEEPING)
        return max((one.timestamp for one in events if one.TOPIC in topics), default=None)
