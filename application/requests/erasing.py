"""What goes, and in which order: keys first, then words, then the history by its one way out."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from typing import NamedTuple
from uuid import UUID

from eventsourcing.persistence import IntegrityError

from griffie.application.disclosure import ErasureIncompleteError, Tier
from griffie.application.reports.course import Course, course
from griffie.application.reports.facts import Facts, facts
from griffie.application.reports.figures import that_go
from griffie.application.requests.histories import ContentionError, Histories, UnknownRequestError
from griffie.domain.housekeeping import HOUSEKEEPING, FiguresKept, StreamErased, looks_stream
from griffie.domain.model.errors import OutOfOrderError
from griffie.domain.model.setting import Occasion
from griffie.domain.rights_request import RightsRequest


class Waiting(NamedTuple):
    """What goes alone while the file lives: first its key, then that is recorded."""

    tier: Tier
    waits: Callable[[RightsRequest], bool]
    """Whether it goes by itself, with the next command."""
    may_go: Callable[[RightsRequest], bool]
    """Whether it goes when somebody says so."""
    record: Callable[[RightsRequest, Occasion], object]


WAITING = (
    Waiting(
        Tier.IDENTITY,
        lambda request: request.evidence_to_destroy,
        lambda request: request.evidence_may_go,
        lambda request, now: request.destroy_identity_evidence(now),
    ),
    Waiting(
        Tier.COPIES,
        lambda request: request.copies_to_destroy,
        lambda request: request.copies_to_destroy,
        lambda request, now: request.destroy_copies(now),
    ),
)


class Erasing(Histories):
    def destroy_identity_evidence(self, request_id: UUID, now: Occasion) -> RightsRequest:
        """Once the identity is settled, its evidence goes; then, and only then, that is recorded.

        Of a closed request it goes when this is called. What is cut off is taken up again by the
        next command, or by whoever calls this at a start. Does nothing where nothing waits.
        Raises UnknownRequestError, ContentionError.
        """
        return self._destroy(request_id, now, Tier.IDENTITY)

    def destroy_copies(self, request_id: UUID, now: Occasion) -> RightsRequest:
        """Once it was decided that the delivered copies go, they do; likewise."""
        return self._destroy(request_id, now, Tier.COPIES)

    def destroy_what_waits(self, request: RightsRequest, now: Occasion) -> RightsRequest:
        """Both, where something of it waits to be destroyed."""
        for one in WAITING:
            if one.waits(request):
                request = self._destroy(request.id, now, one.tier)
        return request

    def waiting(self, request_id: UUID) -> bool:
        """Whether something of a living file waits to be destroyed. Raises UnknownRequestError."""
        request = self.load(request_id)
        return any(one.waits(request) for one in WAITING)

    def _destroy(self, request_id: UUID, now: Occasion, tier: Tier) -> RightsRequest:
        what = next(one for one in WAITING if one.tier is tier)
        for then in self.attempts(now):
            if not what.may_go(request := self.load(request_id)):
                return request
            try:
                self._vault.erase(request_id, (tier,))
            except ErasureIncompleteError:  # the keys are gone, some page is not: it waits on
                return request
            what.record(request, then)
            with suppress(IntegrityError):
                self.save(request)
                self._remember(request)
                return request.copy()
        raise ContentionError

    def erase_stream(self, request_id: UUID, now: Occasion) -> None:
        """Let the whole history of a request go: see `erase_streams`.

        Raises UnknownRequestError, OutOfOrderError, ContentionError.
        """
        if not self.erase_streams([request_id], now):
            raise UnknownRequestError

    def erase_streams(
        self, together: Sequence[UUID], now: Occasion, *, again: bool = False
    ) -> Sequence[UUID]:
        """Let whole histories go, and who looked at them; their log entries stay.

        The one lawful way out of the store, for requests whose personal data were erased: events
        name what goes, their transaction deletes it, and with it says what figures are kept of
        all of them together. Gives those that went: what is unknown, or went meanwhile, is none of
        them. `again`: they went before, and an old copy of the store brought them back.

        Raises OutOfOrderError, ContentionError.
        """
        for then in self.attempts(now):
            going = {one: told for one in together if (told := course(self.history(one)))}
            if not again and not all(told.request.erased for told in going.values()):
                raise OutOfOrderError("its personal data are kept: erase them first")
            streams = [stream for one in going for stream in (one, looks_stream(one))]
            lengths = [(one, self._ledger.newest_version(one)) for one in streams]
            erased = [StreamErased(stream=one, events=length) for one, length in lengths if length]
            first = self._next(HOUSEKEEPING)
            stamped = [
                event.stamped(HOUSEKEEPING, version, then)
                for version, event in enumerate([*kept_of(going.values()), *erased], first)
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


def kept_of(going: Iterable[Course]) -> list[FiguresKept]:
    """The figures that stay, by the year in which what goes was received."""
    years: dict[int, list[Facts]] = {}
    for told in going:
        known = facts(told)
        years.setdefault(known.received_on.year, []).append(known)
    return [
        FiguresKept(year=year, requests=len(known), tables=that_go(known))
        for year, known in sorted(years.items())
    ]
