"""Deciding a command that is recorded together with others: see `api.http.group`.

What holds here: a command is decided on a state that is in memory already, or that the command
before it in its group made. It makes no key and writes nothing, and the memory of requests knows
what it made only once that is recorded. What cannot be decided so (a request that is not in
memory, a key that has to be made, a file that is erased by it) is taken alone, by `Requests.take`.
A request is received with others under an id whose key is on disk.

A group is decided first and takes its turn among the writers when it is recorded. Where another
process wrote meanwhile, it takes its turn first, reads what is new of its requests, and is decided
then: nothing can come between. So do the next groups, as long as others write as well.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from datetime import datetime
from typing import Any, NamedTuple, Protocol, TypeVar
from uuid import UUID

from eventsourcing.persistence import IntegrityError, PersistenceError, StoredEvent

from griffie.application.ports import Indexed, LockAtOnce, Locked, RepeatedAnswer
from griffie.application.requests.commands import Command, Inform, Link, ProposeFee, Receive
from griffie.application.requests.repeats import Once
from griffie.application.requests.requests import Requests
from griffie.domain.model.event import Event
from griffie.domain.model.policy import REPEATS_FOR
from griffie.domain.model.setting import Occasion
from griffie.domain.rights_request import RightsRequest

_ALONE = (Inform, Link, ProposeFee)
"""Their steps read other histories, or open what is sealed."""


class Together(NamedTuple):
    """What one command records."""

    events: Sequence[StoredEvent]
    locked: Sequence[Locked]
    indexed: Sequence[Indexed]
    repeat: RepeatedAnswer | None


class Decided(NamedTuple):
    """A command that was decided and is not recorded yet: the request as it will be."""

    request: RightsRequest
    records: Together


class Turn(Protocol):
    """A turn among the writers of a store: nobody else records while it lasts."""

    latest: datetime | None
    """When the last event was recorded; None in an empty store."""
    position: int
    """Of the last event."""

    def tails(self, known: Mapping[UUID, int]) -> Iterable[tuple[UUID, Sequence[Event]]]:
        """What was recorded of each of these requests after the version that is known."""

    def record(self, group: Sequence[Together]) -> int:
        """Record what was decided. Gives the last position.

        Raises IntegrityError where one was decided on what is no longer so.
        """


InTurn = Callable[[], AbstractContextManager[Turn]]
"""The port to take a turn. What was recorded in it is kept when its block ends."""
A = TypeVar("A")
Ahead = Sequence[tuple[Decided, A] | None]
"""Each command of a group decided, with its answer; None: it is taken alone."""
DecideAll = Callable[[datetime | None], Ahead[A]]
"""Decides a group; nothing in it is earlier than the instant that is given."""
Taken = tuple[Ahead[A], int]
"""A group that is recorded, and where its last event stands."""
_TURNS = 32
"""So many groups after one in which another process wrote take their turn first [P]."""
AnsweredAmong = Callable[[Collection[str], datetime], Collection[str]]
"""The port that tells under which of some idempotency keys something was answered, at or after an
instant."""
RecordTogether = Callable[[Sequence[Together]], int]
"""The port that records a group, all or nothing. Gives the last position. Raises IntegrityError
where one was decided on what is no longer so."""


class GroupedRequests(Requests):
    """Requests whose commands can be decided first and recorded together."""

    def __init__(
        self,
        *given: Any,
        record_together: RecordTogether,
        in_turn: InTurn,
        answered_among: AnsweredAmong,
        **named: Any,
    ) -> None:
        super().__init__(*given, **named)
        self._record_together, self._in_turn = record_together, in_turn
        self._answered_among = answered_among
        self._turns, self._last = 0, 0
        """How many groups take their turn first; where our last event stands."""

    def take_all(self, ids: Collection[UUID], decide: DecideAll[A]) -> Taken[A] | None:
        """Have a group decided, and record it: all of it, or nothing.

        `ids` are of its requests. None where nothing was recorded: each command is taken alone.
        Raises the library's errors where the disk or the server fails; then nothing is recorded.
        """
        if not self._turns:
            ahead = decide(None)
            with suppress(IntegrityError):
                return ahead, self.record([one[0] for one in ahead if one])
            self._turns = _TURNS  # others write as well
        with suppress(IntegrityError):
            return self._take_in_turn(ids, decide)
        return None

    def take_all_at_once(self, decide: DecideAll[A]) -> Taken[A] | None:
        """The same in `Engine.at_once`, where nobody is waited for.

        None where somebody would have to be, or wrote meanwhile, or where the store fails: then
        nothing was recorded, and `take_all` says how it is.
        """
        if self._turns:
            return None  # `take_all` reads what others wrote
        group: list[Decided] = []
        try:
            ahead = decide(None)
            group = [one[0] for one in ahead if one]
            self._keep(group)
        except IntegrityError:
            self._turns = _TURNS  # others write as well
            self._forget_all(group)
        except PersistenceError:
            pass  # what is in memory holds
        else:
            self._remember_all(group)
            return ahead, self._last
        return None

    def _take_in_turn(self, ids: Collection[UUID], decide: DecideAll[A]) -> Taken[A]:
        with ExitStack() as kept, self._in_turn() as turn:
            self._turns = _TURNS if turn.position != self._last else self._turns - 1
            self._read_on(ids, turn)
            ahead = decide(turn.latest)
            group = [one[0] for one in ahead if one]
            kept.enter_context(self._remembering(group))  # ends after the turn
            self._last = turn.record([one.records for one in group]) if group else turn.position
        return ahead, self._last

    def used_keys(self, every: Iterable[Once | None]) -> Collection[str]:
        """Those of these idempotency keys that were used: one question for a whole group."""
        keys = [once.key for once in every if once]
        return self._answered_among(keys, self._clock() - REPEATS_FOR) if keys else ()

    def locks(self, ids: Collection[UUID]) -> LockAtOnce:
        """What locks the values of these requests: their keys are read once for a whole group."""
        return self._vault.locks(ids)

    @contextmanager
    def ids_ahead(self, most: int) -> Iterator[list[UUID]]:
        """So many ids at most, whose keys are on disk, for the requests that a group receives.

        What is left in the list after the block is free again. Where the block raises, none is:
        something may be recorded under them.
        """
        ids = [*self._vault.ids_ahead(most)]
        yield ids
        self._vault.free(ids)

    def id_with_key(self, body: Receive, now: Occasion) -> UUID:
        """The id under which a request can be received with others, its key on disk; not free.

        Nothing is made for what is refused. Raises BadInputError, KeyUnavailableError.
        """
        self.try_receiving(body, now)
        return self._vault.id_with_key()

    def free(self, request_id: UUID) -> None:
        """Give back an id under which nothing was recorded."""
        self._vault.free((request_id,))

    def decide_receipt(
        self,
        request_id: UUID,
        body: Receive,
        now: Occasion,
        lock: LockAtOnce,
        *,
        once: Once | None = None,
    ) -> Decided | None:
        """What the receipt of a request would record, under one of `ids_ahead`.

        None where it is to be taken alone. Raises BadInputError; else as `decide`.
        """
        self.check_clock()
        return self._to_record(self._opened(request_id, body, now), body, now, lock, once)

    def decide(
        self,
        request_id: UUID,
        command: Command,
        now: Occasion,
        made: RightsRequest | None,
        lock: LockAtOnce,
        *,
        expected: int | None = None,
        once: Once | None = None,
    ) -> Decided | None:
        """What the command would record now; None where it is to be taken alone.

        `made` is the request as an earlier command of the same group made it, `lock` what locks
        values of the group; the key of `once` is none of `used_keys`. Raises what the step refuses:
        it may have been judged on an old state, so the caller has it judged again.
        """
        self.check_clock()
        known = made or self._remembered.get(request_id)
        if known is None or isinstance(command, _ALONE):
            return None
        request = known.copy()
        said, others = self._decide(request, command, now, expected)
        settled = said.says_who_asks or said.settles(request_id, now)
        alone = settled or said.beside(request_id, now)
        if tuple(others) or alone or request.erased or self.is_waiting(request):
            return None
        return self._to_record(request, said, now, lock, once)

    def _to_record(
        self,
        request: RightsRequest,
        said: Command | Receive,
        now: Occasion,
        lock: LockAtOnce,
        once: Once | None,
    ) -> Decided | None:
        locked = lock(request.id, said.disclosures())
        if locked is None:
            return None
        events = [self.mapper.to_stored_event(event) for event in request.collect_events()]
        indexed = self.indexed(request.id, said.findable())
        repeat = self.to_repeat(once, request.id, request.version, now)
        return Decided(request, Together(events, locked, indexed, repeat))

    def record(self, group: Sequence[Decided]) -> int:
        """Record a group: all of it, or nothing. Gives the last position.

        Raises IntegrityError where one was decided on what is no longer so: then none of its
        requests is remembered.
        """
        with self._remembering(group):
            return self._keep(group)

    def _keep(self, group: Sequence[Decided]) -> int:
        if group:
            self._last = self._record_together([one.records for one in group])
        return self._last

    @contextmanager
    def _remembering(self, group: Sequence[Decided]) -> Iterator[None]:
        """What the block records is in memory after it; where it fails, none of these requests."""
        try:
            yield
        except BaseException:
            self._forget_all(group)
            raise
        self._remember_all(group)

    def _remember_all(self, group: Sequence[Decided]) -> None:
        for one in group:
            self._remember(one.request)

    def _forget_all(self, group: Sequence[Decided]) -> None:
        for one in group:
            self._forget(one.request.id)

    def _read_on(self, ids: Collection[UUID], turn: Turn) -> None:
        """Have these requests in memory as they are recorded now."""
        known = {one: self._remembered.get(one) for one in ids}
        versions = {one: request.version if request else 0 for one, request in known.items()}
        for request_id, events in turn.tails(versions):
            before = known[request_id]
            after = RightsRequest.replay(before and before.copy(), events)
            if isinstance(after, RightsRequest):
                self._remember(after)
