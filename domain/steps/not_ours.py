"""What is no request, or not ours to answer alone: found, passed on, shared."""

from datetime import date

from griffie.domain.law import NoRequestGround
from griffie.domain.model.errors import OutOfOrderError
from griffie.domain.model.event import Event, KeptEvent
from griffie.domain.model.setting import Occasion
from griffie.domain.model.values import Code, Sealed
from griffie.domain.request.state import RequestState
from griffie.domain.request.values import Dismissed
from griffie.domain.steps import rules
from griffie.domain.steps.principal import check_consent
from griffie.domain.steps.rule import rule
from griffie.domain.steps.said import PastDay, Reason
from griffie.domain.steps.step import Hint, step


class NoRequestFound(KeptEvent):
    """The message is no request of a data subject, on a ground and with a reason."""

    TOPIC = "NoRequestFound"
    ground: NoRequestGround
    reason: Sealed
    proposed: bool = False

    def apply(self, request: RequestState) -> None:
        request.dismissed = Dismissed(self.ground, self.actor if self.proposed else None)


class FindingApproved(Event):
    """A second person approved the finding that it is no request: four eyes."""

    TOPIC = "FindingApproved"

    def apply(self, request: RequestState) -> None:
        if request.dismissed:
            request.dismissed = request.dismissed._replace(proposed_by=None)


class RequestForwarded(KeptEvent):
    """To whoever is the controller: with the requester's consent, or to our principal."""

    TOPIC = "RequestForwarded"
    SCHEMA = 2
    party: Code
    consent: Sealed | None = None
    forwarded_on: date

    def apply(self, request: RequestState) -> None:
        request.happened(self.forwarded_on)


class JointControllerInformed(KeptEvent):
    """A joint controller was told of the request: Article 26."""

    TOPIC = "JointControllerInformed"
    party: Code
    informed_on: date

    def apply(self, request: RequestState) -> None:
        request.happened(self.informed_on)


@rule("a right was invoked: decide about that")
def nothing_invoked(request: RequestState) -> bool:
    """No right was found in the message."""
    return not request.claims


@rule("the sender was told what was found: close the request")
def finding_untold(request: RequestState) -> bool:
    """The requester was not told of the finding yet."""
    return not (request.dismissed and request.dismissed.informed_on)


@rule("nobody proposed to find that this is no request: propose it first")
def finding_proposed(request: RequestState) -> bool:
    """A finding waits for a second person."""
    return bool(request.dismissed and request.dismissed.proposed_by)


@rule("it was not found that somebody else is the controller: find that first")
def of_another_controller(request: RequestState) -> bool:
    """We are not the controller of the data asked about."""
    if request.principal:
        return True
    grounds = {claim.ground for claim in request.claims.values()}
    if request.dismissed:
        grounds.add(request.dismissed.ground)
    return NoRequestGround.NOT_CONTROLLER.value in grounds


def _to_whom(request: RequestState) -> Hint:
    """To our principal without consent, to nobody else; to another controller with it."""
    if request.principal:
        named = {"party": request.principal.party}
        return Hint("only to whom we process the data for: {party}", named)
    return Hint("only with the requester’s consent")


class NotOurs(RequestState):
    """The steps for what is no request, or not ours to answer alone."""

    @step(rules.still_open, nothing_invoked, finding_untold)
    def find_no_request(
        self, _: Occasion, *, ground: NoRequestGround, reason: Reason
    ) -> NoRequestFound:
        """Find that a message invokes no right, or none of ours to answer: then answer and close
        it.

        Only while no right was found in it; to a right that was, `find-not-applicable` applies.

        Why: Art. 12(2): no right was found in it, or none that is ours to answer. Say so, and why.
        """
        return NoRequestFound(ground=ground, reason=reason, proposed=self.setting.four_eyes)

    @step(
        rules.still_open, finding_proposed, hint=Hint("only by somebody else than who proposed it")
    )
    def approve_finding(self, now: Occasion) -> FindingApproved:
        """Approve that a message is no request: four eyes, where the profile asks for them.

        Why: Our policy, switched on in the controller's profile: four eyes see a no.
        """
        if self.dismissed and self.dismissed.proposed_by in now.accounts:
            raise OutOfOrderError("who proposed it cannot approve it: ask somebody else")
        return FindingApproved()

    @step(of_another_controller, hint=_to_whom)
    def forward_request(
        self, _: Occasion, *, party: Code, consent: Sealed | None = None, forwarded_on: PastDay
    ) -> RequestForwarded:
        """Record that it was passed on to another controller, with the requester's consent.

        To the controller for which we process the data no consent is needed: Article 28(3)(e) GDPR.

        Why: Our policy: only with the requester's consent, for a request is personal data too. A
        processor passes on what is its principal's.
        """
        check_consent(self, party, consent)
        return RequestForwarded(party=party, consent=consent, forwarded_on=forwarded_on)

    @step()
    def inform_joint_controller(
        self, _: Occasion, *, party: Code, informed_on: PastDay
    ) -> JointControllerInformed:
        """Record that a joint controller was told of the request: Article 26(3) GDPR.

        Why: Art. 26(3): rights may be exercised against each; so each must know of it.
        """
        return JointControllerInformed(party=party, informed_on=informed_on)
