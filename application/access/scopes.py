"""Tokens that open only a part of what their role may do, for programs that need no more.

A token with a scope opens no console, opens no personal data and takes no step of a request.
"""

from collections.abc import Mapping
from enum import StrEnum

from griffie.application.access.doors import API, Open
from griffie.application.access.roles import Permission


class Scope(StrEnum):
    """For what a token is good."""

    READ = "read"
    """Lists, requests and dashboards, masked."""
    INTAKE = "intake"
    """Requests, mails, withdrawals and documents come in."""
    REPORTS = "reports"
    """Figures."""
    AUDIT = "audit"
    """The trail and the proofs of the log."""


_OPENS: Mapping[Scope, frozenset[Permission]] = {
    Scope.READ: frozenset(
        {
            Permission.READ_STATE,
            Permission.LISTS,
            Permission.BOARD,
            Permission.MESSAGES,
            Permission.COLLEAGUES,
        }
    ),
    Scope.INTAKE: frozenset({Permission.RECEIVE}),
    Scope.REPORTS: frozenset({Permission.REPORTS}),
    Scope.AUDIT: frozenset({Permission.AUDIT}),
}
_OPEN_TO_ALL = {Open.EVERYBODY, Open.SIGNED_IN}


def lets_in(scope: Scope, method: str, route: str, *, reveals: bool) -> bool:
    """Whether a token with this scope opens an address of the API, as far as its role does.

    `route` is the address as it is written in `doors.API`; `reveals` says that personal data are
    asked for. Whatever stands not in that table is not opened.
    """
    keys = API.get(f"{method} {route}", ())
    changes = method not in {"GET", "HEAD"}
    if reveals or (changes and scope is not Scope.INTAKE):
        return False
    return any(key in _OPENS[scope] or key in _OPEN_TO_ALL for key in keys)
