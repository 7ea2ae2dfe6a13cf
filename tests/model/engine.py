"""The engine as a black box: commands go in; out come answers, refusals, and what is shown."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from pydantic import ValidationError

from griffie.application.access.roles import Account, Role
from griffie.application.requests.commands import COMMANDS, Receive
from griffie.application.views.request import show
from griffie.domain.model.errors import BadInputError, StepRefusedError
from griffie.domain.model.event import Event
from griffie.domain.model.setting import Controller, Occasion, Setting
from griffie.domain.rights_request import RightsRequest

BY_STEP = {command.step().name: command for command in COMMANDS}
READER = Account("u-reader", Role.ADMIN, "token")


class Engine:
    """Some requests of one controller."""

    def __init__(
        self, setting: dict[str, Any], recipients: dict[str, tuple[str, ...]], *, demo: bool
    ) -> None:
        self.controller = Controller(Setting(**setting), recipients, demo)
        self.requests: dict[str, RightsRequest] = {}
        self.said = ""
        """The sentence of the last refusal; for whoever reads a disagreement."""

    def receive(self, name: str, body: dict[str, Any], by: str, at: datetime) -> None:
        now = Occasion(by, at, self.controller)
        event = Receive.model_validate(body).event(now)
        self.requests[name] = RightsRequest.receive(UUID(name), now, event)

    def take(self, name: str, step: str, body: dict[str, Any], by: str, at: datetime) -> str:
        """Take a step. "done", or why not: "order", "words" or the provision."""
        request = copied(self.requests[name])
        others: dict[str, RightsRequest] = {}

        def load(other: UUID) -> RightsRequest:
            found = self.requests.get(str(other))
            if found is None:
                raise LookupError
            others[str(other)] = copied(found)
            return others[str(other)]

        try:
            command = BY_STEP[step].model_validate(body)
            command.carry_out(request, Occasion(by, at, self.controller), load)
        except (ValidationError, BadInputError) as problem:
            self.said = str(problem)
            return "words"
        except StepRefusedError as objection:
            self.said = str(objection)
            return str(objection.provision) if objection.provision else "order"
        self.requests |= others | {name: request}
        return "done"

    def shown(self, name: str, on: date) -> dict[str, Any]:
        return show_on(self.requests[name], on)

    def replayed(self, name: str) -> RightsRequest:
        """The same request, built again from its events as they would be stored."""
        history = [one for one in self.requests[name].pending_events if isinstance(one, Event)]
        stored = [(type(event), event.model_dump_json()) for event in history]
        again = [kind.model_validate_json(text) for kind, text in stored]
        found: RightsRequest = RightsRequest.replay(None, again)
        return found


def copied(request: RightsRequest) -> RightsRequest:
    twin = request.copy()
    twin.pending_events.extend(request.pending_events)
    return twin


def show_on(request: RightsRequest, on: date) -> dict[str, Any]:
    """The public answer, for somebody who sees no hint of a name."""
    vault: Any = None  # nothing is opened
    return show(request, on, READER, vault, reveal=False).as_values()
