"""For whom the author of a mail says to act, in one of our languages.

A proposal, never a finding: whoever acts for somebody is asked for the mandate (EDPB Guidelines
01/2022, 80 and 81). Words that say it, and behind or before them whom: a name, a relative, a
client or member. In whose name one is obliged ("im Namen des Gesetzes") is nobody.
"""

import re
from collections.abc import Iterator

from griffie.application.intake.acting_words import (
    ASKS_FOR,
    BETWEEN,
    DONE_TO_HIS,
    EMPOWERS,
    HEADER,
    IN_HIS_NAME,
    KIN,
    NAME,
    OF_KIN,
    PAPER,
    ROLE,
    SAID_BY_YOU,
    SAYS_FOR,
    THINGS_OF,
    THINGS_OF_ONE,
    TITLED,
    WE_TWO,
    WISHES,
)

_EARLY = 3_000
_SENTENCE = 120
_SPACES = re.compile(r"[\s,]*")
_EARLIER = 250
_NEAR = 30


def acts_for(text: str) -> str | None:
    """For whom the author says to act: a name, or words such as "my mother"; None for nobody."""
    text = HEADER.sub("", text[:_EARLY])
    return next(_behind(text), None) or next(_before(text), None)


def two_ask(text: str) -> bool:
    """Whether two persons ask at once, both by their names: each has rights of their own."""
    return bool(WE_TWO.search(text[:_EARLY]))


def _behind(text: str) -> Iterator[str]:
    """Whom the words name that follow "on behalf of", "as the father of", "I ask for"."""
    for said in SAYS_FOR.finditer(text):
        by_you = SAID_BY_YOU.search(text, max(said.start() - _SENTENCE, 0), said.start())
        if by_you and not PAPER.search(said[0]):
            continue
        between = BETWEEN.match(text, said.end())
        start = between.end() if between else said.end()
        if name := NAME.match(text, start):
            yield name[0].rstrip(".")
        elif kin := KIN.search(text, said.end(), said.end() + _NEAR):
            yield _named_after(text, kin)
        elif role := ROLE.match(text, _past_spaces(text, said.end())):
            yield _named_after(text, role)
    for one in [*KIN.finditer(text), *ROLE.finditer(text)]:
        start = one.start()
        before = max(start - _SENTENCE, 0)
        asked = ASKS_FOR.search(text, before, start) or THINGS_OF.search(text, before, start)
        named = _named_after(text, one)
        if asked or WISHES.match(text, one.end()) or _done_to(text, one.end(), named):
            yield named


def _done_to(text: str, place: int, named: str) -> bool:
    """Whether what is that person's, named before as a relative, is to be deleted or copied."""
    first = named.split(maxsplit=1)[0]
    return first[0].isupper() and any(
        text.startswith(first, said.end()) for said in THINGS_OF_ONE.finditer(text, place)
    )


def _past_spaces(text: str, place: int) -> int:
    found = _SPACES.match(text, place)
    return found.end() if found else place


def _before(text: str) -> Iterator[str]:
    """Whom the words name that stand before "has given us a mandate", "in his name I ask"."""
    for said in EMPOWERS.finditer(text):
        yield from _last_person(text, max(said.start() - _SENTENCE, 0), said.start())
    for said in DONE_TO_HIS.finditer(text):
        start = max(said.start() - _EARLIER, 0)
        yield from (one["who"].rstrip(".") for one in OF_KIN.finditer(text, start, said.start()))
        kin = [*KIN.finditer(text, start, said.start())]
        yield from (_named_after(text, one) for one in kin[-1:])
    for said in IN_HIS_NAME.finditer(text):
        yield from _last_person(text, 0, said.start())
        yield said[0].strip()


def _last_person(text: str, start: int, end: int) -> Iterator[str]:
    """The nearest person before a place: with a title, a relative, or in the role of a client."""
    found = [one for kind in (TITLED, KIN, ROLE) for one in kind.finditer(text, start, end)]
    if found:
        last = max(found, key=lambda one: one.start())
        yield last["who"].rstrip(".") if last.re is TITLED else _named_after(text, last)


def _named_after(text: str, told: re.Match[str]) -> str:
    """The name that follows the words for a relative or a client, else these words."""
    between = BETWEEN.match(text, told.end())
    place = between.end() if between else told.end()
    bracket = re.compile(r"[\s,(]{0,3}").match(text, place)
    name = NAME.match(text, bracket.end() if bracket else place)
    return name[0].rstrip(".") if name else " ".join(told[0].split()).removeprefix("de ")
