"""What a claim remembers of each deed and each letter: its day, and what became of it."""

from datetime import date
from typing import NamedTuple

from griffie.domain.request.vocabulary import Channel, Deed


class Done(NamedTuple):
    """A deed and its day; in which system, where it names one."""

    deed: Deed
    on: date
    system: str | None = None
    before: bool = False
    """It carried out an answer that was taken back since."""


class Sent(NamedTuple):
    """A letter that answered: when and how it went, and when it came back."""

    on: date
    channel: Channel | None = None
    returned_on: date | None = None
