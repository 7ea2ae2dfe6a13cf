"""Takes what the way in has read, a command or a request to receive, and makes its answer.

Mostly it is decided and recorded together with others: see `group`. What may take long (another
history, a key that has to be made, an erasure) is taken alone.
"""

from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from datetime import datetime
from functools import cache, partial
from typing import NamedTuple, TypeVar
from uuid import UUID

from anyio import to_thread
from eventsourcing.persistence import PersistenceError
from starlette.datastructures import State
from starlette.types import Scope

from griffie.api.http.group import Groups
from griffie.api.http.parameters import Answering
from griffie.api.http.positions import POSITION
from griffie.api.http.state_answers import Answered, received_answer, state_answer
from griffie.application.access.roles import Account
from griffie.application.disclosure import KeyUnavailableError
from griffie.application.engine import Engine
from griffie.application.ports import LockAtOnce
from griffie.application.requests.commands import Command, Receive
from griffie.application.requests.histories import not_before
from griffie.application.requests.requests import Once
from griffie.application.requests.together import Ahead, DecideAll, Decided, Taken
from griffie.application.views.opened_values import JustTyped
from griffie.application.views.warnings import leads_to_erasing
from griffie.domain.errors import GriffieError
from griffie.domain.rights_request import RightsRequest

T = TypeVar("T")
SamePerson = Callable[[str], frozenset[str]]
"""Every account of the person behind an account."""


class Asked(NamedTuple):
    """A command as it was read from a message, or a request to receive; ready to be taken."""

    request_id: UUID | None
    """None of a request that is received, as long as it has no id."""
    command: Command | Receive
    account: Account
    expected: int | None
    once: Once | None
    much: Answering


async def take(scope: Scope, engine: Engine, asked: Asked) -> Answered:
    """Take a command, or receive. Raises what `Requests.take` or `Requests.receive` raises."""
    state = scope["app"].state
    groups: Groups[Asked, Answered] = state.groups
    answered = None
    if isinstance(asked.command, Receive):
        answered = await groups.here().put(asked)
        if answered is None and (named := await _in_thread(state, _with_a_key, engine, asked)):
            answered = await groups.here().put(named)
            if answered is None and named.request_id:
                engine.requests.free(named.request_id)
    elif not leads_to_erasing(asked.command):  # then other requests are looked at
        answered = await groups.here().put(asked)
    if answered is not None:
        return answered
    return await _in_thread(state, _take_alone, engine, asked)


async def _in_thread(
    state: State, work: Callable[[Engine, Asked], T], engine: Engine, asked: Asked
) -> T:
    return await to_thread.run_sync(partial(work, engine, asked), limiter=state.writers)


def _with_a_key(engine: Engine, asked: Asked) -> Asked | None:
    """A request to receive under an id whose key is on disk; waits for that.

    None where it is to be taken alone: it is refused, or an answer is repeated.
    """
    now, command = engine.now(asked.account), asked.command
    assert isinstance(command, Receive), "a command needs no key of its own"
    try:
        if engine.requests.answered(asked.once, now):
            return None
        return asked._replace(request_id=engine.requests.id_with_key(command, now))
    except GriffieError:
        return None


def _take_alone(engine: Engine, asked: Asked) -> Answered:
    now, command = engine.now(asked.account), asked.command
    if isinstance(command, Receive):
        request = engine.requests.receive(command, now, asked.once)
    else:
        assert asked.request_id, "a command names its request"
        request = engine.requests.take(
            asked.request_id, command, now, expected=asked.expected, once=asked.once
        )
    return _at(_answer(engine, request, asked), engine.history.newest())


def groups_of(engine: Engine) -> Groups[Asked, Answered]:
    """The groups of commands: taken on the event loop where the store is in a folder and quick."""
    at_once = None if engine.access.far else partial(take_at_once, engine)
    return Groups(partial(take_together, engine), at_once)


def take_together(engine: Engine, group: Sequence[Asked]) -> list[Answered | None]:
    """The answers to commands that are recorded in one transaction; None: it is taken alone.

    Raises the library's errors where the disk or the file fails: then nothing was recorded.
    """
    with engine.requests.ids_ahead(_receipts(group)) as free:
        named, ids = _named(group, free)
        decide = _decision(engine, named, ids, waits=True)
        # Without an id there are only requests to receive, whose keys have to be made.
        taken = engine.requests.take_all(ids, decide) if ids else None
        _keep_what_is_free(free, taken)
    return _answers(taken) if taken else [None] * len(group)


def take_at_once(engine: Engine, group: Sequence[Asked]) -> list[Answered | None] | None:
    """The same where it waits for no other writer; None where one is at work or something fails.

    Then nothing was recorded, and it is taken together.
    """
    with engine.requests.ids_ahead(_receipts(group)) as free:
        named, ids = _named(group, free)
        taken = None
        with engine.at_once(), suppress(KeyUnavailableError):  # somebody else reads keys
            decide = _decision(engine, named, ids, waits=False)
            taken = engine.requests.take_all_at_once(decide)
        _keep_what_is_free(free, taken)
    return _answers(taken) if taken else None


def _receipts(group: Sequence[Asked]) -> int:
    return sum(asked.request_id is None for asked in group)


def _named(group: Sequence[Asked], free: Sequence[UUID]) -> tuple[list[Asked], set[UUID]]:
    """The group with an id for each request that is received, as far as there are; and all ids."""
    given = iter(free)
    named = [
        asked._replace(request_id=next(given, None)) if asked.request_id is None else asked
        for asked in group
    ]
    return named, {asked.request_id for asked in named if asked.request_id}


def _keep_what_is_free(free: list[UUID], taken: Taken[Answered] | None) -> None:
    """Leave in the list the ids under which nothing was recorded."""
    ahead = taken[0] if taken else ()
    recorded = {one[0].request.id for one in ahead if one}
    free[:] = [one for one in free if one not in recorded]


def _answers(taken: Taken[Answered]) -> list[Answered | None]:
    ahead, position = taken
    return [_at(one[1], position) if one else None for one in ahead]


def _decision(
    engine: Engine, group: Sequence[Asked], ids: Collection[UUID], *, waits: bool
) -> DecideAll[Answered]:
    """What decides the commands of a group; it may be asked again, after others have written.

    Unless it `waits` it raises KeyUnavailableError, or the library's errors, where keys or rows
    cannot be had at once.
    """
    same_person = cache(engine.directory.same_person)  # asked of the store once a group

    def decide(latest: datetime | None) -> Ahead[Answered]:
        shared = _Shared(engine, same_person, engine.requests.locks(ids), latest, {}, waits)
        ahead: list[tuple[Decided, Answered] | None] = []
        used = engine.requests.used_keys(asked.once for asked in group)
        for asked in group:
            repeated = asked.once and asked.once.key in used
            one = None if repeated else _decided(shared, asked)
            if one:
                shared.made[one[0].request.id] = one[0].request
            ahead.append(one)
        return ahead

    return decide


class _Shared(NamedTuple):
    """What the commands of a group share while they are decided."""

    engine: Engine
    same_person: SamePerson
    lock: LockAtOnce
    latest: datetime | None
    """No command of the group is earlier."""
    made: dict[UUID, RightsRequest]
    """Requests as commands of the group made them, which are not recorded yet."""
    waits: bool
    """Whether keys or rows that cannot be had now are no reason to give up the whole group."""


def _decided(shared: _Shared, asked: Asked) -> tuple[Decided, Answered] | None:
    """The command decided for the group, with its answer; None where it is to be taken alone.

    Whatever is refused here may have been judged on an old state: it is judged again, alone.
    """
    engine, request_id, command = shared.engine, asked.request_id, asked.command
    if request_id is None:
        return None  # its key has to be made
    try:
        also = shared.same_person(asked.account.id)
        now = not_before(shared.latest, engine.now(asked.account, also))
        typed = None
        if isinstance(command, Receive):
            typed = JustTyped(command)
            decided = engine.requests.decide_receipt(
                request_id, command, now, shared.lock, once=asked.once
            )
        else:
            decided = engine.requests.decide(
                request_id,
                command,
                now,
                shared.made.get(request_id),
                shared.lock,
                expected=asked.expected,
                once=asked.once,
            )
        # Not a repeated answer: those are taken alone.
        shown = asked._replace(once=None)
        return (decided, _answer(engine, decided.request, shown, typed)) if decided else None
    except (KeyUnavailableError, PersistenceError):
        if shared.waits:
            return None
        raise
    except GriffieError:
        return None


def _answer(
    engine: Engine, request: RightsRequest, asked: Asked, typed: JustTyped | None = None
) -> Answered:
    """`typed` is what a request brings along that is not recorded yet."""
    account, command, once, much = asked.account, asked.command, asked.once, asked.much
    if isinstance(command, Receive):
        return received_answer(engine, request, account, once, much, typed=typed)
    return state_answer(engine, request, account, once=once, taken=command, much=much)


def _at(answered: Answered, position: int) -> Answered:
    return answered.saying(POSITION, str(position))
