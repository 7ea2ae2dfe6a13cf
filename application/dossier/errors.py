"""The errors of whoever makes a bundle; see `domain.errors`."""

from griffie.application.ports import LogForkedError
from griffie.domain.errors import NotFoundError, TryAgainError


class UnfitEventError(LogForkedError):
    """A stored event is not as it was written: run griffie audit."""

    code = "unfit-event"


class StoreMovedOnError(TryAgainError):
    """A history lawfully left the store while the register was read. Ask again."""

    code = "moved-on"
    sentence = "A request left the store while the register was read"
    remedy = "ask again"


class NotSignedError(NotFoundError, LookupError):
    """No checkpoint of that size was signed, or the log is shorter."""

    code = "no-checkpoint"
    sentence = "No checkpoint of that size was signed"
