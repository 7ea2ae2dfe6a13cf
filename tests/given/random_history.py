"""A request as chance leads it: steps that are allowed, with words that fit, and days between.

From a number alone: the same number gives the same history on every machine. What a step is told
follows from the types of its signature, so that a new step takes part without a word here.
"""

import random
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from enum import Enum
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ValidationError

from griffie.domain.law import Language, Right
from griffie.domain.law.countries import Capacity as Holds
from griffie.domain.law.countries import national_grounds
from griffie.domain.law.national_grounds import NationalGround
from griffie.domain.model.errors import BadInputError, StepRefusedError
from griffie.domain.model.setting import Controller, Setting
from griffie.domain.model.values import Sealed
from griffie.domain.request.values import Invoked, SealedRepresentative, SealedRequester
from griffie.domain.request.vocabulary import Capacity
from griffie.domain.rights_request import RightsRequest
from griffie.domain.steps.action import Action, actions
from griffie.domain.steps.word import Word
from tests.given.past import ID, NOW, received

SEALED = [Sealed(letter * 43) for letter in "abcdefgh"]
NATIONAL = tuple(national_grounds())
_TRIES = 8
"""Most words that chance draws do not fit: a ground of another right, a day too early."""
ENDING = {"close", "link", "erase_personal_data", "withdraw", "reopen"}
LIKELY = {"grant", "fulfil", "inform", "apply_exception", "refuse", "find_not_applicable"}


class Chance:
    """Draws what is needed from one generator."""

    def __init__(self, seed: int, codes: Mapping[str, Sequence[str]]) -> None:
        self.draw = random.Random(seed)  # noqa: S311 - a test
        self.codes = codes
        self.now = NOW._replace(controller=Controller(capacities=frozenset(Holds)))

    def some(self, things: Sequence[Any], most: int) -> tuple[Any, ...]:
        """Some of these, in their order; perhaps none."""
        n = self.draw.randint(0, min(most, len(things)))
        return tuple(sorted(self.draw.sample(list(things), n)))

    def history(self, steps: int) -> tuple[RightsRequest, list[Any]]:
        """A request and its events: received, and then at most so many steps."""
        first = received(
            *(self._invoked(right) for right in self.some(list(Right), 3)),
            language=self.draw.choice(list(Language)),
            requester=SealedRequester(name=SEALED[0], email=SEALED[1]),
            representative=SealedRepresentative(name=SEALED[2], capacity=Capacity.LAWYER)
            if not self.draw.randrange(4)
            else None,
            setting=Setting(four_eyes=not self.draw.randrange(4)),
        )
        request = RightsRequest.begin(first, ID, self.now)
        for _ in range(self.draw.randint(1, steps)):
            self.now = self.now._replace(
                at=self.now.at + timedelta(days=self.draw.choice([0, 0, 1, 3, 7, 20])),
                actor=self.draw.choice(["u-17", "u-18"]),
            )
            self._step(request)
        return request, list(request.collect_events())

    def _invoked(self, right: Right) -> Invoked:
        asked: dict[str, Any] = {
            "purposes": self.some(self.codes["purposes"], 2),
            "categories": self.some(self.codes["categories"], 3),
            "recipients": self.some(self.codes["recipients"], 2),
        }
        return Invoked(right=right, **asked)

    def _step(self, request: RightsRequest) -> None:
        free = [one for one in actions(request) if not one.forbidden]
        if not free:
            return
        weighed = [
            1 if one.command in ENDING else 12 if one.command in LIKELY else 4 for one in free
        ]
        action = self.draw.choices(free, weighed)[0]
        if action.command == "link":
            return
        for _ in range(_TRIES):
            try:
                said = {word.name: self._word(word, action, request) for word in action.step.words}
                getattr(request, action.command)(self.now, **said)
            except (StepRefusedError, BadInputError, ValidationError):
                continue
            return

    def _word(self, word: Word, action: Action, request: RightsRequest) -> Any:
        if word.default is None and self.draw.randrange(2):
            return None
        return self._of(word.kind, word.name, action, request)

    def _of(self, kind: Any, name: str, action: Action, request: RightsRequest) -> Any:  # noqa: C901, PLR0911, PLR0912 - a kind a line
        origin, parts = get_origin(kind), get_args(kind)
        if origin is Annotated:
            return self._of(parts[0], name, action, request)
        if origin in {Union, UnionType}:
            kinds = [one for one in parts if one is not NoneType]
            return self._of(self.draw.choice(kinds), name, action, request)
        if kind is NationalGround:
            return NationalGround(self.draw.choice(NATIONAL))
        if kind is Right:
            return self.draw.choice(action.rights or tuple(request.claims) or tuple(Right))
        if origin is tuple and parts[0] is Right:
            return self._rights(action, request)
        if origin is tuple:
            return self._several(parts[0], name, action, request)
        if kind is Sealed:
            return self.draw.choice(SEALED)
        if kind in {datetime, AwareDatetime}:
            return self.now.at
        if kind is date:
            return self._day(name, request)
        if isinstance(kind, type) and issubclass(kind, Enum):
            return self.draw.choice(list(kind))
        if kind is bool:
            return bool(self.draw.randrange(2))
        if kind is int:
            return self.draw.randint(1, 9_999)
        if kind is UUID:
            return UUID(int=7)
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            return self._record(kind, action, request)
        return self._code(name)

    def _rights(self, action: Action, request: RightsRequest) -> tuple[Right, ...]:
        known = action.rights or tuple(request.claims)
        return tuple(self.draw.sample(known, self.draw.randint(min(1, len(known)), len(known))))

    def _several(self, one: Any, name: str, action: Action, request: RightsRequest) -> Any:
        if name in self.codes:
            asked = sorted({code for claim in request.claims.values() for code in claim.categories})
            known = asked if name == "categories" and asked else self.codes[name]
            return self.some(known, 2)
        if one is Sealed or (isinstance(one, type) and issubclass(one, BaseModel)):
            return ()
        return tuple({self._of(one, name, action, request)})

    def _record(self, kind: type[BaseModel], action: Action, request: RightsRequest) -> Any:
        fields = {
            name: self._of(field.annotation, name, action, request)
            for name, field in kind.model_fields.items()
            if field.is_required() or self.draw.randrange(2)
        }
        return kind(**fields)

    def _day(self, name: str, request: RightsRequest) -> date:
        ahead = name in {"due_on", "until"}
        today, since = self.now.today, request.received_on
        if ahead:
            return today + timedelta(days=self.draw.randint(1, 400))
        return today - timedelta(days=self.draw.randint(0, max(0, min(20, (today - since).days))))

    def _code(self, name: str) -> str:
        if name in {"assignee", "handler", "account"}:
            return "u-9"
        if name == "provision":
            return "gdpr/15/1/g"
        known = self.codes.get(f"{name}s") or self.codes["systems"]
        return str(self.draw.choice(known))
