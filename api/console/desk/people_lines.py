"""People, tokens and sessions in words, as the pages about accounts show them."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from griffie.api.words.names import ROLES, msg
from griffie.api.words.speech import Speech
from griffie.application.access.absences import away_on, covered_by
from griffie.application.access.accounts import Person, Token
from griffie.application.access.passkeys import Passkey
from griffie.application.access.passwords import Password
from griffie.application.access.provider import Link
from griffie.application.access.roles import may_take
from griffie.application.access.scopes import Scope
from griffie.application.engine import Engine
from griffie.domain.law.deadlines import civil_date

_ONE_TIME, _OVER = msg("one-time, not used yet"), msg("one-time, not used in time")
_ALONE, _WITH_CODE = msg("without a code"), msg("with a code")
_BY_PROVIDER = msg("through the sign-in provider")
"""How somebody signs in without a token, in the list of accounts."""


_ONLY = {
    Scope.READ: msg("Only reads: lists, requests and deadlines, masked."),
    Scope.INTAKE: msg("Only hands in: requests, e-mails, withdrawals and documents."),
    Scope.REPORTS: msg("Only reads figures."),
    Scope.AUDIT: msg("Only reads the trail and the proofs of the log."),
}
"""For what a token is good that opens less than its role."""


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
    only: str
    """For what it is good, where that is less than its role."""


class PasswordLine(NamedTuple):
    """The password of an account; itself nobody can show."""

    sign_in_name: str
    made: str
    until: str
    """Of a one-time password: the last day on which it opens the way to one's own."""
    over: bool
    """It was a one-time password, and nobody used it in time."""
    sessions: tuple[str, ...]
    """Since when each browser is signed in with it."""
    own: bool
    """The reader of the page signed in with it."""


class FactorLine(NamedTuple):
    """The second factor of an account."""

    made: str
    """The day; empty where its row is not sound."""
    recovery_codes: int


class LinkLine(NamedTuple):
    """That an account is entered through the sign-in provider of the office."""

    made: str
    """The day."""
    sessions: tuple[str, ...]
    """Since when each browser is signed in through it."""
    own: bool
    """The reader of the page signed in through it."""


class PasskeyLine(NamedTuple):
    """A passkey of an account."""

    id: str
    label: str
    """What its owner calls it; may be empty."""
    made: str
    """The day."""
    sessions: tuple[str, ...]
    """Since when each browser is signed in with it."""
    own: bool
    """The reader of the page signed in with it."""


class AwayLine(NamedTuple):
    """When somebody is away, and who may stand in."""

    absence: bool
    first: str
    last: str
    substitute: str
    covers: str
    """For whom they stand in today; empty for nobody."""
    others: tuple[tuple[str, str], ...]
    """Who can stand in: account and name."""


class PersonLine(NamedTuple):
    """An account, with what is open of it."""

    account: str
    name: str
    role: str
    ended: str
    """The day; empty while somebody may sign in with it."""
    tokens: int
    password: str
    """In a word or two; empty where it has none."""
    sessions: int
    also: tuple[str, ...]
    """The other accounts of the same person."""
    away: str
    """Until when, where somebody is away today; empty else."""


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
        speech.say(_ONLY[Scope(token.scope)]) if token.scope else "",
    )


def token_lines(engine: Engine, account: str, speech: Speech, own: str = "") -> list[TokenLine]:
    """Every token of an account, those that open something first, the newest first."""
    now = engine.clock()
    mine = [one for one in engine.directory.tokens() if one.account_id == account]
    lines = [token_line(one, now, speech, own) for one in reversed(mine)]
    return sorted(lines, key=lambda one: bool(one.over))


def credential_lines(
    engine: Engine, account: str, speech: Speech, own: str = ""
) -> dict[str, PasswordLine | FactorLine | LinkLine | list[PasskeyLine] | None]:
    """Password, second factor, link and passkeys; `own` is what the reader signed in with."""
    password, factor = (
        engine.credentials.password_of(account),
        engine.credentials.factor_of(account),
    )
    link = engine.provider_accounts.of_account(account)
    return {
        "password": password
        and PasswordLine(
            password.sign_in_name,
            speech.day(civil_date(password.made_at)),
            speech.day(civil_date(password.until)) if password.until else "",
            password.over,
            tuple(speech.instant(one.opened_at) for one in password.sessions),
            password.id == own,
        ),
        "factor": factor
        and FactorLine(
            speech.day(civil_date(factor.made_at)) if factor.made_at else "", factor.recovery_codes
        ),
        "passkeys": [
            PasskeyLine(
                one.id,
                one.label,
                speech.day(civil_date(one.made_at)),
                tuple(speech.instant(session.opened_at) for session in one.sessions),
                one.id == own,
            )
            for one in engine.passkeys.of_account(account)
        ],
        "link": link
        and LinkLine(
            speech.day(civil_date(link.made_at)),
            tuple(speech.instant(one.opened_at) for one in link.sessions),
            link.id == own,
        ),
    }


def away_line(engine: Engine, account: str, speech: Speech) -> AwayLine:
    """The absence of an account, over or to come, in words."""
    people = {one.account_id: one for one in engine.directory.people()}
    absences = engine.absences.all()
    mine = next((one for one in absences if one.account_id == account), None)
    covered = covered_by(absences, account, engine.today())
    able = [one for one in people.values() if not one.ended_at and may_take(one.role, "assign")]
    others = sorted((named(one), one.account_id) for one in able if one.account_id != account)
    substitute = people.get(mine.substitute) if mine and mine.substitute else None
    return AwayLine(
        mine is not None,
        speech.day(mine.first_on) if mine else "",
        speech.day(mine.last_on) if mine else "",
        named(substitute) if substitute else "",
        speech.several(named(people[one]) for one in sorted(covered) if one in people),
        tuple((one, name) for name, one in others),
    )


def person_lines(engine: Engine, speech: Speech) -> list[PersonLine]:
    """Everybody who ever had an account: who may sign in first, by name."""
    people, now = engine.directory.people(), engine.clock()
    tokens: dict[str, list[Token]] = {}
    for token in engine.directory.tokens():
        if token.revoked_at is None and not _expired(token, now):
            tokens.setdefault(token.account_id, []).append(token)
    away = away_on(engine.absences.all(), engine.today())
    by_id = {one.account_id: one for one in people}
    passwords = {account: engine.credentials.password_of(account) for account in by_id}
    links = {account: engine.provider_accounts.of_account(account) for account in by_id}
    ordered = sorted(people, key=lambda one: (one.ended_at is not None, named(one).casefold()))
    return [
        PersonLine(
            one.account_id,
            named(one),
            speech.say(ROLES[one.role]),
            speech.day(civil_date(one.ended_at)) if one.ended_at else "",
            len(tokens.get(one.account_id, ())),
            _password(passwords[one.account_id], links[one.account_id], speech),
            _sessions(
                tokens.get(one.account_id, ()),
                passwords[one.account_id],
                links[one.account_id],
                *engine.passkeys.of_account(one.account_id),
            ),
            _also(engine.directory.same_person(one.account_id) - {one.account_id}, by_id),
            speech.day(away[one.account_id].last_on) if one.account_id in away else "",
        )
        for one in ordered
    ]


def _password(password: Password | None, link: Link | None, speech: Speech) -> str:
    if password is None:
        return speech.say(_BY_PROVIDER) if link else ""
    if password.until:
        return speech.say(_OVER if password.over else _ONE_TIME)
    return speech.say(_WITH_CODE if password.factor else _ALONE)


def _sessions(tokens: Iterable[Token], *others: Password | Link | Passkey | None) -> int:
    return sum(len(one.sessions) for one in (*tokens, *others) if one)


def _also(accounts: Iterable[str], people: dict[str, Person]) -> tuple[str, ...]:
    return tuple(
        f"{named(people[one])} ({one})" if one in people else one for one in sorted(accounts)
    )


def _expired(token: Token, now: datetime) -> bool:
    return token.expires_at is not None and token.expires_at <= now
