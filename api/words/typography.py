"""French sets : ; ? ! and « » off with a space at which no line may break.

Catalogues are typed with ordinary spaces, as a keyboard has them; here they become the right ones.
"""

import re
from functools import lru_cache

from griffie.domain.law import Language

NO_BREAK, NARROW = "\u00a0", "\u202f"
"""Before a colon and inside guillemets; before ; ? and !."""

_ENDS = r"(?=$|[\s)\]»”’<])"
"""After a mark that ends something: in an address, a code or a time a letter or digit follows."""
_RULES = (
    (re.compile(rf" :{_ENDS}"), f"{NO_BREAK}:"),
    (re.compile(rf" ([;?!]){_ENDS}"), rf"{NARROW}\1"),
    (re.compile("« "), f"«{NO_BREAK}"),
    (re.compile(" »"), f"{NO_BREAK}»"),
)


@lru_cache(8192)
def typeset(sentence: str, language: Language) -> str:
    """A sentence as its language sets it. Sentences in braces are not filled in yet."""
    if language is Language.FR:
        for pattern, instead in _RULES:
            sentence = pattern.sub(instead, sentence)
    return sentence
