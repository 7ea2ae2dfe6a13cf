"""A deed: something done to carry a right out. It decides nothing; `fulfil` does.

No deed is a condition of `fulfil`: the law wants it done, not written down twice, and `measures`
says what was done. Where the law wants one thing *before* another, a rule holds it.
"""

from datetime import date
from typing import ClassVar

from griffie.domain.law import Right
from griffie.domain.model.event import KeptEvent
from griffie.domain.request.state import RequestState
from griffie.domain.request.vocabulary import Deed


class DeedRecorded(KeptEvent):
    """A deed about a claim, and the field `ON` that says on which day it was done."""

    ON: ClassVar[str]
    DEED: ClassVar[Deed]

    right: Right

    @property
    def deed(self) -> Deed:
        """What was done, as the claim remembers it."""
        return self.DEED

    def apply(self, request: RequestState) -> None:
        on: date = getattr(self, self.ON)
        if on >= request.received_on:  # what was stopped before receipt is no act about the request
            request.happened(on)
        system = getattr(self, "system", None)
        request.put(request.claims[self.right].having(self.deed, on, system))
