"""Colleagues by name, for those who may know the names; accounts stay what events hold."""

from collections.abc import Mapping
from typing import NamedTuple

from griffie.api.words.names import msg
from griffie.api.words.speech import Speech
from griffie.application.access.absences import Absence, Cover
from griffie.application.access.accounts import Accounts
from griffie.application.access.roles import (
    OUTBOX,
    PORTAL,
    Account,
    Permission,
    Role,
    may,
    may_take,
)

NOBODY = {
    "system": msg("the clock"),
    "u-operator": msg("whoever operates the machine"),
    "u-mailbox": msg("a watched mailbox"),
    PORTAL.id: msg("the portal"),
    OUTBOX.id: msg("the outbox"),
}
"""Who acts and is no colleague."""


class Colleague(NamedTuple):
    """A member of staff; `active` says whether the account was not ended."""

    account: str
    name: str
    role: Role
    active: bool


def colleagues(accounts: Accounts, reader: Account) -> Mapping[str, Colleague]:
    """Everybody in the directory, by account; nobody for a role that may not know names."""
    if not may(reader.role, Permission.COLLEAGUES):
        return {}
    return {
        one.account_id: Colleague(one.account_id, one.name, one.role, one.ended_at is None)
        for one in accounts.people()
    }


def name_of(account: str, known: Mapping[str, Colleague]) -> str:
    """The name behind an account; the account itself where there is none to be shown."""
    found = known.get(account)
    return found.name if found and found.name else account


def actor_name(account: str, known: Mapping[str, Colleague], speech: Speech) -> str:
    """Who acted, as a page calls it: a colleague by name, the clock and the like in words."""
    if account in NOBODY:
        return speech.say(NOBODY[account])
    return name_of(account, known)


def absence_in_words(
    account: str, away: Mapping[str, Absence], known: Mapping[str, Colleague], speech: Speech
) -> str:
    """That a colleague is away, until when, and who stands in; empty for one who is there."""
    absence = away.get(account)
    if absence is None:
        return ""
    until = speech.day(absence.last_on)
    if absence.substitute is None:
        return speech.say("away until {on}", on=until)
    who = name_of(absence.substitute, known)
    return speech.say("away until {on}; {who} stands in", on=until, who=who)


def whose(account: str, cover: Cover, known: Mapping[str, Colleague], speech: Speech) -> str:
    """Whose request it is, with a word where they are away and where the reader stands in.

    Empty for nobody's.
    """
    who = name_of(account, known)
    if account not in cover.away or not known:
        return who
    if account in cover.mine:
        return speech.say("{who} (away: you stand in)", who=who)
    return speech.say("{who} (away)", who=who)


def handlers(known: Mapping[str, Colleague]) -> list[Colleague]:
    """Who can be given a request: they may work on it, and can sign in."""
    able = [one for one in known.values() if one.active and may_take(one.role, "assign")]
    return sorted(able, key=lambda one: (one.name.casefold(), one.account))
