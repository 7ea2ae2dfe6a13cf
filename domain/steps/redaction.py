"""A copy with something covered: which document it came from, on which ground, and why."""

from collections.abc import Iterator
from typing import Annotated

from pydantic import AfterValidator

from griffie.domain.law import GDPR
from griffie.domain.model.errors import BadInputError
from griffie.domain.model.event import KeptEvent
from griffie.domain.model.setting import Occasion
from griffie.domain.model.values import ProvisionCode, Sealed, in_order
from griffie.domain.request.state import RequestState
from griffie.domain.steps.said import Reason
from griffie.domain.steps.step import step

COVERED_BY = tuple(map(str, (GDPR(15, 4), GDPR(20, 4), GDPR(5, 1, "c"))))
"""Why something is not shown: the rights of others (15(4); of portable data 20(4)), or because it
is no data about this person (5(1)(c))."""


class DocumentRedacted(KeptEvent):
    """A copy of a document was made in which places are covered; the document itself stays."""

    TOPIC = "DocumentRedacted"
    original: Sealed
    document: Sealed
    grounds: Annotated[tuple[ProvisionCode, ...], AfterValidator(in_order)]
    because: Sealed
    places: int

    def apply(self, request: RequestState) -> None:
        pass


def redactions(request: RequestState) -> Iterator[DocumentRedacted]:
    """The covered copies that were made, in their order."""
    return (one for one in request.kept_events if isinstance(one, DocumentRedacted))


def covered_originals(request: RequestState) -> frozenset[Sealed]:
    """The documents of which a covered copy was made: they are not handed over whole."""
    return frozenset(one.original for one in redactions(request))


class Redactions(RequestState):
    """The step that says what a covered copy is."""

    @step(listed=False)
    def redact_document(
        self,
        _: Occasion,
        *,
        original: Sealed,
        document: Sealed,
        grounds: tuple[ProvisionCode, ...],
        because: Reason,
        places: int,
    ) -> DocumentRedacted:
        """Something in a copy is covered. Art. 15(4): the rights and freedoms of others."""
        if not {original, document} <= set(self.documents):
            raise BadInputError("original", "not in this request")
        if not grounds or not set(grounds) <= set(COVERED_BY):
            raise BadInputError("grounds", "not one on which something may be covered")
        if places < 1:
            raise BadInputError("areas", "nothing would be covered")
        return DocumentRedacted(
            original=original, document=document, grounds=grounds, because=because, places=places
        )
