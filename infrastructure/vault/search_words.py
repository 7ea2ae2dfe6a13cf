"""How a name or an e-mail address is written before its keyed digest is taken: always the same."""

from unicodedata import category, normalize

_SHORTEST_WORD = 2


def spellings(kind: str, value: str) -> list[str]:
    """The whole first; of a name then each of its words, so that one of them finds it."""
    if kind == "email":
        return [_fold(value)]
    if kind == "name":
        whole = " ".join(_remove_accents(value).split())
        return [whole, *(word for word in words(value) if word != whole)]
    raise ValueError("people are found by email or by name")


def words(name: str) -> list[str]:
    """The words of a name: letters, marks and figures only, two or more, each once, in order."""
    spaced = "".join(sign if category(sign)[0] in "LMN" else " " for sign in _remove_accents(name))
    return list(dict.fromkeys(word for word in spaced.split() if len(word) >= _SHORTEST_WORD))


def _remove_accents(name: str) -> str:
    """Folded, without accents: whoever looks for Adelaide means Adélaïde too."""
    apart = normalize("NFD", _fold(name))
    return normalize("NFC", "".join(sign for sign in apart if category(sign) != "Mn"))


def _fold(text: str) -> str:
    """NFKC without capitals; twice, for folding can undo composing."""
    return normalize("NFKC", normalize("NFKC", text).casefold()).strip()
