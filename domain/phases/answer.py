"""What was done, who was told, and the end of it."""

from datetime import date

from griffie.domain import events
from griffie.domain.events.answer import ANSWERS, Concluded
from griffie.domain.law import OmissionGround, Right
from griffie.domain.model.errors import BadInputError, OutOfOrderError
from griffie.domain.model.setting import Occasion
from griffie.domain.model.values import Code, Sealed
from griffie.domain.request.claim import UNDECIDED, UNDONE, outcome
from griffie.domain.request.state import RequestState
from griffie.domain.request.vocabulary import Channel, Deed, Letter
from griffie.domain.steps import rules
from griffie.domain.steps.step import Hint, step


def what_may_be_told(request: RequestState) -> Hint:
    """A letter that answers waits for the decision; one that says how things stand does not."""
    if request.outcome:
        return Hint("the request is closed: no answer, only what happened since")
    if not request.claims:
        found = Hint("the answer: that it was found to be no request")
        return found if request.dismissed else Hint("no answer: nothing was decided")
    decided = [claim.right for claim in request.claims.values() if claim.status not in UNDECIDED]
    if not decided:
        return Hint("no answer: nothing was decided")
    return Hint("an answer or a refusal only about {rights}", {"rights": ", ".join(decided)})


GOES_WITH = {
    Right.ACCESS: (
        Deed.COPY_DELIVERED,
        Hint("access comes with a copy of the data: to let somebody look at them is not enough"),
    ),
    Right.DIRECT_MARKETING_OBJECTION: (
        Deed.SUPPRESSED,
        Hint("what was erased comes back with the next list: record whom not to approach again"),
    ),
}
"""What a right is seldom done without; not a condition, for `measures` may say otherwise [P]."""


def what_goes_with_it(request: RequestState) -> Hint | None:
    """What was not recorded, of the first right of which something is wanting."""
    for right, (deed, hint) in GOES_WITH.items():
        claim = request.claims.get(right)
        if claim and claim.status in UNDONE and deed not in claim.deeds:
            return hint
    return None


class Answer(RequestState):
    @step(
        rules.still_open,
        rules.identity_settled,
        rules.unproposed,
        rules.undone,
        rules.mandate_settled,
        rules.fee_settled,
        rules.copies_first,
        hint=what_goes_with_it,
    )
    def fulfil(self, _: Occasion, *, right: Right, measures: Sealed) -> events.RightFulfilled:
        """Art. 12(3): "information on action taken": what was done, and how."""
        return events.RightFulfilled(right=right, measures=measures)

    @step(rules.told_to_recipients, rules.executed)
    def notify_recipient(
        self, _: Occasion, *, recipient: Code, right: Right, notified_on: date
    ) -> events.RecipientNotified:
        """Art. 19: to "each recipient to whom the personal data have been disclosed"."""
        return events.RecipientNotified(recipient=recipient, right=right, notified_on=notified_on)

    @step(rules.told_to_recipients, rules.executed)
    def omit_notification(
        self, _: Occasion, *, recipient: Code, right: Right, ground: OmissionGround, reason: Sealed
    ) -> events.RecipientNotificationOmitted:
        """Art. 19: "unless this proves impossible or involves disproportionate effort"."""
        return events.RecipientNotificationOmitted(
            recipient=recipient, right=right, ground=ground, reason=reason
        )

    @step(rules.not_merged, meant=lambda _: True, hint=what_may_be_told)
    def inform(
        self,
        _: Occasion,
        *,
        kind: Letter,
        rights: tuple[Right, ...],
        sent_on: date,
        channel: Channel,
        text: Sealed | None,
    ) -> events.RequesterInformed:
        """Art. 12(3) and (4): say what was done, or why not, and where to complain."""
        if len(set(rights)) < len(rights):
            raise BadInputError("rights", "the same right twice")
        if kind in ANSWERS:
            self._may_answer(rights)
        if kind is Letter.RESTRICTION_LIFT and not self.restricting:
            raise OutOfOrderError("nothing is restricted: record the restriction first")
        told = set(rights) if kind in ANSWERS else set()
        answered = {claim.right for claim in self.untold} <= told
        if not self.claims:
            answered = self.answered or kind in ANSWERS
        return events.RequesterInformed(
            kind=kind, rights=rights, sent_on=sent_on, channel=channel, text=text, answered=answered
        )

    def _may_answer(self, rights: tuple[Right, ...]) -> None:
        if self.outcome:
            raise OutOfOrderError(rules.still_open.otherwise)
        if self.dismissed and self.dismissed.proposed_by:
            raise OutOfOrderError(
                "that this is no request was proposed: somebody else approves it first"
            )
        if not rights and not self.dismissed:
            raise BadInputError("rights", "none named")
        for right in rights:
            if self.claims[right].status in UNDECIDED:
                raise OutOfOrderError(rules.decided.otherwise, right=right)

    @step(
        rules.still_open,
        rules.finding_told,
        rules.decided,
        rules.done,
        rules.told,
        rules.recipients_told,
    )
    def close(self, _: Occasion) -> events.RequestClosed:
        """Art. 5(2): everything asked was decided, done and told; the outcome follows."""
        claims = self.claims.values()
        concluded = (Concluded(right=claim.right, status=claim.status) for claim in claims)
        dismissed_as = self.dismissed.ground if self.dismissed else None
        return events.RequestClosed(
            outcome=outcome(claims, dismissed_as), derived_from=tuple(concluded)
        )
