"""Views of the work queue that somebody keeps under a name: a tab, its filters and its order.

A view holds codes, days and accounts, never what somebody looks for: the queue has no filter by
words. Its name is typed, so it is kept encrypted and stands in no address. No event records a view:
it is a help at the desk, as an absence is.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple, Protocol

from griffie.application.access.roles import Account, Role
from griffie.domain.errors import UnusableInputError

LONGEST_NAME = 60
MOST_VIEWS = 30
"""Views of one account, shared ones included: our policy [P], so that they can be overlooked."""


class TooManyViewsError(UnusableInputError):
    """An account keeps as many views as it may."""

    code = "too-many-views"
    sentence = "You keep as many views as you can"
    remedy = "remove one first"


class SavedView(NamedTuple):
    """A view, of the account that keeps it."""

    id: str
    account_id: str
    name: str
    shared: bool
    """Whether colleagues see it as well."""
    asked: Mapping[str, str]
    """What the address of the queue says, by name: `{"tab": "open", "right": "erasure"}`."""


class SavedViews(Protocol):
    """Where views are kept."""

    def seen_by(self, account_id: str) -> Sequence[SavedView]:
        """Those of an account and those that others share, by name; its own first."""

    def keep(self, account_id: str, name: str, asked: Mapping[str, str], *, shared: bool) -> None:
        """Keep a view, in the place of the one that the account has by that name.

        Raises TooManyViewsError.
        """

    def share(self, view: SavedView, *, shared: bool) -> None:
        """Show a view to colleagues as well, or to its account alone. Nothing where it is gone."""

    def remove(self, view_id: str) -> None:
        """Keep a view no longer."""

    def end(self, account_id: str) -> None:
        """Remove the views that an account kept for itself. What it shared stays."""


def may_change(account: Account, view: SavedView) -> bool:
    """Whether an account may share or remove a view: its own, and a DPO what others share."""
    return view.account_id == account.id or (view.shared and account.role is Role.DPO)
