"""A purpose that the controller announced, and to which the requester objects beforehand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from griffie.domain.law import Right
from griffie.domain.model.event import Event
from griffie.domain.model.values import Code
from griffie.domain.request.claim import Announced, union

if TYPE_CHECKING:
    from griffie.domain.request.state import RequestState


class AnnouncementRecorded(Event):
    """Articles 13(3) and 14(4): the person was told of a further purpose before it began."""

    TOPIC = "AnnouncementRecorded"
    right: Right
    purpose: Code
    announced_on: date

    def apply(self, request: RequestState) -> None:
        claim = request.claims[self.right]
        others = tuple(one for one in claim.announced if one.purpose != self.purpose)
        announced = (*others, Announced(self.purpose, self.announced_on))
        purposes = union(claim.purposes, (self.purpose,))  # none named asks about every one
        request.put(replace(claim, announced=announced, purposes=purposes))
