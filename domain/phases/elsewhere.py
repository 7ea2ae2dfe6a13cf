"""What is no request, or not ours to answer alone."""

from datetime import date

from griffie.domain import events
from griffie.domain.law import NoRequestGround
from griffie.domain.model.errors import OutOfOrderError
from griffie.domain.model.setting import Occasion
from griffie.domain.model.values import Code, Sealed
from griffie.domain.request.state import RequestState
from griffie.domain.steps import rules
from griffie.domain.steps.step import Hint, step


class Elsewhere(RequestState):
    @step(rules.still_open, rules.nothing_invoked, rules.finding_untold)
    def find_no_request(
        self, _: Occasion, *, ground: NoRequestGround, reason: Sealed
    ) -> events.NoRequestFound:
        """Art. 12(2): no right was found in it, or none that is ours to answer. Say so, and why."""
        return events.NoRequestFound(ground=ground, reason=reason, proposed=self.setting.four_eyes)

    @step(
        rules.still_open,
        rules.finding_proposed,
        hint=lambda _: Hint("only by somebody else than who proposed it"),
    )
    def approve_finding(self, now: Occasion) -> events.FindingApproved:
        """Our policy, switched on in the controller's profile: four eyes see a no."""
        if self.dismissed and self.dismissed.proposed_by == now.actor:
            raise OutOfOrderError("who proposed it cannot approve it: ask somebody else")
        return events.FindingApproved()

    @step(rules.of_another_controller)
    def forward_request(
        self, _: Occasion, *, party: Code, consent: Sealed, forwarded_on: date
    ) -> events.RequestForwarded:
        """Our policy: only with the requester's consent, for a request is personal data too."""
        return events.RequestForwarded(party=party, consent=consent, forwarded_on=forwarded_on)

    @step()
    def inform_joint_controller(
        self, _: Occasion, *, party: Code, informed_on: date
    ) -> events.JointControllerInformed:
        """Art. 26(3): rights may be exercised against each; so each must know of it."""
        return events.JointControllerInformed(party=party, informed_on=informed_on)
