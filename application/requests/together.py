"""Deciding a command that is recorded together with others: see `api.http.group`.

What holds here: a command is decided on a state that is in memory already, or that the command
before it in its group made. It makes no key and writes nothing, and the memory of requests knows
what it made only once that is recorded. What cannot be decided so (a request that is not in
memory, a key that has to be made, a file that is erased by it) is taken alone, by `Requests.take`.
"""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from eventsourcing.persistence import StoredEvent

from griffie.application.ports import Indexed, Locked, RepeatedAnswer
from griffie.application.requests.commands import Command, Inform, Link, ProposeFee
from griffie.application.requests.repeats import Once
from griffie.application.requests.requests import Requests
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


RecordTogether = Callable[[Sequence[Together]], int]
"""The port that records a group, all or nothing. Gives the last position. Raises IntegrityError
where one was decided on what is no longer so."""


class GroupedRequests(Requests):
    """Requests whose commands can be decided first and recorded together."""

    def __init__(self, *given: Any, record_together: RecordTogether, **named: Any) -> None:
        super().__init__(*given, **named)
        self._record_together = record_together

    def decide(
        self,
        request_id: UUID,
        command: Command,
        now: Occasion,
        made: RightsRequest | None,
        *,
        expected: int | None = None,
        once: Once | None = None,
    ) -> Decided | None:
        """What the command would record now; None where it is to be taken alone.

        `made` is the request as an earlier command of the same group made it. Raises what the step
        refuses: it may have been judged on an old state, so the caller has it judged again.
        """
        self.check_clock()
        known = made or self._remembered.get(request_id)
        if known is None or isinstance(command, _ALONE) or self.answered(once, now):
            return None
        request = known.copy()
        said, others = self._decide(request, command, now, expected)
        settled = said.says_who_asks or said.settles(request_id, now)
        alone = settled or said.beside(request_id, now)
        if tuple(others) or alone or request.erased or self.is_waiting(request):
            return None
        locked = self._vault.lock_at_once(request_id, said.disclosures())
        if locked is None:
            return None
        events = [self.mapper.to_stored_event(event) for event in request.collect_events()]
        indexed = self.indexed(request_id, said.findable())
        repeat = self.to_repeat(once, request_id, request.version, now)
        return Decided(request, Together(events, locked, indexed, repeat))

    def record(self, group: Sequence[Decided]) -> int:
        """Record a group: all of it, or nothing. Gives the last position.

        Raises IntegrityError where one was decided on what is no longer so: then none of its
        requests is remembered.
        """
        try:
            last = self._record_together([one.records for one in group])
        except BaseException:
            for one in group:
                self._forget(one.request.id)
            raise
        for one in group:
            self._remember(one.request)
        return last
