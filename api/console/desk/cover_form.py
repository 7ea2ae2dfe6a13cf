"""What was typed and clicked while covers are chosen: rectangles, words, the grounds and why.

The form carries everything on. A rectangle is two clicks on the picture (a button that is an image
tells a server where it was clicked, without a script), or four numbers in per cent.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from griffie.api.console.desk.entered import Entered
from griffie.api.words.names import msg
from griffie.application.redaction.covers import MOST_AREAS, MOST_WORDS, THOUSAND, Area, Covers

LABELS = {
    "gdpr/15/4": msg("It would harm the rights and freedoms of others, such as a trade secret"),
    "gdpr/20/4": msg("The same, of portable data"),
    "gdpr/5/1/c": msg("It is no data about this person"),
}
"""The grounds on which something may be covered, in the order in which they are offered."""
SIDES = ("left", "top", "right", "bottom")
_LONGEST_WORDS, _LONGEST_WHY = 200, 20_000
_PER_CENT = THOUSAND // 100


class AreaLine(NamedTuple):
    """A rectangle of the list: as it is carried on, its page, and its sides in per cent."""

    value: str
    page: int
    sides: tuple[int, ...]


@dataclass(frozen=True)
class CoverForm:
    """The form as it was sent. `clicked`: the size of the picture, where one was shown."""

    entered: Entered
    wrong: dict[str, str] = field(default_factory=dict)

    @property
    def page(self) -> int:
        """The page that is looked at, from 1."""
        asked = self._one("go") or self._one("page")
        return int(asked) if asked.isdecimal() and 0 < len(asked) < 6 and int(asked) else 1  # noqa: PLR2004

    @property
    def areas(self) -> tuple[Area, ...]:
        """The rectangles, with one that was just clicked or typed, without one that was dropped."""
        known = [*self._carried()]
        dropped = self._one("drop")
        if dropped.isdecimal() and int(dropped) < len(known):
            del known[int(dropped)]
        known += self._typed()
        if self.corner is None and (first := self._corner_before()) and (now := self._click()):
            known.append(Area(self.page, *first, *now))
        return tuple(map(_sorted, known[:MOST_AREAS]))

    @property
    def lines(self) -> list[AreaLine]:
        """The rectangles as a list."""
        return [
            AreaLine(
                ":".join(map(str, one)), one.page, tuple(side // _PER_CENT for side in one[1:])
            )
            for one in self.areas
        ]

    @property
    def corner(self) -> tuple[int, int] | None:
        """The first corner of a rectangle of which the second is still to be clicked."""
        now, before = self._click(), self._corner_before()
        if now is None:
            return before if "go" not in self.entered else None
        return None if before else now

    @property
    def words(self) -> tuple[str, ...]:
        """The words that are covered wherever they stand, one a line."""
        lines = (" ".join(one.split()) for one in self._one("words").split("\n"))
        return tuple(one[:_LONGEST_WORDS] for one in lines if one)[:MOST_WORDS]

    @property
    def covers(self) -> Covers:
        return Covers(self.areas, self.words)

    @property
    def shown(self) -> Covers:
        """The same, with the first corner as a dot."""
        if self.corner is None:
            return self.covers
        x, y = self.corner
        return Covers((*self.areas, Area(self.page, x, y, x, y)), self.words)

    @property
    def grounds(self) -> tuple[str, ...]:
        return tuple(one for one in LABELS if one in self.entered.get("ground", ()))

    @property
    def because(self) -> str:
        return self._one("because").replace("\0", "")[:_LONGEST_WHY]

    @property
    def purpose(self) -> str:
        """For what the document is looked at, as it was chosen on the way here."""
        return self._one("purpose")

    @property
    def makes(self) -> bool:
        """Whether the copy is to be made now."""
        return "make" in self.entered

    def missing(self) -> Mapping[str, str]:
        """What is still needed before a copy is made, by field."""
        found = {}
        if not (self.areas or self.words):
            found["words"] = msg("Choose first what is covered.")
        if not self.grounds:
            found["ground-gdpr/15/4"] = msg("Choose on which ground.")
        if not any(one.isprintable() and not one.isspace() for one in self.because):
            found["because"] = msg("Say in a sentence why it is covered.")
        return found

    def _carried(self) -> Iterator[Area]:
        for value in self.entered.get("area", ()):
            parts = value.split(":")
            if len(parts) == len(Area._fields) and all(map(_is_place, parts)):
                yield Area(*map(int, parts))

    def _typed(self) -> Iterator[Area]:
        typed = [self._one(side) for side in SIDES]
        if "add" in self.entered and all(map(_is_place, typed)):
            yield Area(self.page, *(min(int(one) * _PER_CENT, THOUSAND) for one in typed))

    def _click(self) -> tuple[int, int] | None:
        """Where the picture was clicked, in thousandths."""
        there = [self._one(name) for name in ("at.x", "at.y", "wide", "high")]
        if not all(map(_is_place, there)):
            return None
        x, y, wide, high = map(int, there)
        if not (wide and high):
            return None
        return min(x * THOUSAND // wide, THOUSAND), min(y * THOUSAND // high, THOUSAND)

    def _corner_before(self) -> tuple[int, int] | None:
        parts = self._one("corner").split(":")
        if len(parts) == 2 and all(map(_is_place, parts)):  # noqa: PLR2004
            return min(int(parts[0]), THOUSAND), min(int(parts[1]), THOUSAND)
        return None

    def _one(self, name: str) -> str:
        return self.entered.get(name, [""])[0].replace("\r\n", "\n").strip()


def _in_per_cent(one: Area) -> tuple[int, ...]:
    return tuple(side // _PER_CENT for side in (one.left, one.top, one.right, one.bottom))


def _is_place(typed: str) -> bool:
    return typed.isascii() and typed.isdecimal() and len(typed) < 6  # noqa: PLR2004


def _sorted(one: Area) -> Area:
    """The same rectangle, its sides in order and on the page."""
    left, right = sorted(min(side, THOUSAND) for side in (one.left, one.right))
    top, bottom = sorted(min(side, THOUSAND) for side in (one.top, one.bottom))
    return Area(one.page, left, top, right, bottom)
