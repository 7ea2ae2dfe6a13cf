"""The end of the file itself: the delivered copies leave it first, then all personal data go."""

from datetime import date

from griffie.domain.law import GDPR
from griffie.domain.law.deadlines import months_later
from griffie.domain.model.errors import OutOfOrderError, UnlawfulError
from griffie.domain.model.event import Event
from griffie.domain.model.setting import Occasion
from griffie.domain.model.values import Sealed
from griffie.domain.request.state import RequestState
from griffie.domain.request.vocabulary import FileErasure
from griffie.domain.steps import rules
from griffie.domain.steps.rule import rule
from griffie.domain.steps.said import Reason
from griffie.domain.steps.step import Hint, step


class PersonalDataErased(Event):
    """Keys and ciphertexts of this file are destroyed; history, proofs and figures stand."""

    TOPIC = "PersonalDataErased"
    ground: FileErasure
    explanation: Sealed

    def apply(self, request: RequestState) -> None:
        request.erased = True
        request.copies = request.identity_evidence = ()
        request.copies_condemned, request.evidence_condemned = None, False


class ErasureOfCopiesDecided(Event):
    """From here on they wait to be destroyed. That, and what, is recorded once it is so."""

    TOPIC = "ErasureOfCopiesDecided"
    ground: FileErasure
    explanation: Sealed
    documents: tuple[Sealed, ...]

    def apply(self, request: RequestState) -> None:
        request.copies_condemned = self.ground


class CopiesDestroyed(Event):
    """What was handed over is gone. That it was, when, how and to whom, stands."""

    TOPIC = "CopiesDestroyed"
    documents: tuple[Sealed, ...]

    def apply(self, request: RequestState) -> None:
        request.copies = tuple(one for one in request.copies if one not in self.documents)
        request.copies_condemned = None


@rule("no delivered copy is on file: add one first")
def copies_on_file(request: RequestState) -> bool:
    """Delivered copies lie in the file."""
    return bool(request.copies)


@rule("hand over the copies first: what is erased can no longer be shown", GDPR(15, 3))
def copies_out(request: RequestState) -> bool:
    """The copies went out, or the request is closed: Article 15(3)."""
    return bool(request.copies_out_on or request.closed_on)


@rule("that the copies go was decided already: wait until they are gone")
def copies_stay(request: RequestState) -> bool:
    """It was not yet decided that the copies go."""
    return request.copies_condemned is None


RETENTION_MONTHS = 60
"""Five years after closing: our policy, after Article 105 of the Act of 3 December 2017."""


COPIES_MONTHS = 6
"""How long a delivered copy is kept: our policy [P]. That it was delivered stays on record."""


def kept_until(request: RequestState) -> date | None:
    """The day in Brussels until which the file is kept by our policy [P]; none while it is open."""
    return months_later(request.closed_on, RETENTION_MONTHS) if request.closed_on else None


def copies_kept_until(request: RequestState) -> date | None:
    """Counted from their delivery; of what was never said to be delivered, from closing."""
    since = request.copies_out_on or request.closed_on
    return months_later(since, COPIES_MONTHS) if request.copies and since else None


class FileErasing(RequestState):
    """The steps that erase what lies in the request's own file."""

    @step(
        rules.closed,
        hint=lambda request: Hint(
            "as retention that elapsed from {on}", {"on": kept_until(request)}
        ),
    )
    def erase_personal_data(
        self, now: Occasion, *, ground: FileErasure, explanation: Reason
    ) -> PersonalDataErased:
        """Destroy the personal data of a closed request; its history stays: Article 5(1)(e) GDPR.

        Why: Art. 5(1)(e): what is no longer needed goes; the history stays, without its words.
        """
        self._may_go(now, ground, kept_until(self))
        return PersonalDataErased(ground=ground, explanation=explanation)

    @step(
        copies_on_file,
        copies_out,
        copies_stay,
        hint=lambda request: Hint(
            "as retention that elapsed from {on}", {"on": copies_kept_until(request)}
        ),
    )
    def erase_copies(
        self, now: Occasion, *, ground: FileErasure, explanation: Reason
    ) -> ErasureOfCopiesDecided:
        """Destroy the copies that were handed over, and nothing else: Article 5(1)(e) GDPR.

        Why: Art. 5(1)(e): what was handed over is not kept twice; that it was handed over, is.
        """
        self._may_go(now, ground, copies_kept_until(self))
        return ErasureOfCopiesDecided(ground=ground, explanation=explanation, documents=self.copies)

    @step(listed=False)
    def destroy_copies(self, _: Occasion) -> CopiesDestroyed:
        """Art. 5(2): that they are gone is said when they are, and not before."""
        if not self.copies_to_destroy:
            raise OutOfOrderError("no copies wait to be destroyed")
        return CopiesDestroyed(documents=self.copies)

    def _ordered(self, now: Occasion) -> None:
        if not self.ordered_by:
            raise OutOfOrderError("no order is on file: record the order first")
        if self.setting.four_eyes and not set(self.ordered_by) - now.accounts:
            raise OutOfOrderError("who recorded the order cannot carry it out: ask somebody else")

    def _may_go(self, now: Occasion, ground: FileErasure, until: date | None) -> None:
        if ground is FileErasure.ORDER:
            self._ordered(now)
        elif self.held:
            raise UnlawfulError(GDPR(17, 3, "e"), "a hold is on this file: release it first")
        if ground is FileErasure.RETENTION_ELAPSED and until and now.today < until:
            raise UnlawfulError(
                GDPR(5, 1, "e"),
                "it is kept until {on}: wait until then, or name another ground",
                on=until,
            )
        if ground is FileErasure.TEST_DATA and not now.controller.demo:
            raise OutOfOrderError("only a demonstration holds test data")
