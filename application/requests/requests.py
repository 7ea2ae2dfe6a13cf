"""Seal, load, decide, save: the one way in which anything about a request changes."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial
from typing import Any, NamedTuple, Protocol
from uuid import UUID, uuid4

from eventsourcing.persistence import IntegrityError

from griffie.application.commands import Command, Receive
from griffie.application.disclosure import Body, Disclosure, ErasureIncompleteError, KeyErasedError
from griffie.application.ports import Answer, Indexed, Ledger, TieredVault
from griffie.application.requests.erasing import Erasing
from griffie.application.requests.histories import (
    Clock,
    ContentionError,
    Factory,
    UnknownRequestError,
)
from griffie.domain.errors import ConflictError
from griffie.domain.events import PersonalDataRevealed
from griffie.domain.housekeeping import looks_stream
from griffie.domain.model.errors import BadInputError, StepRefusedError
from griffie.domain.model.event import Event
from griffie.domain.model.policy import REPEATS_FOR
from griffie.domain.model.setting import Occasion
from griffie.domain.request.vocabulary import DocumentKind
from griffie.domain.rights_request import RightsRequest

__all__ = [
    "ContentionError",
    "KeyReusedError",
    "Once",
    "Requests",
    "StaleVersionError",
    "UnknownRequestError",
]


class StaleVersionError(ConflictError):
    """The request has moved on since the caller looked."""

    code = "stale"
    sentence = "The request has moved on since you looked"
    remedy = "read it again, then decide"


class KeyReusedError(ConflictError):
    """The same idempotency key came with another body."""

    code = "key-reused"
    sentence = "This Idempotency-Key was sent before, with something else"
    remedy = "use a new one"


class Once(NamedTuple):
    """A caller's wish that a command be carried out at most once."""

    key: str
    mac: str


class Author(Protocol):
    """Puts into words what a command leaves unsaid, and reads what it says."""

    def __call__(
        self, command: Command, request: RightsRequest, history: Callable[[], Iterable[Any]]
    ) -> Command:
        """The command as it is carried out.

        Raises UnlawfulError where the law wants more to be said.
        """


class Requests(Erasing):
    def __init__(
        self, factory: Factory, vault: TieredVault, ledger: Ledger, author: Author, clock: Clock
    ) -> None:
        super().__init__(factory, vault, ledger, clock)
        self._author = author

    def receive(self, body: Receive, now: Occasion, once: Once | None = None) -> RightsRequest:
        """Open a request; its keys are durable before its first event."""
        for then in self.attempts(now):
            if repeated := self._answered(once, now):
                return repeated
            request = RightsRequest.receive(uuid4(), then, body.event(then))
            with suppress(IntegrityError):  # somebody else used the key in this very moment
                return self._save(request, (), body, then, once)
        raise ContentionError

    def take(
        self,
        request_id: UUID,
        command: Command,
        now: Occasion,
        *,
        expected: int | None = None,
        once: Once | None = None,
    ) -> RightsRequest:
        """One step of the work. Who loses a race decides again, on what the winner made.

        Raises UnknownRequestError, StaleVersionError when `expected` is no longer the version,
        KeyReusedError, ContentionError, and whatever the step objects: UnlawfulError,
        OutOfOrderError, BadInputError.
        """
        for then in self.attempts(now):
            if repeated := self._answered(once, now):
                return repeated
            # What is remembered may be behind: then the append refuses, and so must not we.
            request = self._recall(request_id)
            known = request.version
            try:
                not_stale(expected, known)
                told = partial(self._ledger.events_of, request_id, known)
                said = self._author(command, request, told)
                others = said.carry_out(request, then, self.load)
                return self._save(request, others, said, then, once)
            except IntegrityError:
                self._forget(request_id)
            except (StaleVersionError, StepRefusedError, BadInputError, KeyErasedError):
                if self._ledger.newest_version(request_id) == known:
                    raise
                self._forget(request_id)
        raise ContentionError

    def _save(
        self,
        request: RightsRequest,
        others: Iterable[RightsRequest],
        body: Body,
        now: Occasion,
        once: Once | None,
    ) -> RightsRequest:
        """Events, log entries, sealed values and the answer to repeat: all, or nothing."""
        answer = Answer(once.key, request.id, request.version, once.mac, now.at) if once else None
        # Straight to the event store: `save` first asks every object by a protocol what it can do.
        self.events.put(
            [event for one in (request, *others) for event in one.collect_events()],
            locked=self._vault.lock(request.id, body.disclosures()),
            indexed=self._indexed(request.id, body),
            answer=answer,
        )
        self._remember(request)
        if request.erased:
            # Only now: first the history says that the data go, then they go. What is cut off
            # between the two is taken up again at the next start.
            with suppress(ErasureIncompleteError):
                self._vault.erase(request.id)
            return request.copy()
        return self.destroy_what_waits(request.copy(), now)

    def _indexed(self, request_id: UUID, body: Body) -> list[Indexed]:
        return [
            Indexed(request_id, kind, mac)
            for kind, value in body.findable()
            for mac in self._vault.search_macs(kind, value)
        ]

    def add_document(
        self, request_id: UUID, now: Occasion, kind: DocumentKind, document: Disclosure, size: int
    ) -> RightsRequest:
        """Put a file into the vault, and the fact into the history."""
        for then in self.attempts(now):
            request = self.destroy_what_waits(self.load(request_id), then)
            request.add_document(then, kind=kind, document=document.sealed, size=size)
            with suppress(IntegrityError):
                self.save(request, locked=self._vault.lock(request_id, [document]))
                self._remember(request)
                return request.copy()
        raise ContentionError

    def reveal(self, request: RightsRequest, now: Occasion, reason: Disclosure | None) -> None:
        """Record that somebody is about to see the personal data of a request."""
        stream = looks_stream(request.id)
        looked = PersonalDataRevealed(
            request=request.id, at_version=request.version, reason=reason.sealed if reason else None
        )
        locked = self._vault.lock(request.id, [reason] if reason else [])
        for then in self.attempts(now):
            with suppress(IntegrityError):
                self.save(looked.stamped(stream, self._next(stream), then), locked=locked)
                return
        raise ContentionError

    def append(self, stream: UUID, event: Event, now: Occasion) -> None:
        """Record something that happened beside a request."""
        for then in self.attempts(now):
            with suppress(IntegrityError):
                self.save(event.stamped(stream, self._next(stream), then))
                return
        raise ContentionError

    def _answered(self, once: Once | None, now: Occasion) -> RightsRequest | None:
        """What the first caller was shown: the request as it was, rebuilt, never stored."""
        answer = self._ledger.answer(once.key, now.at - REPEATS_FOR) if once else None
        if not once or not answer:
            return None
        if answer.mac != once.mac:
            raise KeyReusedError
        return self.load(answer.request_id, answer.version)


def not_stale(expected: int | None, known: int) -> None:
    if expected not in {None, known}:
        raise StaleVersionError
