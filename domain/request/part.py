"""A part of what was asked, and what was decided about it: Articles 12(3) and 12(4).

A right is decided part by part: some purposes, some categories, or items that are named in words. A
decision that names no part is about whatever was not decided yet.
"""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple, TypeVar

from griffie.domain.model.values import Sealed
from griffie.domain.request.vocabulary import PartStatus

T = TypeVar("T", bound=str)


def left(names: tuple[T, ...], taken: Iterable[str]) -> tuple[T, ...]:
    """The names that are not among others, in their order."""
    gone = set(taken)
    return tuple(one for one in names if one not in gone)


def union(ours: tuple[str, ...], theirs: tuple[str, ...]) -> tuple[str, ...]:
    """Both lists as one, sorted; empty where one is empty, because none named means everything."""
    return tuple(sorted({*ours, *theirs})) if ours and theirs else ()


class Part(NamedTuple):
    """What a decision is about. Naming nothing means the rest: what is not decided yet."""

    purposes: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    items: tuple[Sealed, ...] = ()
    """Named in words, which lie in the vault."""

    @property
    def is_rest(self) -> bool:
        """Whether nothing is named."""
        return not any(self)

    def shares(self, other: "Part") -> bool:
        """Whether both name the same purpose, category or item.

        Words that were typed twice have two digests, so an item is found again only as itself.
        """
        return self.without(other) != self

    def without(self, other: "Part") -> "Part":
        """What is left of it beside another part."""
        return Part(
            left(self.purposes, other.purposes),
            left(self.categories, other.categories),
            left(self.items, other.items),
        )


REST = Part()
"""Whatever was not decided yet."""


class PartDecision(NamedTuple):
    """What was decided about a part, and on which ground."""

    part: Part
    status: PartStatus
    ground: str | None = None
    proposed_by: str | None = None
    """Who proposed it, as long as nobody else has approved (four eyes)."""
    until: date | None = None
    """Until when an exception holds, where that was said."""
    version: int = 0
    """The version of the request that recorded it: there stand its reasons."""
    leaves_rest: bool = False
    """It takes something out, and never all: Article 15(4), a further copy that is not paid."""

    @property
    def shown_as(self) -> PartStatus:
        """Its status, or that it is a refusal which only was proposed."""
        return PartStatus.REFUSAL_PROPOSED if self.proposed_by else self.status


YES = frozenset({PartStatus.GRANTED, PartStatus.FULFILLED})
"""What is done, or will be; every other decision takes something out of what was asked."""


def covers(
    decisions: Iterable[PartDecision], purposes: Iterable[str], categories: Iterable[str]
) -> bool:
    """Whether decisions leave nothing open of what was asked.

    One about the rest does; else all purposes must be named, or all categories. Items alone never
    do: what else there is nobody has said.
    """
    every = [one for one in decisions if not one.leaves_rest]
    if not every:
        return False
    parts = [one.part for one in every]
    asked = ((set(purposes), 0), (set(categories), 1))
    all_named = any(
        names and names <= {name for part in parts for name in part[place]}
        for names, place in asked
    )
    open_still = any(one.status is PartStatus.OPEN for one in every)
    return not open_still and (all_named or any(part.is_rest for part in parts))


def decided(decisions: tuple[PartDecision, ...], new: PartDecision) -> tuple[PartDecision, ...]:
    """With one decision more. What was taken back of that part is decided again.

    About the rest: what was taken back, where it is known what that was. What leaves the rest
    decides nothing again.
    """
    if new.leaves_rest:
        return (*decisions, new)
    again = [one for one in decisions if one.status is PartStatus.OPEN]
    if again and new.part.is_rest:
        return tuple(new._replace(part=one.part) if one in again else one for one in decisions)
    return (*_beside(decisions, new.part, PartStatus.OPEN), new)


def carried_out(
    decisions: tuple[PartDecision, ...], new: PartDecision, *, wholly_decided: bool
) -> tuple[PartDecision, ...]:
    """With a part that was carried out; what was promised of it is no longer only promised.

    `wholly_decided` says that the decisions leave nothing open: then the rest is what was promised.
    """
    if new.part.is_rest:
        done = tuple(
            one._replace(status=PartStatus.FULFILLED, version=new.version)
            if one.status is PartStatus.GRANTED
            else one
            for one in decisions
        )
        return done if wholly_decided else decided(done, new)
    return decided(_beside(decisions, new.part, PartStatus.GRANTED), new)


def taken_back(decisions: tuple[PartDecision, ...], part: Part) -> tuple[PartDecision, ...]:
    """Without the decisions that name something of a part; the rest takes back all.

    Where the rest was decided it is remembered what is open again, for the rest is not that.
    """
    if part.is_rest:
        return ()
    kept = tuple(one for one in decisions if not one.part.shares(part))
    if not any(one.part.is_rest and not one.leaves_rest for one in kept):
        return kept
    reopened = (PartDecision(one.part, PartStatus.OPEN) for one in decisions if one not in kept)
    return (*kept, *dict.fromkeys(reopened))  # once, where two decisions were about the same


def _beside(
    decisions: tuple[PartDecision, ...], part: Part, status: PartStatus
) -> tuple[PartDecision, ...]:
    """The decisions, those of one status only for what they name beside a part."""
    kept: list[PartDecision] = []
    for one in decisions:
        if one.status is not status or not one.part.shares(part):
            kept.append(one)
        elif not (beside := one.part.without(part)).is_rest:
            kept.append(one._replace(part=beside))
    return tuple(kept)
