"""Which logs this one continues: a store that was put back goes on under another name."""

import re
from typing import Any, NamedTuple

from griffie.application.dossier.verifier.errors import BadProofError
from griffie.application.dossier.verifier.notes import Key

HERE, LOST, UNKNOWN = "here", "lost", "unknown"
DEMO = ".demo"


class Signed(NamedTuple):
    """A checkpoint: the log that signed it, and what it covers."""

    log: str
    size: int
    root: bytes


class Link(NamedTuple):
    """One earlier log: which one goes on, how much was kept, and the last that is known of it."""

    name: str
    kept: int
    last: Signed


def parted(name: str) -> tuple[str, int, str]:
    """A name: that of the first log, the number of this one, and what ends it."""
    demo = DEMO if name.endswith(DEMO) else ""
    bare = name.removesuffix(DEMO)
    found = re.fullmatch("(.+)/log([2-9]|[1-9][0-9])", bare)
    return (found[1], int(found[2]), demo) if found else (bare, 1, demo)


def following(name: str) -> str:
    """The name of the log that continues the one of this name."""
    first, number, demo = parted(name)
    return f"{first}/log{number + 1}{demo}"


def signed_of(note: str, key: Key) -> Signed:
    """A checkpoint of this log, or of another of the same office. Raises BadProofError."""
    name = note.partition("\n")[0]
    (first, _, demo), (other, _, end) = parted(key.name), parted(name)
    signer = key.named(name) if name != key.name and (first, demo) == (other, end) else key
    return Signed(name, *signer.checkpoint(note))


class Lineage:
    """What the events of a log say of the logs that it continues; `told` is whether rightly."""

    def __init__(self, key: Key, said: list[tuple[int, dict[str, Any]]]) -> None:
        self.name, self.links, self.told = key.name, list[Link](), True
        number = 1
        for place, data in said:
            try:
                last = signed_of(data["last"], key)
            except BadProofError:
                self.told = False
                continue
            link, after = Link(data["name"], data["kept"], last), parted(data["name"])[1]
            if (link.name, link.kept) == (following(last.log), place) and after > number:
                self.links.append(link)
                number = after
            else:
                self.told = False
        goes_on = self.links[-1].name if self.links else "".join(parted(key.name)[::2])
        self.told = self.told and goes_on == self.name

    def standing(self, held: Signed) -> str:
        """Where the entries are that a checkpoint covers."""
        number = parted(held.log)[1]
        if number > parted(self.name)[1]:
            return UNKNOWN
        for link in self.links:
            if parted(link.name)[1] <= number or held.size <= link.kept:
                continue
            other = held.size == link.last.size and held.root != link.last.root
            beyond = held.log == link.last.log and (held.size > link.last.size or other)
            return UNKNOWN if beyond else LOST
        return HERE
