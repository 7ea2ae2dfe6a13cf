"""One request as its events leave it, read by somebody who knows nothing of letters or of claims.

A second reading beside `domain.request`, for `tests.given.facts_of_events`: simple, slow and apart.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from griffie.domain import events as e
from griffie.domain.law import Right


class Decision(NamedTuple):
    """What was decided about some names (purposes, categories, items), or about the rest."""

    how: str
    event: Any
    names: frozenset[Any] = frozenset()
    proposed: bool = False

    @property
    def ground(self) -> str:
        """The ground on which something is refused or kept back; else nothing."""
        if self.how in {"granted", "fulfilled", "open"}:
            return ""
        return str(getattr(self.event, "ground", "gdpr/12/6"))


class Invoked:
    """How one right stands after all its events: decided part by part."""

    def __init__(self, purposes: Iterable[str] = (), categories: Iterable[str] = ()) -> None:
        self.asked = (set(purposes), set(categories))
        self.decisions: list[Decision] = []
        self.withdrawn = False

    def widen(self, purposes: Iterable[str], categories: Iterable[str]) -> None:
        """Somebody asked more. To name nothing is to ask everything."""
        more = (set(purposes), set(categories))
        pairs = zip(self.asked, more, strict=True)
        first, second = (ours | theirs if ours and theirs else set() for ours, theirs in pairs)
        self.asked = (first, second)

    @property
    def decided(self) -> bool:
        """Whether nothing of what was asked is open."""
        if any(one.how == "open" for one in self.decisions):
            return False
        if any(not one.names for one in self.decisions):
            return True
        named = {name for one in self.decisions for name in one.names}
        wanted = ({(kind, name) for name in names} for kind, names in enumerate(self.asked))
        return any(names and names <= named for names in wanted)

    def add(self, new: Decision) -> None:
        """One more decision; what was promised or taken back of it is that no longer."""
        over = {"granted", "open"} if new.how == "fulfilled" else {"open"}
        if new.names:
            kept = [one for one in self.decisions if one.how not in over]
            for one in self.decisions:
                if one.how in over and (beside := one.names - new.names or not one.names):
                    rest = frozenset() if beside is True else beside
                    kept.append(one._replace(names=rest))
            self.decisions = [*kept, new]
            return
        waited = [one for one in self.decisions if one.how in over]
        done_already = new.how == "fulfilled" and waited and self.decided
        self.decisions = [
            new._replace(names=one.names) if one.how in over else one for one in self.decisions
        ]
        if not (done_already or any(one.how == "open" for one in waited)):
            self.decisions.append(new)

    def forget(self, how: str) -> None:
        """What stood so stands no longer."""
        self.decisions = [one for one in self.decisions if one.how != how]

    def take_back(self, names: frozenset[Any]) -> None:
        """A decision was revoked: all, or those that share a name."""
        self.withdrawn = False
        gone = [one for one in self.decisions if not names or one.names & names]
        self.decisions = [one for one in self.decisions if one not in gone]
        if any(not one.names for one in self.decisions):
            self.decisions += [one._replace(how="open") for one in gone]


def _names(event: Any) -> frozenset[Any]:
    kinds = ("purposes", "categories", "items")
    named = {(kind, one) for kind, name in enumerate(kinds) for one in getattr(event, name, ())}
    return frozenset(named)


class History:
    """The events of one request, read once from first to last."""

    def __init__(self, history: Iterable[Any], profile: Mapping[str, Any], on: date) -> None:
        self.events, self.profile, self.on = list(history), profile, on
        self.rights: dict[Right, Invoked] = {}
        self.receipts: list[date] = []
        self.open_questions: dict[str, date] = {}
        self.in_doubt = False
        self.restrictions: dict[str, bool] = {}
        self.fees: dict[Right, Any] = {}
        self.declined: set[Right] = set()
        self.nothing: str | None = None
        for event in self.events:
            if getattr(event, "irregular", None) is None:  # what the law forbade changes nothing
                self._read(event)

    def of(self, *kinds: type) -> list[Any]:
        """The events of these kinds, in order."""
        return [one for one in self.events if isinstance(one, kinds)]

    def deeds(self, name: str, right: Right | None) -> list[Any]:
        """The deeds of a kind for a right; of any right where none is meant."""
        named = [one for one in self.events if type(one).__name__ == name]
        return [one for one in named if right is None or one.right in self._called(right)]

    def _called(self, right: Right) -> set[Right]:
        """The right, and what it was taken for before it was read differently."""
        names = {right}
        for one in reversed(self.of(e.ClaimReclassified)):
            if one.to_right in names:
                names.add(one.from_right)
        return names

    def _ask(self, one: Any) -> None:
        if one.right in self.rights:
            self.rights[one.right].widen(one.purposes, one.categories)
        else:
            self.rights[one.right] = Invoked(one.purposes, one.categories)
        self.nothing = None

    def _read(self, event: Any) -> None:
        match event:
            case e.RequestReceived() | e.DuplicateAbsorbed():
                self.receipts.append(event.received_on)
                for one in getattr(event, "rights", ()) or getattr(event, "claims", ()):
                    self._ask(one)
            case e.ReceiptDateCorrected():
                self.receipts.append(event.received_on)
            case e.ClaimAdded():
                self._ask(event.claim)
            case e.ClaimReclassified():
                self.rights[event.to_right] = self.rights.pop(event.from_right)
                self.fees.pop(event.from_right, None)
            case e.AnnouncementRecorded():
                if self.rights[event.right].asked[0]:
                    self.rights[event.right].asked[0].add(event.purpose)
            case _:
                self._decision(event)
                self._question(event)
                self._beside(event)

    def _decide(self, event: Any, how: str, rights: Iterable[Right], *, proposed: bool) -> None:
        for right in rights:
            self.rights[right].add(Decision(how, event, _names(event), proposed))

    def _decision(self, event: Any) -> None:  # noqa: C901 - a case an event
        match event:
            case e.RightGranted():
                self._decide(event, "granted", [event.right], proposed=False)
            case e.RightFulfilled():
                self._decide(event, "fulfilled", [event.right], proposed=False)
            case e.ExceptionApplied():
                self._decide(event, "excepted", [event.right], proposed=event.proposed)
            case e.Refused():
                self._decide(event, "refused", [event.right], proposed=event.proposed)
            case e.FoundNotApplicable() | e.NotApplicableProposed():
                late = isinstance(event, e.NotApplicableProposed)
                self._decide(event, "not_applicable", [event.right], proposed=late)
            case e.IdentityNotEstablished() | e.IdentityFailureProposed():
                for right in event.rights:  # what was promised to nobody known is promised no more
                    self.rights[right].forget("granted")
                late = isinstance(event, e.IdentityFailureProposed)
                self._decide(event, "refused", event.rights, proposed=late)
            case e.RefusalApproved():
                stands = self.rights[event.right]
                stands.decisions = [one._replace(proposed=False) for one in stands.decisions]
            case e.DecisionRevoked():
                self.rights[event.right].take_back(_names(event))
            case e.RequestWithdrawn():
                for right in event.rights:
                    self.rights[right].withdrawn = True

    def _question(self, event: Any) -> None:
        match event:
            case e.IdentityDoubted():
                self.open_questions.setdefault("identity", event.asked_on)
                self.in_doubt = True
            case e.IdentityVerified():
                self.open_questions.pop("identity", None)
                self.in_doubt = False
            case e.IdentityNotEstablished():
                self.open_questions.pop("identity", None)
            case e.ClarificationAsked():
                self.open_questions.setdefault("meaning", event.asked_on)
            case e.ClarificationReceived():
                self.open_questions.pop("meaning", None)

    def _beside(self, event: Any) -> None:
        match event:
            case e.NoRequestFound():
                self.nothing = str(event.ground)
            case e.RestrictionApplied():
                self.restrictions[str(event.ground)] = event.provisional
            case e.RestrictionLifted():
                self.restrictions.pop(str(event.ground), None)
            case e.FeeProposed():
                self.fees[event.right] = event
            case e.FeeAccepted() | e.FeeWaived():
                self.fees.pop(event.right, None)
            case e.FeeDeclined():
                self.fees.pop(event.right, None)
                self.declined.add(event.right)

    # What follows from it.

    def how(self, right: Right | None, *hows: str) -> bool:
        """Whether this right, or any where none is meant, stands so and nobody need approve it."""
        concerned = self.rights.values() if right is None else [self.rights.get(right, Invoked())]
        every = [one for known in concerned if not known.withdrawn for one in known.decisions]
        return any(one.how in hows and not one.proposed for one in every)

    def grounds(self, right: Right | None) -> set[str]:
        """The grounds on which something is refused or kept back."""
        concerned = self.rights.values() if right is None else [self.rights.get(right, Invoked())]
        found = {self.nothing} if self.nothing and not self.rights else set()
        found |= {one.ground for known in concerned for one in known.decisions if not one.proposed}
        return {one for one in found if one}

    def names(self, right: Right | None, kind: int) -> bool:
        """Whether purposes (0) or categories (1) were named, when it was asked or decided."""
        known = self.rights.get(right) if right else None
        if known is None:
            return False
        decided = {kind for one in known.decisions for kind, _ in one.names}
        return bool(known.asked[kind]) or kind in decided

    def exceptions(self, right: Right | None) -> list[Any]:
        """What was kept back of a right by an exception."""
        known = self.rights[right].decisions if right in self.rights else ()
        return [one.event for one in known if one.how == "excepted"]
