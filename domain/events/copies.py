"""The copies that were handed over leave the file before the rest of it does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from griffie.domain.model.event import Event
from griffie.domain.model.values import Sealed
from griffie.domain.request.vocabulary import FileErasure

if TYPE_CHECKING:
    from griffie.domain.request.state import RequestState


class ErasureOfCopiesDecided(Event):
    """From here on they wait to be destroyed. That, and what, is recorded once it is so."""

    TOPIC = "ErasureOfCopiesDecided"
    ground: FileErasure
    explanation: Sealed
    documents: tuple[Sealed, ...]

    def apply(self, request: RequestState) -> None:
        request.copies_condemned = self.ground


class CopiesDestroyed(Event):
    """What was handed over is gone. That it was, when, how and to whom, stands."""

    TOPIC = "CopiesDestroyed"
    documents: tuple[Sealed, ...]

    def apply(self, request: RequestState) -> None:
        request.copies = tuple(one for one in request.copies if one not in self.documents)
        request.copies_condemned = None
