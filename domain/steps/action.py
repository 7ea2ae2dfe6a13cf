"""What can be done with a request as it stands: each step, allowed, or the rule that forbids it."""

from __future__ import annotations

from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from griffie.domain.law import Right
from griffie.domain.model.errors import StepRefusedError
from griffie.domain.model.event import Event
from griffie.domain.steps.judged import Judged, judged
from griffie.domain.steps.rule import Objection
from griffie.domain.steps.step import AskHint, Hint, Step, steps_of

if TYPE_CHECKING:
    from griffie.domain.request.state import RequestState

REMEMBERED = 512
"""Lists of steps that are kept: what rules find of a thousand requests is often the same."""


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

    def minding(self, hint: Hint | None) -> Action:
        """The same with what to mind."""
        return Action(self.step, self.rights, self.objection, hint, self.withheld)


class Listing:
    """What can be done, by what the rules found. Two of the same findings are the same object."""

    def __init__(self, found: Judged) -> None:
        declared = (step for step in steps_of(found.kind) if step.listed)
        self._actions = tuple([_action(step, found) for step in declared])

    @cached_property
    def _asking(self) -> tuple[tuple[int, AskHint], ...]:
        """The allowed steps whose hint depends on the request."""
        return tuple(
            (place, action.step.hint)
            for place, action in enumerate(self._actions)
            if not action.objection and callable(action.step.hint)
        )

    def hints(self, request: RequestState) -> tuple[Hint | None, ...]:
        """What else of the request is said with its steps."""
        return tuple([ask(request) for _, ask in self._asking])

    def actions(self, hints: tuple[Hint | None, ...]) -> list[Action]:
        """Every step, with these hints in their places."""
        found = [*self._actions]
        for (place, _), hint in zip(self._asking, hints, strict=True):
            found[place] = found[place].minding(hint)
        return found


@lru_cache(REMEMBERED)
def _listing(found: Judged) -> Listing:
    return Listing(found)


def listing(request: RequestState) -> Listing:
    """What can be done with a request, without the hints that it gives itself."""
    return _listing(judged(request))


def actions(request: RequestState) -> list[Action]:
    """Everything that can be done with a request; allowed, or the first rule that forbids it."""
    known = listing(request)
    return known.actions(known.hints(request))


def _action(declared: Step[Any, ..., Event], found: Judged) -> Action:
    alone = bool(found.rights) and declared.names_rights
    groups = [(right,) for right in found.rights] if alone else [found.rights]
    judged_so = [(group, found.objection(declared, group)) for group in groups]
    broken = [(group, objection) for group, objection in judged_so if objection]
    if len(broken) == len(groups):
        done = any(found.may_be_irregular(declared, group) for group, _ in broken)
        return Action(declared, (), broken[0][1], irregular=done)
    rights = tuple([right for group, objection in judged_so if not objection for right in group])
    if declared.invokes:
        rights = tuple(right for right in Right if right not in found.rights)
    withheld = tuple([(group[0], objection()) for group, objection in broken])
    hint = declared.hint if isinstance(declared.hint, Hint) else None
    return Action(declared, rights, None, hint, withheld)
