"""Who asked, as little as helps to recognise a file: initials, never a name."""

from collections.abc import Mapping

SHORT = 2


def hint(requester: Mapping[str, str]) -> str | None:
    """`W. V…n` for Wim Vermeulen; without a name the first letter of the e-mail address."""
    words = requester.get("name", "").split()
    if len(words) > 1:
        return f"{words[0][0]}. {ends(words[-1])}"
    if words:
        return ends(words[0])
    address = requester.get("email", "").strip()
    return f"{address[0]}…@…" if address else None


def ends(word: str) -> str:
    return f"{word[0]}…{word[-1]}" if len(word) > SHORT else f"{word[0]}…"
