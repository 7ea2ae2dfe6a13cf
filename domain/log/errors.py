"""What is wrong with a note of the log: see domain.errors."""

from griffie.domain.errors import UnusableInputError


class BadNoteError(UnusableInputError, ValueError):
    """Not a note, not signed by a known key, or not a checkpoint. Says why, repeats nothing."""

    code = "bad-note"
    sentence = "This is no checkpoint that a known key signed"
