"""People, tokens and sessions in words, as the pages about accounts show them."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from griffie.api.words.names import ROLES
from griffie.api.words.speech import Speech
from griffie.application.access.accounts import Person, Token
from griffie.application.engine import Engine
from griffie.domain.law.deadlines import civil_date


class TokenLine(NamedTuple):
    """A token; itself nobody can show. `until` is empty where it does not expire."""

    id: str
    made: str
    until: str
    sessions: tuple[str, ...]
    """Since when each browser is signed in with it."""
    over: str
    """Since which day it opens nothing; empty while it does."""
    own: bool
    """The reader of the page signed in with it."""


class PersonLine(NamedTuple):
    """An account, with what is open of it."""

    account: str
    name: str
    role: str
    ended: str
    """The day; empty while somebody may sign in with it."""
    tokens: int
    sessions: int
    also: tuple[str, ...]
    """The other accounts of the same person."""


def named(person: Person) -> str:
    """The name; the account where it was forgotten or never said."""
    return person.name or person.account_id


def token_line(token: Token, now: datetime, speech: Speech, own: str = "") -> TokenLine:
    """A token as it stands at an instant; `own` is that of the reader."""
    last = token.expires_at and token.expires_at - timedelta(seconds=1)
    ends = [one for one in (token.revoked_at, last if _expired(token, now) else None) if one]
    return TokenLine(
        token.id,
        speech.day(civil_date(token.made_at)),
        speech.day(civil_date(last)) if last else "",
        tuple(speech.instant(one.opened_at) for one in token.sessions),
        speech.day(civil_date(min(ends))) if ends else "",
        token.id == own,
    )


def token_lines(engine: Engine, account: str, speech: Speech, own: str = "") -> list[TokenLine]:
    """Every token of an account, those that open something first, the newest first."""
    now = engine.clock()
    mine = [one for one in engine.directory.tokens() if one.account_id == account]
    lines = [token_line(one, now, speech, own) for one in reversed(mine)]
    return sorted(lines, key=lambda one: bool(one.over))


def person_lines(engine: Engine, speech: Speech) -> list[PersonLine]:
    """Everybody who ever had an account: who may sign in first, by name."""
    people, now = engine.directory.people(), engine.clock()
    tokens: dict[str, list[Token]] = {}
    for token in engine.directory.tokens():
        if token.revoked_at is None and not _expired(token, now):
            tokens.setdefault(token.account_id, []).append(token)
    by_id = {one.account_id: one for one in people}
    ordered = sorted(people, key=lambda one: (one.ended_at is not None, named(one).casefold()))
    return [
        PersonLine(
            one.account_id,
            named(one),
            speech.say(ROLES[one.role]),
            speech.day(civil_date(one.ended_at)) if one.ended_at else "",
            len(tokens.get(one.account_id, ())),
            sum(len(token.sessions) for token in tokens.get(one.account_id, ())),
            _also(engine.directory.same_person(one.account_id) - {one.account_id}, by_id),
        )
        for one in ordered
    ]


def _also(accounts: Iterable[str], people: dict[str, Person]) -> tuple[str, ...]:
    return tuple(
        f"{named(people[one])} ({one})" if one in people else one for one in sorted(accounts)
    )


def _expired(token: Token, now: datetime) -> bool:
    return token.expires_at is not None and token.expires_at <= now
