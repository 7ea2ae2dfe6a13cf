"""Of what the letters kept as golden files are made: office, writer, events. All of it invented."""

from datetime import date
from typing import Any

from griffie.application.controller.authority import Names
from griffie.application.controller.load_profile import load_profile
from griffie.application.letters import LetterKind
from griffie.domain.events import (
    ExceptionApplied,
    FeeProposed,
    FoundNotApplicable,
    HumanReviewPerformed,
    Invoked,
    RestrictionApplied,
    RightFulfilled,
)
from griffie.domain.law import (
    ExceptionGround,
    FeeGround,
    NotApplicableGround,
    RestrictionGround,
    Right,
)
from griffie.domain.model.values import Sealed
from griffie.domain.request.values import SealedRepresentative, SealedRequester
from griffie.domain.request.vocabulary import Capacity, ReviewOutcome
from tests.given.letters import ROOT

TODAY = date(2026, 3, 20)
EARLY, LATE = date(2026, 3, 6), date(2026, 3, 20)
R = Right
K = LetterKind


def sealed(word: str) -> Sealed:
    return Sealed(word.ljust(43, "_"))


_IASSIST = load_profile(ROOT / "docs" / "examples" / "iassist.toml")
assert _IASSIST.identity is not None
OFFICE = _IASSIST.model_copy(
    update={
        "identity": _IASSIST.identity.model_copy(
            update={
                "name": "Voorbeeldkantoor",
                "enterprise_number": "BE0123.456.749",
                "court": Names(
                    nl="Voorbeeldstad", fr="Villexemple", de="Beispielstadt", en="Exampletown"
                ),
                "account": "BE68 5390 0754 7034",
                "dpo": "dpo@voorbeeldkantoor.example",
                "signatory": Names(
                    nl="zaakvoerder", fr="gérant", de="Geschäftsführung", en="manager"
                ),
            }
        )
    }
)
"""The example office with every particular of a company; number, court and account are invented."""

WRITER = SealedRequester(name=sealed("name"), postal_address=sealed("place"))
LAWYER = SealedRepresentative(name=sealed("lawyer"), capacity=Capacity.LAWYER)
HEIR = SealedRepresentative(name=sealed("lawyer"), capacity=Capacity.HEIR)


def of(right: Right, *purposes: str, **more: Any) -> Invoked:
    return Invoked(right=right, purposes=purposes, **more)


def done(right: Right, words: str = "done") -> RightFulfilled:
    return RightFulfilled(right=right, measures=sealed(words))


def absent(right: Right, ground: NotApplicableGround) -> FoundNotApplicable:
    return FoundNotApplicable(right=right, ground=ground, explanation=sealed("checked"))


def kept(right: Right, ground: ExceptionGround, *categories: str) -> ExceptionApplied:
    return ExceptionApplied(
        right=right, ground=ground, categories=categories, necessity=sealed("weighed")
    )


def fee(ground: FeeGround, words: str) -> FeeProposed:
    return FeeProposed(
        right=R.ACCESS,
        ground=ground,
        amount_cents=2500,
        demonstration=sealed(words),
        notified_on=TODAY,
    )


def reviewed(outcome: ReviewOutcome) -> HumanReviewPerformed:
    return HumanReviewPerformed(
        right=R.AUTOMATED_DECISION,
        outcome=outcome,
        view=sealed("view"),
        reasons=sealed("weighed"),
        reviewed_on=TODAY,
    )


def restricted(ground: RestrictionGround, *, provisional: bool) -> RestrictionApplied:
    return RestrictionApplied(
        ground=ground, systems=("web-shop",), provisional=provisional, applied_on=EARLY
    )
