"""Processors to whom our own requests are handed on by OpenDSR: Article 28(3)(e) GDPR.

What the file of the operator says of each, and the port by which one is spoken to. The errors are
those of the outbox: RelayAwayError, where nothing was sent; MailNotTakenError, which is tried
again; MailRefusedError, which is for good; HandOverCutError, after which nobody knows.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple, Protocol
from uuid import UUID

from griffie.application.opendsr.message import Asked, IdentityKind
from griffie.domain.errors import NotFoundError
from griffie.domain.law import Right

HANDED_ON: Mapping[Right, Asked] = {
    Right.ACCESS: Asked.ACCESS,
    Right.PORTABILITY: Asked.PORTABILITY,
    Right.ERASURE: Asked.ERASURE,
}
"""The rights that OpenDSR has a word for: §6.2 of it."""


class UnknownProcessorError(NotFoundError, LookupError):
    """No such processor speaks OpenDSR with us."""

    code = "unknown-processor"
    sentence = "No such processor speaks OpenDSR with us"


class ProcessorThere(NamedTuple):
    """A processor, as the file says."""

    code: str
    """By which the profile names it among the recipients."""
    domain: str
    """Whose certificate must have signed."""
    controller_id: str
    """What it calls us."""
    identities: Sequence[IdentityKind]
    """By what it finds a person, as was agreed."""
    callback: str | None
    """Where it may call us back."""


class Offer(NamedTuple):
    """What its discovery said last: which rights, and by what it finds a person."""

    rights: frozenset[Right]
    identities: frozenset[IdentityKind]


class Signed(NamedTuple):
    """An answer whose signature was checked: the octets, and the signature over them."""

    body: bytes
    signature: str


class Results(NamedTuple):
    """What lay at the address of the results."""

    content: bytes
    media_type: str


class ProcessorLine(Protocol):
    """The port to one processor; from any thread."""

    there: ProcessorThere

    @property
    def offer(self) -> Offer | None:
        """None until its discovery was read and believed."""

    @property
    def trouble(self) -> str:
        """Why its discovery is not believed or was not reached: codes alone."""

    def discover(self) -> None:
        """Read its discovery and certificate where that was not done today. Raises nothing."""

    def hand_on(self, body: bytes, begins: Callable[[], None]) -> Signed:
        """Hand a request on; `begins` is called before a word is sent."""

    def ask(self, request: UUID) -> Signed | None:
        """Its answer about a request, under the id that we gave; None where it knows none."""

    def believes(self, domain: str, signature: str, body: bytes) -> bool:
        """Whether these octets were signed with its key. False while that is not known."""

    def fetch(self, url: str) -> Results:
        """What lies at an address that it named. Never goes to another host than its own."""


class HandingOn:
    """The processors to whom requests are handed on."""

    def __init__(self, lines: Sequence[ProcessorLine]) -> None:
        self._lines = {one.there.code: one for one in lines}

    @property
    def lines(self) -> Sequence[ProcessorLine]:
        """Each of them."""
        return [*self._lines.values()]

    def line(self, code: str | None) -> ProcessorLine:
        """That of a processor. Raises UnknownProcessorError."""
        if code is None or code not in self._lines:
            raise UnknownProcessorError
        return self._lines[code]
