"""Whoever is refused learns what to do next; where there is nothing to do, that is said here."""

import ast
from pathlib import Path

import pytest

from griffie.domain.rights_request import RightsRequest
from griffie.domain.steps import rules

DOMAIN = Path(rules.__file__).parents[1]
ANOTHER_RIGHT = "the step belongs to another right: there is nothing to mend"
SAYS_ITSELF = "the sentence is the next step"
NOBODY = "nobody takes this step: the engine does"

WITHOUT = {
    "no copies are handed over for {right}": ANOTHER_RIGHT,
    "only for portability are data transmitted to another controller": ANOTHER_RIGHT,
    "nothing is rectified for {right}": ANOTHER_RIGHT,
    "nothing is erased for {right}": ANOTHER_RIGHT,
    "{right} is not weighed": ANOTHER_RIGHT,
    "{right} stops no processing": ANOTHER_RIGHT,
    "{right} is no objection to direct marketing": ANOTHER_RIGHT,
    "{right} is no withdrawal of consent": ANOTHER_RIGHT,
    "{right} is not about an automated decision": ANOTHER_RIGHT,
    "tell the data subject before the restriction is lifted": SAYS_ITSELF,
    "tell the data subject before this restriction is lifted": SAYS_ITSELF,
    "let a person review the decision first": SAYS_ITSELF,
    "no hold is on this file": "nothing keeps it: there is nothing to release",
    "no remark is left to settle": "a person looked at each: there is nothing to do",
    "this remark is settled already": "a person looked at it: there is nothing to do",
    "only a demonstration holds test data": "no other ground is meant by it",
    "no copies wait to be destroyed": NOBODY,
    "nothing was handed on there under this id": NOBODY,
    "the processor said that, or what comes after it, before": NOBODY,
    "the processor laid nothing ready, or it was erased here": "the processor says when it does",
    "no evidence of identity waits to be destroyed": NOBODY,
    "there is nothing to remind of, or it was done": NOBODY,
    "that was not missed, or it is recorded": NOBODY,
}
RULES = [
    rule.otherwise
    for rule in dict.fromkeys(rule for step in RightsRequest.steps() for rule in step.rules)
]


def raised() -> list[str]:
    """The sentences that steps raise themselves."""
    found = []
    for page in sorted((DOMAIN / "steps").glob("*.py")):
        for node in ast.walk(ast.parse(page.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                at = {"OutOfOrderError": 0, "UnlawfulError": 1}.get(node.func.id)
                if at is not None and isinstance(node.args[at], ast.Constant):
                    found.append(str(ast.literal_eval(node.args[at])))
    return found


EVERY = sorted({*RULES, *raised()})


@pytest.mark.parametrize("sentence", EVERY)
def test_a_refusal_says_what_to_do_next_or_why_there_is_nothing(sentence: str) -> None:
    reason, _, step = sentence.partition(": ")

    assert reason
    assert (len(step.split()) > 1) is (sentence not in WITHOUT)


def test_what_needs_no_next_step_is_still_said_somewhere() -> None:
    assert WITHOUT.keys() <= set(EVERY)
    assert len(RULES) > 60
