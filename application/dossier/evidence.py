"""The ports of a bundle: what it reads from the store, the log and the vault, as stored bytes."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, Protocol
from uuid import UUID

from griffie.domain.model.event import Event
from griffie.domain.model.values import Sealed


class Piece(NamedTuple):
    """One stored event, and its place in the log."""

    place: int
    """The index in the Merkle tree, counted from 0."""
    stream: UUID
    version: int
    topic: str
    state: bytes
    """The stored bytes; the log holds their hash."""


class Evidence(Protocol):
    """The store and the log. `size` is that of a signed checkpoint: later events are left out."""

    def of_stream(self, stream: UUID, size: int) -> Sequence[Piece]:
        """The events of one stream, in order."""

    def everything(self, size: int) -> Iterator[Sequence[Piece]]:
        """Every event that is left, a page at a time, in the order of the log."""

    def entries(self, size: int) -> Iterator[bytes]:
        """The entries of the log, 75 bytes each, a page at a time."""

    def bearing(self, tags: Collection[bytes], size: int) -> Mapping[int, bytes]:
        """By place, the tag of each entry that bears one of these: the whole log is read for it."""

    def gone_since(self, size: int) -> bool:
        """Whether a history lawfully left the store after that."""

    def read(self, piece: Piece) -> Event:
        """The event in its present schema, parsed from the stored bytes."""

    def signed_at(self, size: int) -> str | None:
        """The checkpoint that was signed at a size, if one was kept."""

    def profiles(self) -> Sequence[str]:
        """The version of each of the controller's profiles that is stored, sorted."""

    def profile(self, version: str) -> bytes | None:
        """The controller's profile of that version in canonical JSON, if it is stored."""


class BundleVault(Protocol):
    """The vault, as far as a bundle needs it."""

    def open(self, request_id: UUID) -> Mapping[Sealed, Any]:
        """The personal values of a request by digest. Raises KeyErasedError."""

    def disclosures(self, request_id: UUID) -> Mapping[Sealed, str]:
        """The same values as encoded disclosures: salt, name and value, RFC 9901 §4.2.1."""
