"""What a bundle is made of, as it stands in the store: read in pages, handed over unparsed."""

from base64 import b64decode, b64encode
from collections.abc import Collection, Iterator, Mapping, Sequence
from uuid import UUID

from griffie.application.dossier.evidence import Piece
from griffie.domain.log.entry import PREFIX
from griffie.domain.log.tree import HASH_SIZE
from griffie.domain.model.event import Event
from griffie.infrastructure.database import Database
from griffie.infrastructure.sqlite.made_once import remember
from griffie.infrastructure.sqlite.mapper import read_event

_PAGE = 2000
_TAG = f"substr(CAST(entry AS BLOB), {len(PREFIX) + 1}, {HASH_SIZE})"
_STRETCH = 100_000
"""Entries that one statement looks through: it hands over those few that are looked for."""
_TAGS = 1 << 14
"""That one statement may ask for: both databases take twice as many marks."""
_PIECES = (
    "SELECT rowid - 1, originator_id, originator_version, topic, CAST(state AS BLOB)"
    " FROM stored_events"
)
PROFILE, LOGO = "profile/", "logo/"


class SQLiteEvidence:
    """See `application.dossier.evidence.Evidence`.

    Positions count from one, Merkle indexes from nought.
    """

    def __init__(self, datastore: Database) -> None:
        self._datastore = datastore

    def of_stream(self, stream: UUID, size: int) -> Sequence[Piece]:
        statement = f"{_PIECES} WHERE originator_id = ? AND rowid <= ? ORDER BY originator_version"
        return self._pieces(statement, (stream.hex, size))

    def everything(self, size: int) -> Iterator[Sequence[Piece]]:
        statement = f"{_PIECES} WHERE rowid > ? AND rowid <= ? ORDER BY rowid LIMIT {_PAGE}"
        after = 0
        while page := self._pieces(statement, (after, size)):
            yield page
            after = page[-1].place + 1

    def entries(self, size: int) -> Iterator[bytes]:
        statement = (
            "SELECT CAST(entry AS BLOB) FROM log"
            " WHERE position > ? AND position <= ? ORDER BY position"
        )
        for after in range(0, size, _PAGE):
            rows = self._datastore.tuples(statement, (after, min(after + _PAGE, size)))
            yield b"".join(entry for (entry,) in rows)

    def bearing(self, tags: Collection[bytes], size: int) -> Mapping[int, bytes]:
        # The plus: an index that somebody added could lack what is looked for.
        named, found = sorted(tags), dict[int, bytes]()
        for at in range(0, len(named), _TAGS):
            some = named[at : at + _TAGS]
            # As many marks as a power of two: so few different statements are kept prepared.
            some += some[-1:] * ((1 << (len(some) - 1).bit_length()) - len(some))
            statement = f"""SELECT position - 1, {_TAG} FROM log WHERE position > ?
                AND position <= ? AND +{_TAG} IN ({", ".join("?" * len(some))})"""
            for after in range(0, size, _STRETCH):
                upto = min(after + _STRETCH, size)
                found.update(self._datastore.tuples(statement, (after, upto, *some)))
        return found

    def gone_since(self, size: int) -> bool:
        statement = (
            "SELECT 1 FROM stored_events WHERE topic = 'StreamErased' AND +rowid > ? LIMIT 1"
        )
        return bool(self._datastore.rows(statement, (size,)))

    def read(self, piece: Piece) -> Event:
        return read_event(piece.stream, piece.version, piece.topic, piece.state)

    def signed_at(self, size: int) -> str | None:
        rows = self._datastore.rows("SELECT note FROM checkpoints WHERE size = ?", (size,))
        return rows[0]["note"] if rows else None

    def profiles(self) -> Sequence[str]:
        statement = "SELECT name FROM store WHERE name LIKE ? ORDER BY name"
        rows = self._datastore.rows(statement, (f"{PROFILE}%",))
        return [row["name"].removeprefix(PROFILE) for row in rows]

    def profile(self, version: str) -> bytes | None:
        kept = self._kept(PROFILE + version)
        return None if kept is None else kept.encode()

    def logo(self, sha256: str) -> bytes | None:
        """See `application.letters.paper.KeptPapers`."""
        kept = self._kept(LOGO + sha256)
        return None if kept is None else b64decode(kept)

    def keep_profile(self, version: str, content: bytes) -> None:
        """Keep what a version of the controller's profile says. What is kept stays as it is."""
        remember(self._datastore, PROFILE + version, content.decode())

    def keep_logo(self, sha256: str, octets: bytes) -> None:
        """Keep the picture of a logo, by the digest (hexadecimal) of its file."""
        remember(self._datastore, LOGO + sha256, b64encode(octets).decode())

    def _kept(self, name: str) -> str | None:
        rows = self._datastore.rows("SELECT value FROM store WHERE name = ?", (name,))
        return rows[0]["value"] if rows else None

    def _pieces(self, statement: str, asked: tuple[object, ...]) -> list[Piece]:
        return [
            Piece(index, UUID(stream), version, topic, state)
            for index, stream, version, topic, state in self._datastore.tuples(statement, asked)
        ]
