"""Colleagues by name, for those who may know the names; accounts stay what events hold."""

from collections.abc import Mapping
from typing import NamedTuple

from griffie.application.access.accounts import Accounts
from griffie.application.access.roles import Account, Role, may_take

_MAY_KNOW = frozenset({Role.HANDLER, Role.DPO, Role.AUDITOR, Role.ADMIN})


class Colleague(NamedTuple):
    """A member of staff; `active` says whether one of their tokens still opens the door."""

    account: str
    name: str
    role: Role
    active: bool


def colleagues(accounts: Accounts, reader: Account) -> Mapping[str, Colleague]:
    """Everybody in the directory, by account; nobody for a role that may not know names."""
    if reader.role not in _MAY_KNOW:
        return {}
    found: dict[str, Colleague] = {}
    for one in accounts.people():
        known = found.get(one.account_id)
        active = one.revoked_at is None or bool(known and known.active)
        found[one.account_id] = Colleague(one.account_id, one.name, one.role, active)
    return found


def name_of(account: str, known: Mapping[str, Colleague]) -> str:
    """The name behind an account; the account itself where there is none to be shown."""
    found = known.get(account)
    return found.name if found and found.name else account


def handlers(known: Mapping[str, Colleague]) -> list[Colleague]:
    """Who can be given a request: they may work on it, and can sign in."""
    able = [one for one in known.values() if one.active and may_take(one.role, "assign")]
    return sorted(able, key=lambda one: (one.name.casefold(), one.account))
