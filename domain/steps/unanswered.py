"""What ends without an answer is seen twice, where the profile asks for four eyes [P].

A claim that is withdrawn and a request that goes on in another are the two ways to end something
of which the requester never hears.
"""

from uuid import UUID

from griffie.domain.model.errors import BadInputError, OutOfOrderError
from griffie.domain.model.event import KeptEvent
from griffie.domain.model.setting import Occasion
from griffie.domain.model.values import Rights, Sealed
from griffie.domain.request.state import RequestState
from griffie.domain.steps import rules
from griffie.domain.steps.said import OneRightOrMore, Reason
from griffie.domain.steps.step import Hint, step


class WithdrawalApproved(KeptEvent):
    """Somebody agreed that the requester no longer asks for these rights, and saw why."""

    TOPIC = "WithdrawalApproved"
    rights: Rights
    reason: Sealed

    def apply(self, request: RequestState) -> None:
        pass  # who approved what is read from the events as they are kept


class MergingApproved(KeptEvent):
    """Somebody agreed that this request doubles another, and saw why."""

    TOPIC = "MergingApproved"
    other: UUID
    reason: Sealed

    def apply(self, request: RequestState) -> None:
        pass  # likewise


def withdrawal_seen(request: RequestState, now: Occasion, rights: Rights) -> None:
    """Raises OutOfOrderError for the first right without an answer that nobody else agreed to end.

    A right about which the requester was told of a decision ends with an answer.
    """
    if not request.setting.four_eyes:
        return
    seen = {
        right
        for event in request.kept_events
        if isinstance(event, WithdrawalApproved) and event.actor not in now.accounts
        for right in event.rights
    }
    for right in rights:
        if right not in seen and request.claims[right].informed_on is None:
            raise OutOfOrderError(
                "{right} would end without an answer, which a second person sees: somebody else"
                " approves the withdrawal first",
                right=right,
            )


def merging_seen(request: RequestState, now: Occasion, other: UUID) -> None:
    """Raises OutOfOrderError where nobody else agreed that this request doubles the other."""
    if request.setting.four_eyes and not any(
        isinstance(event, MergingApproved)
        and event.other == other
        and event.actor not in now.accounts
        for event in request.kept_events
    ):
        raise OutOfOrderError(
            "what goes on in another request ends here without an answer, which a second person"
            " sees: somebody else approves the merging first"
        )


def seen_twice(request: RequestState) -> Hint | None:
    """What to mind before something ends without an answer."""
    if not request.setting.four_eyes:
        return None
    return Hint("what ends without an answer only once somebody else approved it")


def _by_whom(_: RequestState) -> Hint:
    return Hint("by another person than who then does it")


class Unanswered(RequestState):
    """The steps that agree to an end without an answer."""

    @step(rules.still_open, hint=_by_whom)
    def approve_withdrawal(
        self, _: Occasion, *, rights: OneRightOrMore, reason: Reason
    ) -> WithdrawalApproved:
        """Approve that rights are withdrawn: four eyes, where the profile asks for them.

        `reason` says what you saw of the requester's own words.

        Why: Our policy [P]. Art. 12(3) and 5(2): whoever reads that somebody no longer asks ends a
        claim of which the person then hears nothing.
        """
        return WithdrawalApproved(rights=rights, reason=reason)

    @step(rules.still_open, rules.not_merged, hint=_by_whom)
    def approve_merging(self, _: Occasion, *, other: UUID, reason: Reason) -> MergingApproved:
        """Approve that a request doubles another: four eyes, where the profile asks for them.

        Why: Our policy [P]. Art. 12(3) and 5(2): a request that is merged with somebody else's is
        never answered.
        """
        if other == self.id:
            raise BadInputError("other", "this request itself")
        return MergingApproved(other=other, reason=reason)
