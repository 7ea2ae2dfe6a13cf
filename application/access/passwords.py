"""The ports of signing in with a password: sign-in names, passwords, second factors, tickets."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple, Protocol

from griffie.application.access.accounts import Session
from griffie.application.access.roles import Account
from griffie.domain.errors import TryAgainError


class TooManyAtOnceError(TryAgainError):
    """More passwords are being checked than this machine can check soon."""

    code = "too-many-at-once"
    sentence = "Many people sign in just now"
    remedy = "try again in a moment"


class Password(NamedTuple):
    """That an account signs in with a password, which itself nobody can show. Instants in UTC."""

    id: str
    account_id: str
    sign_in_name: str
    made_at: datetime
    until: datetime | None
    """Of a one-time password: until when it is good. Its owner chooses another one first."""
    factor: str | None
    """The id of the second factor that is asked with it."""
    over: bool
    """It was a one-time password, and its time is over."""
    sessions: tuple[Session, ...] = ()


class Passwords(Protocol):
    """Sign-in names and passwords, one of each for an account."""

    def any(self) -> bool:
        """Whether anybody signs in with a password."""

    def of(self, account_id: str) -> Password | None:
        """The password of an account; None where it has none."""

    def owner_of(self, sign_in_name: str) -> str | None:
        """The account that signs in under a name; None where nobody does."""

    def key_of(self, sign_in_name: str) -> str:
        """The same for every way to write a name; it tells the name to nobody."""

    def check(self, sign_in_name: str, password: str, *, known: bool) -> Password | None:
        """The password, where it is right and good; as much work for a name that nobody has.

        `known` says that the browser signed in to this account before: its turn comes sooner.
        Raises TooManyAtOnceError.
        """

    def put(
        self,
        account_id: str,
        password_id: str,
        sign_in_name: str,
        password: str,
        lasts: timedelta | None = None,
    ) -> Password:
        """Give an account a password; the one before and its sessions end.

        One that only `lasts` so long is a one-time password. Raises LookupError: no such account,
        or it was ended; ValueError: somebody has that name.
        """

    def end(self, account_id: str) -> None:
        """End the password of an account, with its sessions."""

    def open_session(self, password_id: str) -> str | None:
        """Open a session and give the value of its cookie; None where the password ended."""

    def account_of(self, password_id: str) -> Account | None:
        """The account that has this password now, and may sign in."""


class Factor(NamedTuple):
    """That an account gives a code after its password."""

    id: str
    made_at: datetime | None
    """None where its row is gone or was changed: nobody signs in until it is set up anew."""
    recovery_codes: int
    """How many recovery codes are left."""


class TakenCode(NamedTuple):
    """A code that was right and had not been used."""

    factor: str
    recovery: str | None
    """The id of the recovery code that it was; None for a code from an app."""


class SecondFactors(Protocol):
    """Codes after a password: RFC 6238, and recovery codes for who lost the device."""

    def of(self, account_id: str) -> Factor | None:
        """The second factor of an account; None where it has none."""

    def new_secret(self) -> str:
        """A secret for an app, in base 32. It is kept nowhere yet."""

    def step_of(self, secret: str, code: str) -> int | None:
        """The step of 30 seconds of a code that an app with this secret shows about now.

        None where it shows another code, 30 seconds before and after included.
        """

    def put(self, account_id: str, factor_id: str, secret: str, step: int) -> Sequence[str]:
        """Ask codes with the password of an account, newer than `step`; the factor before ends.

        Gives recovery codes, which nobody can show again. Raises LookupError: it has no password.
        """

    def take(self, account_id: str, code: str) -> TakenCode | None:
        """Use up a code; None where it is wrong, was used, or an older one than the last."""

    def end(self, account_id: str) -> None:
        """Ask no code of an account any more."""

    def end_recovery_code(self, code_id: str) -> None:
        """A recovery code is good no more."""


class Tickets(Protocol):
    """What a browser keeps for us, which it can neither read nor make."""

    def make(self, purpose: str, said: object) -> str:
        """A ticket that says something, for one purpose. `said` is written as JSON."""

    def read(self, purpose: str, ticket: str, lasts: int) -> object | None:
        """What a ticket says; None where it is not ours, or older than so many seconds."""
