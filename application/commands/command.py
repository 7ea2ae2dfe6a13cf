"""What every command is: its own request body, its own documentation, its own path."""

import re
from collections.abc import Callable, Iterable
from datetime import date
from typing import Annotated, Any, ClassVar
from uuid import UUID

from annotated_types import MaxLen, MinLen
from pydantic import BeforeValidator

from griffie.application.disclosure import Body
from griffie.domain.law import Right
from griffie.domain.model.setting import Occasion
from griffie.domain.model.values import Codes
from griffie.domain.rights_request import RightsRequest


def iso(day: Any) -> Any:
    if type(day) is date or (isinstance(day, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", day)):
        return day
    raise ValueError("a date is written YYYY-MM-DD")


Day = Annotated[date, BeforeValidator(iso, json_schema_input_type=date)]
Rights = Annotated[tuple[Right, ...], MinLen(1), MaxLen(len(Right))]
Listed = Annotated[Codes, MaxLen(100)]
Load = Callable[[UUID], RightsRequest]


class Command(Body):
    """A step that advances a request: `ExtendDeadline` takes the step `extend_deadline`."""

    STEP: ClassVar[str]

    @classmethod
    def __pydantic_init_subclass__(cls, **_: Any) -> None:
        cls.STEP = re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()

    def carry_out(
        self, request: RightsRequest, now: Occasion, load: Load
    ) -> Iterable[RightsRequest]:
        """Take the step. Gives the other requests that changed with it; mostly none."""
        del load
        getattr(request, self.STEP)(now, **self.sealed())
        return ()
