"""Seal, load, decide, save: how a command changes a request, in one way only."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from functools import partial
from typing import Any, Protocol
from uuid import UUID, uuid4

from eventsourcing.persistence import IntegrityError

from griffie.application.access.purposes import Stated
from griffie.application.disclosure import Disclosure, KeyErasedError
from griffie.application.ports import EventLookup, Indexed, RepeatedAnswer, TieredVault
from griffie.application.requests.announced_purposes import with_announced
from griffie.application.requests.bodies import Arriving
from griffie.application.requests.commands import Command
from griffie.application.requests.erasing import Erasing
from griffie.application.requests.histories import (
    Clock,
    ContentionError,
    Factory,
    UnknownRequestError,
)
from griffie.application.requests.known_codes import KnowsAccount, check_codes
from griffie.application.requests.repeats import (
    KeyReusedError,
    Once,
    Seal,
    answer_to_repeat,
    check_repeated,
)
from griffie.domain.errors import ConflictError
from griffie.domain.events import PersonalDataRevealed
from griffie.domain.housekeeping import ANNOUNCEMENTS, looks_stream
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
    """The request has changed since the caller read it."""

    code = "stale"
    sentence = "The request has moved on since you looked"
    remedy = "read it again, then decide"


class AnswerTexts(Protocol):
    """The port that writes the text that a command leaves out, and checks one that it has."""

    def __call__(
        self,
        command: Command,
        request: RightsRequest,
        history: Callable[[], Iterable[Any]],
        may_be_taken: Callable[[], object],
    ) -> Command:
        """The command as it is carried out.

        Raises what `may_be_taken` raises, and UnlawfulError where the law wants more to be said.
        """


class Requests(Erasing):
    """Every command on a request: load, decide, append; safe from any thread and process."""

    def __init__(
        self,
        factory: Factory,
        vault: TieredVault,
        lookup: EventLookup,
        texts: AnswerTexts,
        clock: Clock,
        *,
        knows_account: KnowsAccount,
        seal: Seal,
    ) -> None:
        """`seal` keeps the rows of repeated answers from being exchanged."""
        super().__init__(factory, vault, lookup, clock)
        self._texts, self._knows_account, self._seal = texts, knows_account, seal

    def receive(self, body: Arriving, now: Occasion, once: Once | None = None) -> RightsRequest:
        """Open a request. Its keys are on disk before its first event.

        Raises KeyReusedError, ContentionError, BadInputError; MessageOnFileError where the body is
        a message that came in meanwhile.
        """
        request_id = own = body.request_id()
        for then in self.attempts(now):
            if repeated := self.repeated(once, now):
                return repeated
            # The same at each attempt: its key is there then, and only the first waits for a disk.
            with self._vault.new_id(request_id) as request_id:
                request = self._opened(request_id, body, then)
            with suppress(IntegrityError):  # somebody else used the idempotency key meanwhile
                return self._save(request, (), body, then, once, is_new=own is None)
        raise ContentionError

    def try_receiving(self, body: Arriving, now: Occasion) -> RightsRequest:
        """The request as a body would open it; nothing is stored. Raises BadInputError."""
        return self._opened(body.request_id() or uuid4(), body, now)

    def _opened(self, request_id: UUID, body: Arriving, now: Occasion) -> RightsRequest:
        check_codes(body, now.controller, self._knows_account, None)
        request = body.begin(request_id, now)
        body.carry_on(request, now)
        return request

    def take(
        self,
        request_id: UUID,
        command: Command,
        now: Occasion,
        *,
        expected: int | None = None,
        once: Once | None = None,
    ) -> RightsRequest:
        """Take a step. Who loses a race decides again, on the newer version.

        Raises UnknownRequestError, StaleVersionError when `expected` is no longer the version,
        KeyReusedError, ContentionError, and what the step raises: UnlawfulError, OutOfOrderError,
        BadInputError.
        """
        for then in self.attempts(now):
            if repeated := self.repeated(once, now):
                return repeated
            # What is in memory may be old: an error counts only if the store has no newer version.
            request = self._recall(request_id)
            known = request.version
            try:
                said, others = self._decide(request, command, then, expected)
                return self._save(request, others, said, then, once)
            except IntegrityError:
                self._forget(request_id)
            except (StaleVersionError, StepRefusedError, BadInputError, KeyErasedError):
                if self._lookup.newest_version(request_id) == known:
                    raise
                self._forget(request_id)
        raise ContentionError

    def try_out(self, request_id: UUID, command: Command, now: Occasion) -> RightsRequest:
        """The request as a command would leave it, its new events pending; nothing is stored.

        Raises what `take` raises.
        """
        request = self.load(request_id)
        self._decide(request, command, now, None)
        return request

    def _decide(
        self, request: RightsRequest, command: Command, now: Occasion, expected: int | None
    ) -> tuple[Command, Iterable[RightsRequest]]:
        """Let a request decide; the command with all its texts, and what else changed with it."""
        known = request.version
        now = with_announced(now, request, partial(self.history, ANNOUNCEMENTS))
        command.check(request, now)
        _check_version(expected, known)
        check_codes(command, now.controller, self._knows_account, request)
        told = partial(self._lookup.events_of, request.id, known)
        tried = partial(command.carry_out, request.copy(), now, self.load)
        said = self._texts(command, request, told, tried)
        return said, said.carry_out(request, now, self.load)

    def _save(
        self,
        request: RightsRequest,
        others: Iterable[RightsRequest],
        body: Arriving | Command,
        now: Occasion,
        once: Once | None,
        *,
        is_new: bool = False,
    ) -> RightsRequest:
        """Save events, log entries, personal values and the answer to repeat: all, or nothing."""
        # What has only just got its id is found by nothing yet, which would have to go.
        found_anew = request.id if body.says_who_asks and not is_new else None
        # Directly to the event store: `save` first checks what every object can do, which is slow.
        self.events.put(
            [event for one in (request, *others) for event in one.collect_events()],
            locked=self._vault.lock(request.id, body.disclosures()),
            indexed=self.indexed(request.id, body.findable()),
            found_anew=found_anew,
            code_anew=request.id if body.RENEWS_CODE else None,
            settles=body.settles(request.id, now),
            repeat=self.to_repeat(once, request.id, request.version, now),
            erases=(request.id, now.at) if request.erased else None,
            **body.beside(request.id, now),
        )
        self._remember(request)
        if request.erased:
            # Only now: first the history says that the data are erased, then they are. After a
            # crash between the two the next start finishes it.
            self.erase_file(request)
            return request.copy()
        return self.destroy_what_waits(request.copy(), now)

    def indexed(self, owner: UUID, findable: Iterable[tuple[str, str]]) -> list[Indexed]:
        """The keyed digests by which a request, or a message of the inbox, is found again."""
        return [
            Indexed(owner, kind, mac)
            for kind, value in findable
            for mac in self._vault.search_macs(kind, value)
        ]

    def add_document(
        self,
        request_id: UUID,
        now: Occasion,
        kind: DocumentKind,
        document: Disclosure,
        size: int,
        *,
        of_intake: bool = False,
    ) -> RightsRequest:
        """Store a file in the vault and record it; `size` is in bytes.

        `of_intake`: the message itself brought it along, so it is part of receipt.

        Raises UnknownRequestError, ContentionError, and what the step raises.
        """
        for then in self.attempts(now):
            request = self.destroy_what_waits(self.load(request_id), then)
            sealed = document.sealed
            request.add_document(then, kind=kind, document=sealed, size=size, of_intake=of_intake)
            with suppress(IntegrityError):
                self.save(request, locked=self._vault.lock(request_id, [document]))
                self._remember(request)
                return request.copy()
        raise ContentionError

    def reveal(self, request: RightsRequest, now: Occasion, why: Stated) -> None:
        """Record that an account sees the personal data of a request, before it does.

        Raises ContentionError: then nothing may be shown.
        """
        looked = PersonalDataRevealed(
            request=request.id,
            at_version=request.version,
            reason=why.reason.sealed if why.reason else None,
            purpose=why.purpose,
        )
        locked = self._vault.lock(request.id, why.sealed)
        self.append(looks_stream(request.id), looked, now, locked=locked)

    def append(
        self,
        stream: UUID,
        event: Event,
        now: Occasion,
        sealed: Sequence[Disclosure] = (),
        **beside: Any,
    ) -> None:
        """Record an event of housekeeping in a stream of its own, with what it has sealed.

        `beside` is what the recorder writes in the same transaction. Raises ContentionError.
        """
        locked = [*self._vault.lock(stream, sealed), *beside.pop("locked", ())]
        for then in self.attempts(now):
            with suppress(IntegrityError):
                self.save(event.stamped(stream, self._next(stream), then), locked=locked, **beside)
                return
        raise ContentionError

    def to_repeat(
        self, once: Once | None, shown: UUID, version: int, now: Occasion
    ) -> RepeatedAnswer | None:
        """The row, under its seal, by which an answer that shows this id is repeated."""
        return answer_to_repeat(once, shown, version, now.at, self._seal) if once else None

    def repeated(self, once: Once | None, now: Occasion) -> RightsRequest | None:
        """The request as the first caller was shown it, rebuilt; none for a new key.

        Raises KeyReusedError.
        """
        repeat = self.answered(once, now)
        return self.load(repeat.request_id, repeat.version) if repeat else None

    def answered(self, once: Once | None, now: Occasion) -> RepeatedAnswer | None:
        """What was answered under this key before; none for a new one. Raises KeyReusedError."""
        repeat = self._lookup.repeated_answer(once.key, now.at - REPEATS_FOR) if once else None
        if once and repeat:
            check_repeated(repeat, once, self._seal)
        return repeat


def _check_version(expected: int | None, known: int) -> None:
    if expected not in {None, known}:
        raise StaleVersionError
