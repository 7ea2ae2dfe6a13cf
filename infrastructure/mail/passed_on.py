"""Who wrote what a colleague passed on, and when it came to that colleague.

A program that forwards or quotes writes the headers of the first mail as lines of the text, each in
the language of its user. What stands there is a person's text: a proposal, never a fact.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import NamedTuple

from griffie.domain.law.deadlines import BRUSSELS
from griffie.infrastructure.mail.addresses import NOBODY, Address, listed
from griffie.infrastructure.mail.headers import Headers
from griffie.infrastructure.mail.text import read_instant

_FROM = re.compile(r"(van|de|von|from|da|od|expéditeur|afzender|absender)", re.IGNORECASE)
_SENT = re.compile(
    r"(ver(zonden|stuurd)( op)?|datum|date( d'envoi)?|envoyé( le)?|gesendet( am)?|versendet( am)?"
    r"|sent( on)?|data|fecha"
    r"|enviado( el| em)?|inviato|wysłano)",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"(aan|à|an|to|pour|destinataire|ontvanger|empfänger|cc|kopie|onderwerp|objet|betreff|subject"
    r"|sujet|beantwoorden|reply-to|para|asunto|assunto|a|oggetto|do|temat)",
    re.IGNORECASE,
)
_LINE = re.compile(r"[>|\s*_]*([^\W\d_][^:\n]{0,20}?)[\s*_]*:[\s*_]*(.*)")
_SAID = re.compile(
    r"[>\s]*(?:op|le|am|on)\s([^\n<@]{6,160})(?:<\s?|\s)([^<>\s]+@[^<>\s]+)>?[^\n]{0,40}",
    re.IGNORECASE,
)
_BETWEEN_MARKS = re.compile(
    r">>>\s?([^<>\n]{0,80}?)\s?<([^<>\s]+@[^<>\s]+)>\s([^<>\n]{6,60}?)\s?>>>\s*"
)
"""As GroupWise writes it."""
_DAY_ABOVE = re.compile(
    r"[>\s]*(?:message du|bericht van|nachricht vom|message of)\s(.{6,60})", re.IGNORECASE
)
"""As some providers write it above the lines of the headers."""
_SAID_BY_NAME = re.compile(
    r"[>\s]*(?:op|le|am|on)\s([^\n<>]{6,60}[\d)](?:\s?[ap]m)?),?\s(?:(?:uhr|uur)\s)?"
    r"(?:(?:(?:schreef|heeft|schrieb)\s)?"
    r"([^\n<>@\d:]{2,80}?)\s(?:wrote|a écrit|schreef|(?:het volgende )?geschreven)"
    r"|(?:schreef|schrieb)\s([^\n<>@\d:]{2,80}?))\s?:\s*",
    re.IGNORECASE,
)
_FOR = re.compile(r"\s(?:namens|de la part de|im auftrag von|on behalf of)\s", re.IGNORECASE)
_BEFORE_A_NAME = re.compile(
    r"[\d:,]|\b(?:schreef|schrieb|wrote|om|at|um|à|uur|uhr|heeft|hat|pm|am)\b", re.IGNORECASE
)
_NEAR, _MOST_LINES, _CENTURY = 10, 5_000, 100
_MAILTO = re.compile(r"[\[<(](?:mailto:)?([^\[\]<>()\s]+@[^\[\]<>()\s]+)[\]>)]")
_LINKED = re.compile(r"([^\s<>]@[^\s<>]+)<mailto:[^<>]*>", re.IGNORECASE)
_MONTHS = {
    word: number
    for number, words in enumerate(
        (
            "jan jän jaen ene gen sty",
            "feb fév fev lut",
            "maa mrt mar mär mae",
            "apr avr abr kwi",
            "mei mai may mag maj",
            "jun juin giu cze",
            "jul juil lug lip",
            "aug aoû aou ago sie",
            "sep set wrz",
            "okt oct ott out paź",
            "nov lis",
            "dec déc dez dic gru",
        ),
        start=1,
    )
    for word in words.split()
}
_DAY_FIRST = re.compile(
    r"\b(\d{1,2})(?:er|st|nd|rd|th)?[.\s-]+(?:de\s)?([^\W\d_]{3,12})\.?,?[\s-]+(?:de\s)?(\d{4})"
)
_MONTH_FIRST = re.compile(r"\b([^\W\d_]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
_YEAR_FIRST = re.compile(r"\b(\d{4})-(\d{1,2})-(\d{1,2})")
_NUMBERS = re.compile(r"\b(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})\b")
_HALF_DAY = re.compile(r"\d\s?[ap]\.?m\b", re.IGNORECASE)
"""By which the United States tell the time; who writes English here writes the day first."""
_TIME = re.compile(r"\b(\d{1,2})\s?[:h]\s?(\d{2})(?::\d{2})?\s*([ap])?", re.IGNORECASE)


class First(NamedTuple):
    """The author of a mail that stands in the text of another, and when it was sent."""

    author: Address
    at: datetime | None
    place: int
    """The line of the text where it begins."""


def first_mails(text: str, headers: Headers) -> Iterator[First]:
    """The mails that stand quoted or forwarded in a text, from the top."""
    lines = text.split("\n")[:_MOST_LINES]
    for place, line in enumerate(lines):
        named = _LINE.fullmatch(line[:300])
        if named and _FROM.fullmatch(named[1].strip()):
            yield from _block(lines, place, named[2], headers)
            continue
        if marked := _BETWEEN_MARKS.fullmatch(line[:300]):
            who = Address(headers.words(marked[1]).strip(" \"'"), marked[2])
            yield First(who, read_day(marked[3]), place)
            continue
        following = lines[place + 1] if place + 1 < len(lines) else ""
        both = f"{line} {following}" if line.strip() else ""
        said = _SAID.match(line[:300]) or _SAID.match(both[:300])
        if said and (at := read_day(said[1])):
            name = _BEFORE_A_NAME.split(said[1])[-1]
            yield First(Address(headers.words(name).strip(" \"'"), said[2]), at, place)
        elif (said := _SAID_BY_NAME.fullmatch(line[:300])) and (at := read_day(said[1])):
            yield First(Address(headers.words(said[2] or said[3]), ""), at, place)


def words_below(text: str, place: int) -> str:
    """The words of the mail that begins at a line of a text: without its headers, not quoted."""
    lines = text.split("\n")[place:_MOST_LINES]
    broken = not lines[0].rstrip().endswith(":")  # "On … wrote:" may take two lines
    head = max((n for n, line in enumerate(lines[:_NEAR]) if _is_head(line)), default=int(broken))
    below = lines[head + 1 :]
    first = next((line for line in below if line.strip(" >")), "")
    marks = first[: len(first) - len(first.lstrip(" >"))].count(">")
    quoted = re.compile(rf"(?: ?>){{0,{marks}}}")
    return "\n".join(quoted.sub("", line, count=1) for line in below)


def _block(lines: list[str], place: int, author: str, headers: Headers) -> Iterator[First]:
    known, at, empty = 0, None, False
    start = _head_begins(lines, place)
    for line in [*lines[start:place], *lines[place + 1 : place + _NEAR]]:
        named = _LINE.fullmatch(line[:300])
        if not named:
            if not (empty or line.strip(" >\xa0")):
                empty = True
                continue
            if empty:
                break
            continue
        empty = False
        label = named[1].strip()
        if _SENT.fullmatch(label):
            known, at = known + 1, read_day(named[2])
        elif _OTHER.fullmatch(label):
            known += 1
    if at is None and start and (above := _DAY_ABOVE.fullmatch(lines[start - 1][:300])):
        at = read_day(above[1])
    if known:
        yield First(_author(author, headers), at, start)


def _head_begins(lines: list[str], place: int) -> int:
    """The line of the first header above; HTML leaves an empty line between two."""
    start = place
    for above in range(place - 1, max(place - _NEAR, -1), -1):
        if _is_head(lines[above]):
            start = above
        elif lines[above].strip() or above != start - 1:
            break
    return start


def _is_head(line: str) -> bool:
    """Whether a line is one of the headers that stand around who wrote it."""
    named = _LINE.fullmatch(line[:300])
    label = named[1].strip() if named else ""
    return bool(_SENT.fullmatch(label) or _OTHER.fullmatch(label))


def _author(said: str, headers: Headers) -> Address:
    if for_another := list(_FOR.finditer(said)):
        told = _author(said[for_another[-1].end() :], headers)
        sender = _author(said[: for_another[0].start()], headers)
        return told if told.email else Address(told.name, sender.email)
    said = _LINKED.sub(r"\1", said)
    found = _MAILTO.search(said)
    if found:
        name = said[: found.start()].strip(" \"'*")
        return Address("" if "@" in name else headers.words(name), found[1].strip("*"))
    return next(iter(listed(said.strip(" *"), headers)), NOBODY)


def read_day(said: str) -> datetime | None:
    """The day that a program wrote for people, in one of our languages; with the time if it stands.

    Beside "AM" or "PM" 10/8/2026 is the eighth of October, as in the United States.
    """
    month_first = bool(_HALF_DAY.search(said))
    if re.search(r"[+-]\d{4}", said) and (at := read_instant(said)):
        return at
    for year, month, day in _days(said, month_first=month_first):
        time = _TIME.search(re.sub(_NUMBERS, " ", said))
        hour, minute = (int(time[1]), int(time[2])) if time else (12, 0)
        if time and time[3]:
            hour = hour % 12 + 12 * (time[3].lower() == "p")
        try:
            return datetime(year, month, day, hour, minute, tzinfo=BRUSSELS)
        except ValueError:
            continue
    return None


def _days(said: str, *, month_first: bool) -> Iterator[tuple[int, int, int]]:
    for found in _DAY_FIRST.finditer(said):
        if month := _month(found[2]):
            yield int(found[3]), month, int(found[1])
    for found in _MONTH_FIRST.finditer(said):
        if month := _month(found[1]):
            yield int(found[3]), month, int(found[2])
    for found in _YEAR_FIRST.finditer(said):
        yield int(found[1]), int(found[2]), int(found[3])
    for found in _NUMBERS.finditer(said):
        one, two, year = int(found[1]), int(found[2]), int(found[3])
        year += 2000 * (year < _CENTURY)
        order = ((one, two), (two, one)) if month_first else ((two, one), (one, two))
        yield from ((year, month, day) for month, day in order)


def _month(word: str) -> int | None:
    word = word.lower()
    return _MONTHS.get(word[:4]) or _MONTHS.get(word[:3])


def not_before(at: datetime | None, other: datetime | None) -> datetime | None:
    """An instant that is credible beside another: not after it. None where it is not."""
    if at and other and at.astimezone(UTC) > other.astimezone(UTC):
        return None
    return at
