"""The masked name of a requester in lists: initials, as little as helps to recognise a file."""

from collections import OrderedDict
from collections.abc import Callable, Mapping

from griffie.application.access.roles import Account, Permission, may
from griffie.application.ports import Opens
from griffie.application.views.opened_values import open_values
from griffie.domain.model.values import Sealed
from griffie.domain.rights_request import RightsRequest

_SHORT = 2
_REMEMBERED = 10_000

_hints: OrderedDict[Sealed, str | None] = OrderedDict()


def hint_for(
    request: RightsRequest, account: Account, vault: Opens, opened: Mapping[str, str] | None = None
) -> str | None:
    """The masked name of the requester, for an account that may see it; none once erased.

    `opened` is the requester, where that was opened already. Raises KeyUnavailableError.
    """
    known = request.requester.name or request.requester.email
    if request.erased and known:
        _forget_hint(known)
    if not may(account.role, Permission.HINT) or request.erased or known is None:
        return None
    return _cached_hint(
        known, lambda: hint(opened) if opened else _opened_hint(request, known, vault)
    )


def _opened_hint(request: RightsRequest, known: Sealed, vault: Opens) -> str | None:
    opened = open_values(request, vault, (known,))
    return hint({name: opened[value] for name, value in request.requester if value in opened})


def _cached_hint(name: Sealed, opened: Callable[[], str | None]) -> str | None:
    """The hint of a digest, opened once. The caller checks first that nothing was erased."""
    if name not in _hints:
        _hints[name] = opened()
        while len(_hints) > _REMEMBERED:
            _hints.popitem(last=False)
    return _hints[name]


def _forget_hint(name: Sealed) -> None:
    """Remove the hint of a digest from memory: its value was erased."""
    _hints.pop(name, None)


def hint(requester: Mapping[str, str]) -> str | None:
    """`W. V…n` for "Wim Vermeulen"; without a name, `w…@…` from the e-mail address."""
    words = requester.get("name", "").split()
    if len(words) > 1:
        return f"{words[0][0]}. {_ends(words[-1])}"
    if words:
        return _ends(words[0])
    address = requester.get("email", "").strip()
    return f"{address[0]}…@…" if address else None


def _ends(word: str) -> str:
    return f"{word[0]}…{word[-1]}" if len(word) > _SHORT else f"{word[0]}…"
