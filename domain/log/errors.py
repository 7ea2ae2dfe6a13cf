"""The error for a note of the log that cannot be used; see `domain.errors`."""

from griffie.domain.errors import UnusableInputError


class BadNoteError(UnusableInputError, ValueError):
    """Not a note, not signed by a known key, or not a checkpoint.

    The sentence says why and repeats nothing of the note.
    """

    code = "bad-note"
    sentence = "This is no checkpoint that a known key signed"
