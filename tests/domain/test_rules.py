"""Every rule, once: listed as forbidden beforehand, refused when tried, and nothing recorded."""

import ast
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from griffie.domain.events import Invoked
from griffie.domain.law import ExceptionGround, Right
from griffie.domain.model.errors import OutOfOrderError, UnlawfulError
from griffie.domain.model.setting import Setting
from griffie.domain.request.vocabulary import Relation, SearchResult
from griffie.domain.steps import rules, rules_of_deeds
from griffie.domain.steps.step import STEPS, ClaimRule, Rule, actions
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
    given,
    granted,
    held,
    informed,
    linked,
    mandate_asked,
    mandate_rejected,
    mandate_verified,
    no_request,
    objection,
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
    NO_DATA,
    NOTIFY,
    ON,
    PASS_ON,
    PROVE,
    QUIET,
    REFUSE,
    REVIEW,
    REVOKE,
    SEND,
    STOP,
    WAIT,
    WEIGH,
    WIPE,
)

AnyRule = Rule | ClaimRule


ERASURE, ACCESS = Right.ERASURE, Right.ACCESS


MARKETING, CONSENT = Right.DIRECT_MARKETING_OBJECTION, Right.CONSENT_WITHDRAWAL


SHARED = Invoked(right=ERASURE, recipients=("mailer",))


FOUR_EYES = Setting(four_eyes=True)


asks = received(ERASURE)


did, told, over = fulfilled(ERASURE), informed(ERASURE), closed()


some = excepted(ERASURE, ExceptionGround.LEGAL_OBLIGATION, "invoices")


proposed = refused(ERASURE, proposed=True)


def named(said: dict[str, Any], right: Right = ERASURE) -> dict[str, Any]:
    return {"right": right, **said}


class Case(NamedTuple):
    """Where this rule, and none before it, is broken."""

    past: list[Any]
    step: str
    said: dict[str, Any]


FORBIDDEN: dict[AnyRule, Case] = {
    rules.still_open: Case([asks, did, told, over], "close", {}),
    rules.closed: Case([asks], "reopen", {"reason": WORDS}),
    rules.not_merged: Case([asks, linked(Relation.DUPLICATE)], "reopen", {"reason": WORDS}),
    rules.unanswered: Case([asks, did, told], "doubt_identity", DOUBT),
    rules.never_doubted: Case([asks, doubted()], "doubt_identity", DOUBT),
    rules.doubted: Case([asks], "fail_identity", FAIL),
    rules.not_verified: Case([asks, verified(RECEIVED_ON)], "verify_identity", PROVE),
    rules.nothing_asked: Case([asks, asked()], "ask_clarification", ASK),
    rules.something_asked: Case([asks], "receive_clarification", HEAR),
    rules.never_extended: Case([asks, extended(ERASURE)], "extend_deadline", WAIT),
    rules.extendable: Case([received(CONSENT)], "extend_deadline", WAIT),
    rules.identity_settled: Case([asks, doubted()], "fulfil", ACT),
    rules.undecided: Case([asks, refused(ERASURE)], "grant", {"right": ERASURE}),
    rules.unexcepted: Case([asks, some], "find_not_applicable", {"right": ERASURE, **NO_DATA}),
    rules.undone: Case([asks, refused(ERASURE)], "fulfil", ACT),
    rules.unproposed: Case([received(ERASURE, setting=FOUR_EYES), proposed], "fulfil", ACT),
    rules.withdrawable: Case([asks, did], "withdraw", {"rights": (ERASURE,)}),
    rules.not_withdrawn: Case([asks, withdrawn(ERASURE)], "extend_deadline", WAIT),
    rules.decided: Case([asks], "close", {}),
    rules.revocable: Case([asks], "revoke_decision", REVOKE),
    rules.refusal_proposed: Case([asks], "approve_refusal", {"right": ERASURE}),
    rules.done: Case([asks, granted(ERASURE)], "close", {}),
    rules.told: Case([asks, did], "close", {}),
    rules.not_told: Case([asks, did, told], "revoke_decision", REVOKE),
    rules.untold: Case([asks, did, told], "extend_deadline", WAIT),
    rules.refusable: Case([received(MARKETING)], "refuse", {"right": MARKETING, **REFUSE}),
    rules.not_consent: Case([received(CONSENT)], "refuse", {"right": CONSENT, **REFUSE}),
    rules.copies_first: Case(
        [received(ERASURE, ACCESS, setting=FOUR_EYES), refused(ACCESS, proposed=True)],
        "fulfil",
        ACT,
    ),
    rules.told_to_recipients: Case(
        [received(ACCESS), fulfilled(ACCESS)], "notify_recipient", {"right": ACCESS, **NOTIFY}
    ),
    rules.executed: Case([received(SHARED)], "notify_recipient", {"right": ERASURE, **NOTIFY}),
    rules.recipients_told: Case([received(SHARED), did, told], "close", {}),
    rules.mandate_unasked: Case(
        [asks, mandate_asked()], "ask_mandate", {"question": WORDS, "asked_on": RECEIVED_ON}
    ),
    rules.mandate_unverified: Case(
        [asks, mandate_verified()], "verify_mandate", {"method": WORDS, "verified_on": RECEIVED_ON}
    ),
    rules.mandate_unrejected: Case([asks, mandate_rejected()], "reject_mandate", {"reason": WORDS}),
    rules.mandate_settled: Case(
        [received(ACCESS), mandate_asked()], "fulfil", {"right": ACCESS, "measures": WORDS}
    ),
    rules.nothing_invoked: Case([asks], "find_no_request", FIND),
    rules.finding_untold: Case([received(), no_request(), informed()], "find_no_request", FIND),
    rules.finding_proposed: Case([received(), no_request()], "approve_finding", {}),
    rules.finding_told: Case([received(), no_request()], "close", {}),
    rules.of_another_controller: Case(
        [received(), no_request()],
        "forward_request",
        {"party": "host-1", "consent": WORDS, "forwarded_on": RECEIVED_ON},
    ),
    rules.fee_unnamed: Case([asks, fee_proposed(ERASURE)], "propose_fee", named(FEE)),
    rules.fee_open: Case([asks], "accept_fee", named(ON)),
    rules.fee_unpaid: Case([asks], "waive_fee", named({"reason": WORDS})),
    rules.fee_accepted: Case(
        [asks, fee_proposed(ERASURE)], "record_payment", named({"paid_on": RECEIVED_ON})
    ),
    rules.fee_settled: Case([asks, fee_proposed(ERASURE)], "fulfil", ACT),
    rules.not_for_a_fee: Case(
        [asks, fee_proposed(ERASURE), fee_accepted(ERASURE)], "refuse", named(REFUSE)
    ),
    rules_of_deeds.in_play: Case([asks, refused(ERASURE)], "erase_data", named(WIPE)),
    rules_of_deeds.of_copies: Case([asks], "deliver_copy", named(COPY)),
    rules_of_deeds.of_portability: Case([asks], "transmit_data", named(SEND)),
    rules_of_deeds.of_rectification: Case([asks], "rectify_data", named(MEND)),
    rules_of_deeds.of_erasure: Case([received(ACCESS)], "erase_data", named(WIPE, ACCESS)),
    rules_of_deeds.of_objection: Case([asks], "perform_balancing", named(WEIGH)),
    rules_of_deeds.of_objecting: Case(
        [asks], "record_announcement", named({"purpose": "loyalty", "announced_on": RECEIVED_ON})
    ),
    rules_of_deeds.of_stopping: Case([asks], "stop_processing", named(STOP)),
    rules_of_deeds.of_marketing: Case([asks], "stop_marketing", named(QUIET)),
    rules_of_deeds.of_consent: Case([asks], "propagate_withdrawal", named(PASS_ON)),
    rules_of_deeds.of_automation: Case([asks], "perform_human_review", named(REVIEW)),
    rules_of_deeds.restricted: Case([asks], "lift_restriction", LIFT),
    rules_of_deeds.lift_announced: Case([asks, restricted()], "lift_restriction", LIFT),
    rules_of_deeds.search_open: Case(
        [asks], "complete_search", {"system": "crm", "result": SearchResult.NONE, "note": None}
    ),
    rules_of_deeds.processor_asked: Case(
        [asks], "hear_processor", {"processor": "host-1", "answer": WORDS, "heard_on": RECEIVED_ON}
    ),
    rules_of_deeds.inquiry_open: Case(
        [asks], "answer_inquiry", {"dossier": "dos-1", "answered_on": RECEIVED_ON}
    ),
    rules_of_deeds.order_open: Case(
        [asks], "report_order_done", {"dossier": "dos-1", "reported_on": RECEIVED_ON}
    ),
    rules_of_deeds.held: Case([asks], "release_hold", {"reason": WORDS}),
    rules_of_deeds.copies_on_file: Case([asks], "erase_copies", GONE),
    rules_of_deeds.copies_out: Case([asks, FILED], "erase_copies", GONE),
    rules_of_deeds.copies_stay: Case([asks, FILED, closed(), DECIDED], "erase_copies", GONE),
    rules_of_deeds.not_held: Case([asks, held()], "place_hold", {"reason": WORDS}),
}


RULES: dict[str, AnyRule] = {
    name: rule
    for page in (rules, rules_of_deeds)
    for name, rule in vars(page).items()
    if isinstance(rule, AnyRule)
}


LAWFUL = {name: rule for name, rule in RULES.items() if rule.provision}


def by_law(rule: AnyRule) -> Any:
    marks = [pytest.mark.law(str(rule.provision))] if rule.provision else []
    return pytest.param(rule, FORBIDDEN[rule], id=rule.holds.__name__, marks=marks)


@pytest.mark.parametrize(("rule", "case"), [by_law(rule) for rule in FORBIDDEN])
def test_what_a_rule_forbids_is_listed_beforehand_and_refused_in_its_name(
    rule: AnyRule, case: Case
) -> None:
    request = given(*case.past)
    listed = {action.command: action for action in actions(request)}[case.step]
    first = next(iter(request.claims), None)

    why = objection(request, case.step, **case.said)

    assert isinstance(why, UnlawfulError if rule.provision else OutOfOrderError)
    assert why.provision == rule.provision
    assert str(why) == rule.otherwise.format(right=case.said.get("right", first))
    assert case.said.get("right", first) not in listed.rights
    assert listed.forbidden is not None
    assert str(listed.forbidden) == str(why)
    assert listed.forbidden.provision == why.provision


def test_no_rule_stands_without_a_case() -> None:
    assert FORBIDDEN.keys() == set(RULES.values())


def test_every_rule_guards_a_step_and_every_case_is_about_a_step_it_guards() -> None:
    guarding = {rule for step in STEPS.values() for rule in step.rules}

    assert guarding == set(RULES.values())
    assert all(rule in STEPS[case.step].rules for rule, case in FORBIDDEN.items())


def marks(test: Path) -> set[str]:
    """The provisions that the tests of a file are marked with, read from its source."""
    calls = [node for node in ast.walk(ast.parse(test.read_text("utf-8"))) if is_mark(node)]
    return {ast.literal_eval(call.args[0]) for call in calls if isinstance(call, ast.Call)}


def is_mark(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and ast.unparse(node.func) == "pytest.mark.law"


STORIES = [test for test in Path(__file__).parent.glob("test_*.py") if test != Path(__file__)]


TOLD_IN_STORIES = {provision for test in STORIES for provision in marks(test)}


@pytest.mark.parametrize("rule", LAWFUL.values(), ids=LAWFUL)
def test_a_rule_of_law_is_also_shown_in_a_test_that_names_its_provision(rule: AnyRule) -> None:
    assert str(rule.provision) in TOLD_IN_STORIES


def test_a_step_on_no_right_at_all_says_so() -> None:
    request = given(received())
    per_claim = {
        name
        for name, step in STEPS.items()
        if step.listed and any(isinstance(rule, ClaimRule) for rule in step.rules)
    }

    listed = {action.command: action.forbidden for action in actions(request)}

    assert {str(listed[name]) for name in per_claim} == {"no right has been named yet"}
