"""The controller's own site that a file of the operator names, put on an opened store."""

from collections.abc import Callable
from pathlib import Path

from griffie.api.composition.store import Store
from griffie.application.portal.own_site import OwnSite
from griffie.infrastructure.own_site.settings import read_own_site
from griffie.infrastructure.own_site.tokens import SignedTokens
from griffie.infrastructure.tickets import SealedTickets


def own_site_of(path: Path) -> Callable[[Store], OwnSite]:
    """The site of a file, for a store that is opened later. Raises BadOwnSiteError."""
    settings, keys = read_own_site(path)

    def for_store(store: Store) -> OwnSite:
        def seconds() -> float:
            return store.engine.clock().timestamp()

        return OwnSite(SignedTokens(settings, keys, seconds), SealedTickets(store.key, seconds))

    return for_store
