"""What is sealed: a digest, or for whoever may look the words behind it."""

from collections.abc import Mapping
from typing import Any

from griffie.application.access.roles import Account, What, may
from griffie.application.disclosure import KeyErasedError
from griffie.application.ports import Vault
from griffie.application.views.requester_hint import forget_hint, hint, remembered_hint
from griffie.domain.model.event import Event
from griffie.domain.model.values import Frozen, Sealed
from griffie.domain.rights_request import RightsRequest


def opened(
    request: RightsRequest, vault: Vault, only: tuple[Sealed, ...] | None = None
) -> Mapping[Sealed, Any]:
    """What stands behind the digests; nothing, once it was erased. Raises KeyUnavailableError."""
    if request.erased:
        return {}
    try:
        return vault.open(request.id, only)
    except KeyErasedError:
        return {}


def said(sealed: Frozen | None, words: Mapping[Sealed, Any] | None) -> dict[str, str] | None:
    if sealed is None or not words:
        return None
    found = {name: words[value] for name, value in sealed if value in words}
    capacity = getattr(sealed, "capacity", None)
    return (found | ({"capacity": capacity} if capacity else {})) or None


def hint_for(request: RightsRequest, account: Account, vault: Vault) -> str | None:
    known = request.requester.name or request.requester.email
    if request.erased and known:
        forget_hint(known)
    if not may(account.role, What.HINT) or request.erased or known is None:
        return None
    return remembered_hint(known, lambda: opened_hint(request, known, vault))


def opened_hint(request: RightsRequest, known: Sealed, vault: Vault) -> str | None:
    words = opened(request, vault, (known,))
    return hint({name: words[value] for name, value in request.requester if value in words})


def words_in(event: Event, words: Mapping[Sealed, Any] | None) -> dict[str, Any]:
    """The sealed fields of an event: their digests, or opened what stands behind them."""
    known = words or {}
    return {name: known.get(value, value) for name, value in event if isinstance(value, Sealed)}
