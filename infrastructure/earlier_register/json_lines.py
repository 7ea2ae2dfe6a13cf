"""JSON lines: an object a line, its names as columns."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from griffie.application.errors import UnreadableRegisterError
from griffie.application.intake.earlier_register.rows import Row
from griffie.infrastructure.earlier_register.text import LARGEST_CELL, check_encoding, encoding_of

LARGEST_LINE = 4 * LARGEST_CELL


class JsonRows:
    """See `application.intake.earlier_register.rows.Rows`. The first line names the columns."""

    def __init__(self, path: Path, encoding: str | None) -> None:
        self._path = path
        self.encoding = check_encoding(path, encoding) if encoding else encoding_of(path)
        first = next(self._objects(), None)
        if first is None or isinstance(first[1], str):
            raise UnreadableRegisterError(f"line 1: {first[1] if first else 'there is none'}")
        self.columns = tuple(first[1])

    def _objects(self) -> Iterator[tuple[int, dict[str, Any] | str]]:
        with self._path.open(encoding=self.encoding) as file:
            line = 0
            while text := file.readline(LARGEST_LINE + 1):
                line += 1
                if len(text) > LARGEST_LINE:
                    raise UnreadableRegisterError(f"line {line}: too long")
                if text.strip():
                    yield line, _object(text)

    def __iter__(self) -> Iterator[Row]:
        for line, found in self._objects():
            if isinstance(found, str):
                yield Row(line, {}, found)
                continue
            if strange := found.keys() - set(self.columns):
                yield Row(line, {}, f"{len(strange)} names that the first line does not have")
                continue
            texts = {name: _text(found.get(name)) for name in self.columns}
            if None in texts.values():
                yield Row(line, {}, "a value is neither a text nor a number, nor a list of them")
                continue
            if _half_characters("".join(text or "" for text in texts.values())):
                yield Row(line, {}, "half a character stands in it, written as \\ud800 to \\udfff")
                continue
            yield Row(line, {name: text or "" for name, text in texts.items()})


def _object(text: str) -> dict[str, Any] | str:
    """The object of a line, or why there is none."""

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        if len(dict(pairs)) < len(pairs):
            raise ValueError
        return dict(pairs)

    try:
        found = json.loads(text, object_pairs_hook=once)
    except (ValueError, RecursionError):
        return "this is no JSON, or a name stands in it twice"
    return found if isinstance(found, dict) else "this is no JSON object"


def _half_characters(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False


def _text(value: Any) -> str | None:
    match value:
        case None:
            return ""
        case bool() | int() | float() | str():
            return str(value).strip()
        case list() if all(isinstance(one, str | int | float) for one in value):
            return ", ".join(map(str, value))
    return None
