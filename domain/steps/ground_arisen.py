"""A ground of erasure that arose in the same request: Article 17(1)(b) and (c).

Whoever withdraws the only consent, or objects and is heard, has made the ground on which these data
are erased. That no ground applies is then said against the file, and only with a sentence.
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from griffie.domain.law import GDPR, Provision, Right
from griffie.domain.model.errors import UnlawfulError
from griffie.domain.model.recorded import OBJECTED, Basis, Degree, PurposeRecord
from griffie.domain.model.setting import Controller
from griffie.domain.request.claim import Claim
from griffie.domain.request.part import YES, Part, left
from griffie.domain.request.state import RequestState


class _Arising(NamedTuple):
    """What a right that was granted makes of a purpose: the ground, and for which purposes."""

    ground: Provision
    reaches: Callable[[PurposeRecord], bool]


_ARISING: Mapping[Right, _Arising] = {
    Right.CONSENT_WITHDRAWAL: _Arising(
        GDPR(17, 1, "b"), lambda one: one.bases == frozenset({Basis.CONSENT})
    ),
    Right.OBJECTION: _Arising(GDPR(17, 1, "c"), lambda one: bool(one.bases & OBJECTED)),
    Right.DIRECT_MARKETING_OBJECTION: _Arising(
        GDPR(17, 1, "c"), lambda one: one.direct_marketing is Degree.YES
    ),
}


def consult_file(request: RequestState, controller: Controller, claim: Claim, part: Part) -> None:
    """Raises UnlawfulError where a purpose that is named lost its basis in this request."""
    decided = (name for one in claim.decisions for name in one.part.purposes)
    named = part.purposes or (left(claim.purposes, decided) if part.is_rest else ())
    for purpose, record in controller.recorded(named).items():
        for right, (provision, reaches) in _ARISING.items():
            other = request.claims.get(right)
            if other and reaches(record) and _granted(other, purpose):
                raise UnlawfulError(
                    provision,
                    "{right} was granted for a purpose that is named, which is itself a ground of"
                    " erasure: say why in departure, or decide about other purposes apart",
                    right=right,
                )


def _granted(claim: Claim, purpose: str) -> bool:
    asked = not claim.purposes or purpose in claim.purposes
    parts = [one.part for one in claim.decisions if one.status in YES]
    noes = {name for one in claim.noes for name in one.part.purposes}
    rest = asked and purpose not in noes and any(not part.purposes for part in parts)
    return rest or any(purpose in part.purposes for part in parts)
