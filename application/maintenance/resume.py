"""Finishes erasures that a crash cut off, before the store is served."""

from datetime import date
from typing import Protocol
from uuid import UUID

from griffie.application.access.roles import OPERATOR
from griffie.application.engine import Engine
from griffie.application.maintenance.erase_again import (
    ErasingVault,
    Erasures,
    complete_ledger,
    erase_again,
)
from griffie.application.ports import TieredVault
from griffie.application.register.view import Query
from griffie.domain.request.vocabulary import Status

_EVERYTHING = Query(limit=2**31)


class ResumingVault(TieredVault, ErasingVault, Protocol):
    """The port to the vault for finishing erasures."""

    def holds(self, request_id: UUID) -> bool:
        """Whether any value of the request is left."""


def resume_erasures(
    engine: Engine, erasures: Erasures, vault: ResumingVault, *, older: bool
) -> int:
    """Erase what a history says was erased and is still there; in an `older` copy, the ledger.

    That happens after a crash between the two, or when an older `keys.db` was put in place. Gives
    how many erasures were finished. Raises KeyUnavailableError, ContentionError.
    """
    came_back = erase_again(erasures, vault, engine.requests, engine.now(OPERATOR), older=older)
    complete_ledger(erasures, vault, engine.requests)
    left = [
        item.id
        for item in engine.current().items(_EVERYTHING, date.max)
        if item.personal_data == "erased" and vault.holds(item.id)
    ]
    for request_id in left:
        for one in (*engine.requests.load(request_id).messages_joined, request_id):
            vault.erase(one)
    vault.forget()  # a reader may have blocked it when something was erased
    return came_back + len(left) + _resume_evidence(engine)


def _resume_evidence(engine: Engine) -> int:
    """Destroy tiers of files that are still kept, where a crash prevented it; gives how many."""
    now, requests = engine.now(OPERATOR), engine.requests
    worked_on = [
        item.id
        for item in engine.current().items(_EVERYTHING, now.today)
        if item.status is not Status.CLOSED
    ]
    due = [listed.id for listed in engine.retention().due(now.today)]
    unfinished = [one for one in dict.fromkeys([*worked_on, *due]) if requests.waiting(one)]
    for request_id in unfinished:
        requests.destroy_what_waits(requests.load(request_id), now)
    return len(unfinished)
