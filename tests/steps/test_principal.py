"""A processor that got a request about its principal's data: Article 28(3)(a) and (e)."""

from datetime import date
from typing import Any

import pytest
from fastapi.testclient import TestClient

from griffie.domain.events import FoundNotApplicable
from griffie.domain.law import GDPR, NoRequestGround, NotApplicableGround, Right
from griffie.domain.model.errors import OutOfOrderError, UnlawfulError
from griffie.domain.model.event import Event
from griffie.domain.request.vocabulary import Outcome
from griffie.domain.rights_request import RightsRequest
from griffie.domain.steps import persons, principal, rules
from griffie.domain.steps.action import actions
from griffie.domain.steps.principal import PrincipalFound, PrincipalInstructed, PrincipalRuledOut
from griffie.domain.steps.step import Hint
from tests.given.declared import Case
from tests.given.past import (
    NOW,
    RECEIVED_ON,
    WORDS,
    fulfilled,
    given,
    granted,
    informed,
    no_request,
    objection,
    received,
)
from tests.given.said import COPY
from tests.given.story import receive

ACCESS, ERASURE = Right.ACCESS, Right.ERASURE
BEFORE = date(2025, 1, 2)
FOUND = PrincipalFound(principal="client-1", reason=WORDS, found_on=RECEIVED_ON)
FIND: dict[str, Any] = {"principal": "client-1", "reason": WORDS, "found_on": RECEIVED_ON}
TELLS: dict[str, Any] = {
    "principal": "client-1",
    "answers_by_us": True,
    "instruction": WORDS,
    "instructed_on": BEFORE,
}
INSTRUCTED = PrincipalInstructed(**TELLS)
PASSED_ON: dict[str, Any] = {"party": "client-1", "forwarded_on": RECEIVED_ON}
OURS: dict[str, Any] = {"ground": NotApplicableGround.PROCESSOR, "explanation": WORDS}

SAMPLES = (FOUND, INSTRUCTED, PrincipalRuledOut(reason=WORDS))
CASES = {
    principal.principal_found: Case([received(ACCESS)], "record_instruction", TELLS),
    principal.nothing_carried_out: Case(
        [received(ACCESS), fulfilled(ACCESS)], "find_principal", FIND
    ),
    persons.ours_to_answer: Case([received(ACCESS), FOUND], "grant", {"right": ACCESS}),
}
TRIED = ("find-principal", "record-instruction", "rule-out-principal")
NOT_MODELLED = dict.fromkeys(
    ("find_principal", "record_instruction", "rule_out_principal"),
    "came after this model, which knows of no controller behind the controller",
)


def asked(*then: Event) -> RightsRequest:
    return given(received(ACCESS, ERASURE), FOUND, *then)


@pytest.mark.law("gdpr/28/3/a")
@pytest.mark.parametrize(
    ("step", "said"),
    [
        ("grant", {"right": ERASURE}),
        ("fulfil", {"right": ERASURE, "measures": WORDS}),
        ("deliver_copy", {"right": ACCESS, **COPY}),
        ("refuse", {"right": ERASURE, "ground": "gdpr/12/5/unfounded", "demonstration": WORDS}),
        ("apply_exception", {"right": ERASURE, "ground": "gdpr/17/3/b", "necessity": WORDS}),
        (
            "find_not_applicable",
            {"right": ERASURE, "ground": NotApplicableGround.NO_DATA, "explanation": WORDS},
        ),
    ],
)
def test_a_processor_answers_nothing_of_substance(step: str, said: dict[str, Any]) -> None:
    why = objection(asked(), step, **said)

    assert isinstance(why, UnlawfulError)
    assert why.provision == GDPR(28, 3, "a")


@pytest.mark.law("gdpr/28/3/a")
def test_it_is_found_before_anything_was_carried_out_as_our_own() -> None:
    carried_out = given(received(ACCESS, ERASURE), fulfilled(ACCESS))

    why = objection(carried_out, "find_principal", **FIND)
    happened = given(received(ACCESS, ERASURE), granted(ACCESS)).find_principal(NOW, **FIND)

    assert isinstance(why, UnlawfulError)
    assert happened == FOUND


@pytest.mark.law("gdpr/28/3/e")
def test_it_passes_on_to_its_principal_without_consent_and_to_nobody_else() -> None:
    request = asked()

    elsewhere = objection(request, "forward_request", party="host-1", forwarded_on=RECEIVED_ON)
    passed_on = request.forward_request(NOW, **PASSED_ON)

    assert isinstance(elsewhere, UnlawfulError)
    assert passed_on.consent is None


@pytest.mark.parametrize(
    ("past", "hint"),
    [
        ([received(ACCESS), FOUND], "only to whom we process the data for: client-1"),
        (
            [received(), no_request(NoRequestGround.NOT_CONTROLLER)],
            "only with the requester’s consent",
        ),
    ],
)
def test_to_whom_it_may_go_is_said_beforehand(past: list[Any], hint: str) -> None:
    listed = {one.command: str(one.hint) for one in actions(given(*past))}

    assert listed["forward_request"] == hint


def test_to_another_controller_it_goes_with_consent_as_before() -> None:
    request = given(received(), no_request(NoRequestGround.NOT_CONTROLLER))

    why = objection(request, "forward_request", **PASSED_ON)

    assert isinstance(why, OutOfOrderError)
    request.forward_request(NOW, **PASSED_ON, consent=WORDS)


@pytest.mark.law("gdpr/28/3/a")
def test_an_instruction_lets_us_answer_in_its_name() -> None:
    request = asked()

    request.record_instruction(NOW, **TELLS)

    request.grant(NOW, right=ERASURE)
    request.fulfil(NOW, right=ACCESS, measures=WORDS)


@pytest.mark.law("gdpr/28/3/a")
def test_an_instruction_may_say_that_the_principal_answers() -> None:
    request = asked()

    request.record_instruction(NOW, **TELLS | {"answers_by_us": False})
    request.collect_events()
    other = objection(request, "record_instruction", **TELLS | {"principal": "client-2"})

    assert isinstance(objection(request, "grant", right=ERASURE), UnlawfulError)
    assert isinstance(other, OutOfOrderError)


def test_what_was_found_wrongly_is_put_right() -> None:
    request = asked()

    request.rule_out_principal(NOW, reason=WORDS)

    request.grant(NOW, right=ERASURE)


def test_the_request_ends_as_one_for_another_controller() -> None:
    request = asked()
    for right in (ACCESS, ERASURE):
        request.find_not_applicable(NOW, right=right, **OURS)
    request.record(informed(ACCESS, ERASURE), NOW)

    assert request.close(NOW).outcome is Outcome.NOT_CONTROLLER


def test_for_whom_is_recorded_before_it_is_the_ground() -> None:
    why = objection(given(received(ACCESS)), "find_not_applicable", right=ACCESS, **OURS)

    assert isinstance(why, OutOfOrderError)
    assert FoundNotApplicable(right=ACCESS, **OURS).ground is NotApplicableGround.PROCESSOR


def test_it_is_taken_through_http_and_shown(dpo: TestClient) -> None:
    place = receive(dpo)
    find = {"principal": "client-1", "reason": "Wij hosten enkel.", "found_on": "2026-03-06"}
    tells = {
        "principal": "client-1",
        "answers_by_us": True,
        "instruction": "Het contract.",
        "instructed_on": "2025-01-02",
    }

    dpo.post(f"{place}/find-principal", json=find)
    refused = dpo.post(f"{place}/grant", json={"right": "erasure"})
    passed = dpo.post(
        f"{place}/forward-request", json={"party": "client-1", "forwarded_on": "2026-03-06"}
    )
    told = dpo.post(f"{place}/record-instruction", json=tells)
    out = dpo.post(f"{place}/rule-out-principal", json={"reason": "Vergissing."})

    assert (refused.status_code, refused.json()["type"]) == (409, "/law/gdpr/28/3/a")
    assert passed.status_code == 200, passed.text
    assert told.json()["persons"]["principal"] == {"party": "client-1", "answers_by_us": True}
    assert out.json()["persons"]["principal"] is None


@pytest.mark.law("gdpr/28/3/a")
def test_a_deed_has_a_hint_of_its_day_once_the_controller_instructed_us() -> None:
    request = given(received(ACCESS), FOUND)
    assert rules.not_before_instruction(given(received(ACCESS))) is None
    assert rules.not_before_instruction(request) is None

    instructed = given(received(ACCESS), FOUND, INSTRUCTED)

    assert rules.not_before_instruction(instructed) == Hint(
        "not on a day before the instruction to answer in its name"
    )
