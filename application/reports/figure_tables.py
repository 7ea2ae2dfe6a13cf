"""The tables of the annual figures. Every table here adds up over any set of requests."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from math import ceil
from statistics import median
from typing import NamedTuple

from griffie.application.reports.request_figures import ClaimFigures, RequestFigures
from griffie.domain import events
from griffie.domain.law import GROUNDS, ExtensionGround, Language, OmissionGround, Refusal, Right
from griffie.domain.request.vocabulary import Authority, Capacity, Channel, Outcome

Value = int | float | None
ELSEWHERE = "finished in an earlier register"
"""What was imported as finished. It stands apart: nothing of it is in any other table."""
STOPPING = "working days to stop direct marketing"
IRREGULAR, GROUNDS_USED = "irregular", "grounds"
REPORTED = {
    "FeeProposed": "fees asked",
    "FeePaid": "fees paid",
    "IdentityDoubted": "doubts about an identity",
    "IdentityNotEstablished": "identities not established",
    "RecipientNotified": "recipients told",
    "RequestReopened": "reopened",
    "ReceiptDateCorrected": "receipts corrected",
    "LetterReturned": "letters that came back",
    "PersonalDataErased": "files erased",
    "HumanReviewPerformed": "automated decisions reviewed by a person",
    "MinorAssessed": "requests of minors",
    "MediationRecorded": "mediations",
    "InquiryRecorded": "inquiries",
    "OrderRecorded": "orders",
    "CourtActionRecorded": "court actions",
    "BreachSuspected": "breaches suspected",
    "BreachRuledOut": "breaches ruled out",
}
"""Events that are figures by themselves; an event that does not exist is listed as missing."""


class FigureTable(NamedTuple):
    """The cells of a table; `parts`: each request or claim counts in one cell only."""

    cells: Mapping[str, Value]
    parts: bool = True


CLOCKS = {
    "answers": "due_on",
    "answers by the strict date": "strict_due_on",
    "answers in the first month": "first_month_ends_on",
}


def request_tables(now: Sequence[RequestFigures], on: date) -> dict[str, FigureTable]:
    """The tables that add up, judged on a civil day in Brussels; not those of days."""
    claims = [claim for one in now for claim in one.claims]
    return {
        "received": FigureTable({"requests": len(now), "claims": len(claims)}, parts=False),
        "state": FigureTable(_states(now, on)),
        "by right": _tally(Right, (claim.right for claim in claims)),
        "by purpose": _tally(
            (), (name for claim in claims for name in claim.purposes or ("(all)",))
        ),
        "by channel": _tally(Channel, (one.channel for one in now)),
        "by language": _tally(Language, (one.language for one in now)),
        "by whom": _tally(("data_subject", *Capacity), (one.via or "data_subject" for one in now)),
        **{name: FigureTable(answers(now, on, by)) for name, by in CLOCKS.items()},
        "parts kept back": FigureTable(withheld(claims)),
        "answers that came back": FigureTable(returned(claims), parts=False),
        "extensions": FigureTable(extensions(claims)),
        "grounds of extension": FigureTable(
            _count_by(now, "extension", ExtensionGround), parts=False
        ),
        "waiting for the requester": FigureTable(_waiting_times(now), parts=False),
        "outcomes": _tally(Outcome, (one.outcome for one in now if one.outcome)),
        "parts by right": FigureTable(_parts(claims), parts=False),
        GROUNDS_USED: FigureTable(grounds(now), parts=False),
        "manifestly unfounded or excessive": FigureTable(
            {str(ground): sum(ground in claim.grounds for claim in claims) for ground in Refusal},
            parts=False,
        ),
        "recipients not told": FigureTable(_count_by(now, "omission", OmissionGround), parts=False),
        "documents of identity": FigureTable(
            _count_by(now, "document", ("identity_evidence",)), parts=False
        ),
        "advice of the DPO": FigureTable(_count_by(now, "advice", ("followed", "not followed"))),
        IRREGULAR: FigureTable(_irregular(now), parts=False),
        "complaints": _tally(Authority, (who for one in now for who in one.complaints)),
        "steps": FigureTable(steps(now), parts=False),
    }


def outcomes_elsewhere(found: Iterable[RequestFigures]) -> Iterator[str]:
    """How each request ended that another register finished. Whether in time is not known."""
    return (str(one.outcome) for one in found if one.finished_elsewhere and one.outcome)


def _tally(every: Iterable[str], found: Iterable[str]) -> FigureTable:
    """How often each value occurs; with 0 for the values of `every` that do not occur."""
    occurring = Counter(str(one) for one in found)
    return FigureTable({str(one): 0 for one in every} | dict(sorted(occurring.items())))


def _states(now: Sequence[RequestFigures], on: date) -> dict[str, Value]:
    waiting = [one for one in now if one.waiting]
    overdue = sum(one.overdue_after < on for one in waiting)
    answered = sum(one.answered for one in now)
    return {
        "answered": answered,
        "open": len(waiting) - overdue,
        "overdue": overdue,
        "withdrawn or merged": len(now) - answered - len(waiting),
    }


def answers(of_them: Iterable[RequestFigures], on: date, by: str) -> dict[str, Value]:
    """Claims answered in time by the date named `by`; too late or overdue; not yet answered."""
    return in_time_or_not(Counter(answered_how(of_them, on, by)))


def answered_how(of_them: Iterable[RequestFigures], on: date, by: str) -> Iterator[str]:
    """Of each claim that was, or will be, in time or not: in which cell of `answers` it counts."""
    for one in of_them:
        for claim in one.judged:
            if how := _how(claim, one, on, by):
                yield how


def in_time_or_not(found: Mapping[str, int]) -> dict[str, Value]:
    """The cells of `answers`, in their order."""
    return {name: found.get(name, 0) for name in ("in time", "too late", "not yet")}


def _how(claim: ClaimFigures, request: RequestFigures, on: date, by: str) -> str | None:
    due_on: date = getattr(claim, by)
    if claim.in_time is not None:
        met = {"due_on": claim.in_time, "strict_due_on": claim.strictly}
        return "in time" if met.get(by, claim.met_on and claim.met_on <= due_on) else "too late"
    if not request.waiting:
        return None  # merged with another request: the claim is counted there
    last_on = claim.overdue_after if by == "due_on" else due_on
    return "too late" if last_on < on else "not yet"


def returned(claims: Iterable[ClaimFigures]) -> dict[str, Value]:
    """Answers that came back: in time by the first dispatch, and by the one that counts."""
    back = [(one, one.first_sent_on) for one in claims if one.first_sent_on]
    return {
        "came back": len(back),
        "in time by the first dispatch": sum(first <= one.due_on for one, first in back),
        "in time by the one that counts": sum(one.in_time is True for one, _ in back),
    }


def withheld(claims: Iterable[ClaimFigures]) -> dict[str, Value]:
    """[P] Parts that were kept back: told in the first month, or inside an extension."""
    told = [one for one in claims if one.withheld and one.told_on]
    first = sum(one.told_on <= one.first_month_ends_on for one in told if one.told_on)
    return {"told in the first month": first, "told after it": len(told) - first}


def durations(claims: Iterable[ClaimFigures]) -> list[int]:
    """Calendar days from receipt to the day of the answer, for each answered claim."""
    return [(one.told_on - one.since).days for one in claims if one.told_on]


def stops(claims: Iterable[ClaimFigures]) -> list[int]:
    """Working days until direct marketing stopped, for each claim where it did."""
    return [claim.days_to_stop for claim in claims if claim.days_to_stop is not None]


def spread(days: list[int]) -> dict[str, Value]:
    """The number, the median and the ninth decile (nearest rank) of some days."""
    if not days:
        return {"number": 0, "median": None, "p90": None}
    ranked = sorted(days)
    return {
        "number": len(days),
        "median": float(median(days)),
        "p90": ranked[ceil(0.9 * len(days)) - 1],
    }


def extensions(claims: Sequence[ClaimFigures]) -> dict[str, Value]:
    """How many claims were extended, and how many not: Article 12(3)."""
    extended = sum(claim.extended for claim in claims)
    return {"extended": extended, "not extended": len(claims) - extended}


def _count_by(now: Iterable[RequestFigures], kind: str, every: Iterable[str]) -> dict[str, Value]:
    return {str(one): sum(f.details.get(f"{kind}/{one}", 0) for f in now) for one in every}


def _irregular(now: Iterable[RequestFigures]) -> dict[str, Value]:
    """How often something was recorded that the law forbade, by event; nothing else counts it."""
    found = Counter({"all": 0})
    for one in now:
        for name, number in one.details.items():
            kind, _, topic = name.partition("/")
            if kind == "irregular":
                found.update({"all": number, topic: number})
    return _sorted(found)


def _waiting_times(now: Iterable[RequestFigures]) -> dict[str, Value]:
    found: Counter[str] = Counter()
    for one in now:
        for cause, (questions, days) in one.waits.items():
            found[f"{cause} questions"] += questions
            found[f"{cause} days"] += days
    return {**dict(sorted(found.items()))}


def grounds(now: Iterable[RequestFigures]) -> dict[str, Value]:
    """How often each ground was used, in the order of the law, then the others."""
    found: Counter[str] = Counter()
    for one in now:
        found.update(ground for claim in one.claims for ground in claim.grounds)
        found.update([one.dismissed_as] if one.dismissed_as else [])
    return _by_the_law(found)


def _by_the_law(found: Mapping[str, int]) -> dict[str, Value]:
    order = [str(ground) for kind in GROUNDS for ground in kind if str(ground) in found]
    return {ground: found[ground] for ground in dict.fromkeys([*order, *sorted(found)])}


def _sorted(found: Mapping[str, int]) -> dict[str, Value]:
    return {**dict(sorted(found.items()))}


def in_order(
    name: str, cells: Mapping[str, int], empty: Mapping[str, Value]
) -> Mapping[str, Value]:
    """The cells of a table in the order in which `request_tables` has them.

    `empty` are those of nothing: they stand first, in their order.
    """
    if name == GROUNDS_USED:
        return _by_the_law(cells)
    if name == IRREGULAR:
        return _sorted(cells)
    return {cell: cells.get(cell, 0) for cell in dict.fromkeys([*empty, *sorted(cells)])}


def _parts(claims: Iterable[ClaimFigures]) -> dict[str, Value]:
    """How the parts of what was asked stand: `erasure/excepted` to their number."""
    found: Counter[str] = Counter()
    for claim in claims:
        found.update({f"{claim.right}/{status}": n for status, n in claim.parts.items()})
    return dict(sorted(found.items()))


def steps(now: Iterable[RequestFigures]) -> dict[str, Value]:
    """How often each event of `REPORTED` occurred, under its name in the report."""
    known = set(events.__all__)
    return {
        name: sum(one.steps.get(topic, 0) for one in now)
        for topic, name in REPORTED.items()
        if topic in known
    }
