"""How a bundle shows that nothing was left out: by the whole log, by a signed statement, or not."""

from enum import StrEnum

from griffie.domain.log.entry import ENTRY_SIZE
from griffie.domain.model.errors import BadInputError

LARGEST_LONG = 50_000_000
"""Octets of log up to which a bundle is long where nobody chose: our policy [P]."""


class Form(StrEnum):
    """The form of a bundle of one request, or of an inspection."""

    LONG = "long"
    """The whole log lies in it, 75 octets an entry: it shows that nothing was left out."""
    SHORT = "short"
    """The log's key signs a statement that nothing is left out: the whole log can refute it."""
    BARE = "bare"
    """It shows that each event is in the log, and says nothing of what was left out."""


def usual_form(entries: int) -> Form:
    """The form where nobody chose, by the number of entries in the log."""
    return Form.LONG if ENTRY_SIZE * entries <= LARGEST_LONG else Form.SHORT


def chosen_form(form: Form | None, *, completeness: bool | None) -> Form | None:
    """The form that somebody asked for; None: whichever is usual for that log.

    `completeness` is the older word for it: false is the bare form, true the long one. Raises
    BadInputError where the two contradict each other.
    """
    if completeness is None:
        return form
    meant = Form.LONG if completeness else Form.BARE
    if form not in {None, meant}:
        raise BadInputError("form", "another than completeness says")
    return meant
