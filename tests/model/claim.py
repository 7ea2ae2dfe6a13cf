"""One right in the second model: what was said of it, part by part, and how it stands."""

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from tests.model.facts import Fact


class Decided(NamedTuple):
    """What was said of one purpose, category or item, or of the rest: by which fact."""

    decision: str
    ground: str | None
    fact: Fact
    proposed: bool = False


Name = tuple[str, str]
"""A purpose, a category, an item (by its fact and place), or the rest: `("rest", "")`."""
REST: Name = ("rest", "")


NOES = {"refused", "not_applicable"}
NEVER_ALL = {"gdpr/15/4", "gdpr/15/3"}
"""They take of the copy, whatever they name: what else was asked stays to be decided."""


class Deed(NamedTuple):
    step: str
    on: date
    before: bool = False
    """It belonged to an answer that was taken back."""
    goes_on: bool = False
    """Of several purposes that were named, others went on."""


@dataclass
class Claim:
    """What the facts say of one right. Written anew for every question."""

    right: str
    purposes: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    withdrawn: bool = False
    said_of: dict[Name, Decided] = field(default_factory=dict)
    told_by: Fact | None = None
    counted_from: date | None = None
    extension_told_on: date | None = None
    fee: str | None = None
    fee_ground: str | None = None
    told: set[str] = field(default_factory=set)
    received_on: date | None = None
    """Of the message that invoked it, where that is not the first one."""
    withdrawn_on: date | None = None
    fulfilled_on: date | None = None
    deeds: list[Deed] = field(default_factory=list)

    def carried_out(self, on: date) -> None:
        """The last day counts, where it was carried out in parts."""
        self.fulfilled_on = max(on, self.fulfilled_on or on)

    @property
    def informed_on(self) -> date | None:
        """By the first letter that answered."""
        day: date | None = self.told_by and self.told_by.said["sent_on"]
        return day

    @property
    def nothing_is_left(self) -> bool:
        """Something was said of the rest, or of all purposes or all categories that were named."""
        if "open" in self.decisions:
            return False
        purposes = {("purposes", one) for one in self.purposes}
        categories = {("categories", one) for one in self.categories}
        named = {name for name, one in self.said_of.items() if one.ground not in NEVER_ALL}
        return any(names and names <= named for names in ({REST}, purposes, categories))

    @property
    def decisions(self) -> set[str]:
        return {one.decision for one in self.said_of.values()}

    @property
    def exceptions(self) -> list[Decided]:
        return [one for one in self.said_of.values() if one.decision == "excepted"]

    @property
    def ground(self) -> str | None:
        """One that all no's share; an exception has its own."""
        grounds = {one.ground for one in self.said_of.values() if one.decision in NOES}
        return grounds.pop() if len(grounds) == 1 else None

    @property
    def proposers(self) -> set[str]:
        return {one.fact.by for one in self.said_of.values() if one.proposed}

    @property
    def status(self) -> str:
        if self.withdrawn or not self.nothing_is_left:
            return "withdrawn" if self.withdrawn else "open"
        if self.proposers:
            return "refusal_proposed"
        if not self.decisions & {"granted", "fulfilled"}:
            return "not_applicable" if self.decisions == {"not_applicable"} else "refused"
        yes = "granted" if "granted" in self.decisions else "fulfilled"
        return f"partly_{yes}" if self.decisions & {*NOES, "excepted"} else yes

    @property
    def is_decided(self) -> bool:
        return self.status not in {"open", "refusal_proposed"}


def names_in(fact: Fact) -> list[Name]:
    """What is named in a decision; none named is whatever was not decided yet."""
    words = ("purposes", "categories")
    named = [(word, one) for word in words for one in fact.said.get(word) or ()]
    named += [("items", f"{id(fact)}/{n}") for n, _ in enumerate(fact.said.get("items") or ())]
    return named or [REST]


def say(claim: Claim, fact: Fact, decision: str, *, proposed: bool = False) -> None:
    decided = Decided(decision, fact.said.get("ground"), fact, proposed)
    names = names_in(fact)
    if names == [REST]:  # where something was taken back, the rest is that
        names = [name for name, one in claim.said_of.items() if one.decision == "open"] or names
    claim.said_of.update(dict.fromkeys(names, decided))


def find_not_applicable(claim: Claim, fact: Fact, *, four_eyes: bool) -> None:
    """Row B6: a further copy falls away, and nothing else does."""
    if fact.said["ground"] != "gdpr/15/3":
        say(claim, fact, "not_applicable", proposed=four_eyes)
        return
    claim.fee = None
    decided = Decided("not_applicable", "gdpr/15/3", fact)
    names = [("away", str(id(fact))) if name == REST else name for name in names_in(fact)]
    claim.said_of.update(dict.fromkeys(names, decided))


def carry_out(claim: Claim, fact: Fact) -> None:
    """Naming nothing, everything that was promised is done, and what was left with it."""
    left = not claim.nothing_is_left
    if names_in(fact) != [REST] or left:
        say(claim, fact, "fulfilled")
    if names_in(fact) == [REST]:
        for name, one in claim.said_of.items():
            if one.decision == "granted":
                claim.said_of[name] = one._replace(decision="fulfilled")


def take_back(claim: Claim, fact: Fact) -> None:
    """A decision goes as a whole: with it, whatever else it had named."""
    named = names_in(fact)
    gone = {id(one.fact) for name, one in claim.said_of.items() if named == [REST] or name in named}
    left = {k: v for k, v in claim.said_of.items() if id(v.fact) not in gone}
    if REST in left:
        left |= {k: Decided("open", None, fact) for k in claim.said_of.keys() - left.keys()}
    claim.said_of = left
