"""Passwords and second factors as they are given, changed and ended, each recorded in the log.

Recorded first, then done. If the process is killed between the two, the log names a password that
is not there; `catch_up` then ends the one that is, and an administrator gives another. It also ends
what the log says has ended where somebody put an older sign-in file in place.
"""

import secrets
from base64 import b32encode
from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from typing import Any, NamedTuple

from griffie.application.access.accounts import Accounts
from griffie.application.access.directory import NoSuchAccountError
from griffie.application.access.password_rules import check_new_password
from griffie.application.access.passwords import Factor, Password, Passwords, SecondFactors
from griffie.application.access.roles import Role
from griffie.domain.accounts import (
    AccountEnded,
    PasswordEnded,
    PasswordSet,
    RecoveryCodeUsed,
    SecondFactorDemanded,
    SecondFactorEnded,
    SecondFactorEndProposed,
    SecondFactorSet,
    SessionsEnded,
)
from griffie.domain.model.errors import BadInputError
from griffie.domain.model.event import Event
from griffie.domain.model.setting import Occasion

FactorEvent = SecondFactorSet | SecondFactorEndProposed | SecondFactorEnded
ONE_TIME_LASTS = timedelta(days=7)
_ONE_TIME_BYTES = 10


class OneTimePassword(NamedTuple):
    """A password that was made just now for somebody. Nobody can show `secret` again."""

    account_id: str
    sign_in_name: str
    secret: str


class Credentials:
    """With what people sign in beside tokens; safe from any thread and process."""

    def __init__(
        self,
        accounts: Accounts,
        passwords: Passwords,
        factors: SecondFactors,
        *,
        record: Callable[[Event, Occasion], None],
        history: Callable[[], Iterable[Any]],
        newest: Callable[[], int],
    ) -> None:
        """`record` adds an event to the stream of accounts, `history` reads that stream.

        `newest` gives how many events it has.
        """
        self._accounts, self._passwords, self._factors = accounts, passwords, factors
        self._record, self._history, self._newest = record, history, newest
        self._demand: tuple[int, frozenset[Role]] = (0, frozenset())

    def password_of(self, account_id: str) -> Password | None:
        """The password of an account, which nobody can show; None where it has none."""
        return self._passwords.of(account_id)

    def factor_of(self, account_id: str) -> Factor | None:
        """The second factor of an account; None where it has none."""
        return self._factors.of(account_id)

    @property
    def anybody(self) -> bool:
        """Whether anybody signs in with a password."""
        return self._passwords.any()

    def check_name(self, sign_in_name: str, of: str = "") -> None:
        """Raises BadInputError where a sign-in name is empty, or somebody else's than `of`."""
        if not sign_in_name.strip():
            raise BadInputError("sign_in_name", "empty")
        if self._passwords.owner_of(sign_in_name) not in {None, of}:
            raise BadInputError("sign_in_name", "somebody signs in under that name")

    def give_one_time(self, account_id: str, sign_in_name: str, now: Occasion) -> OneTimePassword:
        """Make a password with which somebody signs in once, to choose one of their own.

        It lasts a week. The one before ends. An empty `sign_in_name` keeps the one that is. Raises
        NoSuchAccountError, BadInputError, ContentionError.
        """
        old = self._passwords.of(account_id)
        name = sign_in_name.strip() or (old.sign_in_name if old else "")
        secret = _readable_secret()
        self._set(account_id, name, secret, now, lasts=ONE_TIME_LASTS)
        return OneTimePassword(account_id, name, secret)

    def make(self, account_id: str, sign_in_name: str, password: str, now: Occasion) -> None:
        """Give an account its first password, as its owner typed it. Raises as `choose` does."""
        check_new_password(password, self._about(account_id, sign_in_name))
        self._set(account_id, sign_in_name, password, now)

    def choose(self, account_id: str, password: str, now: Occasion) -> Password:
        """The owner of an account chooses another password; every session of the old one ends.

        Raises NoSuchAccountError, BadInputError, ContentionError.
        """
        old = self._passwords.of(account_id)
        if old is None:
            raise NoSuchAccountError
        check_new_password(password, self._about(account_id, old.sign_in_name))
        return self._set(account_id, old.sign_in_name, password, now)

    def end_password(self, account_id: str, now: Occasion) -> None:
        """Nobody signs in to an account with a password any more, nor is a code asked of it.

        Raises NoSuchAccountError, ContentionError.
        """
        old = self._passwords.of(account_id)
        if old is None:
            raise NoSuchAccountError
        self._record(PasswordEnded(account=account_id, password=old.id), now)
        self._passwords.end(account_id)

    def end_sessions(self, account_id: str, now: Occasion) -> None:
        """Sign out every browser that used the password. Raises as `end_password` does."""
        old = self._passwords.of(account_id)
        if old is None:
            raise NoSuchAccountError
        self._record(SessionsEnded(account=account_id, token=old.id), now)
        self._accounts.end_sessions(old.id)

    def new_secret(self) -> str:
        """A secret for an app, in base 32. It is kept nowhere yet."""
        return self._factors.new_secret()

    def set_factor(
        self, account_id: str, secret: str, code: str, now: Occasion
    ) -> Sequence[str] | None:
        """Ask codes of an account from now on. Gives recovery codes, which are shown once.

        None where the code does not show that an app has the secret. Raises ContentionError.
        """
        step = self._factors.step_of(secret, code)
        if step is None:
            return None
        factor = _new_id()
        self._record(SecondFactorSet(account=account_id, factor=factor), now)
        return self._factors.put(account_id, factor, secret, step)

    def propose_end(self, account_id: str, now: Occasion) -> None:
        """Propose to ask no code of an account any more. Raises as `end_factor` does."""
        factor = self._factor(account_id)
        self._record(SecondFactorEndProposed(account=account_id, factor=factor.id), now)

    def end_factor(self, account_id: str, now: Occasion, proposed_by: str | None = None) -> None:
        """Ask no code of an account any more. Raises NoSuchAccountError, ContentionError."""
        factor = self._factor(account_id)
        ended = SecondFactorEnded(account=account_id, factor=factor.id, proposed_by=proposed_by)
        self._record(ended, now)
        self._factors.end(account_id)

    def factor_events(self, account_id: str) -> list[FactorEvent]:
        """What was recorded of the second factor of an account, the newest first."""
        past = (one for one in self._history() if isinstance(one, FactorEvent))
        return [one for one in past if one.account == account_id][::-1]

    def _factor(self, account_id: str) -> Factor:
        factor = self._factors.of(account_id)
        if factor is None:
            raise NoSuchAccountError
        return factor

    def take_code(self, account_id: str, code: str, now: Occasion) -> bool:
        """Use up a code; False where it is not right. Raises ContentionError."""
        taken = self._factors.take(account_id, code)
        if taken and taken.recovery:
            used = RecoveryCodeUsed(account=account_id, factor=taken.factor, code=taken.recovery)
            self._record(used, now)
        return taken is not None

    @property
    def demanded(self) -> frozenset[Role]:
        """The roles of which a second factor is demanded."""
        version, roles = self._demand
        if (newest := self._newest()) != version:
            roles = frozenset()
            for event in self._history():
                if isinstance(event, SecondFactorDemanded):
                    roles = frozenset(map(Role, event.roles))
            self._demand = (newest, roles)
        return roles

    def demand(self, roles: Iterable[Role], now: Occasion) -> None:
        """Demand a second factor of exactly these roles from the next sign-in on."""
        wanted = frozenset(roles)
        ordered = tuple(role.value for role in Role if role in wanted)
        self._record(SecondFactorDemanded(roles=ordered), now)

    def catch_up(self, now: Callable[[], Occasion]) -> None:
        """End each password that is not as the log knows it, and recovery codes that were used."""
        past = list(self._history())
        for account in find_strays(self._accounts, self._passwords, past):
            self.end_password(account, now())
        for event in past:
            if isinstance(event, RecoveryCodeUsed):
                self._factors.end_recovery_code(event.code)

    def _set(
        self,
        account_id: str,
        sign_in_name: str,
        password: str,
        now: Occasion,
        *,
        lasts: timedelta | None = None,
    ) -> Password:
        living = {one.account_id for one in self._accounts.people() if one.ended_at is None}
        if account_id not in living:
            raise NoSuchAccountError
        self.check_name(sign_in_name, account_id)
        password_id = _new_id()
        made = PasswordSet(account=account_id, password=password_id, one_time=lasts is not None)
        self._record(made, now)
        return self._passwords.put(account_id, password_id, sign_in_name, password, lasts)

    def _about(self, account_id: str, sign_in_name: str) -> Sequence[str]:
        return (sign_in_name, self._accounts.name_of(account_id))


def find_strays(accounts: Accounts, passwords: Passwords, history: Iterable[Any]) -> list[str]:
    """The accounts whose password, or whose second factor, is not the one that the log knows.

    A file of before a second factor was set is one of these: it would let in without a code.
    """
    known: dict[str, tuple[str | None, str | None]] = {}
    for event in history:
        if isinstance(event, PasswordSet):
            known[event.account] = (event.password, known.get(event.account, (None, None))[1])
        elif isinstance(event, PasswordEnded | AccountEnded):
            known.pop(event.account, None)
        elif isinstance(event, SecondFactorSet):
            known[event.account] = (known.get(event.account, (None, None))[0], event.factor)
        elif isinstance(event, SecondFactorEnded):
            known[event.account] = (known.get(event.account, (None, None))[0], None)
    kept = ((one.account_id, passwords.of(one.account_id)) for one in accounts.people())
    return [
        account
        for account, password in kept
        if password and (password.id, password.factor) != known.get(account)
    ]


def password_findings(
    accounts: Accounts, passwords: Passwords, history: Iterable[Any]
) -> list[str]:
    """What an audit finds: a sentence for each of `find_strays`."""
    return [
        f"access.db: the password of {account}, or its second factor, is not the one of the log"
        for account in find_strays(accounts, passwords, history)
    ]


def _new_id() -> str:
    return secrets.token_hex(6)


def _readable_secret() -> str:
    """Such as `7k3f-9q2m-xtab-cdef`: 80 bits, to be read aloud and typed once."""
    text = b32encode(secrets.token_bytes(_ONE_TIME_BYTES)).decode().lower()
    return "-".join(text[at : at + 4] for at in range(0, len(text), 4))
