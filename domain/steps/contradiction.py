"""Erased or restricted: the same data cannot be both. And what an objection that waits may want.

Who opposes the erasure of data asks for their restriction "instead": Article 18(1)(b). What is
restricted is stored and nothing else, so it is not erased either: Articles 4(2) and 18(2).
"""

from datetime import date

from griffie.domain.law import GDPR, Right
from griffie.domain.model.errors import UnlawfulError
from griffie.domain.request.claim import EXECUTED, UNDECIDED, Claim
from griffie.domain.request.state import RequestState
from griffie.domain.request.vocabulary import Deed
from griffie.domain.steps.rule import claim_rule
from griffie.domain.steps.step import Hint

OPPOSED = {Right.ERASURE: Right.RESTRICTION, Right.RESTRICTION: Right.ERASURE}


@claim_rule(
    "erasure and restriction contradict each other on the same data, and the other was carried out:"
    " revoke one of them, or restrict other parts",
    GDPR(18, 1, "b"),
)
def not_contradicted(request: RequestState, claim: Claim) -> bool:
    """What is restricted was not erased, nor the other way round."""
    other = request.claims.get(OPPOSED[claim.right]) if claim.right in OPPOSED else None
    return other is None or other.status not in EXECUTED or not _same_data(claim, other)


def not_restricted(request: RequestState, right: Right, system: str, on: date) -> None:
    """Raises UnlawfulError where the data of a system were restricted on the day of erasing."""
    asked = request.claims.get(Right.RESTRICTION)
    if asked and not _same_data(request.claims[right], asked):
        return
    for one in request.restrictions:
        if one.applied_on <= on and (not one.systems or system in one.systems):
            raise UnlawfulError(
                GDPR(18, 2),
                "data in this system are restricted, and erasing is more than storing them: tell"
                " the data subject and lift the restriction first",
            )


def something_left(request: RequestState, systems: tuple[str, ...], on: date) -> None:
    """Raises UnlawfulError where data that would be restricted were erased by that day."""
    asked = request.claims.get(Right.RESTRICTION)
    for claim in request.claims.values():
        if asked and not _same_data(claim, asked):
            continue
        for done in claim.done:
            there = not systems or done.system in systems
            if done.deed is Deed.DATA_ERASED and done.on <= on and there:
                raise UnlawfulError(
                    GDPR(18, 1),
                    "data were erased there, and what is gone cannot be restricted: name the"
                    " systems in which data are left",
                )


def restrict_meanwhile(request: RequestState) -> Hint | None:
    """The question of Article 18(1)(d), while an objection waits and nothing is restricted."""
    objection = request.claims.get(Right.OBJECTION)
    if objection is None or objection.status not in UNDECIDED or request.restricting:
        return None
    return Hint(
        "an objection waits and nothing is restricted: is the use of the data restricted until it"
        " is verified whose grounds prevail (Article 18(1)(d))?"
    )


def _same_data(one: Claim, other: Claim) -> bool:
    """Whether two claims are about the same purposes and categories, exceptions apart."""
    if _apart(one.purposes, other.purposes) or _apart(one.categories, other.categories):
        return False
    named = [{*claim.categories} for claim in (one, other) if claim.categories]
    taken = {code for claim in (one, other) for out in claim.exceptions for code in out.categories}
    return not named or bool(set.intersection(*named) - taken)


def _apart(ours: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    """Whether both name something, and nothing in common; none named means everything."""
    return bool(ours and theirs) and set(ours).isdisjoint(theirs)
