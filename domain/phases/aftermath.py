"""Another look, a twin, a complaint, and the end of the file itself."""

from datetime import date
from uuid import UUID

from griffie.domain import events
from griffie.domain.events import Invoked
from griffie.domain.law import GDPR
from griffie.domain.law.deadlines import months_later
from griffie.domain.model.errors import BadInputError, OutOfOrderError, UnlawfulError
from griffie.domain.model.setting import Occasion
from griffie.domain.model.values import Sealed
from griffie.domain.request.state import RequestState
from griffie.domain.request.vocabulary import Authority, ClaimStatus, FileErasure, Relation
from griffie.domain.steps import rules, rules_of_deeds
from griffie.domain.steps.step import Hint, step

RETENTION_MONTHS = 60
"""Five years after closing: our policy, after Article 105 of the Act of 3 December 2017."""


COPIES_MONTHS = 6
"""How long a delivered copy is kept: our policy [P]. That it was delivered stays on record."""


def kept_until(request: RequestState) -> date | None:
    return months_later(request.closed_on, RETENTION_MONTHS) if request.closed_on else None


def copies_kept_until(request: RequestState) -> date | None:
    """Counted from their delivery; of what was never said to be delivered, from closing."""
    since = request.copies_out_on or request.closed_on
    return months_later(since, COPIES_MONTHS) if request.copies and since else None


class Aftermath(RequestState):
    @step(rules.closed, rules.not_merged)
    def reopen(self, _: Occasion, *, reason: Sealed) -> events.RequestReopened:
        """Art. 12(2): the answer was not complete after all."""
        return events.RequestReopened(reason=reason)

    @step(
        rules.still_open, hint=lambda _: Hint("a duplicate only while nothing was decided about it")
    )
    def link(self, _: Occasion, *, other: UUID, relation: Relation) -> events.RequestLinked:
        """A reminder is no new request; a duplicate goes on in the request that it doubles."""
        if other == self.id:
            raise BadInputError("other", "this request itself")
        decided = (c for c in self.claims.values() if c.exceptions or c.status is not OPEN)
        if relation is Relation.DUPLICATE and next(decided, None):
            raise OutOfOrderError("something was decided about it: it is a repeat, not a duplicate")
        return events.RequestLinked(other=other, relation=relation)

    @step(rules.still_open, listed=False)
    def absorb(self, _: Occasion, *, duplicate: "RequestState") -> events.DuplicateAbsorbed:
        """Nothing that the duplicate asked is lost, and the earliest receipt stands."""
        asked = duplicate.claims.values()
        ours = (self.claims[claim.right] for claim in asked if claim.right in self.claims)
        if any(claim.status is not OPEN or claim.exceptions for claim in ours):
            raise OutOfOrderError("the other request was decided: it is a repeat, not a duplicate")
        claims = tuple(
            Invoked(
                right=claim.right,
                purposes=claim.purposes,
                categories=claim.categories,
                recipients=claim.recipients,
            )
            for claim in asked
        )
        received_on = min(self.received_on, duplicate.received_on)
        return events.DuplicateAbsorbed(other=duplicate.id, received_on=received_on, claims=claims)

    @step()
    def record_complaint(
        self, _: Occasion, *, authority: Authority, reference: Sealed, received_on: date
    ) -> events.ComplaintRecorded:
        """Art. 77 and 79: before the authority or a court the file is evidence, so it is held."""
        return events.ComplaintRecorded(
            authority=authority, reference=reference, received_on=received_on
        )

    @step(
        rules.closed,
        hint=lambda request: Hint(
            "as retention that elapsed from {on}", {"on": kept_until(request)}
        ),
    )
    def erase_personal_data(
        self, now: Occasion, *, ground: FileErasure, explanation: Sealed
    ) -> events.PersonalDataErased:
        """Art. 5(1)(e): what is no longer needed goes; the history stays, without its words."""
        self._may_go(now, ground, kept_until(self))
        return events.PersonalDataErased(ground=ground, explanation=explanation)

    @step(
        rules_of_deeds.copies_on_file,
        rules_of_deeds.copies_out,
        rules_of_deeds.copies_stay,
        hint=lambda request: Hint(
            "as retention that elapsed from {on}", {"on": copies_kept_until(request)}
        ),
    )
    def erase_copies(
        self, now: Occasion, *, ground: FileErasure, explanation: Sealed
    ) -> events.ErasureOfCopiesDecided:
        """Art. 5(1)(e): what was handed over is not kept twice; that it was handed over, is."""
        self._may_go(now, ground, copies_kept_until(self))
        return events.ErasureOfCopiesDecided(
            ground=ground, explanation=explanation, documents=self.copies
        )

    @step(listed=False)
    def destroy_copies(self, _: Occasion) -> events.CopiesDestroyed:
        """Art. 5(2): that they are gone is said when they are, and not before."""
        if not self.copies_to_destroy:
            raise OutOfOrderError("no copies wait to be destroyed")
        return events.CopiesDestroyed(documents=self.copies)

    def _may_go(self, now: Occasion, ground: FileErasure, until: date | None) -> None:
        if ground is not FileErasure.ORDER and self.held:
            raise UnlawfulError(GDPR(17, 3, "e"), "a hold is on this file: release it first")
        if ground is FileErasure.RETENTION_ELAPSED and until and now.today < until:
            raise UnlawfulError(
                GDPR(5, 1, "e"),
                "it is kept until {on}: wait until then, or name another ground",
                on=until,
            )
        if ground is FileErasure.TEST_DATA and not now.controller.demo:
            raise OutOfOrderError("only a demonstration holds test data")


OPEN = ClaimStatus.OPEN
