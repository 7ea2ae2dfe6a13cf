"""A step and its rules. Taking it raises the first rule that is broken; listing it names that rule.

What depends on the state alone stands as a rule above the method, so it can be listed before.
What depends on what was said (a date, a ground) stands in the method, and can only be raised;
its hint says beforehand what to mind.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial, wraps
from inspect import signature
from typing import TYPE_CHECKING, Any, Concatenate, NamedTuple, ParamSpec, TypeVar

from griffie.domain.law import Provision, Right
from griffie.domain.model.errors import (
    BadInputError,
    OutOfOrderError,
    StepRefusedError,
    UnlawfulError,
)
from griffie.domain.model.event import Event
from griffie.domain.model.setting import Occasion

if TYPE_CHECKING:
    from griffie.domain.request.claim import Claim
    from griffie.domain.request.state import RequestState

P = ParamSpec("P")
E = TypeVar("E", bound=Event)
S = TypeVar("S", bound="RequestState")
Decision = Callable[Concatenate[S, Occasion, P], E]
Meant = Callable[["Claim"], bool]
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
        return None if self.holds(request) else partial(objection, self.otherwise, self.provision)


@dataclass(frozen=True)
class ClaimRule:
    """A rule that must hold for each claim that the step concerns, and presupposes one."""

    otherwise: str
    provision: Provision | None
    holds: Callable[[RequestState, Claim], bool]

    def broken(self, request: RequestState, claims: Sequence[Claim]) -> Objecting | None:
        for claim in claims:
            if not self.holds(request, claim):
                return partial(objection, self.otherwise, self.provision, right=claim.right)
        return None if claims else partial(OutOfOrderError, NO_RIGHT)


NO_RIGHT = "no right has been named yet"
ERASED = "the personal data of this request were erased: open a new request and link it"


def objection(reason: str, provision: Provision | None, **words: Any) -> StepRefusedError:
    return (
        UnlawfulError(provision, reason, **words) if provision else OutOfOrderError(reason, **words)
    )


def rule(
    otherwise: str, provision: Provision | None = None
) -> Callable[[Callable[[RequestState], bool]], Rule]:
    return partial(Rule, otherwise, provision)


def claim_rule(
    otherwise: str, provision: Provision | None = None
) -> Callable[[Callable[[RequestState, Claim], bool]], ClaimRule]:
    return partial(ClaimRule, otherwise, provision)


class Hint(NamedTuple):
    """What still depends on what will be said: a sentence, and the dates or names in it."""

    sentence: str
    words: Mapping[str, Any] = {}

    def __str__(self) -> str:
        return self.sentence.format(**self.words)


class Step(NamedTuple):
    rules: tuple[Rule | ClaimRule, ...]
    names_rights: bool
    invokes: bool
    meant: Meant | None
    hint: Callable[[RequestState], Hint | None] | None
    listed: bool

    def objection(self, request: RequestState, claims: Sequence[Claim]) -> StepRefusedError | None:
        """What forbids the step for these claims: the first rule that does not hold."""
        broken = self.broken(request, claims)
        return broken() if broken else None

    def broken(self, request: RequestState, claims: Sequence[Claim]) -> Objecting | None:
        """The same, not yet put into words: most of it is listed and never said."""
        if request.erased:
            return partial(OutOfOrderError, ERASED)
        without_rights = request.dismissed and not claims and not self.names_rights
        for rule in self.rules:
            if without_rights and isinstance(rule, ClaimRule):
                continue  # nothing was asked, so there is nothing of which it must hold
            if found := rule.broken(request, claims):
                return found
        return None


STEPS: dict[str, Step] = {}

NOT_THE_PAST = frozenset({"until", "due_on"})
"""Dates that say what will be; every other date says what happened."""

BEFORE_RECEIPT = frozenset({"announced_on"})
"""Dates of what the request answers to; every other thing happened once it was received."""


def step(
    *rules: Rule | ClaimRule,
    meant: Meant | None = None,
    hint: Callable[[RequestState], Hint | None] | None = None,
    listed: bool = True,
    moves_receipt: bool = False,
    invokes: bool = False,
) -> Callable[[Decision[S, P, E]], Decision[S, P, E]]:
    """Let a method decide only where its rules hold, and record what it decided.

    `meant` says which claims a step concerns that names none (else all of them); `hint` what to
    mind when it is allowed; a step that is not `listed` follows from another; only a step that
    `moves_receipt` may name a day before it; one that `invokes` names a right that was not invoked.
    """

    def declare(decide: Decision[S, P, E]) -> Decision[S, P, E]:
        names_rights = not invokes and not NAMING.isdisjoint(signature(decide).parameters)
        declared = STEPS[decide.__name__] = Step(rules, names_rights, invokes, meant, hint, listed)

        @wraps(decide)
        def take(request: S, now: Occasion, /, *_: P.args, **said: P.kwargs) -> E:
            claims = [] if invokes else concerned(request, said, meant)
            for word, day in said.items():
                if isinstance(day, date) and word not in NOT_THE_PAST:
                    earlier = moves_receipt or word in BEFORE_RECEIPT
                    past_only(now, word, day, None if earlier else request.received_on)
            if forbidden := declared.objection(request, claims):
                raise forbidden
            event = decide(request, now, *_, **said)
            request.record(event, now)
            return event

        return take

    return declare


def past_only(now: Occasion, word: str, day: date, received_on: date | None) -> None:
    """Dates say what happened: never in the future, never before receipt."""
    if day > now.today:
        raise BadInputError(word, "in the future")
    if received_on and day < received_on:
        raise BadInputError(word, "before receipt")


NAMING = {"right", "rights", "from_right"}


def concerned(request: RequestState, said: Mapping[str, Any], meant: Meant | None) -> list[Claim]:
    """The claims a step names. A step that names none concerns those it means, or all."""
    for word in ("right", "from_right"):
        if right := said.get(word):
            return [invoked(request, word, right)]
    if rights := said.get("rights"):
        return [invoked(request, "rights", right) for right in rights]
    if "rights" in said and not meant:
        raise BadInputError("rights", "none named")
    return unnamed(request.claims.values(), meant)


def unnamed(claims: Iterable[Claim], meant: Meant | None) -> list[Claim]:
    every = list(claims)
    return [claim for claim in every if meant(claim)] or every if meant else every


def invoked(request: RequestState, word: str, right: Right) -> Claim:
    if right not in request.claims:
        raise BadInputError(word, "not invoked in this request")
    return request.claims[right]


class Action(NamedTuple):
    """A step as the request sees it now: for which rights it is allowed, or what forbids it."""

    command: str
    rights: tuple[Right, ...]
    forbidden: StepRefusedError | None
    hint: Hint | None
    withheld: tuple[tuple[Right, StepRefusedError], ...] = ()
    """Where it is allowed for some rights: what forbids it for the others."""


def actions(request: RequestState) -> Iterator[Action]:
    """Everything that can be done with a request; allowed, or the first rule that forbids it."""
    claims = tuple(request.claims.values())
    each = [(claim,) for claim in claims]
    for command, declared in STEPS.items():
        if not declared.listed:
            continue
        alone = bool(claims) and declared.names_rights
        free: list[Claim] = []
        broken: list[tuple[Sequence[Claim], Objecting]] = []
        for group in each if alone else (claims,):
            if found := declared.broken(request, group):
                broken.append((group, found))
            else:
                free += group
        if broken and len(broken) == (len(each) if alone else 1):
            yield Action(command, (), broken[0][1](), None)
            continue
        rights = tuple([claim.right for claim in free])
        if declared.invokes:
            rights = tuple(right for right in Right if right not in request.claims)
        withheld = tuple([(group[0].right, found()) for group, found in broken])
        yield Action(
            command, rights, None, declared.hint(request) if declared.hint else None, withheld
        )
