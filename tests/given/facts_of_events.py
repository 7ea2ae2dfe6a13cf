"""Whether a fact stands, read from the events alone: nothing here knows how letters are written.

A fact is named in `domain/law/words/letters.toml`, where each sentence declares what it asserts:
`doubted`, or with what it is about after a colon, `fulfilled:erasure`. `words` are what the
sentence fills in (days, amounts), `right` is the right under whose title it stands, if any.
"""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from griffie.domain import events as e
from griffie.domain.law import Right
from tests.given.history_read import History, Invoked

_RIGHTS = {one.value: one for one in Right}
AT_ONCE = {Right.DIRECT_MARKETING_OBJECTION, Right.CONSENT_WITHDRAWAL}
_EEA = """AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK IS LI NO
EEA"""
_INSIDE = frozenset(_EEA.split())

Words = Mapping[str, Any]
Fact = Callable[[History, str, Right | None, Words], bool]


def _first_month(h: History, _: str, __: Right | None, words: Words) -> bool:
    asked = (*h.events, *(one.claim for one in h.of(e.ClaimAdded)))
    said = (getattr(one, "received_on", None) for one in asked)
    starts = [*h.receipts, *said, *(one.counted_from for one in h.of(e.DecisionRevoked))]
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

    return any(not shown(one) for one in h.grounds(right))


def _represented(h: History, _: str, __: Right | None, ___: Words) -> bool:
    named = [getattr(one, "representative", None) for one in h.events]
    of_the_dead = any(one and one.capacity in {"heir", "next_of_kin"} for one in named)
    assessed = any(getattr(one, "result", None) == "is_represented" for one in h.events)
    return bool(h.of(e.MandateVerified)) or of_the_dead or assessed


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
    "categories_named": lambda h, _, r, __: h.names(r, 1),
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
    "purposes_named": lambda h, _, r, __: h.names(r, 0),
    "question_open": _question_open,
    "received": lambda h, _, __, w: w["received"] in h.receipts,
    "recipient_omitted": _omitted,
    "recipient_told": _told,
    "represented": _represented,
    "restricted": lambda h, *_: bool(h.restrictions) or h.how(Right.RESTRICTION, "fulfilled"),
    "restricted_provisionally": lambda h, *_: bool(h.restrictions) and all(h.restrictions.values()),
    "reviewed": _reviewed,
    "surveyed": lambda h, what, *_: what in h.profile.get("surveyed", ()),
    "taken_out": lambda h, _, r, __: h.how(r, "refused", "not_applicable", "excepted"),
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
