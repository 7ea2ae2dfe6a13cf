"""Accounts and tokens as answers: who one is, one's colleagues, who may sign in and until when."""

from collections.abc import Callable, Iterable
from datetime import date, datetime

from pydantic import Field

from griffie.application.access.accounts import Person, Token
from griffie.application.access.directory import NewToken
from griffie.application.access.roles import Account, Role
from griffie.application.access.scopes import Scope
from griffie.application.views.answer import AnswerModel, Instant


class Me(AnswerModel):
    """Whoever asks."""

    id: str = Field(description="The account: what stands in the history.")
    name: str = Field(description="Empty where it is not known, or was forgotten.")
    role: Role
    scope: Scope | None = Field(
        default=None, description="Only of a token that is good for less than its role."
    )


class Colleague(AnswerModel):
    """Somebody who has, or had, an account."""

    id: str
    name: str
    role: Role
    ended: bool = Field(description="The account was ended for good.")
    also: list[str] = Field(description="The other accounts of the same person.")


class People(AnswerModel):
    """Everybody who ever had an account."""

    items: list[Colleague]


class SessionShown(AnswerModel):
    """A browser that is signed in with a token. Instants in UTC."""

    opened_at: Instant


class TokenShown(AnswerModel):
    """A token, which itself nobody can show. Instants in UTC."""

    id: str
    account: str
    name: str
    role: Role
    made_at: Instant
    expires_at: Instant | None
    revoked_at: Instant | None
    sessions: list[SessionShown]
    scope: Scope | None = Field(
        default=None, description="Only of a token that is good for less than its role."
    )


class Tokens(AnswerModel):
    """Every token that was ever made, the oldest first."""

    items: list[TokenShown]


class TokenMade(AnswerModel):
    """A new token. It is shown this once."""

    id: str
    account: str
    role: Role
    expires_on: date | None = Field(description="The last day on which it is good, in Brussels.")
    token: str


def me_shown(account: Account, name: str) -> Me:
    """Whoever asks, with the name that the directory knows."""
    return Me(id=account.id, name=name, role=account.role, **_only(account.scope))


def people_shown(people: Iterable[Person], same: Callable[[str], frozenset[str]]) -> People:
    """Everybody; `same` gives the accounts of the person behind one."""
    return People(
        items=[
            Colleague(
                id=one.account_id,
                name=one.name,
                role=one.role,
                ended=one.ended_at is not None,
                also=sorted(same(one.account_id) - {one.account_id}),
            )
            for one in people
        ]
    )


def tokens_shown(tokens: Iterable[Token], people: Iterable[Person]) -> Tokens:
    """Every token with the person who has it; one whose account is not sound is left out."""
    by_id = {one.account_id: one for one in people}
    return Tokens(
        items=[
            TokenShown(
                id=one.id,
                account=one.account_id,
                name=owner.name,
                role=owner.role,
                made_at=one.made_at.isoformat(),
                expires_at=_written(one.expires_at),
                revoked_at=_written(one.revoked_at),
                sessions=[
                    SessionShown(opened_at=session.opened_at.isoformat())
                    for session in one.sessions
                ],
                **_only(one.scope),
            )
            for one in tokens
            if (owner := by_id.get(one.account_id))
        ]
    )


def made_shown(made: NewToken) -> TokenMade:
    """A new token, with the secret itself."""
    return TokenMade(
        id=made.id,
        account=made.account_id,
        role=made.role,
        expires_on=made.expires_on,
        token=made.secret,
    )


def _only(scope: str) -> dict[str, Scope]:
    """The scope of a token, where it has one: else the field is left out of the answer."""
    return {"scope": Scope(scope)} if scope else {}


def _written(instant: datetime | None) -> str | None:
    return instant.isoformat() if instant else None
