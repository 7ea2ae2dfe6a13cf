"""What was done, who was told, and the end of it."""

from datetime import date

from domain import events, rules
from domain.claims import outcome
from domain.events.answer import Concluded
from domain.kernel import Code, Meaningless, Occasion, Sealed
from domain.law import OmissionGround, Right
from domain.state import RequestState
from domain.steps import step
from domain.vocabulary import Channel, Letter


class Answer(RequestState):
    @step(
        rules.still_open, rules.identity_settled, rules.unproposed, rules.undone, rules.copies_first
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

    @step(rules.still_open, rules.decided)
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
            raise Meaningless("rights", "the same right twice")
        answers = kind in {Letter.ANSWER, Letter.REFUSAL}
        told = set(rights) if answers else set()
        answered = {claim.right for claim in self.untold} <= told
        return events.RequesterInformed(
            kind=kind, rights=rights, sent_on=sent_on, channel=channel, text=text, answered=answered
        )

    @step(rules.still_open, rules.decided, rules.done, rules.told, rules.recipients_told)
    def close(self, _: Occasion) -> events.RequestClosed:
        """Art. 5(2): everything asked was decided, done and told; the outcome follows."""
        claims = self.claims.values()
        concluded = (Concluded(right=claim.right, status=claim.status) for claim in claims)
        return events.RequestClosed(outcome=outcome(claims), derived_from=tuple(concluded))
