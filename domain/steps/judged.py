"""Every rule judged once: all that decides which steps may be taken, as one value.

What holds here: which steps are listed, for which rights, and what forbids the others follows from
this value alone. So two requests of which the rules found the same are listed the same steps, and
nobody has to judge again, or to write out again, what was found before.

A rule is judged here for every claim, also where no step would come to ask it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from griffie.domain.law import Right
from griffie.domain.model.event import Event
from griffie.domain.steps.rule import NO_RIGHT, ClaimRule, Objection, Rule
from griffie.domain.steps.step import Step, steps_of

if TYPE_CHECKING:
    from griffie.domain.request.state import RequestState


class Judged(NamedTuple):
    """What the rules found of one request."""

    kind: type[RequestState]
    rights: tuple[Right, ...]
    """Those that were invoked, in the order of their claims."""
    erased: bool
    dismissed: bool
    whole: tuple[bool, ...]
    """Of each rule about the request, whether it holds."""
    each: tuple[tuple[bool, ...], ...]
    """Of each claim, and of each rule about a claim, whether it holds."""

    def objection(self, step: Step[Any, ..., Event], rights: Sequence[Right]) -> Objection | None:
        """What forbids a step for these rights, as `Step.broken` says it."""
        return step.first_broken(
            lambda rule: self._broken(rule, rights),
            erased=self.erased,
            asked=bool(rights) or not self.dismissed,
        )

    def may_be_irregular(self, step: Step[Any, ..., Event], rights: Sequence[Right]) -> bool:
        """Whether a deed that a rule forbids for these rights may have been done all the same."""
        return (
            step.may_be_irregular
            and not self.erased
            and not any(
                self._broken(rule, rights) for rule in step.rules if not rule.may_be_irregular
            )
        )

    def _broken(self, rule: Rule | ClaimRule, rights: Sequence[Right]) -> Objection | None:
        rules = _rules(self.kind)
        if isinstance(rule, Rule):
            holds = self.whole[rules.place[id(rule)]]
            return None if holds else Objection(rule.otherwise, rule.provision)
        place = rules.place[id(rule)]
        for right in rights:
            if not self.each[self.rights.index(right)][place]:
                return Objection(rule.otherwise, rule.provision, right)
        return None if rights else Objection(NO_RIGHT)


def judged(request: RequestState) -> Judged:
    """Ask every rule of every step what it finds, of the request and of each of its claims."""
    kind = type(request)
    whole, each, _ = _rules(kind)
    claims = request.claims.values()
    return Judged(
        kind,
        tuple(request.claims),
        request.erased,
        request.dismissed is not None,
        tuple([rule.holds(request) for rule in whole]),
        tuple([tuple([rule.holds(request, claim) for rule in each]) for claim in claims]),
    )


class _Rules(NamedTuple):
    """The rules of all steps, each once, with its place."""

    whole: Sequence[Rule]
    each: Sequence[ClaimRule]
    place: Mapping[int, int]
    """Of a rule, by its `id`, the place in its list."""


@cache
def _rules(kind: type[RequestState]) -> _Rules:
    every = {id(rule): rule for step in steps_of(kind) for rule in step.rules}.values()
    whole = [rule for rule in every if isinstance(rule, Rule)]
    each = [rule for rule in every if isinstance(rule, ClaimRule)]
    place = {id(rule): at for rules in (whole, each) for at, rule in enumerate(rules)}
    return _Rules(whole, each, place)
