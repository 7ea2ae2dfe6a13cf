"""Whether a fact stands, read from the events alone: nothing here knows how letters are written.

A fact is named in `domain/law/words/letters.toml`, where each sentence declares what it asserts:
`doubted`, or with what it is about after a colon, `fulfilled:erasure`. `words` are what the
sentence fills in (days, amounts), `right` is the right under whose title it stands, if any.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

from griffie.domain import events as e
from griffie.domain.law import Right

_RIGHTS = {one.value: one for one in Right}
AT_ONCE = {Right.DIRECT_MARKETING_OBJECTION, Right.CONSENT_WITHDRAWAL}
_EEA = """AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK IS LI NO
EEA"""
_INSIDE = frozenset(_EEA.split())


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
        whole = self.decided
        waited = [one for one in self.decisions if one.how in over]
        self.decisions = [
            new._replace(names=one.names) if one.how in over else one for one in self.decisions
        ]
        if not (whole or any(one.how == "open" for one in waited)):
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
                for one in getattr(event, "rights", None) or getattr(event, "claims", ()):
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
                self.open_questions["identity"], self.in_doubt = event.asked_on, True
            case e.IdentityVerified():
                self.open_questions.pop("identity", None)
                self.in_doubt = False
            case e.IdentityNotEstablished():
                self.open_questions.pop("identity", None)
            case e.ClarificationAsked():
                self.open_questions["meaning"] = event.asked_on
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

    def exceptions(self, right: Right | None) -> list[Any]:
        """What was kept back of a right by an exception."""
        known = self.rights[right].decisions if right in self.rights else ()
        return [one.event for one in known if one.how == "excepted"]


Words = Mapping[str, Any]
Fact = Callable[[History, str, Right | None, Words], bool]


def _first_month(h: History, _: str, __: Right | None, words: Words) -> bool:
    starts = [*h.receipts, *(one.counted_from for one in h.of(e.DecisionRevoked))]
    starts += [one.recorded_on for one in h.of(e.DecisionRevoked, e.RequestReopened)]
    return any(28 <= (words["due"] - start).days <= 41 for start in starts if start)


def _excepted_until(h: History, _: str, right: Right | None, words: Words) -> bool:
    return any(one.until == words["until"] for one in h.exceptions(right))


def _outside(h: History, _: str, __: Right | None, ___: Words) -> bool:
    return any(one.get("country") not in _INSIDE for one in h.profile.get("recipients", ()))


def _ground(h: History, wanted: str, right: Right | None, _: Words) -> bool:
    return any(f"{one}/".startswith(f"{wanted}/") for one in h.grounds(right))


def _open(known: Invoked) -> bool:
    waits = not known.decided or any(one.proposed for one in known.decisions)
    return waits and not known.withdrawn


def _hidden(h: History, _: str, right: Right | None, __: Words) -> bool:
    def shown(ground: str) -> bool:
        return ground.startswith(("gdpr/", "fact/")) and not f"{ground}/".startswith("gdpr/23/")

    return any(not shown(one) for one in h.grounds(right)) or not h.grounds(right)


def _reviewed(h: History, outcome: str, right: Right | None, words: Words) -> bool:
    done = h.deeds("HumanReviewPerformed", right)
    return any((one.outcome, one.reviewed_on) == (outcome, words["on"]) for one in done)


def _told(h: History, _: str, right: Right | None, words: Words) -> bool:
    return any(one.notified_on == words["on"] for one in h.deeds("RecipientNotified", right))


def _omitted(h: History, ground: str, right: Right | None, _: Words) -> bool:
    return any(one.ground == ground for one in h.deeds("RecipientNotificationOmitted", right))


def _question_open(h: History, _: str, __: Right | None, words: Words) -> bool:
    return bool(h.open_questions) and words.get("asked", None) in {None, *h.open_questions.values()}


def _fee(h: History, ground: str, _: Right | None, __: Words) -> bool:
    return any(not ground or str(one.ground) == ground for one in h.fees.values())


def _amount(h: History, _: str, __: Right | None, words: Words) -> bool:
    digits = "".join(one for one in str(words["amount"]) if one.isdigit())
    return any(str(one.amount_cents) == digits.lstrip("0") for one in h.fees.values())


FACTS: Mapping[str, Fact] = {
    "announced": lambda h, _, r, w: any(
        one.announced_on == w["on"] for one in h.deeds("AnnouncementRecorded", r)
    ),
    "asked": lambda h, *_: bool(h.of(e.ClarificationAsked)),
    "at_once": lambda h, *_: bool(AT_ONCE & h.rights.keys()),
    "day_passed": lambda h, _, __, w: w["due"] < h.on,
    "day_to_come": lambda h, _, __, w: w["due"] >= h.on,
    "deed": lambda h, name, r, w: any(
        w.get("on") in {None, *_days(one)} for one in h.deeds(name, r)
    ),
    "deferred": lambda h, _, __, w: any(one.until == w["until"] for one in h.of(e.ErasureDeferred)),
    "doubted": lambda h, *_: bool(h.of(e.IdentityDoubted)),
    "excepted": lambda h, _, r, __: bool(h.exceptions(r)),
    "excepted_until": _excepted_until,
    "extended": lambda h, *_: bool(h.of(e.DeadlineExtended)),
    "extended_for": lambda h, ground, *_: any(
        ground in one.grounds for one in h.of(e.DeadlineExtended)
    ),
    "fee_amount": _amount,
    "fee_asked": _fee,
    "fee_declined": lambda h, _, r, __: r in h.declined or (r is None and bool(h.declined)),
    "first_month": _first_month,
    "fulfilled": lambda h, named, r, __: h.how(_RIGHTS[named] if named else r, "fulfilled"),
    "granted": lambda h, _, r, __: h.how(r, "granted"),
    "ground": _ground,
    "ground_not_shown": _hidden,
    "invoked": lambda h, named, *_: _RIGHTS[named] in h.rights,
    "large_quantity": lambda h, *_: any(
        getattr(one, "large_quantity", False) for one in h.of(e.ClarificationAsked)
    ),
    "no": lambda h, _, r, __: bool(h.grounds(r)),
    "no_deed": lambda h, name, r, _: not h.deeds(name, r),
    "not_in_doubt": lambda h, *_: not h.in_doubt,
    "outside_eea": _outside,
    "purposes_named": lambda h, _, r, __: r in h.rights and bool(h.rights[r].asked[0]),
    "question_open": _question_open,
    "received": lambda h, _, __, w: w["received"] in h.receipts,
    "recipient_omitted": _omitted,
    "recipient_told": _told,
    "represented": lambda h, *_: bool(h.of(e.MandateVerified)),
    "restricted": lambda h, *_: bool(h.restrictions) or h.how(Right.RESTRICTION, "fulfilled"),
    "restricted_provisionally": lambda h, *_: bool(h.restrictions) and all(h.restrictions.values()),
    "reviewed": _reviewed,
    "surveyed": lambda h, what, *_: what in h.profile.get("surveyed", ()),
    "undecided": lambda h, *_: any(_open(one) for one in h.rights.values()),
    "view_heard": lambda h, _, r, __: any(one.view for one in h.deeds("HumanReviewPerformed", r)),
    "withdrawn": lambda h, *_: any(one.withdrawn for one in h.rights.values()),
    "yes": lambda h, _, r, __: h.how(r, "granted", "fulfilled"),
}
"""Every fact that a sentence may declare, by its name."""


def _days(event: Any) -> set[date]:
    return {value for _, value in event if isinstance(value, date)} | {date.min + timedelta()}


def stands(fact: str, history: History, right: Right | None, words: Words) -> bool:
    """Whether a fact stands in this history. Raises KeyError for a fact that nobody reads."""
    name, _, about = fact.partition(":")
    return FACTS[name](history, about, right, words)
