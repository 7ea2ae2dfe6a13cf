"""What a line becomes: an open request with what was recorded of it, or a finished one."""

from typing import Annotated, Any
from uuid import UUID

from pydantic import Field, PrivateAttr

from griffie.application.disclosure import Body, Disclosure
from griffie.application.requests.bodies import Arriving, Day, InvokedRight, Receive, Requester
from griffie.domain.events import PastRequestImported, RequestReceived
from griffie.domain.law import ExtensionGround, Language, Right
from griffie.domain.model.errors import BadInputError
from griffie.domain.model.setting import Occasion
from griffie.domain.model.values import Account
from griffie.domain.request.values import SourceLine
from griffie.domain.request.vocabulary import Channel, Outcome
from griffie.domain.rights_request import RightsRequest
from griffie.domain.steps.file_erasure import kept_until

Notes = Annotated[tuple[Disclosure, ...], Field(max_length=20)]


class Extended(Body):
    """An extension of which the other register tells: Article 12(3)."""

    notified_on: Day
    grounds: tuple[ExtensionGround, ...]
    explanation: Disclosure


class OpenRequest(Receive):
    """A request that the other register has open, with everything recorded in one breath."""

    handler: Account | None = None
    extended: Extended | None = None
    notes: Notes = ()
    _source: SourceLine | None = PrivateAttr(None)

    def known_from(self, source: SourceLine) -> None:
        """Say from which line it is known."""
        self._source = source

    def event(self, now: Occasion) -> RequestReceived:
        """The first event, marked with its line."""
        return super().event(now).model_copy(update={"source": self._source})

    def carry_on(self, request: RightsRequest, now: Occasion) -> None:
        """The steps that the other register tells of, under the rules of every step."""
        if self.handler:
            request.assign(now, handler=self.handler)
        if self.extended:
            said = self.extended.sealed()
            request.extend_deadline(now, **said, rights=tuple(request.claims))
        for note in self.notes:
            request.add_note(now, note=note.sealed)


class PastRequest(Arriving):
    """A request that the other register finished."""

    received_on: Day
    channel: Channel
    language: Language
    rights: tuple[Right, ...]
    outcome: Outcome
    answered_on: Day | None = None
    closed_on: Day
    requester: Requester = Requester()
    notes: Notes = ()
    _source: SourceLine | None = PrivateAttr(None)

    def known_from(self, source: SourceLine) -> None:
        """Say from which line it is known."""
        self._source = source

    def begin(self, request_id: UUID, now: Occasion) -> RightsRequest:
        """The request, closed. Raises BadInputError, also where its time to be kept is over."""
        said: dict[str, Any] = self.sealed()
        said |= {"source": self._source, "setting": now.controller.setting}
        request = RightsRequest.take_over(request_id, now, PastRequestImported(**said))
        until = kept_until(request)
        if until and until <= now.today:
            raise BadInputError("closed_on", f"what was closed then was to be erased by {until}")
        return request


Imported = OpenRequest | PastRequest


def invoked(rights: tuple[Right, ...]) -> tuple[InvokedRight, ...]:
    """Rights as a request invokes them: about everything."""
    return tuple(InvokedRight(right=one) for one in rights)
