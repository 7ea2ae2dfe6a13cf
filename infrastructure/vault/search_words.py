"""How a name, an address or a message is written before its keyed digest is taken: always alike."""

import re
from unicodedata import category, normalize

from griffie.application import ports

_SHORTEST_WORD = 2
_COUNTRY_CODE = re.compile(
    "1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|[2-9][0-9][0-9]"
)
"""ITU-T E.164: no code begins with another one."""
_POSTCODE_OF = re.compile(r"\b[a-z]{1,2}[ -](?=[0-9]{4,5}\b)")
"""What stood before a postcode to name its country: B-1000."""


def spellings(kind: str, value: str) -> list[str]:
    """The whole value first; of a name then each of its words, so that one of them finds it.

    None where nothing of it can be searched: a number without digits.

    `kind` is `email`, `name`, `phone`, `postal_address`, or one of `ports.OF_NO_PERSON`; raises
    ValueError for another.
    """
    match kind:
        case ports.MESSAGE | ports.MESSAGE_ID | ports.PORTAL_PAIR:
            return [value]
        case "email":
            return [_fold(value)]
        case "name":
            whole = " ".join(_remove_accents(value).split())
            return [whole, *(word for word in words(value) if word != whole)]
        case "phone":
            return [found] if (found := _number(value)) else []
        case "postal_address":
            return [found] if (found := _address(value)) else []
    raise ValueError("people are found by email, name, phone or postal address")


def _number(phone: str) -> str:
    """The national number, without the nought before it: +32 (0)475 12 34 56 is 0475 12.34.56.

    Of two countries the same number is one: who searches sees both.
    """
    written = normalize("NFKC", phone).strip().replace("(0)", "")
    digits = "".join(sign for sign in written if sign.isdecimal())
    if written.startswith("+") or digits.startswith("00"):
        digits = _COUNTRY_CODE.sub("", digits.removeprefix("00"), count=1)
    return digits.lstrip("0")


def _address(postal: str) -> str:
    """Every word and number once, in one order: where the postcode stands says nothing."""
    folded = _POSTCODE_OF.sub("", _remove_accents(postal))
    return " ".join(sorted(set(_split(folded))))


def words(name: str) -> list[str]:
    """The words of a name, each once, in order: letters, marks and figures, two or more."""
    found = _split(_remove_accents(name))
    return list(dict.fromkeys(word for word in found if len(word) >= _SHORTEST_WORD))


def _split(text: str) -> list[str]:
    return "".join(sign if category(sign)[0] in "LMN" else " " for sign in text).split()


def _remove_accents(name: str) -> str:
    """Folded and without accents: a search for Adelaide also finds Adélaïde."""
    if name.isascii():
        return _fold(name)
    apart = normalize("NFD", _fold(name))
    return normalize("NFC", "".join(sign for sign in apart if category(sign) != "Mn"))


def _fold(text: str) -> str:
    """NFKC without capitals; done twice, because folding can undo composing."""
    if text.isascii():  # nothing is composed there
        return text.lower().strip()
    return normalize("NFKC", normalize("NFKC", text).casefold()).strip()
