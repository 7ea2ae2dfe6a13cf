"""To say that there are no data: never against what a search found, or what was done with them."""

from griffie.domain.law import GDPR, NotApplicableGround, Right
from griffie.domain.model.errors import UnlawfulError
from griffie.domain.request.claim import Claim
from griffie.domain.request.disclosed import DisclosureSource, disclosures_about
from griffie.domain.request.part import PartDecision
from griffie.domain.request.state import RequestState
from griffie.domain.request.vocabulary import ClaimStatus, Deed, SearchResult, TaskKind
from griffie.domain.steps import rules
from griffie.domain.steps.rule import rule
from griffie.domain.steps.step import Hint

HELD = frozenset(
    {
        Deed.COPY_DELIVERED,
        Deed.DATA_TRANSMITTED,
        Deed.DATA_RECTIFIED,
        Deed.STATEMENT_APPENDED,
        Deed.DATA_ERASED,
        Deed.ERASURE_DEFERRED,
    }
)
"""Deeds that nobody can do without data."""


def may_deny(request: RequestState, denied: Claim) -> None:
    """Raises UnlawfulError where the file holds what is to be denied: Article 5(1)(a)."""
    if found := _found(request):
        raise UnlawfulError(
            GDPR(5, 1, "a"),
            "a search found data ({systems}): give them, or correct that search with the reason",
            systems=found,
        )
    if not denied.asked.is_rest or any(not _denies_all(one) for one in denied.decisions):
        return  # of what was named there may be none, though there are other data
    for claim in request.claims.values():
        if claim.deeds & HELD:
            raise UnlawfulError(
                GDPR(5, 1, "a"),
                "data were handed over, changed or erased in this request ({right}): say, as a"
                " part, of which there are none",
                right=claim.right,
            )


def may_deny_recipients(request: RequestState) -> None:
    """Raises UnlawfulError where it is recorded who received these data: Article 15(1)(c).

    What is only assumed is denied by whoever found out that it was not so.
    """
    access = request.claims.get(Right.ACCESS)
    known = disclosures_about(request, access) if access else ()
    if sure := [one for one in known if one.source is not DisclosureSource.ASSUMED]:
        raise UnlawfulError(
            GDPR(15, 1, "c"),
            "it is recorded who received these data ({recipients}): name them, or correct the"
            " record",
            recipients=", ".join(sorted(one.recipient for one in sure)),
        )


def denies(claim: Claim) -> bool:
    """Whether it is found, or proposed to find, that there are no data at all."""
    return any(_denies_all(one) for one in claim.decisions)


def _denies_all(decision: PartDecision) -> bool:
    return decision.ground == NotApplicableGround.NO_DATA and decision.part.is_rest


@rule(
    "a search is open, or was left without a word: complete the open one; say why the other is left"
    " (correct-search: not found in time, with the reason)"
)
def searches_ended(request: RequestState) -> bool:
    """No search is open, and each that ended too late says why. Of what is withdrawn nothing."""
    if all(claim.status is ClaimStatus.WITHDRAWN for claim in request.claims.values()):
        return True
    left = (one for one in request.searched if one.result is SearchResult.NOT_FOUND_IN_TIME)
    return not _open(request) and all(one.explained for one in left)


def before_denying(request: RequestState) -> Hint:
    """Which grounds fit, and what the file says of the data."""
    if found := _found(request):
        return Hint(
            "only on a ground of that right; not that there are no data: found in {systems}",
            {"systems": found},
        )
    if waiting := _open(request):
        return Hint(
            "only on a ground of that right; that there are no data only after the search of"
            " {systems}",
            {"systems": waiting},
        )
    return rules.of_that_right(request)


def _found(request: RequestState) -> str:
    found = (one.system for one in request.searched if one.result is SearchResult.FOUND)
    return ", ".join(sorted(found))


def _open(request: RequestState) -> str:
    return ", ".join(task.whom for task in request.tasks if task.kind is TaskKind.SEARCH)
