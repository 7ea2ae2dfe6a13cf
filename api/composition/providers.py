"""The sign-in provider that a file of the operator names, put on an opened store."""

from pathlib import Path
from time import time

from griffie.api.composition.store import Store
from griffie.application.access.delays import Delays
from griffie.application.access.provider_sign_in import ProviderSignIn
from griffie.infrastructure.oidc.provider import OpenIdProvider
from griffie.infrastructure.oidc.settings import ProviderSettings, read_settings
from griffie.infrastructure.tickets import SealedTickets


def read_provider(path: Path) -> ProviderSettings:
    """The provider of a file. Raises BadSignInFileError; nothing is connected to yet."""
    return read_settings(path)


def provider_sign_in(settings: ProviderSettings, store: Store) -> ProviderSignIn:
    """Signing in through this provider to the accounts of this store."""
    return ProviderSignIn(
        OpenIdProvider(settings),
        [(one.group, one.role) for one in settings.roles],
        store.engine.provider_accounts,
        tickets=SealedTickets(store.key, time),
        delays=Delays(store.tries()),
        occasion=store.engine.now,
        clock=time,
    )
