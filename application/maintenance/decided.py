"""Whether the events of a store know of an erasure: a file beside them is no reason by itself.

A file beside the store can be written by somebody who could not write an event. So an erasure that
it tells of is carried out only if an event decided it, unless the events themselves were lost.
"""

from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple
from uuid import UUID

from griffie.application.disclosure import Tier
from griffie.application.requests.requests import Requests, UnknownRequestError
from griffie.domain.events import (
    CopiesDestroyed,
    IdentityEvidenceDestroyed,
    MessageSetAside,
    MessageTakenBack,
    PersonalDataErased,
    SearchWordsErased,
    StreamErased,
)
from griffie.domain.housekeeping import HOUSEKEEPING, MESSAGES, looks_stream

HISTORY = "history"
"""How the ledger names a whole history."""
JOINED = "message"
"""How it names what is left of a message that had joined a request. Any other value is a tier."""
WHOLE_FILE = Tier.CORRESPONDENCE
"""When the key of this tier is destroyed the whole file is: no tier gets a new key. [P]"""


class ErasedItem(NamedTuple):
    """What was erased: one tier of a request, or its whole history."""

    what: str
    request: UUID
    key: str = ""
    """SHA-256 of the wrapped key, hexadecimal; of a message that joined, its id.

    Empty for a whole file, for a message of the inbox and for a history.
    """

    @property
    def whose(self) -> UUID:
        """Whose keys go: mostly those of the request itself."""
        return UUID(self.key) if self.what == JOINED else self.request


_RECORDED_AS = {Tier.IDENTITY: IdentityEvidenceDestroyed, Tier.COPIES: CopiesDestroyed}


class Decisions:
    """What the events of one store decided, as it stands now; ask it anew for a later state."""

    def __init__(self, requests: Requests) -> None:
        self._requests = requests

    def __call__(self, going: ErasedItem) -> bool:
        """Whether an event decided that this is erased. False where its events are damaged."""
        try:
            if going.request in self._left or going.request in self._set_aside:
                return True
            return self._tells(going)
        except UnknownRequestError:  # there is no such request, and none left under this name
            return False
        except Exception:  # noqa: BLE001 - whatever somebody wrote; the audit of the events says it
            return False

    def departed(self) -> Sequence[UUID]:
        """The requests whose histories left, from the housekeeping stream, the oldest first."""
        looks = {looks_stream(one) for one in self._left}
        return [one for one in self._left if one not in looks]

    @cached_property
    def _left(self) -> dict[UUID, None]:
        housekeeping = self._requests.history(HOUSEKEEPING)
        return {one.stream: None for one in housekeeping if isinstance(one, StreamErased)}

    @cached_property
    def _set_aside(self) -> set[UUID]:
        """The messages of the inbox that somebody said are no request: their words go."""
        aside: set[UUID] = set()
        for event in self._requests.history(MESSAGES):
            if isinstance(event, MessageSetAside):
                aside.add(event.message)
            elif isinstance(event, MessageTakenBack):
                aside.discard(event.message)
        return aside

    def _forgot(self, stream: UUID) -> bool:
        """Whether it is a month of searches whose words go."""
        return any(isinstance(one, SearchWordsErased) for one in self._requests.history(stream))

    def _tells(self, going: ErasedItem) -> bool:
        if going.what == HISTORY:
            return False
        if self._forgot(going.request):
            return True
        request = self._requests.load(going.request)
        if going.what == JOINED:
            return request.erased and going.whose in request.messages_joined
        if request.erased:
            return True
        kinds = (PersonalDataErased, _RECORDED_AS.get(Tier(going.what), PersonalDataErased))
        if any(isinstance(one, kinds) for one in self._requests.history(going.request)):
            return True
        # Cut off between the line and the event: what may go by what is recorded already.
        return (going.what == Tier.IDENTITY and request.evidence_may_go) or (
            going.what == Tier.COPIES and request.copies_to_destroy
        )
