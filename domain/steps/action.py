"""What can be done with a request as it stands: each step, allowed, or the rule that forbids it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from griffie.domain.law import Right
from griffie.domain.model.errors import StepRefusedError
from griffie.domain.model.event import Event
from griffie.domain.steps.rule import Objection
from griffie.domain.steps.step import Hint, Step, steps_of

if TYPE_CHECKING:
    from griffie.domain.request.claim import Claim
    from griffie.domain.request.state import RequestState


class Action:
    """A step as the request sees it now: for which rights it is allowed, or what forbids it."""

    # Written out: as a field of a NamedTuple a step would pass for a method of the action.
    def __init__(
        self,
        step: Step[Any, ..., Event],
        rights: tuple[Right, ...],
        objection: Objection | None,
        hint: Hint | None = None,
        withheld: tuple[tuple[Right, StepRefusedError], ...] = (),
        *,
        irregular: bool = False,
    ) -> None:
        self.step, self.rights, self.objection, self.hint = step, rights, objection, hint
        """The first objection is not yet in words: most are listed and never read."""
        self.withheld = withheld
        """Where it is allowed for some rights: what forbids it for the others."""
        self.irregular = irregular
        """Whether what is forbidden may have been done all the same, and is recorded as such."""

    @property
    def forbidden(self) -> StepRefusedError | None:
        """What forbids it, in words; None where it is allowed."""
        return self.objection() if self.objection else None

    @property
    def command(self) -> str:
        """The step's name: `extend_deadline`."""
        return self.step.name


def actions(request: RequestState) -> Iterator[Action]:
    """Everything that can be done with a request; allowed, or the first rule that forbids it."""
    claims = tuple(request.claims.values())
    each = [(claim,) for claim in claims]
    for declared in steps_of(type(request)):
        if not declared.listed:
            continue
        alone = bool(claims) and declared.names_rights
        free: list[Claim] = []
        broken: list[tuple[Sequence[Claim], Objection]] = []
        for group in each if alone else (claims,):
            if found := declared.broken(request, group):
                broken.append((group, found))
            else:
                free += group
        if broken and len(broken) == (len(each) if alone else 1):
            done = any(declared.may_be_recorded_as_irregular(request, one) for one, _ in broken)
            yield Action(declared, (), broken[0][1], irregular=done)
            continue
        rights = tuple([claim.right for claim in free])
        if declared.invokes:
            rights = tuple(right for right in Right if right not in request.claims)
        withheld = tuple([(group[0].right, found()) for group, found in broken])
        hint = declared.hint(request) if declared.hint else None
        yield Action(declared, rights, None, hint, withheld)
