"""Events about who may sign in: accounts, tokens, and which accounts are one person's.

They hold pseudonyms, roles and the ids of tokens; no name, and nothing that opens a door. They
stand in one stream, which is never rebuilt into an object.
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
    account: Account
    token: Code
    expires_on: date | None = None


class TokenEnded(HousekeepingEvent):
    """A token was revoked, and the sessions that it had opened ended."""

    TOPIC = "TokenEnded"
    account: Account
    token: Code


class SessionsEnded(HousekeepingEvent):
    """The sessions that a token had opened were ended; the token stayed."""

    TOPIC = "SessionsEnded"
    account: Account
    token: Code


class AccountsJoined(HousekeepingEvent):
    """Two accounts are one person's: where a second person must look, the two count as one."""

    TOPIC = "AccountsJoined"
    account: Account
    other: Account
    reason: Sealed
