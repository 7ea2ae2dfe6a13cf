"""A decision about a part of a right, and what was granted of it: Article 12(3) and (4).

The reasons stay with the event; the claim remembers the part, the status and the ground.
"""

from typing import ClassVar

from griffie.domain.law import Right
from griffie.domain.model.event import KeptEvent
from griffie.domain.model.values import Codes, Sealed
from griffie.domain.request.part import Part, PartDecision
from griffie.domain.request.state import RequestState
from griffie.domain.request.vocabulary import PartStatus


class PartDecided(KeptEvent):
    """What decisions about a right, or a part of one, have in common."""

    STATUS: ClassVar[PartStatus]

    right: Right
    purposes: Codes = ()
    categories: Codes = ()
    items: tuple[Sealed, ...] = ()

    @property
    def part(self) -> Part:
        """What it is about. Naming nothing means whatever was not decided yet."""
        return Part(self.purposes, self.categories, self.items)

    @property
    def decision(self) -> PartDecision:
        """What was decided, as the claim remembers it."""
        return PartDecision(self.part, self.STATUS, version=self.originator_version)

    def apply(self, request: RequestState) -> None:
        request.settle(self.right, self.decision)
