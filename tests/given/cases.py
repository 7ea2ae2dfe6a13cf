"""For every rule the case in which that rule, and none before it, is broken."""

from typing import Any

from griffie.domain.events import Invoked
from griffie.domain.law import ExceptionGround, Right
from griffie.domain.model.setting import Setting
from griffie.domain.request.vocabulary import Relation, SearchResult
from griffie.domain.steps import (
    announcement,
    clarification,
    closing,
    copies,
    correction,
    decision,
    extension,
    fees,
    file_erasure,
    fulfilment,
    identity,
    mandate,
    not_ours,
    oversight,
    restriction,
    revocation,
    rules,
    tasks,
)
from griffie.domain.steps import objection as objection_page
from griffie.domain.steps.rule import ClaimRule, Rule
from tests.given.declared import Case, declared
from tests.given.mandates import mandate_asked, mandate_rejected, mandate_verified
from tests.given.past import (
    RECEIVED_ON,
    WORDS,
    asked,
    closed,
    doubted,
    excepted,
    extended,
    fee_accepted,
    fee_proposed,
    fulfilled,
    granted,
    held,
    informed,
    linked,
    no_request,
    received,
    refused,
    restricted,
    verified,
    withdrawn,
)
from tests.given.said import (
    ACT,
    ASK,
    COPY,
    DECIDED,
    DOUBT,
    FAIL,
    FEE,
    FILED,
    FIND,
    GONE,
    HEAR,
    LIFT,
    MEND,
    NOTIFY,
    ON,
    PASS_ON,
    PROVE,
    QUIET,
    REFUSE,
    REOPEN,
    REVIEW,
    REVOKE,
    SEND,
    STOP,
    WAIT,
    WEIGH,
    WIPE,
    take_back,
)

AnyRule = Rule | ClaimRule


ERASURE, ACCESS, PORTABILITY = Right.ERASURE, Right.ACCESS, Right.PORTABILITY


MARKETING, CONSENT = Right.DIRECT_MARKETING_OBJECTION, Right.CONSENT_WITHDRAWAL


SHARED = Invoked(right=ERASURE, recipients=("mailer",))


FOUR_EYES = Setting(four_eyes=True)


asks = received(ERASURE)


did, told, over = fulfilled(ERASURE), informed(ERASURE), closed()


some = excepted(ERASURE, ExceptionGround.LEGAL_OBLIGATION, "invoices")


proposed = refused(ERASURE, proposed=True)


READ_AS = {"from_right": ERASURE, "to_right": Right.RESTRICTION, "reason": "w" * 43}


def named(said: dict[str, Any], right: Right = ERASURE) -> dict[str, Any]:
    return {"right": right, **said}


FORBIDDEN: dict[AnyRule, Case] = {
    rules.still_open: Case([asks, did, told, over], "close", {}),
    rules.closed: Case([asks], "reopen", REOPEN),
    rules.not_merged: Case([asks, linked(Relation.DUPLICATE)], "reopen", REOPEN),
    rules.unanswered: Case([asks, did, told], "doubt_identity", DOUBT),
    identity.doubted: Case([asks], "fail_identity", FAIL),
    identity.not_verified: Case([asks, verified(RECEIVED_ON)], "verify_identity", PROVE),
    clarification.nothing_asked: Case([asks, asked()], "ask_clarification", ASK),
    clarification.something_asked: Case([asks], "receive_clarification", HEAR),
    extension.never_extended: Case([asks, extended(ERASURE)], "extend_deadline", WAIT),
    extension.extendable: Case([received(CONSENT)], "extend_deadline", WAIT),
    rules.identity_settled: Case([asks, doubted()], "fulfil", ACT),
    rules.undecided: Case([asks, refused(ERASURE)], "grant", {"right": ERASURE}),
    rules.wholly_undecided: Case([asks, some], "reclassify_claim", READ_AS),
    fulfilment.undone: Case([asks, refused(ERASURE)], "fulfil", ACT),
    fulfilment.unproposed: Case([received(ERASURE, setting=FOUR_EYES), proposed], "fulfil", ACT),
    revocation.withdrawable: Case([asks, did], "withdraw", take_back(ERASURE)),
    extension.not_withdrawn: Case([asks, withdrawn(ERASURE)], "extend_deadline", WAIT),
    rules.decided: Case([asks], "close", {}),
    rules.rest_decided: Case([asks, did.model_copy(update={"items": (WORDS,)})], "close", {}),
    revocation.revocable: Case([asks], "revoke_decision", REVOKE),
    decision.refusal_proposed: Case([asks], "approve_refusal", {"right": ERASURE}),
    closing.done: Case([asks, granted(ERASURE)], "close", {}),
    closing.told: Case([asks, did], "close", {}),
    revocation.not_told: Case([asks, did, told], "revoke_decision", REVOKE),
    rules.untold: Case([asks, did, told], "extend_deadline", WAIT),
    rules.refusable: Case([received(MARKETING)], "refuse", {"right": MARKETING, **REFUSE}),
    rules.not_consent: Case([received(CONSENT)], "refuse", {"right": CONSENT, **REFUSE}),
    rules.copies_first: Case(
        [received(ERASURE, ACCESS, setting=FOUR_EYES), refused(ACCESS, proposed=True)],
        "fulfil",
        ACT,
    ),
    fulfilment.told_to_recipients: Case(
        [received(ACCESS), fulfilled(ACCESS)], "notify_recipient", {"right": ACCESS, **NOTIFY}
    ),
    fulfilment.executed: Case([received(SHARED)], "notify_recipient", {"right": ERASURE, **NOTIFY}),
    closing.recipients_told: Case([received(SHARED), did, told], "close", {}),
    mandate.mandate_unasked: Case(
        [asks, mandate_asked()], "ask_mandate", {"question": WORDS, "asked_on": RECEIVED_ON}
    ),
    mandate.mandate_unverified: Case(
        [asks, mandate_verified()], "verify_mandate", {"method": WORDS, "verified_on": RECEIVED_ON}
    ),
    mandate.mandate_unrejected: Case(
        [asks, mandate_rejected()], "reject_mandate", {"reason": WORDS}
    ),
    rules.nothing_left_to_show: Case(
        [received(CONSENT, ACCESS)], "erase_data", named(WIPE, CONSENT)
    ),
    not_ours.nothing_invoked: Case([asks], "find_no_request", FIND),
    not_ours.finding_untold: Case([received(), no_request(), informed()], "find_no_request", FIND),
    not_ours.finding_proposed: Case([received(), no_request()], "approve_finding", {}),
    closing.finding_approved: Case([received(), no_request(proposed=True)], "close", {}),
    closing.finding_told: Case([received(), no_request()], "close", {}),
    not_ours.of_another_controller: Case(
        [received(), no_request()],
        "forward_request",
        {"party": "host-1", "consent": WORDS, "forwarded_on": RECEIVED_ON},
    ),
    fees.fee_unnamed: Case([asks, fee_proposed(ERASURE)], "propose_fee", named(FEE)),
    fees.fee_open: Case([asks], "accept_fee", named(ON)),
    fees.fee_unpaid: Case([asks], "waive_fee", named({"reason": WORDS})),
    fees.fee_accepted: Case(
        [asks, fee_proposed(ERASURE)], "record_payment", named({"paid_on": RECEIVED_ON})
    ),
    rules.fee_settled: Case([asks, fee_proposed(ERASURE)], "fulfil", ACT),
    fees.not_for_a_fee: Case(
        [asks, fee_proposed(ERASURE), fee_accepted(ERASURE)], "refuse", named(REFUSE)
    ),
    rules.in_play: Case([asks, refused(ERASURE)], "erase_data", named(WIPE)),
    copies.of_copies: Case([asks], "deliver_copy", named(COPY)),
    copies.of_portability: Case([asks], "transmit_data", named(SEND)),
    correction.of_rectification: Case([asks], "rectify_data", named(MEND)),
    correction.of_erasure: Case([received(ACCESS)], "erase_data", named(WIPE, ACCESS)),
    objection_page.of_objection: Case([asks], "perform_balancing", named(WEIGH)),
    announcement.of_refusing: Case(
        [asks], "record_announcement", named({"purpose": "loyalty", "announced_on": RECEIVED_ON})
    ),
    objection_page.of_stopping: Case([asks], "stop_processing", named(STOP)),
    objection_page.of_marketing: Case([asks], "stop_marketing", named(QUIET)),
    objection_page.of_consent: Case([asks], "propagate_withdrawal", named(PASS_ON)),
    objection_page.of_automation: Case([asks], "perform_human_review", named(REVIEW)),
    restriction.restricted: Case([asks], "lift_restriction", LIFT),
    restriction.lift_announced: Case([asks, restricted()], "lift_restriction", LIFT),
    tasks.search_open: Case(
        [asks], "complete_search", {"system": "crm", "result": SearchResult.NONE, "note": None}
    ),
    tasks.processor_asked: Case(
        [asks], "hear_processor", {"processor": "host-1", "answer": WORDS, "heard_on": RECEIVED_ON}
    ),
    oversight.inquiry_open: Case(
        [asks], "answer_inquiry", {"dossier": "dos-1", "answered_on": RECEIVED_ON}
    ),
    oversight.order_open: Case(
        [asks], "report_order_done", {"dossier": "dos-1", "reported_on": RECEIVED_ON}
    ),
    oversight.held: Case([asks], "release_hold", {"reason": WORDS}),
    file_erasure.copies_on_file: Case([asks], "erase_copies", GONE),
    file_erasure.copies_out: Case([asks, FILED], "erase_copies", GONE),
    file_erasure.copies_stay: Case([asks, FILED, closed(), DECIDED], "erase_copies", GONE),
    oversight.not_held: Case([asks, held()], "place_hold", {"reason": WORDS}),
}
FORBIDDEN |= dict(declared("CASES"))
