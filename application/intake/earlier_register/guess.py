"""A mapping to start from, guessed from the headings and words of a file. An office completes it.

What cannot be known is a question mark: in which order the numbers of a day stand, or what a word
means that is not in `guesses.toml`. Nothing is imported while one stands there.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import tomlkit

from griffie.application.intake.earlier_register.days import DayOrder, orders_possible
from griffie.application.intake.earlier_register.mapping import (
    CLOSED_LISTS,
    UNSAID,
    choices,
    words_in,
)
from griffie.application.intake.earlier_register.rows import HowToRead, Rows

_MOST_WORDS = 60
"""A column with more different words has free text: it is no closed list."""
_DAYS = ("received_on", "closed_on", "answered_on", "extended_on")
_NEEDED = ("channel", "language")
HEAD = """\
How the columns and words of an earlier register are read. Made by griffie import --guess.
Read every line of it; say what stands behind a question mark; then try it with --dry-run.
[columns]: what stands in which column. Leave out what is not there. `notes` are kept sealed, and
so is who asked. [values]: what a word of the register means here; in capitals or not is the same.
[where_silent]: what you say of every line that says nothing. Nothing else is supposed."""


@cache
def _words() -> Mapping[str, Any]:
    page = files("griffie.application.intake.earlier_register").joinpath("guesses.toml")
    return tomllib.loads(page.read_text("utf-8"))


def guess(rows: Rows, how: HowToRead) -> str:
    """The mapping as a TOML text. Reads the whole file once. Raises UnreadableRegisterError."""
    columns = _guess_columns(rows.columns)
    found = _Found(columns)
    for row in rows:
        if row.fault:  # it says nothing, and is refused
            continue
        found.see({name: str(cell) for name, cell in row.cells.items()})
    return _text(columns, found, how)


def _guess_columns(names: tuple[str, ...]) -> dict[str, str]:
    """Thing to column: a heading that is a known word; else one that begins with it."""
    left = {name: name.strip().casefold() for name in names}
    chosen: dict[str, str] = {}
    for fits in (_is, _begins_with):
        for thing, known in _words()["columns"].items():
            for word in known:
                column = next((one for one, head in left.items() if fits(head, word)), None)
                if column is not None and thing not in chosen:
                    chosen[thing] = column
                    del left[column]
    return chosen


def _is(head: str, word: str) -> bool:
    return head == word


def _begins_with(head: str, word: str) -> bool:
    return head.startswith(f"{word} ")


class _Found:
    """What the cells tell: the words of closed lists, and the orders in which days can be read."""

    def __init__(self, columns: Mapping[str, str]) -> None:
        self.columns = columns
        self.words: dict[str, dict[str, None]] = {
            thing: {} for thing in CLOSED_LISTS if thing in columns
        }
        self.orders = frozenset(DayOrder)
        self.silent = {thing for thing in _NEEDED if thing not in columns}
        self.numbers = False

    def see(self, cells: Mapping[str, str]) -> None:
        for thing, words in self.words.items():
            text = cells.get(self.columns[thing], "").strip().casefold()
            if not text and thing in _NEEDED:
                self.silent.add(thing)
            for word in (text,) if text in _meanings(thing) else words_in(text):
                if len(words) <= _MOST_WORDS:
                    words.setdefault(word)
        for thing in _DAYS:
            text = cells.get(self.columns.get(thing, ""), "")
            possible = orders_possible(text)
            if possible and possible != set(DayOrder):
                self.orders &= possible
            self.numbers = self.numbers or _depends(text)

    @property
    def order(self) -> str | None:
        """The order that all days allow; `?` where both do; none where no day depends on it."""
        if not self.numbers:
            return None
        return next(iter(self.orders)) if len(self.orders) == 1 else UNSAID


def _depends(text: str) -> bool:
    """Whether a text begins with numbers whose order must be known."""
    head = text.strip()[:3]
    return bool(text.strip()) and not head.isdigit() and head[:1].isdigit()


def _text(columns: Mapping[str, str], found: _Found, how: HowToRead) -> str:
    document = tomlkit.document()
    for line in HEAD.splitlines():
        document.add(tomlkit.comment(line))
    document.add(tomlkit.nl())
    document.add("register_name", tomlkit.item("earlier").comment("where you have several"))
    for name in ("format", "encoding", "separator", "sheet"):
        if value := getattr(how, name):
            document.add(name, tomlkit.item(str(value)))
    if order := found.order:
        said = f"is 03/04/2026 in April: {DayOrder.DAY_FIRST}; in March: {DayOrder.MONTH_FIRST}"
        document.add("dates", tomlkit.item(str(order)).comment(said))
    if "key" in columns:
        document.add("key", tomlkit.item(columns["key"]).comment("by it a line is known again"))
    document.add("columns", _columns(columns))
    values = tomlkit.table(is_super_table=True)
    for thing, words in found.words.items():
        if len(words) <= _MOST_WORDS:
            values.add(thing, _values(thing, words))
    document.add("values", values)
    silent = tomlkit.table()
    for thing in sorted(found.silent):
        silent.add(thing, tomlkit.item(UNSAID).comment(", ".join(choices(thing))))
    document.add("where_silent", silent)
    return tomlkit.dumps(document)


def _columns(columns: Mapping[str, str]) -> Any:
    table = tomlkit.table()
    table.add("received_on", columns.get("received_on", UNSAID))
    for thing, column in columns.items():
        if thing not in {"key", "received_on"}:
            table.add(thing, column)
    return table


def _meanings(thing: str) -> Mapping[str, str]:
    """What the known words of a closed list mean; our own words mean themselves."""
    known = _words()["values"].get(thing, {})
    ours = {one: one for one in choices(thing)}
    return ours | {word: meaning for meaning, spelt in known.items() for word in spelt}


def _values(thing: str, words: Mapping[str, None]) -> Any:
    table = tomlkit.table()
    table.add(tomlkit.comment(", ".join(choices(thing)) or "the id of an account: u-…"))
    for word in words:
        table.add(word, _meanings(thing).get(word, UNSAID))
    return table
