"""Whether all is well with a store that is served: one sign for each thing that can be wrong.

The limits are our policy [P]. A sign names no request and no person.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import NamedTuple, Protocol

from eventsourcing.persistence import PersistenceError

from griffie.application.requests.histories import A_MOMENT
from griffie.domain.errors import GriffieError
from griffie.domain.events import AuditMade, BackupBegun, BackupFailed, StoreAudited

ROOM = 100 * 1024 * 1024
"""Octets that must be free. A day of an office takes less than a tenth of it."""
BEHIND = timedelta(hours=2)
"""How old the first event may be that is in no projection, or under no checkpoint."""
LOOKED = timedelta(hours=1)
"""How long ago a watched mailbox may have been looked at; it is every nine minutes."""
TICKED = timedelta(hours=1)
"""How long ago the clock may have gone through everything; it does so every quarter of an hour."""
KEPT = timedelta(days=8)
"""How old the newest backup and the last full audit may be: a week and a day."""


class Sign(NamedTuple):
    """One thing that was looked at."""

    name: str
    said: str
    """What was found, in a few words."""
    step: str = ""
    """What to do; empty where all is well."""

    @property
    def well(self) -> bool:
        return not self.step


class Vitals(Protocol):
    """The port to what can be measured of a store and the disk on which it lies."""

    def free(self) -> int:
        """Octets that are free on the disk of the store."""

    def why_not_written(self) -> str | None:
        """Why nothing can be written there now: a sentence with the step to take."""

    def newest(self) -> int:
        """How many entries the log has."""

    def newest_instant(self) -> datetime | None:
        """When the last event was recorded; none in an empty store."""

    def instant_of(self, position: int) -> datetime | None:
        """When the event at a position was recorded; none where there is none."""

    def positions(self) -> Mapping[str, int]:
        """Up to which position each projection is true; without those that are made anew."""

    def signed(self) -> int:
        """The size of the newest checkpoint; 0 where none was signed."""

    def last(self, topics: frozenset[str]) -> datetime | None:
        """When something of this kind was last recorded about the whole store."""


WAITED = timedelta(hours=1)
"""So long a message may wait to be sent, before that is said [P]."""

BACKUPS = frozenset({BackupBegun.TOPIC})
AUDITS = frozenset({AuditMade.TOPIC, StoreAudited.TOPIC})
"""The events that say so. In a log that never held one, nothing is said of its age."""


def signs_of(vitals: Vitals, now: datetime) -> Iterator[Sign]:
    """What can be seen in the store and on its disk, at an instant in UTC."""
    looks: tuple[tuple[str, Callable[[Vitals, datetime], Sign]], ...] = (
        ("disk", _disk),
        ("clock", _clock),
        ("projections", _projections),
        ("checkpoint", _checkpoint),
        ("backup", _backup),
        ("audit", _audit),
    )
    for name, look in looks:
        try:
            yield look(vitals, now)
        except (PersistenceError, OSError, GriffieError, ValueError) as trouble:
            step = "run griffie doctor; if it names a damaged file, restore a backup"
            yield Sign(name, f"cannot be read ({type(trouble).__name__})", step)


def tick_sign(ticked_at: datetime | None, began_at: datetime, now: datetime) -> Sign:
    """Whether the clock still goes. Instants in UTC; `began_at` is the start of the process."""
    if now - (ticked_at or began_at) <= TICKED:
        return Sign("tick", "it goes")
    step = "look for 'the clock failed' in the log, mend what it names, and restart griffie serve"
    return Sign("tick", "reminders and missed deadlines are not recorded", step)


def erasure_sign(waiting: int) -> Sign:
    """Whether data wait whose erasure is recorded and was cut off."""
    if not waiting:
        return Sign("erasures", "none waits")
    step = "restart griffie serve: it finishes them before anybody is let in"
    return Sign("erasures", f"{waiting} recorded erasure(s) not finished", step)


def mailbox_sign(address: str, looked_at: datetime, parked: int, now: datetime) -> Sign:
    """Whether a mailbox is looked at, and whether mails lie there for a person. Instants in UTC."""
    name = f"mailbox {address}"
    if now - looked_at > LOOKED:
        step = "griffie mailbox check says why; what came meanwhile is taken in afterwards"
        return Sign(name, f"not looked at for {_span(now - looked_at)}", step)
    if parked:
        step = "open them in a mail program, enter what asks something, then griffie mailbox settle"
        return Sign(name, f"{parked} mail(s) lie there that cannot be taken in", step)
    return Sign(name, "looked at")


def webhook_sign(stopped: int) -> Sign:
    """Whether a webhook has stopped, because nothing was taken there for days."""
    if stopped:
        step = "griffie webhook test says why; then griffie webhook resume, or remove"
        return Sign("webhooks", f"{stopped} webhook(s) have stopped", step)
    return Sign("webhooks", "each of them is served")


def outbox_sign(oldest: datetime | None, perhaps: int, away: str, now: datetime) -> Sign:
    """Whether messages wait too long, or for a person. Instants in UTC; `away`: why no relay."""
    if perhaps:
        step = "look at the outbox: send them again, or say that they left"
        return Sign("outbox", f"{perhaps} message(s) may have left, or not", step)
    if oldest and now - oldest > WAITED:
        said = f"a message waits for {_span(now - oldest)}"
        step = "see why: griffie outbox list; it is sent while griffie serve --relay runs"
        return Sign("outbox", f"{said} ({away})" if away else said, step)
    return Sign("outbox", "nothing waits too long")


def _disk(vitals: Vitals, _: datetime) -> Sign:
    free = vitals.free()
    if why := vitals.why_not_written():
        return Sign("disk", "nothing can be written", why)
    if free < ROOM:
        step = "make room, or move the store to a larger disk: docs/operations.md, Full disk"
        return Sign("disk", f"{_megabytes(free)} free", step)
    return Sign("disk", f"{_megabytes(free)} free")


def _clock(vitals: Vitals, now: datetime) -> Sign:
    last = vitals.newest_instant()
    if last and last - now > A_MOMENT:
        step = "set the clock of this machine right: docs/operations.md, Wrong clock"
        return Sign("clock", f"behind the last event by {_span(last - now)}", step)
    return Sign("clock", "not behind the log")


def _projections(vitals: Vitals, now: datetime) -> Sign:
    newest, positions = vitals.newest(), vitals.positions()
    ahead = sorted(name for name, position in positions.items() if position > newest)
    if ahead:
        step = f"griffie audit, then griffie rebuild {' '.join(ahead)}"
        return Sign("projections", f"{', '.join(ahead)} ahead of the log", step)
    first = min(positions.values(), default=newest)
    waits = vitals.instant_of(first + 1) if first < newest else None
    if waits and now - waits > BEHIND:
        step = "griffie rebuild; if it fails, its message says why"
        return Sign("projections", f"behind by {newest - first} event(s)", step)
    return Sign("projections", f"behind by {newest - first} event(s)")


def _checkpoint(vitals: Vitals, now: datetime) -> Sign:
    size, signed = vitals.newest(), vitals.signed()
    since = vitals.instant_of(signed + 1) if signed < size else None
    if since and now - since > BEHIND:
        step = "griffie audit: the log may not lead from what was signed"
        return Sign("checkpoint", f"{size - signed} entries under no checkpoint", step)
    return Sign("checkpoint", f"{size - signed} entries since the newest")


def _backup(vitals: Vitals, now: datetime) -> Sign:
    begun, failed = vitals.last(BACKUPS), vitals.last(frozenset({BackupFailed.TOPIC}))
    step = "griffie backup --to … --keys-to …"
    if failed and (begun is None or begun <= failed):
        return Sign("backup", "the last one failed", f"see why: {step}")
    return _kept("backup", begun, now, step)


def _audit(vitals: Vitals, now: datetime) -> Sign:
    return _kept("audit", vitals.last(AUDITS), now, "griffie audit")


def _kept(name: str, last: datetime | None, now: datetime, step: str) -> Sign:
    if last is None:
        return Sign(name, "none is recorded")
    age = f"{max(0, (now - last).days)} day(s) old"
    return Sign(name, age) if now - last <= KEPT else Sign(name, age, step)


def _megabytes(octets: int) -> str:
    return f"{octets // 1_000_000:,} MB"


def _span(time: timedelta) -> str:
    return f"{time.days} day(s)" if time.days else f"{time.seconds // 60} minute(s)"
