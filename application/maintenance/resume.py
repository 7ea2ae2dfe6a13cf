"""Finishes erasures that a crash cut off, before the store is served."""

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol
from uuid import UUID

from griffie.application.access.roles import OPERATOR
from griffie.application.engine import Engine
from griffie.application.maintenance.decided import WHOLE_FILE, ErasedItem
from griffie.application.maintenance.erase_again import (
    ErasingVault,
    Erasures,
    complete_ledger,
    erase_again,
)
from griffie.application.ports import TieredVault
from griffie.application.register.view import RegisterView


class ResumingVault(TieredVault, ErasingVault, Protocol):
    """The port to the vault for finishing erasures."""

    def with_a_key(self, ids: Iterable[UUID]) -> Iterator[UUID]:
        """The requests of which there is a key that could open something."""


def resume_erasures(
    engine: Engine, erasures: Erasures, vault: ResumingVault, *, older: bool
) -> int:
    """Erase what a history says was erased and is still there; in an `older` copy, the ledger.

    That happens after a crash between the two, or when an older `keys.db` was put in place. Gives
    how many erasures were finished. Raises KeyUnavailableError, ContentionError.
    """
    came_back = erase_again(erasures, vault, engine.requests, engine.now(OPERATOR), older=older)
    complete_ledger(erasures, vault, engine.requests)
    left = _erased_in_part(engine, vault)
    for request_id in left:
        engine.requests.erase_file(engine.requests.load(request_id))
    vault.forget()  # a reader may have blocked it when something was erased
    return came_back + len(left) + _resume_evidence(engine)


def unfinished_erasures(engine: Engine, vault: ResumingVault) -> int:
    """How many erasures were decided and are not finished: see `resume_erasures`."""
    return len(_erased_in_part(engine, vault)) + len(_waiting(engine))


def unfinished(current: Callable[[], RegisterView], vault: ResumingVault) -> int:
    """How many recorded erasures have a living key."""
    return sum(1 for _ in vault.with_a_key(current().erased()))


def _erased_in_part(engine: Engine, vault: ResumingVault) -> list[UUID]:
    erased = (ErasedItem(WHOLE_FILE, one) for one in engine.current().erased())
    return [one.request for one in vault.what_is_left(erased)]


def _resume_evidence(engine: Engine) -> int:
    """Destroy tiers of files that are still kept, where a crash prevented it; gives how many."""
    requests, unfinished = engine.requests, _waiting(engine)
    for request_id in unfinished:
        requests.destroy_what_waits(requests.load(request_id), engine.now(OPERATOR))
    return len(unfinished)


def _waiting(engine: Engine) -> list[UUID]:
    return list(engine.current().to_destroy())
