"""Sets a paper as PDF/A-3a that also meets PDF/UA-1, by typst: kept for years, and read aloud.

The same words give the same bytes. All text goes to a template as data, and is never markup.
"""

import json
import unicodedata
from collections.abc import Mapping
from contextlib import suppress
from types import MappingProxyType
from typing import Any

import typst

NOTHING: Mapping[str, bytes] = MappingProxyType({})


def typeset(
    template: bytes, name: str, said: dict[str, Any], enclosed: Mapping[str, bytes] = NOTHING
) -> bytes:
    """The document: with the fonts of typst, else with those of the machine.

    The template finds `said` as JSON in its input `name`, and reads the files `enclosed`, which
    have other names than `main.typ`. What no font here can write (Chinese, an
    emoji) is set without the standards: a person reads it, with a mark where the sign is missing.
    """
    source: Any = {"main.typ": template, **enclosed}  # several files: its types do not know that
    inputs = {name: json.dumps(printable(said), ensure_ascii=False)}
    for own_fonts in (True, False):
        with suppress(typst.TypstError):
            made: bytes = typst.compile(
                source,
                format="pdf",
                pdf_standards=["a-3a", "ua-1"],
                sys_inputs=inputs,
                ignore_system_fonts=own_fonts,
                timestamp=0,
            )
            return made
    unmarked: bytes = typst.compile(source, format="pdf", sys_inputs=inputs, timestamp=0)
    return unmarked


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
