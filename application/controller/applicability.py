"""Which right applies to which purpose, by the legal basis that the controller recorded for it.

It depends on the profile alone. What counts is the basis, and what the profile says of marketing,
automated decisions and research; never the name of a purpose. The result is advice: a person
decides. Where the profile itself is in doubt, `Advice.review` says why, for the DPO.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from griffie.application.controller.advice_sentences import Review, Why
from griffie.application.controller.profile import ControllerProfile, Purpose
from griffie.domain.law import GDPR, ExceptionGround, Provision, Right
from griffie.domain.model.recorded import Basis, Degree

CONSENT, CONTRACT, DUTY, VITAL, TASK, INTEREST = Basis
Bases = frozenset[Basis]


# Whether a right applies to a purpose. A docstring would change the OpenAPI document.
class Applies(StrEnum):
    YES, NO, IN_PART, DOUBTFUL = "yes", "no", "in_part", "doubtful"


class Conclusion(NamedTuple):
    """What follows for a right when a purpose has certain bases."""

    applies: Applies
    why: tuple[Why, ...]
    points: tuple[Provision, ...] = ()
    """The points of Article 17(1) on which erasure is most likely asked."""
    exceptions: tuple[ExceptionGround, ...] = ()
    """The exceptions that may be invoked; each must be demonstrated, never assumed."""


class Advice(NamedTuple):
    """Whether one right applies to one purpose (its code; none: the profile names no purposes)."""

    right: Right
    purpose: str | None
    bases: tuple[Basis, ...]
    """The bases that the profile states; empty where it states none."""
    applies: Applies
    why: tuple[Why, ...]
    points: tuple[Provision, ...]
    exceptions: tuple[ExceptionGround, ...]
    review: tuple[Review, ...]
    on_advised: Conclusion | None
    """What would follow from the advised bases, where they differ from the stated ones."""


def applicability(
    right: Right, purposes: Sequence[str], profile: ControllerProfile, announced: Sequence[str] = ()
) -> tuple[Advice, ...]:
    """Advice for each purpose, in the order of the profile; without purposes, for all of them.

    `purposes` and `announced` are codes. `announced` are purposes to which the person objects
    before they begin (Article 21(1)): the profile may not know them yet. Raises nothing: for an
    unknown code the advice is doubtful, with a review.
    """
    known = {purpose.code: purpose for purpose in profile.purposes}
    if not (purposes or announced or known):
        return (_advice_without_profile(right, None, Review.NO_PURPOSES),)
    provided = {category.code for category in profile.categories if category.provided}
    advised = [
        _advice(right, purpose, provided)
        for purpose in profile.purposes
        if not purposes or purpose.code in purposes
    ]
    unknown = dict.fromkeys(code for code in (*purposes, *announced) if code not in known)
    for code in unknown:
        review = Review.ANNOUNCED_ONLY if code in announced else Review.UNKNOWN_PURPOSE
        advised.append(_advice_without_profile(right, code, review))
    return tuple(_beforehand(one) if one.purpose in announced else one for one in advised)


def _beforehand(advice: Advice) -> Advice:
    """Add that the purpose was announced only: Article 21(1) lets a person object "at any time"."""
    return advice._replace(why=(*advice.why, Why.ANNOUNCED))


def _advice(right: Right, purpose: Purpose, provided: Iterable[str]) -> Advice:
    on = PurposeFacts(purpose, _share(purpose, frozenset(provided)))
    stated = frozenset(one.basis for one in purpose.bases)
    advised = frozenset(basis for basis in (purpose.recommended, *purpose.also) if basis)
    found = _FINDINGS[right](on, stated)
    instead = _FINDINGS[right](on, advised) if advised and advised != stated else None
    return Advice(
        right=right,
        purpose=purpose.code,
        bases=tuple(sorted(stated)),
        **found._asdict(),
        review=tuple(_review(right, purpose, stated, advised)),
        on_advised=instead,
    )


def _advice_without_profile(right: Right, code: str | None, review: Review) -> Advice:
    """Advice where the profile says nothing: only what holds under any profile."""
    found = _FINDINGS[right](PurposeFacts(None, Degree.PERHAPS), frozenset())
    return Advice(right, code, (), *found, review=(review,), on_advised=None)


def _review(right: Right, purpose: Purpose, stated: Bases, advised: Bases) -> Iterator[Review]:
    if not stated:
        yield Review.NO_BASIS
    if len(stated) > 1:
        yield Review.SEVERAL_BASES
    if stated and advised and not stated & advised:
        yield Review.ANOTHER_ADVISED
    if VITAL in stated:
        yield Review.VITAL_INTEREST
    if any(one.basis is DUTY and not one.law for one in purpose.bases):
        yield Review.DUTY_UNNAMED
    for concerned, degree, review in (
        (Right.DIRECT_MARKETING_OBJECTION, purpose.direct_marketing, Review.MARKETING_OPEN),
        (Right.OBJECTION, purpose.direct_marketing, Review.MARKETING_OPEN),
        (Right.CONSENT_WITHDRAWAL, purpose.direct_marketing, Review.MARKETING_OPEN),
        (Right.AUTOMATED_DECISION, purpose.automated_decision, Review.MACHINE_OPEN),
        (Right.RESEARCH_OBJECTION, purpose.research, Review.RESEARCH_OPEN),
    ):
        if right is concerned and degree is Degree.PERHAPS:
            yield review


class PurposeFacts(NamedTuple):
    """What a profile says of a purpose besides its bases; `purpose` is none when it is unknown."""

    purpose: Purpose | None
    provided: Degree

    def degree(self, of: str) -> Degree:
        return getattr(self.purpose, of) if self.purpose else Degree.PERHAPS

    def exceptions(self, right: Right) -> tuple[ExceptionGround, ...]:
        named = self.purpose.exceptions if self.purpose else ()
        return tuple(ground for ground in named if right in ground.rights)


def _share(purpose: Purpose, provided: frozenset[str]) -> Degree:
    """Whether the person provided the data of a purpose: all, some or none of its categories."""
    theirs = provided & set(purpose.categories)
    if len(theirs) == len(set(purpose.categories)):
        return Degree.YES
    return Degree.PERHAPS if theirs else Degree.NO


# One function for each right: from the bases and the facts of a purpose to a conclusion.


def _always(why: Why) -> Callable[[PurposeFacts, Bases], Conclusion]:
    return lambda _, __: Conclusion(Applies.YES, (why,))


def _consent_withdrawal(on: PurposeFacts, bases: Bases) -> Conclusion:
    if not bases:
        return _OPEN
    found = _conclude(CONSENT in bases, Why.TOLD_CONSENT, Why.NO_CONSENT)
    if on.degree("direct_marketing") is Degree.YES:
        return found._replace(why=(*found.why, Why.MARKETING))  # it is an objection at once
    return found


_LIKELY: Mapping[Basis, str] = {
    CONSENT: "b", CONTRACT: "a", DUTY: "a", VITAL: "a", TASK: "c", INTEREST: "c",
}  # fmt: skip
"""The point of Article 17(1) that is most likely for each basis."""

_BARRED = frozenset({DUTY, TASK})
"""The bases that Article 17(3)(b) names as an exception."""


def _erasure(on: PurposeFacts, bases: Bases) -> Conclusion:
    points = tuple(GDPR(17, 1, point) for point in sorted({_LIKELY[basis] for basis in bases}))
    named = on.exceptions(Right.ERASURE)
    barred = (ExceptionGround.LEGAL_OBLIGATION,) if bases & _BARRED else ()
    exceptions = tuple(sorted({*named, *barred}))
    why = (Why.ONE_POINT_NEEDED, Why.IF_UNLAWFUL)
    if named or (bases and bases <= _BARRED):
        return Conclusion(Applies.NO, (Why.NECESSARY_KEPT, Why.IF_UNLAWFUL), points, exceptions)
    if exceptions:
        return Conclusion(Applies.IN_PART, (*why, Why.PARTLY_NECESSARY), points, exceptions)
    return Conclusion(Applies.YES, why, points)


def _portability(on: PurposeFacts, bases: Bases) -> Conclusion:
    if on.purpose and not on.purpose.automated:
        return Conclusion(Applies.NO, (Why.NOT_AUTOMATED,))
    if on.provided is Degree.NO:
        return Conclusion(Applies.NO, (Why.NOT_PROVIDED,))
    found = _by_basis(
        bases, {CONSENT, CONTRACT}, Why.CONSENT_OR_CONTRACT, Why.PART_ON_THOSE, Why.ON_NEITHER
    )
    if found.applies is Applies.NO:
        return found
    exceptions = (ExceptionGround.TRANSFER_HARMS_OTHERS,)
    whole = found.applies is Applies.YES and on.provided is not Degree.YES
    applies = Applies.IN_PART if whole else found.applies
    return Conclusion(applies, (*found.why, Why.PROVIDED), exceptions=exceptions)


def _objection(on: PurposeFacts, bases: Bases) -> Conclusion:
    found = _by_basis(
        bases, {TASK, INTEREST}, Why.SITUATION, Why.PART_ON_INTERESTS, Why.OTHER_BASIS
    )
    if on.degree("direct_marketing") is Degree.YES:
        return found._replace(why=(*found.why, Why.MARKETING))  # absolute, whatever it was called
    if found.applies is Applies.NO:
        return found
    exceptions = {ExceptionGround.COMPELLING_GROUNDS, *on.exceptions(Right.OBJECTION)}
    return found._replace(exceptions=tuple(sorted(exceptions)))


def _marketing(on: PurposeFacts, _: Bases) -> Conclusion:
    return _by_degree(on.degree("direct_marketing"), Why.MARKETING, Why.NO_MARKETING)


def _research(on: PurposeFacts, bases: Bases) -> Conclusion:
    found = _by_degree(on.degree("research"), Why.RESEARCH, Why.NO_RESEARCH)
    if found.applies is Applies.NO or TASK not in bases:
        return found
    return found._replace(exceptions=(ExceptionGround.RESEARCH_PUBLIC_INTEREST,))


_ALLOWS: Mapping[Basis, ExceptionGround] = {
    CONTRACT: ExceptionGround.CONTRACT,
    DUTY: ExceptionGround.AUTHORISED_BY_LAW,
    CONSENT: ExceptionGround.EXPLICIT_CONSENT,
}
"""The exceptions of Article 22(2). Consent must be explicit; the profile cannot say if it was."""


def _automated_decision(on: PurposeFacts, bases: Bases) -> Conclusion:
    degree = on.degree("automated_decision")
    found = _by_degree(degree, Why.SOLELY_AUTOMATED, Why.NO_MACHINE)
    allowed = tuple(sorted(_ALLOWS[basis] for basis in bases & _ALLOWS.keys()))
    if found.applies is Applies.NO or not allowed:
        return found
    applies = Applies.IN_PART if degree is Degree.YES else found.applies
    return Conclusion(applies, (*found.why, Why.HUMAN_OWED), exceptions=allowed)


_FINDINGS: Mapping[Right, Callable[[PurposeFacts, Bases], Conclusion]] = {
    Right.ACCESS: _always(Why.ACCESS),
    Right.RECTIFICATION: _always(Why.ACCURACY),
    Right.ERASURE: _erasure,
    Right.RESTRICTION: _always(Why.ON_A_GROUND),
    Right.PORTABILITY: _portability,
    Right.OBJECTION: _objection,
    Right.DIRECT_MARKETING_OBJECTION: _marketing,
    Right.RESEARCH_OBJECTION: _research,
    Right.CONSENT_WITHDRAWAL: _consent_withdrawal,
    Right.AUTOMATED_DECISION: _automated_decision,
}
_OPEN = Conclusion(Applies.DOUBTFUL, (Why.UNSETTLED,))


def _conclude(yes: bool, why: Why, why_not: Why) -> Conclusion:  # noqa: FBT001 - it is what is asked
    return Conclusion(Applies.YES, (why,)) if yes else Conclusion(Applies.NO, (why_not,))


def _by_basis(
    bases: Bases, carrying: set[Basis], why: Why, why_in_part: Why, why_not: Why
) -> Conclusion:
    """Yes, in part or no, as all, some or none of the bases are in `carrying`; doubtful without."""
    if not bases:
        return _OPEN
    if bases - carrying and bases & carrying:
        return Conclusion(Applies.IN_PART, (why_in_part,))
    return _conclude(bases <= carrying, why, why_not)


def _by_degree(degree: Degree, why: Why, why_not: Why) -> Conclusion:
    return _OPEN if degree is Degree.PERHAPS else _conclude(degree is Degree.YES, why, why_not)
