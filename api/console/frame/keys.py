"""The keys of the console: one table, which the `?` page shows and `static/keys.js` reads.

A key names a deed of the script (`go:/inbox`, `press:e`). Everything that a key does is also a
link, a button or a field. Keys of one letter can be turned off (WCAG 2.2, 2.1.4).
"""

import json
from typing import NamedTuple

from griffie.api.console.frame.menu import menu_of
from griffie.api.words.names import msg
from griffie.application.access.roles import Role

KEYS_COOKIE = "griffie_keys"
OFF = "off"
"""In the cookie: keys of one letter do nothing in this browser."""

ANYWHERE, IN_A_LIST = msg("Anywhere"), msg("In a list")
IN_A_REQUEST, IN_A_FORM = msg("In a request"), msg("In a form")
PLACES = (ANYWHERE, IN_A_LIST, IN_A_REQUEST, IN_A_FORM)


class Key(NamedTuple):
    """A key, or two in a row, as a browser names them; where, what it does, the deed."""

    keys: str
    place: str
    words: str
    deed: str
    """Empty for what browsers do by themselves."""

    @property
    def caps(self) -> list[str]:
        """What stands on the keys."""
        return [_CAPS.get(one, one) for one in self.keys.split()]

    @property
    def of_one_letter(self) -> bool:
        """Whether it could be typed by mistake, or said by who dictates."""
        return all(len(one) == 1 for one in self.keys.split())


_CAPS = {"Escape": "Esc", "ArrowDown": "↓", "ArrowUp": "↑"}

KEYS = (
    Key("?", ANYWHERE, msg("the list of keys"), "go:/keys"),
    Key("Ctrl K", ANYWHERE, msg("go to a page or a request, or do a step"), "palette"),
    Key("/", ANYWHERE, msg("search"), "focus:sought"),
    Key("g w", ANYWHERE, msg("work queue"), "go:/"),
    Key("g i", ANYWHERE, msg("inbox"), "go:/inbox"),
    Key("g a", ANYWHERE, msg("approvals"), "go:/approvals"),
    Key("g c", ANYWHERE, msg("calendar"), "go:/calendar"),
    Key("n", ANYWHERE, msg("register a request"), "go:/requests/new"),
    Key("Escape", ANYWHERE, msg("leave the field, close what is open"), "leave"),
    Key("j", IN_A_LIST, msg("next row"), "walk:1"),
    Key("k", IN_A_LIST, msg("previous row"), "walk:-1"),
    Key("ArrowDown", IN_A_LIST, msg("next row, from a row"), "step:1"),
    Key("ArrowUp", IN_A_LIST, msg("previous row, from a row"), "step:-1"),
    Key("Enter", IN_A_LIST, msg("open the request of the row"), ""),
    Key("e", IN_A_LIST, msg("the next step of the row"), "press:e"),
    Key("x", IN_A_LIST, msg("tick the row"), "press:x"),
    Key("a", IN_A_LIST, msg("who gets the ticked requests"), "focus:bulk-handler"),
    Key("w", IN_A_LIST, msg("the saved views"), "focus:views"),
    Key("e", IN_A_REQUEST, msg("what is to be done now"), "press:e"),
    Key("s", IN_A_REQUEST, msg("the other steps"), "focus:steps"),
    Key("l", IN_A_REQUEST, msg("letters"), "press:l"),
    Key("o", IN_A_REQUEST, msg("searches"), "press:o"),
    Key("v", IN_A_REQUEST, msg("replay"), "press:v"),
    Key("m", IN_A_REQUEST, msg("write a note"), "press:m"),
    Key("u", IN_A_REQUEST, msg("back to the work queue"), "press:u"),
    Key("Ctrl Enter", IN_A_FORM, msg("record"), "submit"),
)


def keys_for(role: Role | None) -> list[Key]:
    """The keys that lead somewhere for a role: none to a page that it may not open."""
    opened = {f"go:{page.address}" for _, pages in menu_of(role) for page in pages}
    return [one for one in KEYS if not one.deed.startswith("go:") or one.deed in opened]


def table_for_script(role: Role | None, *, single: bool) -> str:
    """What `keys.js` reads: the deed by the key, as JSON; without `single`, no key of a letter."""
    used = (one for one in keys_for(role) if one.deed and (single or not one.of_one_letter))
    return json.dumps({one.keys: one.deed for one in used})
