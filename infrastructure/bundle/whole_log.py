"""What the whole log says of the events that a bundle shows: that none of them was left out."""

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple
from uuid import UUID

from griffie.application.dossier.verdict import Verdict
from griffie.domain.log.entry import ENTRY_SIZE, PREFIX, is_entry, tag
from griffie.domain.log.reading import Leaving
from griffie.domain.log.tree import HASH_SIZE

TAG = slice(len(PREFIX), len(PREFIX) + HASH_SIZE)


class NamedLeaving(NamedTuple):
    """A history that left, and the place in the log of the event that says so, from 0."""

    place: int
    leaving: Leaving


class WholeLog:
    """Every entry up to the checkpoint, as octets that make its root. Places count from 0."""

    def __init__(self, octets: bytes) -> None:
        self._octets = octets

    def __len__(self) -> int:
        return len(self._octets) // ENTRY_SIZE

    def entry_at(self, place: int) -> bytes:
        """The 75 bytes at a place."""
        return self._octets[ENTRY_SIZE * place : ENTRY_SIZE * (place + 1)]

    def complete(
        self, shown: Mapping[bytes, int], following: Mapping[UUID, int], verdict: Verdict
    ) -> None:
        """Each version stands once in the log, where it is shown, and no next one stands there.

        `shown` has the place of each tag that is shown; `following` the version that each of the
        streams would have next.
        """
        next_tags = {
            tag(stream, version): f"{stream}/{version}" for stream, version in following.items()
        }
        for place in range(len(self)):
            borne = self.entry_at(place)[TAG]
            if name := next_tags.get(borne):
                verdict.say("left-out", name)
            elif shown.get(borne, place) != place:
                verdict.say("second-entry", place)

    def explained(
        self,
        stands: Collection[int],
        left: Iterable[NamedLeaving],
        streams: Collection[UUID],
        verdict: Verdict,
    ) -> None:
        """Each entry has its event, or a later erasure names it: once, with its whole history.

        `stands` are the places of the events that are shown, `streams` their streams.
        """
        missing: dict[bytes, int] = {}
        for place in range(len(self)):
            if place in stands:
                continue
            # An entry that is none has a name of its own, which no erasure bears.
            found = self.entry_at(place)
            borne = found[TAG] if is_entry(found) else place.to_bytes(8, "big")
            if missing.setdefault(borne, place) != place:
                verdict.say("second-entry", place)
        before = len(missing)
        for named, leaving in left:
            if leaving.stream in streams:
                verdict.say("erased-stands", leaving.stream)
            for version in range(1, leaving.events + 1):  # ends with what is missing
                borne = tag(leaving.stream, version)
                if missing.get(borne, named) >= named:
                    verdict.say("erased-length", leaving.stream)
                    break
                del missing[borne]
        if missing:
            verdict.say("unexplained", min(missing.values()))
        else:
            verdict.facts["erased"] = before
