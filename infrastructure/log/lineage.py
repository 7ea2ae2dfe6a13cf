"""The logs that one log continues, as its own events name them: see `domain.upkeep.LogContinued`.

All are signed with one key, each under its own name. A checkpoint of an earlier log is judged by
the entries that were kept of it; beyond those, by the last checkpoint that the later log names.
"""

from collections.abc import Sequence
from enum import Enum
from typing import NamedTuple

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from griffie.domain.log.errors import BadNoteError
from griffie.domain.log.names import MOST, name_of, number_of
from griffie.domain.log.reading import Continuing
from griffie.infrastructure.log.checkpoint import Checkpoint, Verifier, verify_checkpoint


class Standing(Enum):
    """Where the entries of a checkpoint are, in a log that continues others."""

    HERE = "here"
    """Among the entries of this log: its root tells."""
    LOST = "lost"
    """Some of them stand beyond what was kept, and this log says so."""
    UNKNOWN_TO_IT = "unknown"
    """Beyond the last checkpoint that this log names of the earlier one, or of a later log."""


class Link(NamedTuple):
    """One earlier log: how it ended, and how much of it was kept."""

    name: str
    """Of the log that goes on."""
    last: Checkpoint
    """The last checkpoint of the earlier log that is known."""
    kept: int
    """How many entries were kept."""


class Named(NamedTuple):
    """A `LogContinued` that was read, and its place in the log, counted from 0."""

    place: int
    said: Continuing


class Lineage:
    """The name and the key of a log, and the earlier logs that it names."""

    def __init__(self, origin: str, key: Ed25519PublicKey, named: Sequence[Named] = ()) -> None:
        self.origin, self.key = origin, key
        self.links: list[Link] = []
        self.wrong: list[int] = []
        """The places of events that do not say rightly what this log continues."""
        number = 1
        for place, said in named:
            link = self._link(place, said)
            if link is None or number_of(link.name) <= number:
                self.wrong.append(place)
                continue
            number = number_of(link.name)
            self.links.append(link)
        if named and number != number_of(origin) and not self.wrong:
            self.wrong.append(named[-1].place)

    @property
    def is_told(self) -> bool:
        """Whether the name of the log and its events agree on what it continues."""
        last = self.links[-1].name if self.links else name_of(1, self.origin)
        return not self.wrong and last == self.origin

    def standing(self, held: Checkpoint) -> Standing:
        """Where the entries are that a checkpoint of this log, or of another of its office, covers.

        Whether an entry that is here is the one that was signed, its root tells.
        """
        number = number_of(held.origin)
        if number > number_of(self.origin):
            return Standing.UNKNOWN_TO_IT
        for link in self.links:
            if number_of(link.name) <= number or held.size <= link.kept:
                continue
            ended = link.last
            same_log, same_size = ended.origin == held.origin, ended.size == held.size
            beyond = held.size > ended.size or (same_size and held.root != ended.root)
            return Standing.UNKNOWN_TO_IT if same_log and beyond else Standing.LOST
        return Standing.HERE

    def _link(self, place: int, said: Continuing) -> Link | None:
        try:
            last = read_note(said.last, self.origin, self.key)
        except BadNoteError:
            return None
        number = number_of(last.origin) + 1
        right = said.name == name_of(number, self.origin) and said.kept == place
        return Link(said.name, last, said.kept) if right else None


def read_note(note: str, origin: str, key: Ed25519PublicKey) -> Checkpoint:
    """The checkpoint in a note of this log, or of one that it continues or that continues it.

    Raises BadNoteError.
    """
    named = note.partition("\n")[0]
    ours = name_of(number_of(named), origin) == named
    return verify_checkpoint(note, named if ours else origin, key)


def ids_of(origin: str, key: Ed25519PublicKey) -> dict[str, int]:
    """The ids of the key under each name that a log of this office may have, with its number."""
    return {Verifier(name_of(at, origin), key).id.hex(): at for at in range(1, MOST + 1)}
