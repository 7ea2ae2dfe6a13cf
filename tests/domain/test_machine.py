"""Whatever clerks do, in whatever order, these sentences stay true.

Each run is one request with a few rights. Two clerks take steps that are offered, with words that
fit, and now and then any step with any words; days pass between. `GRIFFIE_DEEP=1`: ten times as
many runs.
"""

import os
from datetime import date, timedelta
from typing import Any

from hypothesis import HealthCheck, Phase, event, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule

from griffie.domain.events import (
    CopyDelivered,
    DataTransmitted,
    DecisionRevoked,
    ExceptionApplied,
    Invoked,
    PersonalDataErased,
    RequesterInformed,
    RestrictionLifted,
    RightFulfilled,
)
from griffie.domain.law import Right
from griffie.domain.model.errors import (
    BadInputError,
    OutOfOrderError,
    StepRefusedError,
    UnlawfulError,
)
from griffie.domain.model.event import Event
from griffie.domain.model.setting import Controller, Occasion
from griffie.domain.request.vocabulary import (
    ClaimStatus,
    FileErasure,
    Hands,
    Identity,
    Letter,
    Mandate,
)
from griffie.domain.rights_request import RightsRequest
from griffie.domain.steps.action import Action, actions
from griffie.domain.steps.deed import is_irregular
from griffie.domain.steps.intake import RequestReceived
from griffie.domain.steps.rule import ClaimRule
from griffie.infrastructure.sqlite.mapper import CanonicalMapper, read_event
from tests.given.past import ID, NOW, received
from tests.given.strategies import CONTROLLERS, LETTERS, STEPS, Clerk, any_words
from tests.given.true_at_any_time import NEVER_REFUSED, OVER, TrueAtAnyTime

RUNS = 4000 if os.environ.get("GRIFFIE_DEEP") else 400
MAPPER = CanonicalMapper(None)  # type: ignore[arg-type]
EAGER = {name: 3 * len(step.rules) or 1 for name, step in STEPS.items()}
EAGER |= {"close": 90, "reopen": 30, "inform": 24, "fulfil": 24, "notify_recipient": 12}
EAGER |= {"apply_exception": 18, "approve_refusal": 12, "verify_identity": 3, "grant": 12}
EAGER |= {"link": 1, "withdraw": 2, "erase_personal_data": 2, "add_claim": 1, "absorb": 1}
EAGER |= {"lift_restriction": 90, "apply_restriction": 9, "deliver_copy": 24, "approve_finding": 12}
EAGER |= {"destroy_identity_evidence": 60, "report_order_done": 24, "answer_inquiry": 24}
EAGER |= {"add_document": 6, "transmit_data": 24, "propose_fee": 30, "decline_fee": 12}
EAGER |= {"ask_search": 9, "ask_processor": 9, "complete_search": 12, "hear_processor": 12}
EAGER |= {"append_statement": 24, "rectify_data": 24, "accept_fee": 12, "record_payment": 12}
"""What many rules guard is rarely allowed, so it is taken when it is; what ends all is put off."""
UNLISTED = [name for name, step in STEPS.items() if not step.listed]
LAST_DAY = date(2040, 1, 1)  # well within the calendars
SAID_NO = {ClaimStatus.REFUSED, ClaimStatus.NOT_APPLICABLE}
NOT_HELD_UP = {*NEVER_REFUSED, Right.AUTOMATED_DECISION}
COPIES = (Right.ACCESS, Right.PORTABILITY)
SET_LIKE = {"rights", "grounds", "purposes", "categories"}
SET_LIKE |= {"systems", "fields", "channels", "recipients"}


def named(said: dict[str, Any]) -> tuple[Right, ...]:
    """The rights that a step was asked for by name."""
    one = said.get("right") or said.get("from_right")
    # Of a remark `right` says whether it is true.
    return (one,) if isinstance(one, Right) else said.get("rights") or ()


class AnyRequest(TrueAtAnyTime):
    @initialize(asked=LETTERS, controller=CONTROLLERS, reading=st.sampled_from([1, 2, 2]))
    def receive(self, asked: list[Invoked], controller: Controller, reading: int) -> None:
        self.now = NOW._replace(controller=controller)
        first = received(*asked, setting=controller.setting, reading=reading)
        self.request = RightsRequest.receive(ID, self.now, first)
        self.rebuilt: Any = None
        self.history: list[Any] = []
        self.record()
        event(f"four eyes: {controller.setting.four_eyes}")

    # What clerks and time do.

    @rule(
        data=st.data(),
        days=st.sampled_from([*[0] * 6, 1, 1, 1, 3, 3, 7, 7, 20, 45, 1900]),
        actor=st.sampled_from(["u-17", "u-18"]),
        careful=st.integers(0, 9),
    )
    def days_pass_and_somebody_takes_a_step(
        self, data: st.DataObject, days: int, actor: str, careful: int
    ) -> None:
        if (later := self.now.at + timedelta(days=days)).date() < LAST_DAY:
            self.now = self.now._replace(at=later)
        if not careful:
            step = data.draw(st.sampled_from(sorted(STEPS)))
            return self.take(step, data.draw(any_words(step, self.now)), actor)
        offered = {one.command: one for one in actions(self.request) if not one.forbidden}
        eager = [step for step in (*offered, *UNLISTED) for _ in range(EAGER[step])]
        step = data.draw(st.sampled_from(eager))
        rights = offered[step].rights if step in offered else ()
        return self.take(step, Clerk(self.request, self.now, rights).says(step, data.draw), actor)

    @rule(data=st.data())
    def what_happened_can_always_be_told_again(self, data: st.DataObject) -> None:
        once: Event = data.draw(st.sampled_from(self.history))
        about = {*named(dict(once)), *([once.claim.right] if hasattr(once, "claim") else [])}
        if about <= self.request.claims.keys() and not isinstance(once, RequestReceived):
            twin = self.request.copy()
            once.stamped(twin.id, twin.version + 1, self.now).mutate(twin)

    # What must be true of every step.

    def take(self, step: str, said: dict[str, Any], actor: str) -> None:
        now = self.now._replace(actor=actor)
        listed = {action.command: action for action in actions(self.request)}.get(step)
        before = self.request.copy()
        try:
            happened: Event = getattr(self.request, step)(now, **said)
        except (UnlawfulError, OutOfOrderError, BadInputError) as raised:
            self.nothing_raised_changes_anything(before)
            if listed and isinstance(raised, StepRefusedError) and not said.get("irregular"):
                self.what_was_refused_was_listed_for_that_very_reason(listed, said, raised)
            event(f"raised: {type(raised).__name__}")
            return
        if is_irregular(happened):
            self.what_is_irregular_counts_for_nothing(happened, before)
            return
        if listed:
            self.what_was_taken_was_listed_as_allowed(listed, said)
        self.equal_facts_are_equal_bytes(step, said, now, before)
        self.no_claim_has_two_outcomes(happened, before)
        self.nothing_was_done_too_early(happened, before)
        self.nobody_approves_alone(before, now)
        self.nothing_goes_into_hands_that_nobody_verified(happened, before)
        self.no_restriction_is_lifted_without_notice(happened, before)
        self.no_right_yields_before_the_law_lets_it(happened, before)
        self.what_is_held_is_not_erased(happened, before)
        self.no_fee_moves_a_deadline(happened, before)
        self.record()
        event(f"happened: {happened.TOPIC}")
        if self.request.outcome:
            event(f"ended: {self.request.outcome}")

    def record(self) -> None:
        for stamped in self.request.collect_events():
            self.history.append(stamped)
            stored = MAPPER.to_stored_event(stamped)
            told = read_event(ID, stored.originator_version, stored.topic, stored.state)
            assert told == stamped
            self.rebuilt = told.mutate(self.rebuilt)

    def nothing_raised_changes_anything(self, before: RightsRequest) -> None:
        assert self.request == before
        assert not self.request.pending_events

    def what_was_refused_was_listed_for_that_very_reason(
        self, listed: Action, said: dict[str, Any], raised: StepRefusedError
    ) -> None:
        about = named(said)
        if set(about) <= set(listed.rights) and not listed.forbidden:
            assert listed.hint, "what depends on the words alone is hinted at beforehand"
        # Of several claims the first is named; unnamed, whichever the first broken rule meets.
        first = (next(iter(self.request.claims), None),)
        alone = not listed.step.names_rights or len(self.request.claims) == 1
        if listed.forbidden and (about == first or alone):
            assert (str(raised), raised.provision) == (
                str(listed.forbidden),
                listed.forbidden.provision,
            )

    def what_is_irregular_counts_for_nothing(self, happened: Event, before: RightsRequest) -> None:
        for word in ("claims", "restrictions", "copies_out_on", "identity", "mandate", "outcome"):
            assert getattr(self.request, word) == getattr(before, word)
        assert self.request.deadline == before.deadline
        self.record()
        event(f"irregular: {happened.TOPIC}")

    def what_was_taken_was_listed_as_allowed(self, listed: Action, said: dict[str, Any]) -> None:
        if any(isinstance(rule, ClaimRule) and rule.held_on for rule in listed.step.rules):
            return  # the day of a deed decides, and what is listed is listed for today
        assert listed.forbidden is None
        assert set(named(said)) <= set(listed.rights)

    def equal_facts_are_equal_bytes(
        self, step: str, said: dict[str, Any], now: Occasion, before: RightsRequest
    ) -> None:
        twin = before.copy()
        reordered = {
            word: value[::-1] if word in SET_LIKE else value for word, value in said.items()
        }
        getattr(twin, step)(now, **reordered)
        ours: Any
        theirs: Any
        (ours,), (theirs,) = self.request.pending_events, twin.pending_events
        assert ours.model_dump_json() == theirs.model_dump_json()
        assert ours.mutate(before.copy()) == self.request.copy()

    def no_claim_has_two_outcomes(self, happened: Event, before: RightsRequest) -> None:
        for right, claim in before.claims.items():
            if claim.status in OVER and not isinstance(happened, DecisionRevoked):
                assert self.request.claims[right].status is claim.status

    def nothing_was_done_too_early(self, happened: Event, before: RightsRequest) -> None:
        if isinstance(happened, RightFulfilled):
            right = happened.right
            unproven = before.identity in {Identity.DOUBTED, Identity.FAILED}
            assert not unproven or right in NOT_HELD_UP
            fee = before.claims[right].fee
            assert not fee or fee.standing == "accepted"
            if right is Right.ERASURE:
                copies = [before.claims[copy] for copy in COPIES if copy in before.claims]
                assert all(copy.status in OVER for copy in copies)
            event("a claim was carried out")

    def nobody_approves_alone(self, before: RightsRequest, now: Occasion) -> None:
        for right, claim in self.request.claims.items():
            was = before.claims.get(right)
            if was and claim.status in SAID_NO and was.status is not claim.status:
                seen_twice = was.proposed_by not in {None, now.actor}
                assert seen_twice or not self.request.setting.four_eyes

    def nothing_goes_into_hands_that_nobody_verified(
        self, happened: Event, before: RightsRequest
    ) -> None:
        if isinstance(happened, DataTransmitted):
            assert before.mandate is not Mandate.ASKED
        if isinstance(happened, CopyDelivered) and happened.hands is Hands.REPRESENTATIVE:
            assert before.mandate is Mandate.VERIFIED
            assert before.representative
            event("copies were handed over")

    def no_restriction_is_lifted_without_notice(
        self, happened: Event, before: RightsRequest
    ) -> None:
        if isinstance(happened, RestrictionLifted):
            letters = (
                one
                for one in self.history
                if isinstance(one, RequesterInformed) and not is_irregular(one)
            )
            told = [one.sent_on for one in letters if one.kind is Letter.RESTRICTION_LIFT]
            assert min(told) <= happened.lifted_on
            assert len(self.request.restrictions) == len(before.restrictions) - 1

    def no_right_yields_before_the_law_lets_it(
        self, happened: Event, before: RightsRequest
    ) -> None:
        if isinstance(happened, ExceptionApplied):
            deeds = before.claims[happened.right].deeds
            assert happened.ground != "gdpr/21/1/compelling" or "overriding_found" in deeds
            review = happened.ground in {"gdpr/22/2/a", "gdpr/22/2/c"}
            assert not review or "reviewed_by_a_person" in deeds

    def what_is_held_is_not_erased(self, happened: Event, before: RightsRequest) -> None:
        if isinstance(happened, PersonalDataErased):
            assert not before.held or happened.ground is FileErasure.ORDER

    def no_fee_moves_a_deadline(self, happened: Event, before: RightsRequest) -> None:
        if "Fee" in happened.TOPIC:
            assert self.request.deadline == before.deadline
            assert happened.right not in NEVER_REFUSED  # type: ignore[attr-defined]


AnyRequest.TestCase.settings = settings(
    max_examples=RUNS,
    stateful_step_count=50,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
TestAnyRequest = AnyRequest.TestCase
