"""The choice of a bundle's form, with how large the log is and which form is usual for it."""

from typing import Any

from griffie.api.words.sizes import size
from griffie.application.dossier.form import LARGEST_LONG, usual_form
from griffie.application.engine import Engine
from griffie.domain.log.entry import ENTRY_SIZE


def form_values(engine: Engine) -> dict[str, Any]:
    """What the macro `choose_form` says of the log as it is now."""
    entries = engine.log.size()
    return {
        "usual": usual_form(entries).value,
        "log_size": size(ENTRY_SIZE * entries),
        "largest_long": size(LARGEST_LONG),
    }
