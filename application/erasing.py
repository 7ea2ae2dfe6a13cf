"""What goes, and in which order: keys first, then words, then the history by its one way out."""

from collections.abc import Callable
from contextlib import suppress
from typing import NamedTuple
from uuid import UUID

from eventsourcing.persistence import IntegrityError

from application.disclosure import ErasureIncomplete, Tier
from application.histories import Contended, Histories
from domain.events.housekeeping import HOUSEKEEPING, StreamErased, looks_at
from domain.kernel import Occasion, Untimely
from domain.request import RightsRequest


class Waiting(NamedTuple):
    """What goes alone while the file lives: first its key, then that is recorded."""

    tier: Tier
    waits: Callable[[RightsRequest], bool]
    record: Callable[[RightsRequest, Occasion], object]


WAITING = (
    Waiting(
        Tier.IDENTITY,
        lambda request: request.evidence_to_destroy,
        lambda request, now: request.destroy_identity_evidence(now),
    ),
    Waiting(
        Tier.COPIES,
        lambda request: request.copies_to_destroy,
        lambda request, now: request.destroy_copies(now),
    ),
)


class Erasing(Histories):
    def destroy_identity_evidence(self, request_id: UUID, now: Occasion) -> RightsRequest:
        """Once the identity is settled, its evidence goes; then, and only then, that is recorded.

        What is cut off is taken up again by the next command, or by whoever calls this at a start.
        Does nothing where nothing waits. Raises Unknown, Contended.
        """
        return self._destroy(request_id, now, Tier.IDENTITY)

    def destroy_copies(self, request_id: UUID, now: Occasion) -> RightsRequest:
        """Once it was decided that the delivered copies go, they do; likewise."""
        return self._destroy(request_id, now, Tier.COPIES)

    def destroy_what_waits(self, request: RightsRequest, now: Occasion) -> RightsRequest:
        """Both, where something of it waits to be destroyed."""
        for tier, waiting, _ in WAITING:
            if waiting(request):
                request = self._destroy(request.id, now, tier)
        return request

    def waiting(self, request_id: UUID) -> bool:
        """Whether something of a living file waits to be destroyed. Raises Unknown."""
        request = self.load(request_id)
        return any(one.waits(request) for one in WAITING)

    def _destroy(self, request_id: UUID, now: Occasion, tier: Tier) -> RightsRequest:
        _, waits, record = next(one for one in WAITING if one.tier is tier)
        for then in self.attempts(now):
            if not waits(request := self.load(request_id)):
                return request
            try:
                self._vault.erase(request_id, (tier,))
            except ErasureIncomplete:  # the keys are gone, some page is not: it waits on
                return request
            record(request, then)
            with suppress(IntegrityError):
                self.save(request)
                self._remember(request)
                return request.copy()
        raise Contended

    def erase_stream(self, request_id: UUID, now: Occasion) -> None:
        """Let the whole history of a request go, and who looked at it; its log entries stay.

        The one lawful way out of the store, for a request whose personal data were erased: two
        events name what goes, and their transaction deletes it. Raises Unknown, Untimely,
        Contended.
        """
        for then in self.attempts(now):
            if not self.load(request_id).erased:
                raise Untimely("its personal data are kept: erase them first")
            streams = (request_id, looks_at(request_id))
            lengths = [(one, self._ledger.newest_version(one)) for one in streams]
            erased = [StreamErased(stream=one, events=length) for one, length in lengths if length]
            first = self._next(HOUSEKEEPING)
            stamped = [
                event.stamped(HOUSEKEEPING, version, then)
                for version, event in enumerate(erased, first)
            ]
            with suppress(IntegrityError):
                self.save(*stamped, erased=erased)
                with self._memory:
                    self._remembered.pop(request_id, None)
                return
        raise Contended
