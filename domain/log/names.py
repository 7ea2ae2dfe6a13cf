"""The names of logs that continue one another.

A store that was put back from an older backup goes on under another name than the log of which
later checkpoints were signed: `0793904121/griffie/2026` is continued by `…/2026/log2`, that by
`…/2026/log3`. The name tells every reader which log of the office it is.
"""

import re

DEMO = ".demo"
"""The end of the name of every log of a demonstration."""
MOST = 99
"""Logs that may follow one another."""
_CONTINUES = re.compile(r"(.+)/log([2-9]|[1-9][0-9])")


def first_name(name: str) -> str:
    """The name of the log with which it all began."""
    return name_of(1, name)


def number_of(name: str) -> int:
    """Which log of its office it is: 1 is the first one, which continues no other."""
    found = _CONTINUES.fullmatch(name.removesuffix(DEMO))
    return int(found[2]) if found else 1


def name_of(number: int, name: str) -> str:
    """The name of the log with this number, from the name of any of them."""
    demo = DEMO if name.endswith(DEMO) else ""
    bare = name.removesuffix(DEMO)
    found = _CONTINUES.fullmatch(bare)
    first = found[1] if found else bare
    return f"{first}{f'/log{number}' if number > 1 else ''}{demo}"
