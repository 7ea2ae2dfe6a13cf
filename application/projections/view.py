"""The port to the rows of a projection."""

from collections.abc import Sequence
from typing import Protocol

from griffie.application.ports import Row


class View(Protocol):
    """The rows of a projection by key, and the position up to which they are true."""

    def position(self) -> int:
        """Of the last event that these rows know; 0 at the beginning; -1 where rows were lost."""

    def position_at_once(self) -> int | None:
        """The same, waiting for nobody; None while the rows stand beside a store that is locked."""

    def merge(self, rows: Sequence[Row], gone: Sequence[str], upto: int, *, after: int) -> bool:
        """Write rows, delete the keys `gone` and move from position `after` to `upto`, together.

        False: another projector was first, nothing was written.
        """

    def begin_again(self) -> None:
        """No rows, position 0: everything will be folded again."""
