"""The short public name of a request: ten letters and digits that are not misread."""

import re
from collections.abc import Iterator
from functools import lru_cache
from hashlib import sha256
from uuid import UUID

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # no I, L, O, U
LENGTH, HALF, BITS = 10, 5, 5
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
"""Where a line may break, and what programs leave behind."""
_HYPHEN = "[ \u00a0]?[-\u2010-\u2015\u2212](?:[ \u00a0]?|[ \t]{0,3}\n[> \t]{0,6})"
"""As programs set it while somebody types, as people put a space beside it, and as lines break."""
_HALVES = rf"(?<![A-Z0-9])([{_ALPHABET}]{{{HALF}}}){{}}([{_ALPHABET}]{{{HALF}}})(?![A-Z0-9])"
_WRITTEN = re.compile(_HALVES.replace("{}", _HYPHEN, 1))
_TYPED = re.compile(_HALVES.replace("{}", "[ \u00a0]?", 1))


@lru_cache(4096)
def reference(request_id: UUID) -> str:
    """`7K3F9-Q2MXT`: 50 bits of a hash of the id, so that the reference does not give it away."""
    number = int.from_bytes(sha256(b"griffie-reference/1\0" + request_id.bytes).digest())
    letters = [_ALPHABET[number >> (BITS * place) & 31] for place in range(LENGTH)]
    return "".join([*letters[:HALF], "-", *letters[HALF:]])


def references_in(text: str) -> Iterator[str]:
    """What in a text is written like a reference, in capitals or not; whether one of ours, or not.

    Two words of five letters can be written so, and one reference in forty has no digit: whoever
    asks looks whether there is such a request.
    """
    for found in _WRITTEN.finditer(text.translate(_UNSEEN).upper()):
        yield f"{found[1]}-{found[2]}"


def typed_in(text: str) -> Iterator[str]:
    """What may be a reference typed over without its hyphen: with a digit and a letter.

    Many numbers look so: it names a request only where there is one.
    """
    for found in _TYPED.finditer(text.translate(_UNSEEN).upper()):
        both = found[1] + found[2]
        if not both.isdigit() and not both.isalpha():
            yield f"{found[1]}-{found[2]}"
