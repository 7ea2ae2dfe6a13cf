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
    goes_on: bool = False
    """Some of the purposes that the right named went on after it."""


class Sent(NamedTuple):
    """A letter that answered: when and how it went, and when it came back."""

    on: date
    channel: Channel | None = None
    returned_on: date | None = None


def come_back(
    letters: tuple[Sent, ...], channel: Channel, on: date, sent_on: date | None = None
) -> tuple[Sent, ...]:
    """The letters, of which the last that went that way came back on a day.

    With `sent_on`, the last of those that were sent on that day.
    """
    went = [one for one in letters if one.channel in {channel, None} and one.on <= on]
    went = [one for one in went if sent_on in {one.on, None}]
    back = next((one for one in reversed(went) if one.returned_on is None), None)
    return tuple(one._replace(returned_on=on) if one is back else one for one in letters)
