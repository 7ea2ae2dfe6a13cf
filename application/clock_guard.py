"""A clock that jumped ahead is not believed: what it dates would stand in the log for good.

An event dated two years ahead ends a log, for no later event may be dated earlier, and a tick would
record deadlines as missed that were not. So nothing is recorded under a clock that cannot be right,
until the operator says that it is.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from griffie.domain.errors import OperatorNeededError

FAR = timedelta(days=31)
"""So long after the last sign of life a clock is asked about [P]: offices close for a while."""
DRIFT = timedelta(hours=1)
"""By so much the clock may run off from the time that passed since the process began [P]."""
ASKED_EVERY = timedelta(minutes=10)
"""Between two questions to the time server [P]: it serves others too."""
ASKED_AGAIN = timedelta(seconds=15)
"""The same while the clock is held for wrong."""


class ClockWrongError(OperatorNeededError):
    """The clock of this machine cannot be right. Nothing was done."""

    code = "clock-wrong"
    sentence = "The clock of this machine cannot be right"
    remedy = "set it right"


class ClockAheadError(ClockWrongError):
    """The clock is far ahead of everything by which it could be known. Nothing was done."""

    code = "clock-ahead"
    sentence = "The clock of this machine jumped ahead of what was recorded last"
    remedy = "set it right, then start again; or, if it is right: --accept-clock"


class ClockApartError(ClockWrongError):
    """The clock is far from that of the time server that the operator named. Nothing was done."""

    code = "clock-apart"
    sentence = "The clock of this machine is more than an hour from that of the time server"
    remedy = "set it right; or, if it is right: --accept-clock"


class ClockGuard:
    """Holds a clock against the time that passed, and against the last sign of life of the store.

    Where `outside` is set, a time server is asked besides: it gives by how much this clock is ahead
    (behind: negative), or None without an answer. Its answer can come from anybody, so it makes a
    clock doubted and never believed.

    For any thread. `running` gives seconds that only ever pass (also while a machine sleeps),
    `alive` the instant of the last event or of the last tick, whichever is later.
    """

    def __init__(
        self,
        clock: Callable[[], datetime],
        running: Callable[[], float],
        alive: Callable[[], datetime | None],
    ) -> None:
        self._clock, self._running, self._alive = clock, running, alive
        self.outside: Callable[[], timedelta | None] | None = None
        self._asked: float | None = None
        self._apart = False
        self._begin()

    def _begin(self) -> None:
        self._wall, self._passed = self._clock(), self._running()
        self._sound_since: datetime | None = None

    def check(self) -> None:
        """Raises ClockAheadError where the clock jumped, ClockApartError by the time server."""
        now = self._clock()
        passed = timedelta(seconds=self._running() - self._passed)
        if now - self._wall - passed > DRIFT:
            raise ClockAheadError
        if self._sound_since is None:
            alive = self._alive()
            if alive is not None and now - alive > FAR:
                raise ClockAheadError
            self._sound_since = now  # from here on the time that passes tells
        self._ask_outside()
        if self._apart:
            raise ClockApartError

    def _ask_outside(self) -> None:
        """Every ten minutes at most; sooner where the clock was found wrong, for it may be mended.

        Without an answer what was found last stands.
        """
        wait = ASKED_AGAIN if self._apart else ASKED_EVERY
        if not self.outside or (
            self._asked is not None and self._running() - self._asked < wait.total_seconds()
        ):
            return
        self._asked = self._running()
        ahead = self.outside()
        if ahead is not None:
            self._apart = abs(ahead) > DRIFT

    def accept(self) -> datetime | None:
        """Believe the clock from now on, against a time server too.

        Gives the last sign of life before.
        """
        self._begin()
        self._sound_since = self._wall
        self.outside, self._apart = None, False
        return self._alive()
