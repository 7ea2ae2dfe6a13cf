"""What a simulated life counts, what it keeps of a backup, and how it says what is wrong."""

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple


class Backup(NamedTuple):
    store: Path
    keys: Path
    answered: int
    """How much had been answered when it was made."""
    erased: frozenset[str]


class WrongError(AssertionError):
    """A check found something. The words say in which episode and after which steps."""


@dataclass
class Tally:
    """What was done: kills, faults of the disk and commands that ended, each by command."""

    kills: Counter[str] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)
    ended: Counter[str] = field(default_factory=Counter)
    clocks: int = 0
    checks: int = 0
    answers: int = 0
    wrong: int = 0
