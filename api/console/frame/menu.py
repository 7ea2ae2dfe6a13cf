"""The pages of the menu. Who may open one is said once, in `application/access/doors.py`."""

from typing import NamedTuple

from griffie.api.words.names import msg
from griffie.application.access.doors import CONSOLE, Open, reach_through
from griffie.application.access.roles import Role


class MenuPage(NamedTuple):
    """A page of the menu: its address, its name, its drawing."""

    address: str
    title: str
    icon: str

    def stands_for(self, path: str) -> bool:
        """Whether a path is this page or one beneath it, so that the menu marks it."""
        beneath = self.address != "/" and path.startswith(f"{self.address}/")
        return path == self.address or beneath


MENU: tuple[tuple[str, tuple[MenuPage, ...]], ...] = (
    (
        "",
        (
            MenuPage("/", msg("Work queue"), "queue"),
            MenuPage("/requests/new", msg("Register"), "plus"),
            MenuPage("/inbox", msg("Inbox"), "mail"),
            MenuPage("/outbox", msg("Outbox"), "mail"),
            MenuPage("/search", msg("Search"), "search"),
            MenuPage("/calendar", msg("Calendar"), "clock"),
            MenuPage("/approvals", msg("Approvals"), "stamp"),
        ),
    ),
    (
        msg("Oversight"),
        (
            MenuPage("/reports", msg("Reports"), "chart"),
            MenuPage("/audit", msg("Audit"), "audit"),
            MenuPage("/retention", msg("Retention"), "book"),
        ),
    ),
    (
        msg("Administration"),
        (
            MenuPage("/people", msg("People"), "people"),
            MenuPage("/settings", msg("Settings"), "gear"),
        ),
    ),
    (
        msg("For you"),
        (MenuPage("/me", msg("My account"), "person"), MenuPage("/keys", msg("Keyboard"), "keys")),
    ),
    (msg("For programs"), (MenuPage("/docs", msg("API"), "book"),)),
)
"""The menu in groups: a heading, and its pages."""


def menu_of(role: Role | None) -> list[tuple[str, list[MenuPage]]]:
    """The groups that have a page for a role, with those pages; None: who is not signed in."""
    groups = ((title, [one for one in pages if _opens(one, role)]) for title, pages in MENU)
    return [(title, pages) for title, pages in groups if pages]


def _opens(page: MenuPage, role: Role | None) -> bool:
    keys = CONSOLE[f"GET {page.address}"]
    return bool(reach_through(keys, role)) if role else Open.EVERYBODY in keys
