"""A rule: what must hold before a step is taken, and what is said when it does not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from griffie.domain.law import Provision, Right
from griffie.domain.model.errors import OutOfOrderError, StepRefusedError, UnlawfulError

if TYPE_CHECKING:
    from griffie.domain.request.claim import Claim
    from griffie.domain.request.state import RequestState


class Objection(NamedTuple):
    """An objection that nobody has yet put into words: calling it does. Equal ones say the same."""

    reason: str
    provision: Provision | None = None
    right: Right | None = None

    def __call__(self) -> StepRefusedError:
        words = {"right": self.right} if self.right else {}
        if self.provision:
            return UnlawfulError(self.provision, self.reason, **words)
        return OutOfOrderError(self.reason, **words)


@dataclass(frozen=True)
class Rule:
    """What must hold, and what to say when it does not; by which article, if the law speaks."""

    otherwise: str
    provision: Provision | None
    holds: Callable[[RequestState], bool]
    held_on: Callable[[RequestState, date], bool] | None = None
    """Whether it held on the day of a deed, which may be typed much later; None: as it stands."""

    @property
    def may_be_irregular(self) -> bool:
        """Whether what it forbids may have been done all the same, and is then recorded."""
        return self.provision is not None

    def broken(
        self, request: RequestState, claims: Sequence[Claim], on: date | None = None
    ) -> Objection | None:
        del claims
        held = self.held_on(request, on) if self.held_on and on else self.holds(request)
        return None if held else Objection(self.otherwise, self.provision)


@dataclass(frozen=True)
class ClaimRule:
    """A rule that must hold for each claim that the step concerns, and presupposes one."""

    otherwise: str
    provision: Provision | None
    holds: Callable[[RequestState, Claim], bool]
    held_on: Callable[[RequestState, Claim, date], bool] | None = None
    """Whether it held on the day of a deed, which may be typed much later; None: as it stands."""
    recordable: bool = False
    """Whether no article forbids what it forbids, and it may have been done all the same."""

    @property
    def may_be_irregular(self) -> bool:
        """Whether what it forbids may have been done all the same, and is then recorded."""
        return self.provision is not None or self.recordable

    def broken(
        self, request: RequestState, claims: Sequence[Claim], on: date | None = None
    ) -> Objection | None:
        for claim in claims:
            held = self.held_on(request, claim, on) if self.held_on and on else None
            if held is False or (held is None and not self.holds(request, claim)):
                return Objection(self.otherwise, self.provision, claim.right)
        return None if claims else Objection(NO_RIGHT)


NO_RIGHT = "no right has been named yet"


def rule(
    otherwise: str,
    provision: Provision | None = None,
    *,
    held_on: Callable[[RequestState, date], bool] | None = None,
) -> Callable[[Callable[[RequestState], bool]], Rule]:
    """A rule about the whole request. `otherwise` is the sentence of whoever is refused.

    With a provision the refusal is the law's (UnlawfulError), else one of order (OutOfOrderError).
    `held_on` judges a deed by the day on which it was done.
    """
    return partial(Rule, otherwise, provision, held_on=held_on)


def claim_rule(
    otherwise: str,
    provision: Provision | None = None,
    *,
    held_on: Callable[[RequestState, Claim, date], bool] | None = None,
    recordable: bool = False,
) -> Callable[[Callable[[RequestState, Claim], bool]], ClaimRule]:
    """A rule about each claim that the step concerns; `{right}` in the sentence names it.

    `held_on` judges a deed by the day on which it was done; `recordable` says that what the rule
    forbids may have happened all the same, though no article forbids it.
    """
    return partial(ClaimRule, otherwise, provision, held_on=held_on, recordable=recordable)
