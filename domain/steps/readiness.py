"""An answer that lies ready: for somebody of whom no address is known, or put at their disposal.

A request without an address was received all the same, and its month runs (Articles 11 and 12(2)).
"""

from datetime import date

from griffie.domain.law import GDPR, Right
from griffie.domain.model.errors import BadInputError, OutOfOrderError, UnlawfulError
from griffie.domain.model.event import KeptEvent
from griffie.domain.model.setting import Occasion
from griffie.domain.model.values import Rights, Sealed
from griffie.domain.request.claim import UNDECIDED, Claim
from griffie.domain.request.remembered import Done
from griffie.domain.request.state import RequestState
from griffie.domain.request.values import Ready
from griffie.domain.request.vocabulary import Channel, Deed
from griffie.domain.steps import persons, rules
from griffie.domain.steps.rule import rule
from griffie.domain.steps.said import DayAhead, InvokedRights, PastDay
from griffie.domain.steps.step import Hint, step


class AnswerReady(KeptEvent):
    """An answer, or a copy, was put where the requester can have it: where, and until when."""

    TOPIC = "AnswerReady"
    rights: Rights
    on: date
    where: Sealed
    until: date

    def apply(self, request: RequestState) -> None:
        request.happened(self.on)
        if not request.requester.reachable:
            request.ready = Ready(self.on, self.until)
        for right in self.rights:
            claim = request.claims[right]
            if right in rules.COPIES and claim.status not in rules.NOT_IN_PLAY:
                claim = claim.having(Done(Deed.PUT_AT_DISPOSAL, self.on))
            request.put(claim if request.requester.reachable else claim.lying_ready(self.on))


def _to_be_ready(claim: Claim) -> bool:
    """What can lie ready: a decision, or the copy itself."""
    return claim.status not in UNDECIDED or claim.right in rules.COPIES


@rule("nothing was decided: nothing can lie ready yet")
def something_ready(request: RequestState) -> bool:
    """Something was decided, or what lies ready is the copy itself."""
    found = request.dismissed is not None and request.dismissed.proposed_by is None
    return found or any(_to_be_ready(claim) for claim in request.claims.values())


def _check_ready(request: RequestState, claim: Claim) -> None:
    """Raises where nothing of a claim can lie ready, or nobody knows for whom."""
    if not _to_be_ready(claim):
        raise OutOfOrderError(
            "{right} has not been decided: nothing of it can lie ready yet", right=claim.right
        )
    if claim.right not in rules.COPIES or claim.status in rules.NOT_IN_PLAY:
        return
    for wanted in (*persons.ANSWERED_BY_US, rules.identity_settled):
        if broken := wanted.broken(request, (claim,)):
            raise broken()


class Readiness(RequestState):
    """The step that puts an answer where it can be had."""

    @step(
        rules.still_open,
        something_ready,
        meant=_to_be_ready,
        hint=Hint("where, and until when; then tell whoever can be told"),
    )
    def record_ready(
        self,
        now: Occasion,
        *,
        on: PastDay,
        where: Sealed,
        until: DayAhead,
        rights: InvokedRights = (),
    ) -> AnswerReady:
        """Record where an answer or a copy lies ready, and until when: Articles 12(2) and 15(3)
        GDPR.

        Without `rights` it is about all that were decided, and about copies. Where no address of
        the requester is known, what was not collected by `until` counts as answered on that day as
        far as possible, and the request can be closed.

        Why: Art. 12(2): the controller "shall facilitate" the exercise. [P] Somebody whom nobody
        can reach is answered as far as possible where the answer can be had.
        """
        if until < on:
            raise BadInputError("until", "before it lay ready")
        if until < now.today and not self.ready:
            raise BadInputError("until", "in the past")
        ready = {claim.right for claim in self.claims.values() if _to_be_ready(claim)}
        about = rights or tuple(right for right in Right if right in ready)
        for right in about:
            _check_ready(self, self.claims[right])
        return AnswerReady(rights=about, on=on, where=where, until=until)


def check_channel(request: RequestState, channel: Channel) -> None:
    """Raises UnlawfulError where nobody can be reached by that channel."""
    if not request.requester.reachable and channel is not Channel.IN_PERSON:
        raise UnlawfulError(
            GDPR(12, 2),
            "no address of the requester is known: answer in person, record where the answer lies"
            " ready, or add an address (correct-requester)",
        )
