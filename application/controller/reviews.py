"""The points of a profile that wait for the data protection officer: each `review` in it."""

from collections.abc import Iterator
from typing import NamedTuple

from griffie.application.controller.profile import ControllerProfile

TABLES = ("purposes", "recipients", "systems", "channels", "remarks")
"""The lists of a profile whose entries can carry a point of review, by their names in the file."""


class Review(NamedTuple):
    """A point of review, where it stands, and what the policy says there in its own words."""

    table: str
    code: str
    """The code of the entry; of a channel its name."""
    stated: tuple[str, ...]
    review: str


def reviews_of(profile: ControllerProfile) -> Iterator[Review]:
    """Each point, table by table, in the order of the profile."""
    for table in TABLES:
        for entry in getattr(profile, table):
            if entry.review:
                code = str(entry.channel if table == "channels" else entry.code)
                yield Review(table, code, _stated(getattr(entry, "stated", None)), entry.review)


def _stated(words: str | tuple[str, ...] | None) -> tuple[str, ...]:
    return (words,) if isinstance(words, str) else words or ()
