"""Names and addresses out of a header, also of one that is not spelled as it should be."""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from griffie.infrastructure.mail.headers import Headers
from griffie.infrastructure.mail.text import clean_name

_PIECES = re.compile(
    r'"((?:[^"\\]|\\.)*)"|\(((?:[^()\\]|\\.)*)\)|<([^<>]*)>|([,;:])|((?:[^"(<,;:\\]|\\.)+|.)'
)
_ADDRESS = re.compile(
    r'(?:"(?:[^"\\\x00-\x1f]|\\.){1,62}"|[^\s<>()\[\]",;:@]{1,64})@[^\s<>()",;:@]{1,255}'
)
_MOST, _LONGEST_NAME = 50, 300
_PIECE_OF_A_NAME = re.compile(r"[a-z]{3,}")


_AROUND_AT = re.compile(r"(?<=\S)[ \t]{0,9}@[ \t]{0,9}(?=\S)")
"""White space that may stand there: RFC 5322 §4.4."""


class Address(NamedTuple):
    """Somebody as a header names them; either may be empty."""

    name: str
    email: str

    @property
    def domain(self) -> str:
        """What stands behind the @, in small letters."""
        return self.email.rpartition("@")[2].lower()

    def is_called(self, name: str) -> bool:
        """Whether a piece of this name stands in the address, before the @, without accents."""
        decomposed = unicodedata.normalize("NFKD", name[:_LONGEST_NAME].lower())
        plain = "".join(one for one in decomposed if not unicodedata.combining(one))
        local = self.email.partition("@")[0].lower()
        return "@" not in name and any(one in local for one in _PIECE_OF_A_NAME.findall(plain))


NOBODY = Address("", "")


def addresses(headers: Headers, name: str) -> list[Address]:
    """Everybody whom this header names, in every line of it that is there, at most fifty."""
    found = [one for value in headers.raw(name)[:_MOST] for one in listed(value, headers)]
    return found[:_MOST]


def listed(value: str, headers: Headers) -> list[Address]:
    """Everybody in one value. A comma that stands in a name without quotes parts nobody."""
    found: list[Address] = []
    waiting: list[str] = []
    for one in _entries(value, headers):
        if one.name and not one.email:
            waiting.append(one.name)
            continue
        if waiting and one.name:
            one, headers.mended = _joined(waiting, one), True  # noqa: PLW2901
        else:
            found += [Address(name, "") for name in waiting]
        waiting = []
        if one.email:
            found.append(one)
    return [*found, *(Address(name, "") for name in waiting)]


def _joined(before: list[str], one: Address) -> Address:
    return Address(", ".join([*before, one.name])[:_LONGEST_NAME], one.email)


def _entries(value: str, headers: Headers) -> Iterator[Address]:
    words: list[str] = []
    comment = angle = ""
    for number, piece in enumerate(_PIECES.finditer(value)):
        quoted, said, inside, mark, rest = piece.groups()
        if number > 40 * _MOST:
            break
        if mark in {",", ";"}:
            yield _entry(words, comment, angle, headers)
            words, comment, angle = [], "", ""
        elif mark == ":":
            words = []  # the name of a group: RFC 5322 §3.4
        elif said is not None:
            comment = comment or said
        elif inside is not None:
            angle = angle or inside
        else:
            of_an_address = quoted is not None and value.startswith("@", piece.end())
            said_here = piece[0] if of_an_address else rest if quoted is None else quoted
            words.append(said_here if of_an_address else re.sub(r"\\(.)", r"\1", said_here))
    yield _entry(words, comment, angle, headers)


def _entry(words: list[str], comment: str, angle: str, headers: Headers) -> Address:
    said = headers.words("".join(words))
    angle = _AROUND_AT.sub("@", angle)
    found = _ADDRESS.search(angle) or _ADDRESS.search(said)
    email = clean_name(found[0]).strip(".'") if found else ""
    email = email if "[" in email else email.rstrip("]")  # only a host by its number ends so
    name = clean_name(_ADDRESS.sub("", said) if found and found.string is said else said)
    name = name.strip(" \"'<>[]") or clean_name(headers.words(comment)).strip(" \"'")
    return Address("" if name.casefold() == email.casefold() else name[:_LONGEST_NAME], email)
