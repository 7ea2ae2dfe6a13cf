"""`griffie` as it is, in which views are folded a few requests at a time, and wait where told.

    python -m tests.given.held_folding serve …

While the file that `GRIFFIE_TEST_HELD` names is there, a fold stops before its third batch. So a
test sees a server in the middle of it, for as long as it likes, and can kill it there.
"""

import os
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from griffie.api.cli import main, serve
from griffie.application.ports import History, Recorded
from griffie.application.projections import whole_histories
from griffie.infrastructure.sqlite.history import SQLiteHistory
from tests.given.other_hand import other_hand

HELD = "GRIFFIE_TEST_HELD"
BATCH = 10
OF_BEFORE = "of another release"


def age(folder: Path) -> None:
    """Let the views of a folder be those of another release."""
    with other_hand(folder) as c:
        c.execute("UPDATE folded_by SET code = ?", (OF_BEFORE,))


def hold(file: Path) -> None:
    """Make each fold from nothing wait, while the file is there."""
    whole = SQLiteHistory.stream_page
    pages = 0

    def page(self: History, *asked: Any, **more: Any) -> Sequence[Recorded]:
        nonlocal pages
        pages += 1
        while pages > 2 and file.exists():
            time.sleep(0.02)
        return whole(self, *asked, **more)  # type: ignore[arg-type]

    SQLiteHistory.stream_page = page  # type: ignore[method-assign]
    whole_histories.WHOLE_HISTORIES = BATCH
    serve._MOMENT = 0.2  # it waits in vain


if __name__ == "__main__":
    if HELD in os.environ:
        hold(Path(os.environ[HELD]))
    main()
