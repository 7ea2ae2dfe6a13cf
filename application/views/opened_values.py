"""Personal values in answers: their digests, or the opened values for a caller who may see them."""

from collections.abc import Collection, Mapping
from typing import Annotated, Any, NamedTuple
from uuid import UUID

from pydantic import ConfigDict, Field

from griffie.application.disclosure import Body, KeyErasedError
from griffie.application.ports import Opens
from griffie.application.views.answer import AnswerModel, documented
from griffie.domain.model.event import Event
from griffie.domain.model.values import Frozen, Sealed
from griffie.domain.rights_request import RightsRequest

Opened = Mapping[Sealed, Any] | None
"""The opened values of a request by digest; none where nothing is to be opened."""

SealedWords = Annotated[
    dict[str, str],
    Field(description="What is sealed: field to digest; with `reveal`, to what stands behind it."),
]


class RecordItem(AnswerModel):
    """Something recorded, with what is sealed in it: its last field is `words`."""

    model_config = ConfigDict(json_schema_extra=documented("words"))


class JustTyped:
    """What a body brings along, in the place of a vault that has it not yet.

    It is opened to who typed it, and nothing is read or decrypted for that.
    """

    def __init__(self, body: Body) -> None:
        self._typed = {one.sealed: one for one in body.disclosures()}

    def open(
        self, _: UUID, only: Collection[Sealed] | None = None, but: Collection[Sealed] = ()
    ) -> Mapping[Sealed, Any]:
        """As a vault would give it once it is recorded."""
        wanted = self._typed.keys() if only is None else self._typed.keys() & only
        return {digest: self._typed[digest].value for digest in wanted if digest not in but}


def open_values(
    request: RightsRequest, vault: Opens, only: tuple[Sealed, ...] | None = None
) -> Mapping[Sealed, Any]:
    """The values of a request by digest; empty once erased. Raises KeyUnavailableError.

    Without `only` all but the documents, which nothing shows: they are read one at a time.
    """
    if request.erased:
        return {}
    try:
        opened = vault.open(request.id, only, but=() if only else request.documents)
    except KeyErasedError:
        return {}
    # What may not be told is shown by an address of its own, to the roles that the profile names.
    return {digest: value for digest, value in opened.items() if digest not in request.findings}


def _sealed_values(sealed: Frozen | None, opened: Opened) -> dict[str, str] | None:
    """The opened fields of a person (name, address, capacity); none where none is opened."""
    if sealed is None or not opened:
        return None
    found = {name: opened[value] for name, value in sealed if value in opened}
    capacity = getattr(sealed, "capacity", None)
    return (found | ({"capacity": capacity} if capacity else {})) or None


def _sealed_fields(event: Event, opened: Opened) -> dict[str, Any]:
    """The sealed fields of an event by name: opened values where known, else digests."""
    known = opened or {}
    found: dict[str, Any] = {}
    for name, value in vars(event).items():
        if isinstance(value, Sealed):
            found[name] = known.get(value, value)
        elif name == "items" and value:
            found[name] = [known.get(one, one) for one in value]
    return found


Words = Mapping[int, dict[str, Any]]
"""The sealed fields of each kept event, by its version: digests, or opened values."""


class OpenedRequest(NamedTuple):
    """The personal values of a request as an answer shows them."""

    requester: dict[str, str] | None
    representative: dict[str, str] | None
    message: Any
    """The text of the request; none where nothing is opened."""
    words: Words


def sealed_words(request: RightsRequest, opened: Opened = None) -> Words:
    """What is sealed in the events that a request keeps, as far as it was opened; else digests."""
    return {
        event.originator_version: _sealed_fields(event, opened) for event in request.kept_events
    }


def open_request(
    request: RightsRequest, vault: Opens, *, reveal: bool, digests: Words
) -> OpenedRequest:
    """Open the personal values of a request at once, or leave all sealed: then as `digests`.

    Raises KeyUnavailableError.
    """
    if not reveal:
        return OpenedRequest(None, None, None, digests)
    opened = open_values(request, vault)
    return OpenedRequest(
        _sealed_values(request.requester, opened),
        _sealed_values(request.representative, opened),
        opened.get(request.message) if request.message else None,
        sealed_words(request, opened),
    )
