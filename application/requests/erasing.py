"""What is erased, and in which order: keys, then ciphertexts, then (years later) the history."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from typing import NamedTuple
from uuid import UUID

from eventsourcing.persistence import IntegrityError

from griffie.application.disclosure import ErasureIncompleteError, Tier
from griffie.application.reports.figures import figures_to_keep
from griffie.application.reports.request_figures import RequestFigures, figures_of_request
from griffie.application.reports.request_history import RequestHistory, read_history
from griffie.application.requests.histories import ContentionError, Histories, UnknownRequestError
from griffie.domain.housekeeping import HOUSEKEEPING, FiguresKept, StreamErased, looks_stream
from griffie.domain.model.errors import OutOfOrderError
from griffie.domain.model.setting import Occasion
from griffie.domain.rights_request import RightsRequest


class _TierErasure(NamedTuple):
    """A tier that is erased while the file is kept: first its key, then that is recorded."""

    tier: Tier
    waits: Callable[[RightsRequest], bool]
    """Whether it is erased by the next command, without being asked."""
    may_go: Callable[[RightsRequest], bool]
    """Whether it is erased when somebody asks for it."""
    record: Callable[[RightsRequest, Occasion], object]


_WAITING = (
    _TierErasure(
        Tier.IDENTITY,
        lambda request: request.evidence_to_destroy,
        lambda request: request.evidence_may_go,
        lambda request, now: request.destroy_identity_evidence(now),
    ),
    _TierErasure(
        Tier.COPIES,
        lambda request: request.copies_to_destroy,
        lambda request: request.copies_to_destroy,
        lambda request, now: request.destroy_copies(now),
    ),
)


class Erasing(Histories):
    """Histories, with what erases tiers of a request and lets whole histories leave."""

    def erase_file(self, request: RightsRequest) -> None:
        """Erase all personal data of a request, once its history says so.

        First what is left of the messages that joined it, so that whoever finds it cut off begins
        again. Raises KeyUnavailableError.
        """
        for message in request.messages_joined:
            with suppress(ErasureIncompleteError):
                self._vault.erase_joined(message, request.id)
        with suppress(ErasureIncompleteError):
            self._vault.erase(request.id)

    def destroy_identity_evidence(self, request_id: UUID, now: Occasion) -> RightsRequest:
        """Erase the evidence of identity once the identity is settled or the request closed.

        Then, and only then, that is recorded. After a crash the next command finishes it, or the
        next start. Does nothing when nothing is due. Raises UnknownRequestError, ContentionError.
        """
        return self._destroy(request_id, now, Tier.IDENTITY)

    def destroy_copies(self, request_id: UUID, now: Occasion) -> RightsRequest:
        """Erase the delivered copies, once that was decided; in the same way."""
        return self._destroy(request_id, now, Tier.COPIES)

    def destroy_what_waits(self, request: RightsRequest, now: Occasion) -> RightsRequest:
        """Erase every tier that is due by itself; gives the request afterwards."""
        for one in _WAITING:
            if one.waits(request):
                request = self._destroy(request.id, now, one.tier)
        return request

    def waiting(self, request_id: UUID) -> bool:
        """Whether a tier of the request is due by itself. Raises UnknownRequestError."""
        return self.is_waiting(self.load(request_id))

    def is_waiting(self, request: RightsRequest) -> bool:
        """Whether a tier of the request is due by itself, as the request stands."""
        return any(one.waits(request) for one in _WAITING)

    def _destroy(self, request_id: UUID, now: Occasion, tier: Tier) -> RightsRequest:
        what = next(one for one in _WAITING if one.tier is tier)
        for then in self.attempts(now):
            if not what.may_go(request := self.load(request_id)):
                return request
            try:
                self._vault.erase(request_id, (tier,))
            except ErasureIncompleteError:  # the keys are gone, a page of a file is not: try later
                return request
            what.record(request, then)
            with suppress(IntegrityError):
                self.save(request)
                self._remember(request)
                return request.copy()
        raise ContentionError

    def erase_stream(self, request_id: UUID, now: Occasion) -> None:
        """Delete the whole history of a request: see `erase_streams`.

        Raises UnknownRequestError, OutOfOrderError, ContentionError.
        """
        if not self.erase_streams([request_id], now):
            raise UnknownRequestError

    def erase_streams(
        self, together: Sequence[UUID], now: Occasion, *, again: bool = False
    ) -> Sequence[UUID]:
        """Delete whole histories with their access trails; their log entries stay.

        This is the only lawful way out of the store, for requests whose personal data were erased.
        `StreamErased` events name what is deleted, in the transaction that deletes it; it also
        records the figures that are kept of all of them together. Gives the requests whose
        histories were deleted, without those that are unknown or left meanwhile. `again`: an old
        copy of the store brought them back.

        Raises OutOfOrderError, ContentionError.
        """
        for then in self.attempts(now):
            going = {one: told for one in together if (told := read_history(self.history(one)))}
            if not again and not all(told.request.erased for told in going.values()):
                raise OutOfOrderError("its personal data are kept: erase them first")
            streams = [stream for one in going for stream in (one, looks_stream(one))]
            lengths = [(one, self._lookup.newest_version(one)) for one in streams]
            erased = [StreamErased(stream=one, events=length) for one, length in lengths if length]
            first = self._next(HOUSEKEEPING)
            stamped = [
                event.stamped(HOUSEKEEPING, version, then)
                for version, event in enumerate([*_figures_of(going.values()), *erased], first)
            ]
            with suppress(IntegrityError):
                if stamped:
                    self.save(*stamped, erased=erased)
                    for one in going:
                        self._forget(one)
                    if again:
                        self._vault.forget()
                    else:
                        self._vault.gone(list(going))
                return list(going)
        raise ContentionError


def _figures_of(going: Iterable[RequestHistory]) -> list[FiguresKept]:
    """The figures that stay, by the year in which the requests were received."""
    years: dict[int, list[RequestFigures]] = {}
    for told in going:
        known = figures_of_request(told)
        if known.is_reminder:
            continue  # it counted under the request of which it reminded
        years.setdefault(known.received_on.year, []).append(known)
    return [
        FiguresKept(year=year, requests=len(known), tables=figures_to_keep(known))
        for year, known in sorted(years.items())
    ]
