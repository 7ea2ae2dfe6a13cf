"""The projection of lines that were imported: by it a line is known again, and seen to differ."""

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple, Protocol
from uuid import UUID

from griffie.application.ports import Recorded, Row
from griffie.domain.events import PastRequestImported, RequestReceived, StreamErased

COLUMNS = ("key", "request_id", "content")


class ImportedLine(NamedTuple):
    """A line that was imported: into which request, and the keyed digest of what it said."""

    request: UUID
    content: str


class ImportedView(Protocol):
    """The port to the lines that were imported."""

    def known(self, keys: Collection[str]) -> Mapping[str, ImportedLine]:
        """Those of these lines that were imported, by their key."""


class ImportedFold:
    """Folds each event by itself. A history that left takes its line along."""

    def fold(self, batch: Sequence[Recorded]) -> tuple[Sequence[Row], Sequence[str]]:
        """The rows of a batch, and the keys of histories that left."""
        gone = [event.stream.hex for _, event in batch if isinstance(event, StreamErased)]
        rows = [
            {
                "key": event.source.key,
                "request_id": event.originator_id.hex,
                "content": event.source.content,
            }
            for _, event in batch
            if isinstance(event, RequestReceived | PastRequestImported) and event.source
        ]
        return rows, gone
