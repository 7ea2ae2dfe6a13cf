"""What is true of a request at any time, whatever clerks did: the invariants of the machine."""

from typing import Any

from hypothesis.stateful import RuleBasedStateMachine, invariant

from griffie.domain.law import Right
from griffie.domain.model.setting import Occasion
from griffie.domain.request.claim import EXECUTED, UNDECIDED, UNDONE
from griffie.domain.request.doing import HANDING_OVER, is_handed_over
from griffie.domain.request.outcome import outcome
from griffie.domain.request.vocabulary import ClaimStatus, PartStatus, Status
from griffie.domain.rights_request import RightsRequest
from griffie.domain.steps.action import actions
from griffie.domain.steps.closing import DuplicateAbsorbed
from griffie.domain.steps.correspondence import MessageJoined
from griffie.domain.steps.intake import ReceiptDateCorrected, RequestReceived
from griffie.domain.steps.reminder import ReminderJoined
from tests.given.strategies import BEFORE_RECEIPT, NOT_THE_PAST

OVER = EXECUTED | {ClaimStatus.REFUSED, ClaimStatus.NOT_APPLICABLE, ClaimStatus.WITHDRAWN}
NEVER_REFUSED = (Right.DIRECT_MARKETING_OBJECTION, Right.CONSENT_WITHDRAWAL)
MOVES_RECEIPT = (RequestReceived, ReceiptDateCorrected, DuplicateAbsorbed, ReminderJoined)
CAME_BEFORE = (MessageJoined,)
"""A message that lay here already may be joined: it moves no receipt."""


class TrueAtAnyTime(RuleBasedStateMachine):
    request: RightsRequest
    now: Occasion
    rebuilt: Any
    history: list[Any]

    @invariant()
    def history_alone_rebuilds_the_request(self) -> None:
        assert RightsRequest.replay(None, self.history) == self.request

    @invariant()
    def bytes_alone_rebuild_the_request(self) -> None:
        assert self.rebuilt == self.request

    @invariant()
    def nothing_is_closed_before_it_was_decided_done_and_told(self) -> None:
        if self.request.status is not Status.CLOSED or self.request.merged:
            return
        for claim in self.request.claims.values():
            assert claim.status in OVER
            told = claim.informed_on or claim.came_back
            assert told or claim.status is ClaimStatus.WITHDRAWN
            granted = claim.right in HANDING_OVER and claim.status in EXECUTED
            assert not granted or is_handed_over(claim)
        assert not self.request.recipients_untold
        found = self.request.dismissed
        assert self.request.claims or (found and found.informed_on and not found.proposed_by)
        expected = outcome(self.request.claims.values(), found.ground if found else None)
        assert self.request.outcome is expected

    @invariant()
    def what_always_wins_is_never_refused(self) -> None:
        for right in NEVER_REFUSED:
            if claim := self.request.claims.get(right):
                assert not claim.exceptions
                assert claim.status is not ClaimStatus.REFUSED
                assert not any(one.status is PartStatus.REFUSED for one in claim.decisions)

    @invariant()
    def waiting_never_shortens_a_term(self) -> None:
        terms = [self.request.term_of(claim) for claim in self.request.claims.values()]
        for term in [*terms, self.request.deadline.term]:
            assert term.first_month_ends_on <= term.strict_due_on <= term.due_on

    @invariant()
    def every_date_lies_between_receipt_and_recording(self) -> None:
        for happened in self.history:
            for word, day in dict(happened).items():
                said = word.endswith("_on") and word not in NOT_THE_PAST | BEFORE_RECEIPT and day
                if said and not isinstance(happened, MOVES_RECEIPT + CAME_BEFORE):
                    assert self.request.received_on <= day <= happened.recorded_on

    @invariant()
    def every_request_stands_somewhere(self) -> None:
        standing = self.request.deadline.standing(self.now.today)
        told, settled = self.request.answered or self.request.merged, standing in {"met", "missed"}
        if self.request.reading == 1:
            assert settled == told
        late = any(claim.withdrawn_on for claim in self.request.claims.values())
        assert told or late or not settled
        undone = {claim.status for claim in self.request.claims.values()} & (UNDONE | UNDECIDED)
        over = self.request.claims or self.request.dismissed
        assert (self.request.execution == "done") == bool(over and not undone)

    @invariant()
    def an_erased_file_is_the_end(self) -> None:
        if self.request.erased:
            assert self.history[-1].TOPIC == "PersonalDataErased"
            assert all(action.forbidden for action in actions(self.request))
        else:
            assert any(not action.forbidden for action in actions(self.request))
