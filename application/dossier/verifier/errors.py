"""What can be wrong with what is read."""


class UnreadableError(Exception):
    """The file is no bundle and no receipt, or damaged. Says why; repeats nothing of it."""


class BadProofError(Exception):
    """One thing is not what it must be. Whoever asked knows which, and makes it a finding."""


def demand(true: object) -> None:
    if not true:
        raise BadProofError
