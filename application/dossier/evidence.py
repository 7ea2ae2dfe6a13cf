"""What a bundle asks of the store and of the log: octets as they stand, nothing parsed."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple, Protocol
from uuid import UUID

from griffie.domain.model.event import Event
from griffie.domain.model.values import Sealed


class Piece(NamedTuple):
    """One event as it is stored, and where it stands in the log."""

    place: int
    """In the Merkle tree, counted from nought."""
    stream: UUID
    version: int
    topic: str
    state: bytes
    """The stored bytes, of which the log holds the hash."""


class Evidence(Protocol):
    """`size` is that of a signed checkpoint: nothing that came after it is handed over."""

    def of_stream(self, stream: UUID, size: int) -> Sequence[Piece]:
        """The events of one stream, in order."""

    def everything(self, size: int) -> Iterator[Sequence[Piece]]:
        """Every event, a page at a time, in the order of the log; those that went are left out."""

    def entries(self, size: int) -> Iterator[bytes]:
        """The log itself, 75 octets an entry, a page at a time."""

    def gone_since(self, size: int) -> bool:
        """Whether a history lawfully left the store after that."""

    def read(self, piece: Piece) -> Event:
        """What the stored bytes say, in the shape that the event has today."""

    def signed_at(self, size: int) -> str | None:
        """The checkpoint that was signed at a size, if one was kept."""

    def profile(self, version: str) -> bytes | None:
        """The controller's profile of that version, in canonical JSON, if this store knew it."""


class BundleVault(Protocol):
    """The vault, as far as a bundle needs it."""

    def open(self, request_id: UUID) -> Mapping[Sealed, Any]: ...
    def disclosures(self, request_id: UUID) -> Mapping[Sealed, str]:
        """The same with salt and name, as RFC 9901 writes a disclosure."""
