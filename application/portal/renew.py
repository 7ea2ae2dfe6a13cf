"""The office gives a person a secret code: for a request that came another way, or a code lost.

It is shown once, to whoever hands it on. That it was made, by whom and when, is an event; the code
before opens nothing from that moment on.
"""

from collections.abc import Iterable, Iterator
from typing import ClassVar
from uuid import UUID

from pydantic import PrivateAttr

from griffie.application.disclosure import KeyErasedError
from griffie.application.engine import Engine
from griffie.application.portal.secret import indexed_as, new_secret
from griffie.application.ports import PORTAL_PAIR
from griffie.application.requests.commands import Command, Load
from griffie.domain.model.setting import Occasion
from griffie.domain.request.reference import reference
from griffie.domain.rights_request import RightsRequest


class RenewCode(Command):
    """Give a request a new secret code. The code is in no answer but that of its own address."""

    RENEWS_CODE: ClassVar[bool] = True

    _pair: str = PrivateAttr("")

    def brings(self, pair: str) -> None:
        """Say under what the request is found from now on."""
        self._pair = pair

    def check(self, request: RightsRequest, now: Occasion) -> None:
        """Raises KeyErasedError where the personal data were erased: there is nothing to show."""
        del now
        if request.erased:
            raise KeyErasedError

    def carry_out(
        self, request: RightsRequest, now: Occasion, load: Load
    ) -> Iterable[RightsRequest]:
        """Record that a code was given."""
        del load
        request.renew_code(now)
        return ()

    def findable(self) -> Iterator[tuple[str, str]]:
        """The reference with the code."""
        yield PORTAL_PAIR, self._pair


def renew_code(engine: Engine, request_id: UUID, now: Occasion) -> str:
    """The new secret code of a request, which nobody can be shown again.

    Raises UnknownRequestError, KeyErasedError, ContentionError.
    """
    secret, command = new_secret(), RenewCode()
    command.brings(indexed_as(reference(request_id), secret))
    engine.requests.take(request_id, command, now)
    return secret
