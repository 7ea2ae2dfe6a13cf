"""The two errors of the verifier: a file that cannot be read, and a check that fails."""


class UnreadableError(Exception):
    """The file is no bundle and no receipt, or damaged. Says why; repeats nothing of it."""


class BadProofError(Exception):
    """One thing is not what it must be. Whoever asked knows which, and makes it a finding."""


def demand(true: object) -> None:
    if not true:
        raise BadProofError
