"""A rule: what must hold before a step is taken, and what is said when it does not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from griffie.domain.law import Provision
from griffie.domain.model.errors import OutOfOrderError, StepRefusedError, UnlawfulError

if TYPE_CHECKING:
    from griffie.domain.request.claim import Claim
    from griffie.domain.request.state import RequestState

Objecting = Callable[[], StepRefusedError]
"""An objection that nobody has yet put into words."""


@dataclass(frozen=True)
class Rule:
    """What must hold, and what to say when it does not; by which article, if the law speaks."""

    otherwise: str
    provision: Provision | None
    holds: Callable[[RequestState], bool]

    def broken(self, request: RequestState, claims: Sequence[Claim]) -> Objecting | None:
        del claims
        return None if self.holds(request) else partial(_objection, self.otherwise, self.provision)


@dataclass(frozen=True)
class ClaimRule:
    """A rule that must hold for each claim that the step concerns, and presupposes one."""

    otherwise: str
    provision: Provision | None
    holds: Callable[[RequestState, Claim], bool]

    def broken(self, request: RequestState, claims: Sequence[Claim]) -> Objecting | None:
        for claim in claims:
            if not self.holds(request, claim):
                return partial(_objection, self.otherwise, self.provision, right=claim.right)
        return None if claims else partial(OutOfOrderError, NO_RIGHT)


NO_RIGHT = "no right has been named yet"


def _objection(reason: str, provision: Provision | None, **words: Any) -> StepRefusedError:
    return (
        UnlawfulError(provision, reason, **words) if provision else OutOfOrderError(reason, **words)
    )


def rule(
    otherwise: str, provision: Provision | None = None
) -> Callable[[Callable[[RequestState], bool]], Rule]:
    """A rule about the whole request. `otherwise` is the sentence of whoever is refused.

    With a provision the refusal is the law's (UnlawfulError), else one of order (OutOfOrderError).
    """
    return partial(Rule, otherwise, provision)


def claim_rule(
    otherwise: str, provision: Provision | None = None
) -> Callable[[Callable[[RequestState, Claim], bool]], ClaimRule]:
    """A rule about each claim that the step concerns; `{right}` in the sentence names it."""
    return partial(ClaimRule, otherwise, provision)
