"""The masked name of a requester in lists: initials, as little as helps to recognise a file."""

from collections import OrderedDict
from collections.abc import Callable, Mapping

from griffie.domain.model.values import Sealed

_SHORT = 2
_REMEMBERED = 10_000

_hints: OrderedDict[Sealed, str | None] = OrderedDict()


def cached_hint(name: Sealed, opened: Callable[[], str | None]) -> str | None:
    """The hint of a digest, opened once. The caller checks first that nothing was erased."""
    if name not in _hints:
        _hints[name] = opened()
        while len(_hints) > _REMEMBERED:
            _hints.popitem(last=False)
    return _hints[name]


def forget_hint(name: Sealed) -> None:
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
