"""When somebody is reminded: our policy [P]. No article speaks of reminders, only of deadlines."""

from typing import NamedTuple

MOST_AHEAD = 20
"""Nobody is reminded earlier than so many working days before a date."""


class Leads(NamedTuple):
    """Lead times: working days before a date for a reminder, days of silence after an event."""

    before: tuple[int, ...] = (5, 3, 1)
    """Before a date of the law, and before what an authority set."""
    tasks: tuple[int, ...] = (1,)
    """Before what was asked of a colleague or a processor."""
    silence: int = 14
    """After receipt, a question or a promise, while nobody does or says anything."""
    proof: int = 5
    """Calendar days that somebody has at least to prove an identity: none says how many [P]."""
