"""What a form changes of who may sign in: each deed with its fields, and how it is carried out."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from griffie.api.console.desk.entered import Entered
from griffie.api.http.problems import RequestRefusedError
from griffie.application.access.absences import Absence
from griffie.application.access.credentials import OneTimePassword
from griffie.application.access.directory import Directory, NewToken, NoSuchAccountError
from griffie.application.access.lost_factor import end_lost_factor
from griffie.application.access.roles import Role
from griffie.application.disclosure import Disclosure
from griffie.application.engine import Engine
from griffie.application.requests.commands import Day
from griffie.domain.model.errors import BadInputError
from griffie.domain.model.setting import Occasion
from griffie.domain.model.values import Account as AccountId

_NO_SUCH_FORM = frozenset({"extra_forbidden", "string_pattern_mismatch", "enum"})
_WHO = {"name", "role", "sign_in_name", "other", "reason"}
_WHEN = {"expires_on", "first_on", "last_on", "substitute"}
_TYPED = frozenset(_WHO | _WHEN)
_MOST = 2**53

TokenId = Annotated[str, StringConstraints(pattern="^[0-9a-f]{12}$")]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Made = NewToken | OneTimePassword
"""What is shown once to whoever made it."""


class Deed(BaseModel, ABC):
    """One change, by somebody who read the directory at `version`."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    version: Annotated[int, Field(ge=0, lt=_MOST)]

    @abstractmethod
    def take(self, engine: Engine, account: str, now: Occasion) -> Made | None:
        """Carry it out on an account. Gives a token or a one-time password that it made.

        Raises NoSuchAccountError, BadInputError, ContentionError.
        """


class Make(Deed):
    """An account for somebody new: with a sign-in name and a one-time password, else a token."""

    name: Name
    role: Role
    sign_in_name: Name | None = None
    expires_on: Day | None = None

    def take(self, engine: Engine, account: str, now: Occasion) -> Made:
        del account  # there is none yet
        if self.sign_in_name:
            engine.credentials.check_name(self.sign_in_name)
            made = engine.directory.create_account(self.role, self.name, now)
            return engine.credentials.give_one_time(made, self.sign_in_name, now)
        return engine.directory.create(self.role, self.name, self.expires_on, now)


class Give(Deed):
    """Another token."""

    expires_on: Day | None = None

    def take(self, engine: Engine, account: str, now: Occasion) -> NewToken:
        return engine.directory.give(account, self.expires_on, now)


class Renew(Deed):
    """A new token in the place of one."""

    token: TokenId
    expires_on: Day | None = None

    def take(self, engine: Engine, account: str, now: Occasion) -> NewToken:
        with _of(account, self.token, engine.directory):
            return engine.directory.renew(self.token, self.expires_on, now)


class Revoke(Deed):
    """A token ends, with every session that it opened."""

    token: TokenId

    def take(self, engine: Engine, account: str, now: Occasion) -> None:
        with _of(account, self.token, engine.directory):
            engine.directory.revoke(self.token, now)


class EndSessions(Deed):
    """Every browser that used a token is signed out; the token stays."""

    token: TokenId

    def take(self, engine: Engine, account: str, now: Occasion) -> None:
        with _of(account, self.token, engine.directory):
            engine.directory.end_sessions(self.token, now)


class GivePassword(Deed):
    """A one-time password, in the place of the password that is; the sign-in name may change."""

    sign_in_name: Name | None = None

    def take(self, engine: Engine, account: str, now: Occasion) -> OneTimePassword:
        return engine.credentials.give_one_time(account, self.sign_in_name or "", now)


class EndPassword(Deed):
    """No password opens the account any more, and its sessions are over."""

    def take(self, engine: Engine, account: str, now: Occasion) -> None:
        engine.credentials.end_password(account, now)


class EndPasswordSessions(Deed):
    """Every browser that used the password is signed out; the password stays."""

    def take(self, engine: Engine, account: str, now: Occasion) -> None:
        engine.credentials.end_sessions(account, now)


class EndProviderSessions(Deed):
    """Every browser that came through the sign-in provider is signed out."""

    def take(self, engine: Engine, account: str, now: Occasion) -> None:
        engine.provider_accounts.end_sessions(account, now)


class EndPasskey(Deed):
    """A passkey opens nothing any more, and its sessions are over."""

    passkey: TokenId

    def take(self, engine: Engine, account: str, now: Occasion) -> None:
        engine.passkeys.end(account, self.passkey, now)


class EndFactor(Deed):
    """No code is asked any more: for who lost the app and the recovery codes.

    Where the office has another administrator, the first one proposes and that one confirms.
    """

    def take(self, engine: Engine, account: str, now: Occasion) -> None:
        end_lost_factor(engine, account, now)


class Away(Deed):
    """Days on which somebody is away, and who stands in."""

    first_on: Day
    last_on: Day
    substitute: AccountId | None = None

    def take(self, engine: Engine, account: str, now: Occasion) -> None:
        if self.last_on < self.first_on:
            raise BadInputError("last_on", "before the first day")
        if self.last_on < now.today:
            raise BadInputError("last_on", "in the past")
        if self.substitute == account:
            raise BadInputError("substitute", "the one who is away")
        if self.substitute and self.substitute not in _living(engine):
            raise BadInputError("substitute", "no such account")
        if account not in _living(engine):
            raise NoSuchAccountError
        engine.absences.forget(now.today)
        engine.absences.put(Absence(account, self.first_on, self.last_on, self.substitute))


class Back(Deed):
    """Nobody is away any more."""

    def take(self, engine: Engine, account: str, now: Occasion) -> None:
        engine.absences.end(account)
        engine.absences.forget(now.today)


class Demand(Deed):
    """A second factor is demanded of the roles that are ticked, and of no other."""

    intake: bool = False
    handler: bool = False
    dpo: bool = False
    auditor: bool = False
    reporter: bool = False
    admin: bool = False

    def take(self, engine: Engine, account: str, now: Occasion) -> None:
        del account  # it concerns roles
        engine.credentials.demand([role for role in Role if getattr(self, role.value)], now)


class Join(Deed):
    """Another account is the same person's, and how that is known."""

    other: AccountId
    reason: Disclosure

    def take(self, engine: Engine, account: str, now: Occasion) -> None:
        engine.directory.join(account, self.other, self.reason, now)


class End(Deed):
    """The account ends for good, with its tokens and sessions."""

    def take(self, engine: Engine, account: str, now: Occasion) -> None:
        engine.directory.end_account(account, now)


OF_EVERYBODY: Mapping[str, type[Deed]] = {"make": Make, "demand": Demand}
"""What is done beside the accounts that exist."""
OF_OWN: Mapping[str, type[Deed]] = {
    "revoke": Revoke,
    "end-sessions": EndSessions,
    "end-password-sessions": EndPasswordSessions,
    "end-provider-sessions": EndProviderSessions,
    "end-passkey": EndPasskey,
    "away": Away,
    "back": Back,
}
"""What everybody may do to what is theirs."""
OF_PERSON: Mapping[str, type[Deed]] = {
    **OF_OWN,
    "give": Give,
    "renew": Renew,
    "join": Join,
    "one-time": GivePassword,
    "end-password": EndPassword,
    "end-factor": EndFactor,
    "end": End,
}
"""What may be done to an account that exists."""


def read(deeds: Mapping[str, type[Deed]], entered: Entered) -> Deed:
    """The deed that a form asks for with its field `do`; empty fields are left out.

    Raises RequestRefusedError (400) for what no form sends, and pydantic's ValidationError for what
    was typed.
    """
    said = {name: values[0] for name, values in entered.items() if values[0]}
    kind = deeds.get(said.pop("do", ""))
    if kind is None or any(len(values) != 1 for values in entered.values()):
        raise _malformed()
    try:
        return kind.model_validate(said)
    except ValidationError as error:
        if any(_is_no_form(one) for one in error.errors(include_input=False)):
            raise _malformed() from None
        raise


def _living(engine: Engine) -> frozenset[str]:
    """The accounts that were not ended."""
    return frozenset(one.account_id for one in engine.directory.people() if not one.ended_at)


def _is_no_form(one: Mapping[str, Any]) -> bool:
    """Whether pydantic found what no form of ours sends, in a field that nobody types in."""
    return one["type"] in _NO_SUCH_FORM or not _TYPED.issuperset(one["loc"])


def _malformed() -> RequestRefusedError:
    return RequestRefusedError(400, "malformed", "Malformed", "There is no such field.")


@contextmanager
def _of(account: str, token: str, directory: Directory) -> Iterator[None]:
    """Nobody reaches the token of another account through this one. Raises NoSuchAccountError."""
    if not any(one.id == token and one.account_id == account for one in directory.tokens()):
        raise NoSuchAccountError
    yield
