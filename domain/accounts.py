"""Events about who may sign in: accounts, tokens, passwords, and which accounts are one person's.

They hold pseudonyms, roles and the ids of tokens, passwords, second factors, passkeys and
links; no name,
and nothing that opens a door. They stand in one stream, which is never rebuilt into an object.
"""

from datetime import date
from uuid import uuid5

from pydantic import NonNegativeInt

from griffie.domain.housekeeping import NAMESPACE, HousekeepingEvent
from griffie.domain.model.values import Account, Code, Sealed

ACCOUNTS = uuid5(NAMESPACE, "accounts")
"""The stream of these events."""


class AccessCarriedOver(HousekeepingEvent):
    """The sign-in file of an older version was taken as it was, and its rows were sealed.

    That happens once, before any other event of this stream: a file without seals that is found
    later was tampered with.
    """

    TOPIC = "AccessCarriedOver"
    accounts: NonNegativeInt
    tokens: NonNegativeInt


class AccountMade(HousekeepingEvent):
    """Somebody got an account in a role. The role never changes."""

    TOPIC = "AccountMade"
    account: Account
    role: Code


class AccountEnded(HousekeepingEvent):
    """An account ended for good, with its tokens and sessions."""

    TOPIC = "AccountEnded"
    account: Account


class TokenMade(HousekeepingEvent):
    """An account got a token. It is good until the end of `expires_on`, a day in Brussels."""

    TOPIC = "TokenMade"
    SCHEMA = 2
    account: Account
    token: Code
    expires_on: date | None = None
    scope: Code | None = None
    """What alone it opens; None: all that the role may."""


class TokenEnded(HousekeepingEvent):
    """A token was revoked, and the sessions that it had opened ended."""

    TOPIC = "TokenEnded"
    account: Account
    token: Code


class SessionsEnded(HousekeepingEvent):
    """The sessions that a token, a password or a link had opened were ended; it stayed itself."""

    TOPIC = "SessionsEnded"
    account: Account
    token: Code
    """The id of the token, of the password or of the link."""


class PasswordSet(HousekeepingEvent):
    """An account got a password; the one before ended, with the sessions that it had opened."""

    TOPIC = "PasswordSet"
    account: Account
    password: Code
    one_time: bool
    """Made by an administrator: at the first sign-in another one takes its place."""


class PasswordEnded(HousekeepingEvent):
    """An account signs in with no password any more; the sessions that it had opened ended."""

    TOPIC = "PasswordEnded"
    account: Account
    password: Code


class SecondFactorSet(HousekeepingEvent):
    """Whoever signs in to an account with a password must now give a code (RFC 6238) as well."""

    TOPIC = "SecondFactorSet"
    account: Account
    factor: Code


class SecondFactorEndProposed(HousekeepingEvent):
    """An administrator proposes to ask no code of an account any more; another one confirms."""

    TOPIC = "SecondFactorEndProposed"
    account: Account
    factor: Code


class SecondFactorEnded(HousekeepingEvent):
    """No code is asked of an account any more."""

    TOPIC, SCHEMA = "SecondFactorEnded", 2
    account: Account
    factor: Code
    proposed_by: Account | None = None
    """Who had proposed what this one confirmed; None: one person did it."""


class RecoveryCodeUsed(HousekeepingEvent):
    """A recovery code took the place of a code from an app, once."""

    TOPIC = "RecoveryCodeUsed"
    account: Account
    factor: Code
    code: Code


class SecondFactorDemanded(HousekeepingEvent):
    """From now on a second factor is demanded of exactly these roles, with a password."""

    TOPIC = "SecondFactorDemanded"
    roles: tuple[Code, ...]


class ProviderLinked(HousekeepingEvent):
    """Who has an account signs in to it through the office's own sign-in provider.

    Who that is at the provider stands nowhere: `link` is an id of ours.
    """

    TOPIC = "ProviderLinked"
    account: Account
    link: Code


class PasskeyAdded(HousekeepingEvent):
    """Who has an account added a passkey, with which they sign in from now on."""

    TOPIC = "PasskeyAdded"
    account: Account
    passkey: Code


class PasskeyEnded(HousekeepingEvent):
    """A passkey opens nothing any more; the sessions that it had opened ended."""

    TOPIC = "PasskeyEnded"
    account: Account
    passkey: Code


class AccountsJoined(HousekeepingEvent):
    """Two accounts are one person's: where a second person must look, the two count as one."""

    TOPIC = "AccountsJoined"
    account: Account
    other: Account
    reason: Sealed
