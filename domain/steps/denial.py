"""To say that there are no data: never against what a search of the file found."""

from griffie.domain.law import GDPR, NotApplicableGround
from griffie.domain.model.errors import UnlawfulError
from griffie.domain.request.claim import Claim
from griffie.domain.request.state import RequestState
from griffie.domain.request.vocabulary import ClaimStatus, SearchResult, TaskKind
from griffie.domain.steps import rules
from griffie.domain.steps.rule import rule
from griffie.domain.steps.step import Hint


def may_deny(request: RequestState) -> None:
    """Raises UnlawfulError where a search found what is to be denied: Article 5(1)(a)."""
    if found := _found(request):
        raise UnlawfulError(
            GDPR(5, 1, "a"),
            "a search found data ({systems}): give them, or correct that search with the reason",
            systems=found,
        )


def denies(claim: Claim) -> bool:
    """Whether it is found, or proposed to find, that there are no data at all."""
    said = (one.part for one in claim.decisions if one.ground == NotApplicableGround.NO_DATA)
    return any(part.is_rest for part in said)


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
