"""The Data Rights Protocol as a file of the operator sets it up, on an opened store."""

from collections.abc import Callable
from pathlib import Path

from griffie.api.composition.store import Store
from griffie.application.drp.exercise import Drp
from griffie.application.drp.message import Agent
from griffie.infrastructure.drp.directory import Ed25519, read_drp
from griffie.infrastructure.tickets import SealedTickets


def drp_of(path: Path) -> Callable[[Store], Drp]:
    """The agents of a file, for a store that is opened later. Raises BadDrpFileError."""
    settings = read_drp(path)
    agents = [
        Agent(one.id, one.name, one.account, one.callback or "", Ed25519(one.verify_key))
        for one in settings.agents
    ]

    def for_store(store: Store) -> Drp:
        def seconds() -> float:
            return store.engine.clock().timestamp()

        return Drp(settings.business_id, agents, SealedTickets(store.key, seconds))

    return for_store
