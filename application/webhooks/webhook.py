"""The ports of webhooks: which there are, and how a message is handed over."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple, Protocol

from griffie.domain.errors import NotFoundError, UnusableInputError


class NoSuchWebhookError(NotFoundError):
    """There is no such webhook."""

    code = "no-such-webhook"
    sentence = "There is no such webhook"
    remedy = "griffie webhook list"


class BadWebhookError(UnusableInputError):
    """The address of a webhook cannot be used. Says why; repeats nothing of it."""

    code = "bad-webhook"
    sentence = "This address cannot be used for a webhook"


class Kind(StrEnum):
    """What a program may be told of."""

    RECEIVED = "received"
    DUE_SOON = "due_soon"
    DECIDED = "decided"
    CLOSED = "closed"
    OPENDSR_STATUS = "opendsr_status"
    """Calls another controller back, as OpenDSR says: alone, and only where that is set up."""
    DRP_STATUS = "drp_status"
    """Calls an agent back, as the Data Rights Protocol says: likewise."""


CALLS_BACK = frozenset({Kind.OPENDSR_STATUS, Kind.DRP_STATUS})
"""What is told in the form of another protocol."""
TOLD = frozenset(Kind) - CALLS_BACK
"""What the messages of our own form tell."""


class Webhook(NamedTuple):
    """Where something is told, and how far that went. Instants in UTC."""

    id: str
    url: str
    secret: bytes
    """With which each message is signed."""
    kinds: frozenset[Kind]
    allows_private: bool
    """It may go to this machine and to private networks."""
    position: int
    """Up to where in the log everything was told."""
    failures: int
    """How often the next message failed since one was taken."""
    due_at: datetime | None
    """When the next message is tried again; None: at once."""
    stopped: bool
    """Every try failed: an operator has to look."""


class Webhooks(Protocol):
    """The webhooks of a store."""

    def all(self) -> Sequence[Webhook]:
        """Every webhook whose row is sound, in the order of their ids."""

    def put(self, webhook: Webhook) -> None:
        """Keep a webhook, in the place of the one with its id."""

    def advance(self, before: Webhook, after: Webhook) -> bool:
        """Keep `after` if the webhook still stands as it was `before`; else say False."""

    def remove(self, webhook_id: str) -> None:
        """Take a webhook away."""


class Taken(NamedTuple):
    """What became of one try."""

    done: bool
    said: str
    """For an operator: `status 503`, `no answer`, `a private address`. Nothing that was sent."""
    gone: bool = False
    """The other side says that it wants nothing more (410)."""


class Post(Protocol):
    """Hands one message over, by HTTP."""

    def __call__(self, webhook: Webhook, headers: Mapping[str, str], body: bytes) -> Taken:
        """One try, of half a minute at most. It follows no redirect."""


class SaysCallbacks(Protocol):
    """What is said in the form of another protocol."""

    def __call__(self, url: str, event: Any) -> tuple[Mapping[str, str], bytes] | None:
        """Headers and body of the callback of an event; None where none goes to this address."""


class CheckAddress(Protocol):
    """Whether an address can be used at all."""

    def __call__(self, url: str, *, allows_private: bool) -> None:
        """Raises BadWebhookError."""
