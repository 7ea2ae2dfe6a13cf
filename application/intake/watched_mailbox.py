"""A mailbox that is watched: each mail of it is taken in once, and lost never.

A mail is taken in before it is put away, and its number is noted last: a crash between two of these
leads to the same mail once more, and `take_in` knows it. That somebody tries a mail is noted before
it is read, so that one which ends the process itself is parked at last, and holds up no other.
"""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import date, timedelta
from typing import NamedTuple, Protocol

from eventsourcing.persistence import PersistenceError

from griffie.application.access.roles import Account, Role
from griffie.application.engine import Engine
from griffie.application.errors import MailNotGivenError
from griffie.application.intake.mailbox_places import MailboxPlaces, ParkedMail, Place, Why
from griffie.application.intake.take_in import Sender, Taken, TakenAs, take_in
from griffie.domain.errors import OperatorNeededError, TryAgainError, UnusableInputError

MAILBOX = Account("u-mailbox", Role.INTAKE, "")
"""Who takes in what a watched mailbox holds."""
LARGEST = 60 << 20
"""Octets of a mail that is fetched at all: 40 MiB of content, encoded."""
TRIES = 3
"""So often a mail is tried that ends in a way nobody foresaw."""


class OpenMailbox(Protocol):
    """The port to a folder on a mail server, signed in.

    Its methods raise MailServerError where the server is not there, or lets nobody in.
    """

    name: str
    """The address of the mailbox, which is ours."""
    generation: int
    """Under which the numbers of its mails hold (UIDVALIDITY, RFC 9051 §2.3.1.1)."""

    def numbers(self, after: int, since: date) -> Sequence[int]:
        """The numbers above `after`, ascending, of what came on the day `since` or later."""

    def size(self, number: int) -> int | None:
        """Octets of a mail; none where it is no longer there."""

    def fetch(self, number: int) -> bytes | None:
        """A whole mail as it came, left unread on the server; none where it is gone.

        Raises MailNotGivenError where the server has it and does not give it.
        """

    def put_away(self, number: int) -> None:
        """Move it to the folder that the office named. Deletes nothing.

        Without such a folder, or where the server does not move it, it stays.
        """

    def wait(self, seconds: float, stopping: Callable[[], bool]) -> None:
        """Wait until something comes, so long at most, or until `stopping` says so."""


class Watched(NamedTuple):
    """A mailbox that is to be watched."""

    address: str
    since: date | None
    """See `look`."""
    opened: Callable[[], AbstractContextManager[OpenMailbox]]
    """Signs in for a block. Raises MailServerError, BadMailboxesError."""


class Looked(NamedTuple):
    """What one look at a mailbox did."""

    taken: tuple[TakenAs, ...]
    parked: int


def look(
    engine: Engine, box: OpenMailbox, places: MailboxPlaces, since: date | None = None
) -> Looked:
    """Take in what a mailbox holds and was not taken in yet, in the order of its numbers.

    `since` is the day from which mails count; where nobody says, the day before the first look.
    Under a new generation everything since that day is read again, and is on file already.

    Raises MailServerError, PersistenceError, GriffieError: what was not taken in by then comes with
    the next look.
    """
    place = places.place_of(box.name)
    if place is None or place.generation != box.generation:
        begin = since or (place.since if place else engine.today() - timedelta(days=1))
        place = Place(box.generation, 0, begin)
        places.begin(box.name, place)
    taken: list[TakenAs] = []
    parked = 0
    for number in box.numbers(place.number, place.since):
        match _one(engine, box, places, number):
            case Taken(how=how):
                taken.append(how)
            case Why() as why:
                size = box.size(number) or 0
                places.park(ParkedMail(box.name, box.generation, number, why, size, engine.clock()))
                parked += 1
        places.done(box.name, number)
    return Looked(tuple(taken), parked)


def _one(
    engine: Engine, box: OpenMailbox, places: MailboxPlaces, number: int
) -> Taken | Why | None:
    """Take one mail in and put it away; none where it is gone meanwhile."""
    if places.trying(box.name, number) > TRIES:
        return Why.FAILED
    try:
        if (box.size(number) or 0) > LARGEST:
            return Why.TOO_LARGE
        if (raw := box.fetch(number)) is None:
            return None
        taken = take_in(engine, raw, Sender(MAILBOX))
        box.put_away(number)
    except UnusableInputError:
        return Why.UNREADABLE
    except MailNotGivenError:  # of this mail, however often: it counts
        raise
    except (TryAgainError, OperatorNeededError, PersistenceError, OSError):
        places.not_tried(box.name, number)
        raise
    return taken
