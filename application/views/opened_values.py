"""Personal values in answers: their digests, or the opened values for a caller who may see them."""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import ConfigDict, Field

from griffie.application.access.roles import Account, Permission, may
from griffie.application.disclosure import KeyErasedError
from griffie.application.ports import Vault
from griffie.application.views.answer import AnswerModel, documented
from griffie.application.views.requester_hint import cached_hint, forget_hint, hint
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


def open_values(
    request: RightsRequest, vault: Vault, only: tuple[Sealed, ...] | None = None
) -> Mapping[Sealed, Any]:
    """The values of a request by digest; empty once erased. Raises KeyUnavailableError."""
    if request.erased:
        return {}
    try:
        return vault.open(request.id, only)
    except KeyErasedError:
        return {}


def sealed_values(sealed: Frozen | None, opened: Opened) -> dict[str, str] | None:
    """The opened fields of a person (name, address, capacity); none where none is opened."""
    if sealed is None or not opened:
        return None
    found = {name: opened[value] for name, value in sealed if value in opened}
    capacity = getattr(sealed, "capacity", None)
    return (found | ({"capacity": capacity} if capacity else {})) or None


def hint_for(request: RightsRequest, account: Account, vault: Vault) -> str | None:
    """The masked name of the requester, for an account that may see it; none once erased.

    Raises KeyUnavailableError.
    """
    known = request.requester.name or request.requester.email
    if request.erased and known:
        forget_hint(known)
    if not may(account.role, Permission.HINT) or request.erased or known is None:
        return None
    return cached_hint(known, lambda: _opened_hint(request, known, vault))


def _opened_hint(request: RightsRequest, known: Sealed, vault: Vault) -> str | None:
    opened = open_values(request, vault, (known,))
    return hint({name: opened[value] for name, value in request.requester if value in opened})


def sealed_fields(event: Event, opened: Opened) -> dict[str, Any]:
    """The sealed fields of an event by name: opened values where known, else digests."""
    known = opened or {}
    return {name: known.get(value, value) for name, value in event if isinstance(value, Sealed)}
