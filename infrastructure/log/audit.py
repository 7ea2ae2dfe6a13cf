"""The audit: every event against its entry, every entry, every checkpoint.

The store is read in pages. What is remembered: a thin tree, the versions of some thousand streams,
and what did not match. What an audit of the store alone proves is integrity; that nobody replaced
the whole of it is proved only by checkpoints held elsewhere (`held`).
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from griffie.application.maintenance.findings import Finding, Summary, finding, store_finding
from griffie.domain.housekeeping import HOUSEKEEPING
from griffie.domain.log.entry import (
    PREFIX,
    LoggedRow,
    LogStore,
    StoredRow,
    as_octets,
    event_hash,
    heads_of,
    is_entry,
    tag,
)
from griffie.domain.log.errors import MisreadError
from griffie.domain.log.reading import MOST_AHEAD, read_logged
from griffie.domain.upkeep import LOGS
from griffie.infrastructure.log.canonical import read_canonical
from griffie.infrastructure.log.erased_streams import ErasedStream
from griffie.infrastructure.log.findings import count_lost, find_bad_checkpoints, find_gaps
from griffie.infrastructure.log.lineage import Lineage, Named
from griffie.infrastructure.log.stray_rows import find_below, find_beyond, find_standing, twins_of
from griffie.infrastructure.log.thin_tree import ThinTree
from griffie.infrastructure.log.versions_seen import VersionsSeen

PAGE = 1000
TAG, HASH = slice(11, 43), slice(43, 75)

_Name = tuple[str, int]
_Pair = tuple[StoredRow | None, LoggedRow | None]


class Audit(Iterator[Finding]):
    """Iterate over it for the findings; then read its `summary`.

    `held` are notes kept outside the store. `progress` is told entries done, and entries in all.
    `clock` gives the present, with a time zone; without it no event is dated ahead.
    """

    def __init__(
        self,
        store: LogStore,
        *,
        origin: str,
        public_key: Ed25519PublicKey,
        held: Sequence[str] = (),
        progress: Callable[[int, int], None] = lambda _done, _total: None,
        clock: Callable[[], datetime] | None = None,
    ) -> None:
        self.summary = Summary()
        self._store, self._origin, self._key, self._held = store, origin, public_key, held
        self._progress = progress
        self.tree = ThinTree(store.logged_from)
        """Of the whole log, once the audit has run to its end."""
        self._latest: datetime | None = None
        self._clock, self._ahead, self._limit = clock, 0, clock() + MOST_AHEAD if clock else None
        self._seen = VersionsSeen()
        self._holes: list[tuple[str, range, int]] = []  # versions passed over, and noticed where
        self._unclaimed: dict[bytes, int] = {}  # a tag that no event beside it bears: its position
        self._twins: dict[int, int] = {}  # an entry whose tag stands elsewhere too, and where
        self._unconfirmed: dict[int, _Name] = {}  # an event the entry beside does not name
        self._continued: list[Named] = []
        self._erased: set[str] = set()
        self.erased_streams: list[ErasedStream] = []
        """The histories that left the store, once the audit is over; see `find_unlawful`."""
        self._run = self._findings()

    def __next__(self) -> Finding:
        found = next(self._run)
        self.summary.findings += 1
        return found

    def _findings(self) -> Iterator[Finding]:
        kept = self._store.kept_checkpoints()  # before the size is read: none can be ahead of it
        yield from find_below(self._store, PAGE)
        done = 0
        while (size := self._store.log_size()) > done:  # what is appended meanwhile counts too
            for rows, logged, last in self._pages(done + 1, size):
                self.tree.take(logged)
                self._seen.make_room()
                self.summary.events += len(rows)
                self.summary.entries += len(logged)
                if len(rows) == len(logged) == last - done:
                    yield from self._compare(zip(rows, logged, strict=True))
                else:
                    yield from self._compare(self._aligned(rows, logged))
                    yield from find_gaps(done, [*rows, *logged])
                done = last
                self._progress(done, size)
        yield from find_beyond(self._store, done, PAGE)
        yield from self._unexplained()
        # Looked for again: they may have gone while we read.
        yield from find_standing(self._store, self._seen.among(self._erased), PAGE)
        if self._ahead > 1:
            yield store_finding(f"{self._ahead - 1} later events are dated after now too")
        self.summary.checkpoints = len(kept) + len(self._held)
        lineage = Lineage(self._origin, self._key, self._continued)
        self.summary.lost = count_lost(self._held, lineage)
        yield from find_bad_checkpoints(self.tree, kept, self._held, lineage)

    def _pages(
        self, first: int, size: int
    ) -> Iterator[tuple[list[StoredRow], list[LoggedRow], int]]:
        """Events and entries of the same positions, and the last position they cover."""
        while first <= size:
            rows = self._store.stored_from(first, PAGE)
            logged = self._store.logged_from(first, PAGE)
            ends = [page[-1][0] for page in (rows, logged) if len(page) == PAGE]
            last = min([size, *ends])
            if rows and rows[-1][0] > last:
                rows = [row for row in rows if row[0] <= last]
            if logged and logged[-1][0] > last:
                logged = [row for row in logged if row[0] <= last]
            yield rows, logged, last
            first = last + 1

    @staticmethod
    def _aligned(rows: list[StoredRow], logged: list[LoggedRow]) -> Iterator[_Pair]:
        events, entries = {row[0]: row for row in rows}, {row[0]: row for row in logged}
        for position in sorted(events.keys() | entries.keys()):
            yield events.get(position), entries.get(position)

    def _compare(self, pairs: Iterable[_Pair]) -> Iterator[Finding]:
        """The hot loop: an event that is what its entry says passes through here and no further."""
        digest, prefix, seen, named, named_tag, name = sha256, PREFIX, self._seen, "", b"", ""
        for row, logged in pairs:
            if row is None or logged is None:
                self._lonely(row, logged)
                continue
            position, stream, version, topic, state = row
            try:
                if stream != named:  # the next event is often of the same request
                    named_tag, name = heads_of(stream)
                    named = stream
                said = f"{name}\n{version}\n{topic}\n".encode() + state
                computed = (
                    prefix
                    + digest(named_tag + version.to_bytes(8, "big")).digest()
                    + digest(said).digest()
                )
            except (TypeError, ValueError, OverflowError, AttributeError):
                computed = b""
            if computed != logged[1]:
                yield from self._differs(row, as_octets(logged[1]))
                continue
            if version != (last := seen.get(stream) or seen.last(stream)) + 1:
                yield from self._leaps(row, last)
            seen[stream] = version
            if fault := self._fault(row):
                yield finding(position, stream, version, fault)

    def _fault(self, row: StoredRow) -> str | None:
        """What is wrong with what an event says, once it is known to be the one that was logged."""
        position, stream, _, topic, state = row
        try:
            value = read_canonical(state)
        except ValueError:
            return "its stored bytes are not canonical JSON (RFC 8785)"
        if not isinstance(topic, str) or "\n" in topic:
            return "its topic is none"
        try:
            read = read_logged(topic, value, housekeeping=stream == HOUSEKEEPING.hex)
        except MisreadError as why:
            return str(why)
        at, left = read.at, read.leaving
        if left:
            self._erase(ErasedStream(position, left.stream, left.events))
        if stream == LOGS.hex and read.continuing:
            self._continued.append(Named(position - 1, read.continuing))
        earlier = self._latest is not None and at < self._latest
        self._latest = at
        if earlier:
            return "it was recorded before the event that precedes it in the log"
        return "it is dated after now" if self._is_first_ahead(at) else None

    def _is_first_ahead(self, at: datetime) -> bool:
        """Whatever follows it in the log is dated later still, and is counted only."""
        if self._clock is None or self._limit is None or at <= self._limit:
            return False
        self._limit = self._clock() + MOST_AHEAD  # the audit may take its time
        self._ahead += at > self._limit
        return at > self._limit and self._ahead == 1

    def _erase(self, named: ErasedStream) -> None:
        """Lawful is what was gone by then: an entry after the erasure is not explained by it."""
        stream, position, entries = named.stream, named.position, 0
        version = self._seen.last(stream.hex) + 1
        while self._unclaimed.get(at := tag(stream, version), position) < position:
            del self._unclaimed[at]
            version, entries = version + 1, entries + 1
        self._erased.add(stream.hex)
        self.erased_streams.append(named._replace(found=version - 1))
        self.summary.lawfully_erased += entries
        self.summary.erased_streams += 1

    def _lonely(self, row: StoredRow | None, logged: LoggedRow | None) -> None:
        if row:
            self._unconfirmed[row[0]] = row[1:3]
        if logged:
            self._claimed_by_none(as_octets(logged[1]), logged[0])

    def _claimed_by_none(self, entry: bytes, position: int) -> None:
        """An entry that is none has a name of its own, which no event and no erasure bears."""
        borne = entry[TAG] if is_entry(entry) else position.to_bytes(8, "big", signed=True)
        if (first := self._unclaimed.setdefault(borne, position)) != position:
            self._twins[position] = first

    def _differs(self, row: StoredRow, entry: bytes) -> Iterator[Finding]:
        """The tag says which event was logged, the hash what it said: one of them may still fit."""
        position, stream, version, topic, state = row
        claimed = said = None
        with suppress(TypeError, ValueError, OverflowError, AttributeError):
            if (named := UUID(stream)).hex == stream:
                claimed = tag(named, version)
                said = event_hash(named, version, topic, state)
        if said == entry[HASH]:
            fault = "its log entry was changed; the event is the one that was logged"
        elif claimed == entry[TAG]:
            fault = "the event is not the one that was logged, or its log entry was changed"
        else:
            self._unconfirmed[position] = stream, version
            self._claimed_by_none(entry, position)
            return
        if version != (last := self._seen.last(stream)) + 1:
            yield from self._leaps(row, last)
        self._seen[stream] = version
        yield finding(position, stream, version, fault)

    def _leaps(self, row: StoredRow, last: int) -> Iterator[Finding]:
        position, stream, version, *_ = row
        if version <= last:
            yield finding(position, stream, version, f"it comes after version {last} in the log")
        else:
            self._holes.append((stream, range(last + 1, version), position))

    def _unexplained(self) -> Iterator[Finding]:
        """Gives their names back to entries without their event, as far as anything tells."""
        names: dict[int, _Name] = {}
        strays = set(self._unconfirmed.values())

        def recognised(stream: str, version: int) -> bool:
            with suppress(TypeError, ValueError, OverflowError, AttributeError):
                if position := self._unclaimed.get(tag(UUID(stream), version)):
                    names[position] = stream, version
                    return True
            return False

        for stream, version in strays:
            recognised(stream, version)
        for stream, missing, position in self._holes:
            # More than these cannot be explained, and a forged version may leave a vast hole.
            for version in missing[: len(self._unclaimed) + len(strays) + 1]:
                if stream in self._erased or recognised(stream, version):
                    continue
                if (stream, version) not in strays:
                    fault = f"this version is missing; version {missing.stop} follows"
                    yield finding(None, stream, version, f"{fault} at entry {position}")
        for stream, last in self._seen.each() if self._unclaimed else ():
            while recognised(stream, last := last + 1):
                pass
        self._name_twins(names)
        yield from self._astray(names)

    def _name_twins(self, names: dict[int, _Name]) -> None:
        nameless = {at: one for at, one in self._unclaimed.items() if one not in names}
        for borne, stream, version, position in twins_of(self._store, nameless, PAGE):
            names[nameless[borne]] = stream, version
            self._twins[nameless[borne]] = position

    def _astray(self, names: dict[int, _Name]) -> Iterator[Finding]:
        entries = {*self._unclaimed.values(), *self._twins}
        for position in sorted(entries | self._unconfirmed.keys()):
            stands = self._unconfirmed.get(position)
            logged = names.get(position)
            stream, version = logged or stands or (None, None)
            if twin := self._twins.get(position):
                fault = f"its entry bears the tag of entry {twin}: one version was logged twice"
            elif stands is None:
                fault = "the event is gone and no erasure names it; its entry stands"
            elif position not in entries:
                fault = "the log has no entry for this event"
            elif logged and logged != stands:
                fault = "another event, or this one under another name, stands in its place"
            else:
                fault = "neither the name nor the content of the event is what was logged"
            yield finding(position, stream, version, fault)
