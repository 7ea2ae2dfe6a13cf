"""A store from an older backup goes on as a new log, which names the last state of the old one.

In two parts, with the store opened anew between them: the event that says so is recorded under the
old name, and by that event the store has the new name. Cut off between the two, nothing is signed;
the second part is then done by the same command.
"""

from collections.abc import Sequence

from griffie.application.access.purposes import NO_REASON, says_why
from griffie.application.disclosure import Disclosure
from griffie.application.errors import StoreError
from griffie.application.requests.requests import Requests
from griffie.domain.events import LogContinued
from griffie.domain.log.errors import BadNoteError
from griffie.domain.log.names import MOST, name_of, number_of
from griffie.domain.model.setting import Occasion
from griffie.domain.upkeep import LOGS
from griffie.infrastructure.backup.outside_copies import OutsideCopies
from griffie.infrastructure.database import Database
from griffie.infrastructure.log.audit import Audit
from griffie.infrastructure.log.lineage import read_note
from griffie.infrastructure.log.transparency import TransparencyLog
from griffie.infrastructure.sqlite.reading import StoreRecorder

_NOTHING_DONE = "Nothing was done."


class NewLog:
    """Lets one opened store go on under another name."""

    def __init__(
        self,
        beside: OutsideCopies,
        datastore: Database,
        recorder: StoreRecorder,
        log: TransparencyLog,
    ) -> None:
        self._beside, self._datastore = beside, datastore
        self._recorder, self._log = recorder, log

    def is_to_be_signed(self) -> bool:
        """Whether the store has its new name already, and nothing was signed under it."""
        own = number_of(self._log.origin)
        newest = self._recorder.newest_checkpoint()
        here = newest is not None and number_of(newest.partition("\n")[0]) >= own
        return own > 1 and not here and self._beside.checkpoint.read() is None

    def record(
        self, requests: Requests, because: str, known: Sequence[str], now: Occasion
    ) -> LogContinued:
        """Record that the store goes on as a new log.

        `known` are checkpoints of the old log that somebody kept. Raises StoreError where the store
        is not older than what was signed, where nobody says why, or where it is not sound.
        """
        if not says_why(because):
            raise StoreError(f"{NO_REASON}. {_NOTHING_DONE}")
        self._keep(known)
        if not (self._beside.older()):
            raise StoreError(
                "This store is not older than what was signed of it, as far as is known here: it"
                f" goes on under its own name. {_NOTHING_DONE} Where somebody holds a later"
                " checkpoint, name its file with --checkpoint."
            )
        last = self._beside.checkpoint.note() or self._recorder.newest_checkpoint()
        if last is None:
            raise StoreError(f"No checkpoint of the old log is known. {_NOTHING_DONE}")
        number = number_of(last.partition("\n")[0]) + 1
        if number > MOST:
            raise StoreError(f"{MOST} logs have followed one another. {_NOTHING_DONE}")
        self._refuse_unsound()
        words = Disclosure("because", because)
        event = LogContinued(
            name=name_of(number, self._log.origin),
            last=last,
            kept=self._recorder.log_size(),
            because=words.sealed,
        )
        self._datastore.older = None
        requests.append(LOGS, event, now, [words])
        return event

    def sign(self) -> str:
        """Begin the anchors of the new log and sign its first checkpoint. Gives that.

        Raises StoreError where the store is not sound.
        """
        self._refuse_unsound()
        self._beside.begin_anchor()
        return self._log.checkpoint(anew=True)

    def _keep(self, known: Sequence[str]) -> None:
        for note in known:
            try:
                read_note(note, self._log.origin, self._beside.key)
            except BadNoteError as why:
                raise StoreError(
                    f"A checkpoint that was named is none of this log: {why}. {_NOTHING_DONE}"
                ) from None
        for note in known:
            self._beside.checkpoint.keep(note)

    def _refuse_unsound(self) -> None:
        audit = Audit(self._recorder, origin=self._log.origin, public_key=self._beside.key)
        if first := next(iter(audit), None):
            raise StoreError(
                f"An audit finds: {first.what}. No new log is begun over it: restore another"
                f" backup. {_NOTHING_DONE}"
            )
