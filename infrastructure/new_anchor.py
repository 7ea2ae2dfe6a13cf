"""An operator accepts that an anchor of the log is lost: recorded, and signed on from there."""

from griffie.application.access.purposes import NO_REASON, says_why
from griffie.application.disclosure import Disclosure
from griffie.application.errors import StoreError
from griffie.application.ports import StoreBehindError
from griffie.application.requests.requests import Requests
from griffie.domain.events import AnchorAccepted
from griffie.domain.housekeeping import HOUSEKEEPING
from griffie.domain.model.setting import Occasion
from griffie.domain.upkeep import Anchored
from griffie.infrastructure.backup.outside_copies import OutsideCopies
from griffie.infrastructure.database import Database
from griffie.infrastructure.log.transparency import TransparencyLog


def accept_new_anchor(  # noqa: PLR0917 - the whole of a store is concerned
    beside: OutsideCopies,
    datastore: Database,
    requests: Requests,
    log: TransparencyLog,
    because: str,
    now: Occasion,
) -> AnchorAccepted:
    """Record that something is missing and why, begin its anchors anew, and sign.

    Raises StoreError where nothing is missing, StoreBehindError where a later state of the log was
    signed, or something was erased in one: nothing leads on from here.
    """
    if signed_later := beside.older_than_signed():
        raise StoreBehindError(signed_later)
    missing = [*beside.missing(), *([Anchored.BEHIND] if beside.behind() else [])]
    if not missing:
        raise StoreError("No anchor is missing: there is nothing to accept. Nothing was done.")
    if not says_why(because):
        raise StoreError(f"--accept-new-anchor: {NO_REASON}. Nothing was done.")
    size = log.size()
    beside.begin_anchor()
    datastore.older = None
    words = Disclosure("because", because)
    event = AnchorAccepted(missing=tuple(missing), entries=size, because=words.sealed)
    requests.append(HOUSEKEEPING, event, now, [words])
    log.checkpoint(anew=True)
    return event
