"""Sets a paper as PDF/A-3a that also meets PDF/UA-1, by typst: kept for years, and read aloud.

The same words give the same bytes. All text goes to a template as data, and is never markup.
"""

import json
import unicodedata
from contextlib import suppress
from typing import Any

import typst


def typeset(template: bytes, name: str, said: dict[str, Any]) -> bytes:
    """The document: with the fonts of typst, else with those of the machine.

    The template finds `said` as JSON in its input `name`; a picture stands there octet by octet,
    because a template reads no file. What no font here can write (Chinese, an emoji) is set without
    the standards: a person reads it, with a mark where the sign is missing.
    """
    inputs = {name: json.dumps(printable(said), ensure_ascii=False)}
    for own_fonts in (True, False):
        with suppress(typst.TypstError):
            return typst.compile(
                template,
                format="pdf",
                pdf_standards=["a-3a", "ua-1"],
                sys_inputs=inputs,
                ignore_system_fonts=own_fonts,
                timestamp=0,
            )
    return typst.compile(template, format="pdf", sys_inputs=inputs, timestamp=0)


def printable(value: Any) -> Any:
    """The same without characters that only steer a terminal; line breaks stay."""
    match value:
        case str():
            return "".join(one for one in value if one == "\n" or unicodedata.category(one) != "Cc")
        case dict():
            return {name: printable(one) for name, one in value.items()}
        case list() | tuple():
            return [printable(one) for one in value]
    return value
