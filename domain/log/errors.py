"""The errors of what the log reads: a note, an event. See `domain.errors`."""

from griffie.domain.errors import DamagedStoreError, UnusableInputError


class BadNoteError(UnusableInputError, ValueError):
    """Not a note, not signed by a known key, or not a checkpoint.

    The sentence says why and repeats nothing of the note.
    """

    code = "bad-note"
    sentence = "This is no checkpoint that a known key signed"


class MisreadError(DamagedStoreError, ValueError):
    """What was logged can be no event. Says why, and repeats nothing of it."""

    code = "misread"
    sentence = "What was logged can be no event"
