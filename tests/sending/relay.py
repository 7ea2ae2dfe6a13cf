"""A mail relay on a real socket (aiosmtpd): it keeps what it took, and fails as a test wants."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from enum import Enum, auto
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

from tests.given.ports import free_port

USER, PASSWORD = "griffie", "a long word"


class Says(Enum):
    """What the relay does with the next message."""

    TAKES = auto()
    NOT_NOW = auto()
    """450 to the recipient: RFC 5321."""
    NO_SUCH_MAILBOX = auto()
    """550 to the recipient."""
    NOT_NOW_AT_ALL = auto()
    """451 to the whole message."""
    NEVER = auto()
    """554 to the whole message."""
    TOO_LARGE = auto()
    """552 to the whole message: RFC 1870."""
    HANGS_UP_BEFORE = auto()
    """Ends the connection at the recipient."""
    HANGS_UP_TAKEN = auto()
    """Keeps the message, and ends the connection in place of an answer."""
    HANGS_UP_LOST = auto()
    """Ends the connection in place of an answer, and keeps nothing."""


@dataclass
class ARelay:
    """Its port, what it took, and what it will do next; after these it takes everything."""

    port: int = 0
    taken: list[EmailMessage] = field(default_factory=list)
    envelopes: list[Envelope] = field(default_factory=list)
    next: list[Says] = field(default_factory=list)
    at_data: Callable[[], None] = lambda: None
    """Called when a whole message is there, before it is kept."""
    after_data: Callable[[], None] = lambda: None
    """Called once it is kept, before the answer."""
    _says: Says = Says.TAKES

    @property
    def ids(self) -> list[str]:
        """The Message-IDs of what it took, in order."""
        return [str(one["Message-ID"]) for one in self.taken]

    @property
    def octets(self) -> list[bytes]:
        """What it took, octet for octet."""
        return [bytes(one.original_content or b"") for one in self.envelopes]

    async def handle_RCPT(  # noqa: N802 - the name is aiosmtpd's
        self, server: SMTP, _session: Session, envelope: Envelope, address: str, _said: list[str]
    ) -> str:
        self._says = self.next.pop(0) if self.next else Says.TAKES
        if self._says is Says.HANGS_UP_BEFORE:
            assert server.transport
            server.transport.close()
        if self._says is Says.NOT_NOW:
            return "450 4.2.1 mailbox busy, an.peeters@example.be"
        if self._says is Says.NO_SUCH_MAILBOX:
            return "550 5.1.1 an.peeters@example.be is not here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802
        self, server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        self.at_data()
        if self._says in {Says.TAKES, Says.HANGS_UP_TAKEN}:
            content = envelope.original_content or b""
            self.taken.append(message_from_bytes(content, policy=policy.default))
            self.envelopes.append(envelope)
        self.after_data()
        if self._says in {Says.HANGS_UP_TAKEN, Says.HANGS_UP_LOST}:
            assert server.transport
            server.transport.close()
        return {
            Says.NOT_NOW_AT_ALL: "451 4.3.0 try again",
            Says.TOO_LARGE: "552 5.3.4 message too big for system",
            Says.NEVER: "554 5.7.1 refused, an.peeters@example.be",
        }.get(self._says, "250 2.0.0 queued")


def code_in(relay: ARelay) -> str:
    """The newest code for the portal; a notice may have come after it."""
    words = (str(one.get_content()) for one in reversed(relay.taken) if not one.is_multipart())
    return next(found[0] for one in words if (found := re.search(r"\b\d{4} \d{4}\b", one)))


@contextmanager
def a_relay(port: int = 0, **server: Any) -> Iterator[ARelay]:
    """A relay that runs for the block. `server`: what aiosmtpd is told besides."""
    relay = ARelay()
    controller = Controller(relay, hostname="127.0.0.1", port=port or free_port(), **server)
    controller.start()
    try:
        relay.port = controller.port
        yield relay
    finally:
        controller.stop()


def knows(_server: Any, _session: Any, _envelope: Any, _way: str, said: Any) -> AuthResult:
    """An authenticator that lets our user in."""
    right = (said.login, said.password) == (USER.encode(), PASSWORD.encode())
    return AuthResult(success=right, handled=right)
