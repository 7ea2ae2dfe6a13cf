"""What was announced of a purpose is asked when a decision about it is taken, as the profile is."""

from collections.abc import Callable, Iterable
from typing import Any

from griffie.domain.model.recorded import Basis, Degree, PurposeRecord
from griffie.domain.model.setting import Occasion
from griffie.domain.rights_request import RightsRequest


def with_announced(
    now: Occasion, request: RightsRequest, announced: Callable[[], Iterable[Any]]
) -> Occasion:
    """The occasion, knowing what was announced of the purposes to which a request was joined.

    On which basis, and whether it is direct marketing: Articles 13(3), 7(3) and 21(2). What the
    profile says goes before. `announced` gives the announcements of this controller; it is asked
    only where a claim is joined to one.
    """
    joined = {one.purpose: one.on for claim in request.claims.values() for one in claim.announced}
    if not joined:
        return now
    told = sorted(announced(), key=lambda one: one.announced_on)
    records = {
        one.purpose: PurposeRecord(
            frozenset({Basis(one.basis)}), Degree.YES if one.direct_marketing else Degree.NO
        )
        for one in told
        if one.purpose in joined and one.announced_on <= joined[one.purpose]
    }
    known = now.controller._replace(purposes=records | dict(now.controller.purposes))
    return now._replace(controller=known)
