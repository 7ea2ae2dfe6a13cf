"""What the controller recorded of a purpose in its profile: what a decision may depart from."""

from collections.abc import Collection
from enum import StrEnum
from typing import NamedTuple


class Basis(StrEnum):
    """Art. 6(1) GDPR: consent, contract, legal obligation, vital or public interest, own one."""

    CONSENT, CONTRACT, LEGAL_OBLIGATION = "a", "b", "c"
    VITAL_INTERESTS, PUBLIC_TASK, LEGITIMATE_INTERESTS = "d", "e", "f"


class Degree(StrEnum):
    """What a controller says of a purpose; "perhaps" is for its DPO to settle."""

    NO, PERHAPS, YES = "no", "perhaps", "yes"


OBJECTED = frozenset({Basis.PUBLIC_TASK, Basis.LEGITIMATE_INTERESTS})
"""The bases that can be objected to: Article 21(1)."""
PORTED = frozenset({Basis.CONSENT, Basis.CONTRACT})
"""The bases of what is portable: Article 20(1)(a)."""


class PurposeRecord(NamedTuple):
    """What rights turn on, as the controller recorded it for one purpose."""

    bases: frozenset[Basis] = frozenset()
    """The bases of which persons are told; never those that are only recommended."""
    direct_marketing: Degree = Degree.NO
    automated_decision: Degree = Degree.NO
    automated: bool = True
    """Whether it is carried out by automated means: Article 20(1)(b)."""
    categories: frozenset[str] = frozenset()
    """The data that it uses; none where that is not recorded, and it may use any."""

    def uses(self, categories: Collection[str]) -> bool:
        """Whether it may use data of one of these categories; without any, it does."""
        return not (categories and self.categories) or not self.categories.isdisjoint(categories)
