"""What would follow from a step, tried on a copy: dates, sentences of the letter, the refusal.

The same for the button without a script, and for the small answer while somebody types.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from pydantic import ValidationError

from griffie.api.console.desk.problems import of_bad_input, of_validation
from griffie.api.words.speech import Speech
from griffie.application.access.roles import Account
from griffie.application.engine import Engine
from griffie.application.letters.ahead import would_be_told
from griffie.application.requests.commands import AnyStep, Command, command
from griffie.domain.model.errors import BadInputError, StepRefusedError
from griffie.domain.rights_request import RightsRequest


@dataclass(frozen=True)
class Dates:
    """The last day to answer as it stands, and as the step would leave it."""

    now: date
    then: date

    @property
    def moved(self) -> bool:
        return self.now != self.then


@dataclass(frozen=True)
class Attempt:
    """What a body would do; `errors` by field where it cannot mean anything yet."""

    errors: dict[str, str] = field(default_factory=dict)
    refused: StepRefusedError | None = None
    dates: Dates | None = None
    told: tuple[str, ...] = ()
    """The new paragraphs of the letter, in the requester's language."""

    @property
    def decided(self) -> bool:
        """Whether the step would be taken."""
        return self.dates is not None


def read(
    step: AnyStep, body: dict[str, Any], speech: Speech
) -> tuple[Command | None, dict[str, str]]:
    """The command from a body; none where it cannot be read, with what is wrong by field."""
    try:
        return command(step, **body), {}
    except ValidationError as error:
        return None, of_validation(error, speech)


def attempt(
    engine: Engine, request: RightsRequest, asked: Command, account: Account, speech: Speech
) -> Attempt:
    """Try a command on a copy of the request. Nothing is stored, and nothing is opened to be seen.

    Raises what loading a request raises.
    """
    now = engine.now(account)
    try:
        after = engine.requests.try_out(request.id, asked, now)
    except BadInputError as error:
        return Attempt(of_bad_input(error, speech))
    except StepRefusedError as refused:
        return Attempt(refused=refused)
    told = would_be_told(
        request,
        after,
        engine.requests.history(request.id),
        engine.profile,
        asked.disclosures(),
        now.today,
    )
    return Attempt(dates=Dates(request.deadline.term.due_on, after.deadline.term.due_on), told=told)
