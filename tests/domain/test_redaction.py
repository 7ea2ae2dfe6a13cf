"""What a covered copy is: of a document of this request, on a ground that allows it."""

from typing import Any

import pytest

from griffie.domain.events import DocumentAdded, DocumentRedacted
from griffie.domain.law import Right
from griffie.domain.model.errors import BadInputError
from griffie.domain.model.values import Sealed
from griffie.domain.request.vocabulary import DocumentKind
from griffie.domain.rights_request import RightsRequest
from tests.given.past import NOW, WORDS, given, received

ORIGINAL, COPY = Sealed("o" * 43), Sealed("c" * 43)
SAID: dict[str, Any] = {"original": ORIGINAL, "document": COPY, "because": WORDS, "places": 2}


def request() -> RightsRequest:
    papers = ((DocumentKind.CORRESPONDENCE, ORIGINAL), (DocumentKind.DELIVERED_COPY, COPY))
    filed = (DocumentAdded(kind=kind, document=one, size=9) for kind, one in papers)
    return given(received(Right.ACCESS), *filed)


@pytest.mark.law("gdpr/15/4")
def test_it_names_its_original_and_equal_grounds_give_equal_events() -> None:
    one = request().redact_document(NOW, grounds=("gdpr/5/1/c", "gdpr/15/4"), **SAID)
    two = request().redact_document(NOW, grounds=("gdpr/15/4", "gdpr/5/1/c"), **SAID)

    assert one == two == DocumentRedacted(grounds=("gdpr/15/4", "gdpr/5/1/c"), **SAID)


@pytest.mark.parametrize(
    "wrong",
    [
        {"original": Sealed("x" * 43)},
        {"document": Sealed("x" * 43)},
        {"grounds": ()},
        {"grounds": ("gdpr/17/3/b",)},
        {"places": 0},
    ],
)
def test_what_cannot_be_meant_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(BadInputError):
        request().redact_document(NOW, **({"grounds": ("gdpr/15/4",)} | SAID | wrong))
