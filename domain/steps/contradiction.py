"""Erased or restricted: the same data cannot be both. And what an objection that waits may want.

Who opposes the erasure of data asks for their restriction "instead": Article 18(1)(b). What is
restricted is stored and nothing else, so it is not erased either: Articles 4(2) and 18(2).
"""

from datetime import date
from itertools import product
from typing import NamedTuple

from griffie.domain.law import GDPR, Right
from griffie.domain.model.errors import UnlawfulError
from griffie.domain.request.claim import UNDECIDED, Claim
from griffie.domain.request.part import REST, YES, Part
from griffie.domain.request.state import RequestState
from griffie.domain.request.vocabulary import Deed, PartStatus
from griffie.domain.steps.step import Hint

_OPPOSED = {Right.ERASURE: Right.RESTRICTION, Right.RESTRICTION: Right.ERASURE}


class _Scope(NamedTuple):
    """Which data: a part, and what is decided apart from it. Naming nothing means everything."""

    part: Part
    without: frozenset[str] = frozenset()


def not_contradicted(request: RequestState, right: Right, part: Part) -> None:
    """Raises UnlawfulError where the same data were restricted and are to be erased, or erased."""
    other = request.claims.get(_OPPOSED[right]) if right in _OPPOSED else None
    if other is None:
        return
    done = [one.part for one in other.decisions if one.status is PartStatus.FULFILLED]
    ours = _scope(request.claims[right], part)
    if any(_meet(ours, _scope(other, theirs)) for theirs in done):
        raise UnlawfulError(
            GDPR(18, 1, "b"),
            "erasure and restriction contradict each other on the same data, and the other was"
            " carried out: revoke one of them, or name other parts",
        )


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


def excepted_meanwhile(request: RequestState) -> Hint | None:
    """The same question where an exception is looked at: by one, an objection is refused."""
    if restrict_meanwhile(request) is None:
        return None
    return Hint(
        "only on a ground of that right; compelling grounds once weighed; and while the objection"
        " waits: is the use of the data restricted (Article 18(1)(d))?"
    )


def _same_data(one: Claim, other: Claim) -> bool:
    """Whether what is done of two claims, or asked where nothing was decided, meets."""
    return any(_meet(ours, theirs) for ours, theirs in product(_scopes(one), _scopes(other)))


def _scopes(claim: Claim) -> list[_Scope]:
    parts = [one.part for one in claim.decisions if one.status in YES] or [REST]
    return [_scope(claim, part) for part in parts]


def _scope(claim: Claim, part: Part) -> _Scope:
    """A part as it is named; the rest as what was asked, without what else was decided."""
    if not part.is_rest:
        return _Scope(part)
    named = [one.part for one in claim.decisions]
    apart = {code for other in named for code in (*other.purposes, *other.categories)}
    return _Scope(Part(claim.purposes, claim.categories), frozenset(apart))


def _meet(one: _Scope, other: _Scope) -> bool:
    """Whether data are in both. Of an item in words nobody knows to which category it belongs."""
    for ours, theirs in ((one.part, other.part), (other.part, one.part)):
        if ours.items and not (ours.purposes or ours.categories):
            return ours.shares(theirs) or not (theirs.purposes or theirs.categories)
    apart = one.without | other.without
    parts = (one.part, other.part)
    both = ([set(part[place]) for part in parts if part[place]] for place in (0, 1))
    return all(not named or set.intersection(*named) - apart for named in both)
