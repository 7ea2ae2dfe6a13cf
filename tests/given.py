"""Past => step == future: `given(what happened).step(NOW, …) == what follows`."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from domain.events import Invoked, Requester, RequestReceived
from domain.kernel import Controller, Event, FirstEvent, Occasion, Sealed, Setting
from domain.law import Language, Right
from domain.request import RightsRequest
from domain.vocabulary import Channel

ID = UUID(int=1)
WORDS = Sealed("s" * 43)
"""Something a person wrote. The domain never learns what."""

RECEIVED_ON = date(2026, 3, 5)
SETTING = Setting()


def on(
    year: int, month: int, day: int, *, actor: str = "u-17", controller: Controller | None = None
) -> Occasion:
    at = datetime(year, month, day, 10, tzinfo=UTC)
    return Occasion(actor, at, controller or Controller())


NOW = on(2026, 3, 20)


def received(*rights: Right | Invoked, setting: Setting = SETTING, **said: Any) -> RequestReceived:
    """A request as it came in on 5 March 2026, by e-mail and in Dutch unless said otherwise."""
    facts: dict[str, Any] = {
        "received_on": RECEIVED_ON,
        "channel": Channel.EMAIL,
        "language": Language.NL,
        "rights": tuple(
            right if isinstance(right, Invoked) else Invoked(right=right) for right in rights
        ),
        "requester": Requester(name=WORDS, email=WORDS),
        "message": WORDS,
        "setting": setting,
    }
    return RequestReceived(**facts | said)


def given(first: FirstEvent, *then: Event, now: Occasion = NOW) -> RightsRequest:
    """A request with that history, ready for the next step."""
    request = RightsRequest.begin(first, ID, now)
    for event in then:
        request.record(event, now)
    request.collect_events()
    return request
