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


class Decided(NamedTuple):
    """How a right stands after all its events."""

    how: str = "open"
    ground: str = ""
    exceptions: tuple[Any, ...] = ()
    proposed: bool = False


class History:
    """The events of one request, read once from first to last."""

    def __init__(self, history: Iterable[Any], profile: Mapping[str, Any], on: date) -> None:
        self.events, self.profile, self.on = list(history), profile, on
        self.rights: dict[Right, Decided] = {}
        self.asked: dict[Right, tuple[str, ...]] = {}
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

    def _set(self, right: Right, **new: Any) -> None:
        self.rights[right] = self.rights.get(right, Decided())._replace(**new)
        self.nothing = None

    def _read(self, event: Any) -> None:
        match event:
            case e.RequestReceived():
                self.receipts.append(event.received_on)
                for one in event.rights:
                    self.rights[one.right] = Decided()
                    self.asked[one.right] = one.purposes
            case e.ReceiptDateCorrected():
                self.receipts.append(event.received_on)
            case e.DuplicateAbsorbed():
                self.receipts.append(event.received_on)
                for one in event.claims:
                    self.rights.setdefault(one.right, Decided())
                    self.asked[one.right] = one.purposes or self.asked.get(one.right, ())
            case e.ClaimAdded():
                self.rights.setdefault(event.claim.right, Decided())
                self.asked[event.claim.right] = event.claim.purposes
                self.nothing = None
            case e.ClaimReclassified():
                self.rights[event.to_right] = self.rights.pop(event.from_right)
                self.asked[event.to_right] = self.asked.pop(event.from_right, ())
                self.fees.pop(event.from_right, None)
            case _:
                self._decision(event)
                self._question(event)
                self._beside(event)

    def _decision(self, event: Any) -> None:  # noqa: C901, PLR0912 - a case an event
        match event:
            case e.RightGranted():
                self._set(event.right, how="granted", ground="")
            case e.RightFulfilled():
                self._set(event.right, how="fulfilled", ground="")
            case e.ExceptionApplied():
                known = self.rights[event.right].exceptions
                self._set(
                    event.right,
                    exceptions=(*known, event),
                    proposed=getattr(event, "proposed", False),
                )
            case e.Refused():
                self._set(
                    event.right, how="refused", ground=str(event.ground), proposed=event.proposed
                )
            case e.NotApplicableProposed():
                self._set(
                    event.right, how="not_applicable", ground=str(event.ground), proposed=True
                )
            case e.FoundNotApplicable():
                self._set(event.right, how="not_applicable", ground=str(event.ground))
            case e.IdentityFailureProposed():
                for right in event.rights:
                    self._set(right, how="refused", ground="gdpr/12/6", proposed=True)
            case e.IdentityNotEstablished():
                for right in event.rights:
                    self._set(right, how="refused", ground="gdpr/12/6")
            case e.RefusalApproved():
                self._set(event.right, proposed=False)
            case e.DecisionRevoked():
                self.rights[event.right] = Decided()
            case e.RequestWithdrawn():
                for right in event.rights:
                    self._set(right, how="withdrawn", proposed=False)

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
        concerned = self.rights.values() if right is None else [self.rights.get(right, Decided())]
        return any(one.how in hows and not one.proposed for one in concerned)

    def grounds(self, right: Right | None) -> set[str]:
        """The grounds on which something is refused or kept back."""
        concerned = self.rights.values() if right is None else [self.rights.get(right, Decided())]
        found = {self.nothing} if self.nothing and not self.rights else set()
        for one in concerned:
            found |= {one.ground, *(str(exception.ground) for exception in one.exceptions)}
        return {one for one in found if one}


Words = Mapping[str, Any]
Fact = Callable[[History, str, Right | None, Words], bool]


def _first_month(h: History, _: str, __: Right | None, words: Words) -> bool:
    starts = [*h.receipts, *(one.counted_from for one in h.of(e.DecisionRevoked))]
    starts += [one.recorded_on for one in h.of(e.DecisionRevoked, e.RequestReopened)]
    return any(28 <= (words["due"] - start).days <= 41 for start in starts if start)


def _excepted_until(h: History, _: str, right: Right | None, words: Words) -> bool:
    return any(
        one.until == words["until"]
        for one in (h.rights[right].exceptions if right in h.rights else ())
    )


def _outside(h: History, _: str, __: Right | None, ___: Words) -> bool:
    return any(one.get("country") not in _INSIDE for one in h.profile.get("recipients", ()))


def _ground(h: History, wanted: str, right: Right | None, _: Words) -> bool:
    return any(f"{one}/".startswith(f"{wanted}/") for one in h.grounds(right))


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
    "excepted": lambda h, _, r, __: r is not None and bool(h.rights[r].exceptions),
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
    "purposes_named": lambda h, _, r, __: (
        r is not None and bool(h.asked.get(r) or h.deeds("AnnouncementRecorded", r))
    ),
    "question_open": _question_open,
    "received": lambda h, _, __, w: w["received"] in h.receipts,
    "recipient_omitted": _omitted,
    "recipient_told": _told,
    "represented": lambda h, *_: bool(h.of(e.MandateVerified)),
    "restricted": lambda h, *_: bool(h.restrictions) or h.how(Right.RESTRICTION, "fulfilled"),
    "restricted_provisionally": lambda h, *_: bool(h.restrictions) and all(h.restrictions.values()),
    "reviewed": _reviewed,
    "surveyed": lambda h, what, *_: what in h.profile.get("surveyed", ()),
    "undecided": lambda h, *_: any(one.how == "open" or one.proposed for one in h.rights.values()),
    "view_heard": lambda h, _, r, __: any(one.view for one in h.deeds("HumanReviewPerformed", r)),
    "withdrawn": lambda h, *_: h.how(None, "withdrawn"),
    "yes": lambda h, _, r, __: h.how(r, "granted", "fulfilled"),
}
"""Every fact that a sentence may declare, by its name."""


def _days(event: Any) -> set[date]:
    return {value for _, value in event if isinstance(value, date)} | {date.min + timedelta()}


def stands(fact: str, history: History, right: Right | None, words: Words) -> bool:
    """Whether a fact stands in this history. Raises KeyError for a fact that nobody reads."""
    name, _, about = fact.partition(":")
    return FACTS[name](history, about, right, words)
