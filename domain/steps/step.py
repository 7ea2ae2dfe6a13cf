"""A step and its rules. Taking it raises the first rule that is broken; listing it names that rule.

What depends on the state alone stands as a rule above the method, so it can be listed before.
What depends on what was said (a date, a ground) stands in the method, and can only be raised;
its hint says beforehand what to mind.

A step is spelled once. On the class it is its own declaration (`RightsRequest.fulfil.rules`), on a
request it is the method that takes it (`request.fulfil(now, right=…, measures=…)`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property, partial
from inspect import cleandoc
from typing import (
    TYPE_CHECKING,
    Any,
    Concatenate,
    Generic,
    NamedTuple,
    ParamSpec,
    Self,
    TypeVar,
    get_type_hints,
    overload,
)

from griffie.domain.model.errors import OutOfOrderError, StepRefusedError, UnlawfulError
from griffie.domain.model.event import Event
from griffie.domain.model.setting import Occasion
from griffie.domain.model.values import Sealed
from griffie.domain.steps.rule import ClaimRule, Objection, Rule
from griffie.domain.steps.said import Names, Reason
from griffie.domain.steps.word import Meant, Word, check_value, concerned, words_of

if TYPE_CHECKING:
    from griffie.domain.request.claim import Claim
    from griffie.domain.request.state import RequestState

P = ParamSpec("P")
E_co = TypeVar("E_co", bound=Event, covariant=True)
S = TypeVar("S", bound="RequestState")
Decision = Callable[Concatenate[S, Occasion, P], E_co]
AnyStep = "Step[Any, ..., Event]"

NOT_IRREGULAR = "nothing forbids it: record it without `irregular`"
ERASED = "the personal data of this request were erased: open a new request and link it"
NOT_SENT = "\n\nWhy: "
"""Where a step's text for users of the API ends and that for readers of the code begins."""


IRREGULAR = Word("irregular", Reason | None, None, None, None, None)
"""What every step is told that records something done in the world: why it was done all the same.

A step is told it where its event has the field.
"""


class Hint(NamedTuple):
    """What still depends on what will be said: a sentence, and the dates or names in it."""

    sentence: str
    words: Mapping[str, Any] = {}

    def __str__(self) -> str:
        return self.sentence.format(**self.words)

    def __hash__(self) -> int:
        return hash(self.sentence)


AskHint = Callable[["RequestState"], Hint | None]
"""A hint that depends on the request."""


@dataclass(frozen=True, eq=False)
class Step(Generic[S, P, E_co]):
    """Something that can be done with a request; made by `@step`."""

    decide: Decision[S, P, E_co]
    event: type[E_co]
    """What it records: the type that it returns, or a kind of it."""
    words: tuple[Word, ...]
    rules: tuple[Rule | ClaimRule, ...]
    meant: Meant | None
    hint: Hint | AskHint | None
    listed: bool

    @property
    def name(self) -> str:
        """Its name as the API's operation: `extend_deadline`."""
        return self.decide.__name__

    @cached_property
    def path(self) -> str:
        """Its name as the API's path and as the command line writes it: `extend-deadline`."""
        return self.name.replace("_", "-")

    @property
    def description(self) -> str:
        """What it is for, in the words of the API's documentation: paragraphs of plain text."""
        return cleandoc(self.decide.__doc__ or "").partition(NOT_SENT)[0]

    @property
    def names_rights(self) -> bool:
        """Whether it concerns the rights that it names; else it concerns all, or those meant."""
        return _names_rights(self)

    @property
    def invokes(self) -> bool:
        """Whether it brings in a right that the request did not invoke."""
        return _invokes(self)

    @overload
    def __get__(self, request: None, owner: type) -> Self: ...
    @overload
    def __get__(self, request: S, owner: type) -> Callable[Concatenate[Occasion, P], E_co]: ...
    def __get__(self, request: S | None, owner: type) -> Any:
        return self if request is None else partial(self.take, request)

    @property
    def may_be_irregular(self) -> bool:
        """Whether it records something done in the world, lawful or not: it is told `irregular`."""
        return IRREGULAR in self.words

    def take(self, request: S, now: Occasion, /, *_: P.args, **said: P.kwargs) -> E_co:
        """Decide, and record what was decided. Gives the event, not yet saved.

        Raises BadInputError where a day or a right that was said cannot be, and UnlawfulError or
        OutOfOrderError where a rule is broken.
        """
        because = said.pop(IRREGULAR.name, None) if self.may_be_irregular else None
        if isinstance(because, Sealed):
            return self.record_irregular(request, now, because, said)
        claims = self.claims_named(request, now, said)
        if forbidden := self.objection(request, claims, self._done_on(said)):
            raise forbidden
        event = self.decide(request, now, *_, **said)
        request.record(event, now)
        return event

    def record_irregular(
        self,
        request: S,
        now: Occasion,
        because: Sealed,
        said: Mapping[str, Any],
        *,
        forbidden: bool = False,
    ) -> E_co:
        """Record that it was done although the law forbids it, and why. Nothing counts it.

        `forbidden`: something else was found to forbid it (a letter that says too little). Raises
        OutOfOrderError where nothing does or only form; BadInputError for what cannot have been.
        """
        claims = self.claims_named(request, now, said)
        if request.erased:
            raise OutOfOrderError(ERASED)
        for rule in self.rules:
            if found := rule.broken(request, claims, self._done_on(said)):
                if not rule.may_be_irregular:
                    raise found()
                forbidden = True
        decide: Callable[..., E_co] = self.decide
        try:
            event = decide(request, now, **said)
        except UnlawfulError:  # raised last: what cannot be was refused before it
            unsaid = {word.name: word.default for word in self.words}
            event = self.event(**{**unsaid, **said})
        else:
            if not forbidden:
                raise OutOfOrderError(NOT_IRREGULAR)
        event = event.model_copy(update={IRREGULAR.name: because})
        request.record(event, now)
        return event

    def claims_named(self, request: S, now: Occasion, said: Mapping[str, Any]) -> list[Claim]:
        """The claims that it concerns. Raises BadInputError where what was said cannot be meant."""
        claims = [] if self.invokes else concerned(self.words, request, said, self.meant)
        named = claims if self.names_rights else ()
        received_on = self._invoked_on(request, claims, said)
        for word in self.words:
            check_value(word, said.get(word.name), named, now.today, received_on)
        return claims

    def _invoked_on(self, request: S, claims: Sequence[Claim], said: Mapping[str, Any]) -> date:
        """The receipt of the message that invoked the last of the rights that are named."""
        names = any(word.names is Names.INVOKED and said.get(word.name) for word in self.words)
        days = [claim.received_on for claim in claims if names and claim.received_on]
        return max([request.received_on, *days])

    def _done_on(self, said: Mapping[str, Any]) -> date | None:
        """The day on which a deed was done: rules judge it by that day, not by the typing."""
        return said.get(getattr(self.event, "ON", ""))

    def objection(
        self, request: RequestState, claims: Sequence[Claim], on: date | None = None
    ) -> StepRefusedError | None:
        """What forbids the step for these claims: the first rule that does not hold.

        `on` is the day of a deed; without it, as things stand.
        """
        broken = self.broken(request, claims, on)
        return broken() if broken else None

    def broken(
        self, request: RequestState, claims: Sequence[Claim], on: date | None = None
    ) -> Objection | None:
        """The same, not yet put into words: most of it is listed and never said."""
        asked = bool(claims) or not request.dismissed
        return self.first_broken(
            lambda rule: rule.broken(request, claims, on), erased=request.erased, asked=asked
        )

    def first_broken(
        self, judge: Callable[[Rule | ClaimRule], Objection | None], *, erased: bool, asked: bool
    ) -> Objection | None:
        """What forbids it, by whoever judges its rules: those of a request, or rules judged before.

        `asked` is false where it was found that no right was asked for, and none is named here.
        """
        if erased:
            return Objection(ERASED)
        without_rights = not asked and not self.names_rights
        for rule in self.rules:
            if without_rights and isinstance(rule, ClaimRule):
                continue  # nothing was asked, so there is nothing of which it must hold
            if found := judge(rule):
                return found
        return None


# Asked of every step in every answer, so each is worked out once.


@cache
def _names_rights(step: Step[Any, ..., Event]) -> bool:
    return any(word.names is Names.INVOKED for word in step.words)


@cache
def _invokes(step: Step[Any, ..., Event]) -> bool:
    return any(word.names is Names.NEW for word in step.words) and not _names_rights(step)


def step(
    *rules: Rule | ClaimRule,
    meant: Meant | None = None,
    hint: Hint | AskHint | None = None,
    listed: bool = True,
) -> Callable[[Decision[S, P, E_co]], Step[S, P, E_co]]:
    """Let a method decide only where its rules hold, and record what it decided.

    `meant` says which claims a step concerns that names none (else all of them); `hint` what to
    mind when it is allowed; a step that is not `listed` follows from another.
    """

    def declare(decide: Decision[S, P, E_co]) -> Step[S, P, E_co]:
        event: type[E_co] = get_type_hints(decide)["return"]
        words = (*words_of(decide), *([IRREGULAR] if IRREGULAR.name in event.model_fields else ()))
        return Step(decide, event, words, rules, meant, hint, listed)

    return declare


@cache
def steps_of(kind: type[RequestState]) -> tuple[Step[Any, ..., Event], ...]:
    """The steps that a class declares, its subjects in order and each page's steps in order."""
    declared = (known for page in kind.__mro__ for known in vars(page).values())
    return tuple(known for known in declared if isinstance(known, Step))
