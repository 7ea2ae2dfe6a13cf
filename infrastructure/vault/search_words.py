"""How a name, an address or a message is written before its keyed digest is taken: always alike."""

from unicodedata import category, normalize

from griffie.application.ports import MESSAGE, MESSAGE_ID

_SHORTEST_WORD = 2


def spellings(kind: str, value: str) -> list[str]:
    """The whole value first; of a name then each of its words, so that one of them finds it.

    `kind` is `email`, `name`, `message` or `message_id`; raises ValueError for another.
    """
    if kind in {MESSAGE, MESSAGE_ID}:
        return [value]
    if kind == "email":
        return [_fold(value)]
    if kind == "name":
        whole = " ".join(_remove_accents(value).split())
        return [whole, *(word for word in words(value) if word != whole)]
    raise ValueError("people are found by email or by name")


def words(name: str) -> list[str]:
    """The words of a name, each once, in order: letters, marks and figures, two or more."""
    spaced = "".join(sign if category(sign)[0] in "LMN" else " " for sign in _remove_accents(name))
    return list(dict.fromkeys(word for word in spaced.split() if len(word) >= _SHORTEST_WORD))


def _remove_accents(name: str) -> str:
    """Folded and without accents: a search for Adelaide also finds Adélaïde."""
    apart = normalize("NFD", _fold(name))
    return normalize("NFC", "".join(sign for sign in apart if category(sign) != "Mn"))


def _fold(text: str) -> str:
    """NFKC without capitals; done twice, because folding can undo composing."""
    return normalize("NFKC", normalize("NFKC", text).casefold()).strip()
