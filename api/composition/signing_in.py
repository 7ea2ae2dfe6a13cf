"""Who may sign in, and with what, put on the files of a store."""

from collections.abc import Callable
from functools import partial
from time import time

from griffie.api.composition.files import Files
from griffie.application.access.credentials import Credentials
from griffie.application.access.delays import Delays
from griffie.application.access.directory import Directory
from griffie.application.access.passkey_sign_in import PasskeySignIn
from griffie.application.access.provider_accounts import ProviderAccounts
from griffie.application.access.roles import Account
from griffie.application.access.sign_in import SignIn
from griffie.application.requests.requests import Requests
from griffie.application.webhooks.delivery import Delivery
from griffie.domain.accounts import ACCOUNTS
from griffie.domain.model.setting import Occasion
from griffie.infrastructure.sqlite.opening_checks import access_is_sealed, mark_access_sealed
from griffie.infrastructure.tickets import SealedTickets
from griffie.infrastructure.webauthn_devices import WebAuthnDevices


def directories(
    files: Files, requests: Requests
) -> tuple[Directory, Credentials, ProviderAccounts]:
    """Accounts with their tokens, passwords with second factors, and who comes by the provider."""
    access, newest = files.access, partial(_newest, files)
    record, history = partial(requests.append, ACCOUNTS), partial(requests.history, ACCOUNTS)
    credentials = Credentials(
        access, access.passwords, access.factors, record=record, history=history, newest=newest
    )
    directory = Directory(access, requests, newest)
    by_provider = ProviderAccounts(access, access.links, directory, record=record, history=history)
    return directory, credentials, by_provider


def passkey_sign_in(files: Files, requests: Requests) -> PasskeySignIn:
    """Signing in with a passkey."""
    return PasskeySignIn(
        files.access.passkeys,
        WebAuthnDevices(),
        files.access,
        tickets=SealedTickets(files.key, time),
        delays=Delays(files.tries()),
        tries=files.tries(),
        record=partial(requests.append, ACCOUNTS),
        history=partial(requests.history, ACCOUNTS),
    )


def catch_up(
    files: Files,
    directory: Directory,
    credentials: Credentials,
    by_provider: ProviderAccounts,
    *,
    passkeys: PasskeySignIn,
    webhooks: Delivery,
    now: Callable[[], Occasion],
) -> None:
    """End what the log says has ended, and seal a file of before seals, once."""
    sealed = access_is_sealed(files.datastore)
    directory.catch_up(now, is_carried_over=sealed)
    credentials.catch_up(now)
    by_provider.catch_up()
    passkeys.catch_up(now)
    webhooks.catch_up()
    files.access.absences.forget(now().today)
    if not sealed:
        mark_access_sealed(files.datastore)


def sign_in(
    files: Files,
    credentials: Credentials,
    occasion: Callable[[Account], Occasion],
    held_up: Callable[[str], None],
) -> SignIn:
    """Signing in with a password; `held_up` is told of an account at which somebody must wait."""
    return SignIn(
        files.access.passwords,
        credentials,
        tickets=SealedTickets(files.key, time),
        delays=Delays(files.tries()),
        occasion=occasion,
        held_up=held_up,
    )


def _newest(files: Files) -> int:
    """How many events say who may sign in."""
    return files.recorder.newest_version(ACCOUNTS) or 0
