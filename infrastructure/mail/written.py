"""How words were written: as HTML or plainly, in a calendar, twice the same or not."""

import re

_HTML = re.compile(r"\s*<(!doctype\s+html|html|head|body)[\s>]", re.IGNORECASE)
_OPENS = re.compile(
    r"\s*<(p|div|table|span|b|br|h[1-6]|meta|font|style|center)[\s/>]", re.IGNORECASE
)
_CLOSES = re.compile(
    r"</(p|div|table|span|b|a|h[1-6]|font|body|html|style|center|li|td)>", re.IGNORECASE
)
_TAG = re.compile(r"<[a-zA-Z/!]")
_MARKS = re.compile(r"(?:>\s?)*")
_WORD = re.compile(r"\w+")
_ADDRESS = re.compile(r"(https?://|www\.|mailto:)\S+", re.IGNORECASE)
_MOST, _HEAD = 200_000, 4_000
_NAMES_LETTERS = re.compile(
    rb"<(?:meta|\?xml)\b[^<>]{0,200}?\b(?:charset|encoding)\s*=\s*[\"']?([\w:.-]{2,40})",
    re.IGNORECASE,
)
_MISSING = 0.3
_UNSAID = re.compile(
    r"^(?:DESCRIPTION|COMMENT|SUMMARY)(?:;[^:\n]*)?:(.*)$", re.MULTILINE | re.IGNORECASE
)


def unflowed(text: str, *, joined: bool = False) -> str:
    """A text in lines that were broken to be sent (RFC 3676), each paragraph on one line again.

    `joined`: the space before such a break was added as well (`DelSp=yes`).
    """
    lines: list[list[str]] = []
    open_depth: int | None = None
    for line in text.split("\n"):
        said = _MARKS.match(line)
        depth = said[0].count(">") if said else 0
        rest = line[len(said[0]) if said else 0 :]
        rest = rest.removeprefix(" ")
        if open_depth == depth and rest != "-- ":
            last = lines[-1][-1]
            lines[-1][-1:] = [last[:-1] if joined else last, rest]
        else:
            lines.append([f"{'>' * depth}{' ' if depth else ''}", rest])
        open_depth = depth if rest.endswith(" ") and rest != "-- " else None
    return "\n".join("".join(pieces) for pieces in lines)


def is_html(text: str, *, whole: bool = True) -> bool:
    """Whether a text is HTML. Of what calls itself HTML (`whole=False`) one tag suffices."""
    if not whole:
        return bool(_TAG.search(text)) or bool(re.search(r"&#?\w{2,8};", text))
    return bool(_HTML.match(text) or (_OPENS.match(text) and _CLOSES.search(text)))


def named_within(octets: bytes) -> str:
    """The set of letters that HTML names in its own head; empty where it names none."""
    found = _NAMES_LETTERS.search(octets, 0, _HEAD)
    return found[1].decode("ascii") if found else ""


def words_of(text: str) -> frozenset[str]:
    """The words of a text, each once; addresses of pages are none."""
    return frozenset(_WORD.findall(_ADDRESS.sub(" ", text[:_MOST]).casefold()))


def same_words(known: frozenset[str], said: frozenset[str]) -> bool:
    """Whether all but a few of these words are among those that are known."""
    return len(said - known) <= _MISSING * len(said)


def calendar_words(text: str) -> str:
    """What a person wrote in a calendar entry (RFC 5545): what it is about, and the remarks."""
    unfolded = re.sub(r"\n[ \t]", "", text)
    found = dict.fromkeys(one.strip() for one in _UNSAID.findall(unfolded) if one.strip())
    said = "\n".join(found)
    return re.sub(r"\\n", "\n", said, flags=re.IGNORECASE).replace("\\,", ",").replace("\\;", ";")
