"""The port to the tries of codes that went out by e-mail: one row a request, and one of nobody."""

from datetime import datetime
from typing import NamedTuple, Protocol
from uuid import UUID

NOBODY = UUID(int=0)
"""On its row counts whoever named no request."""


class CodeAsked(NamedTuple):
    """A code that a person asked for: it takes the place of an earlier one of its request."""

    request: UUID
    mail: UUID
    at: datetime


class Tried(NamedTuple):
    """The newest code of a request after one more try. Instants in UTC."""

    mail: UUID | None
    """None where none was asked for, or the one that was is used."""
    asked_at: datetime | None
    tries: int
    """With this one, since it was asked for."""


class Codes(Protocol):
    """The port to the rows. Every change is on the disk before the method returns."""

    def tried(self, request: UUID) -> Tried:
        """Count a try: the same single write for every request, known or not."""

    def use(self, code: CodeAsked) -> bool:
        """Use a code up. False where somebody else did, or a newer one took its place."""
