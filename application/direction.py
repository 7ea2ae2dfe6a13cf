"""Names amid other words: a name turns no sentence round, in whatever direction it is written.

A mark of direction (UAX #9) in a name is never needed to read it, and can make a file's name or a
whole line look like another. On pages `<bdi>` sets a name apart; in plain text two characters do,
and only where the name needs them.
"""

import re
import unicodedata

MARKS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_APART, _ENDED = "\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"
_RIGHT_TO_LEFT = {"R", "AL", "AN"}


def unturned(text: str) -> str:
    """A text without marks of direction."""
    return MARKS.sub("", text)


def isolated(name: str) -> str:
    """A name for plain text: without marks, and set apart where it runs from right to left."""
    bare = unturned(name)
    turns = any(unicodedata.bidirectional(letter) in _RIGHT_TO_LEFT for letter in bare)
    return f"{_APART}{bare}{_ENDED}" if turns else bare
