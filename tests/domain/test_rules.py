"""Every rule, once: listed as forbidden beforehand, refused when tried, and nothing recorded."""

import ast
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from griffie.domain.model.errors import OutOfOrderError, UnlawfulError
from griffie.domain.rights_request import RightsRequest
from griffie.domain.steps import rules
from griffie.domain.steps.action import actions
from griffie.domain.steps.rule import ClaimRule
from tests.given.cases import FORBIDDEN, AnyRule
from tests.given.declared import Case
from tests.given.past import given, objection, received

STEPS = {step.name: step for step in RightsRequest.steps()}

PAGES = [
    import_module(f"griffie.domain.steps.{page.stem}")
    for page in sorted(Path(rules.__file__).parent.glob("*.py"))
]
FOUND: list[tuple[str, AnyRule]] = [
    (name, rule) for page in PAGES for name, rule in vars(page).items() if isinstance(rule, AnyRule)
]
RULES: dict[str, AnyRule] = dict(FOUND)
"""Every rule of every page, by its name."""


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


def test_no_two_rules_have_one_name() -> None:
    assert len(RULES) == len(FOUND)


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


HERE = Path(__file__)
STORIES = [*HERE.parent.glob("test_*.py"), *HERE.parents[1].glob("steps/test_*.py")]
STORIES.remove(HERE)


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
