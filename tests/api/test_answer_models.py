"""The tests that hold answers to their models can fail; a model writes what it says it writes."""

import json
from datetime import date
from uuid import UUID

import pytest
from pydantic import ValidationError

from griffie.application.views.answer import AnswerModel
from griffie.application.views.deadline import Reckoning
from griffie.application.views.differences import RegisterMoment
from griffie.application.views.steps import ActionShown
from tests.given.contract import hold

PLACE = f"GET /api/v1/requests/{UUID(int=1)}/looks"
LOOK = {
    "type": "CommandRefused",
    "recorded_at": "2026-03-20T10:00:00+00:00",
    "actor": "u-somebody",
    "at_version": 3,
    "reason": None,
    "purpose": None,
    "exported": None,
    "command": "fulfil",
    "problem": "/law/gdpr/12/3",
    "entry_index": 7,
}
FAULTS = {
    "a field too many": LOOK | {"more": 1},
    "a field too few": {name: value for name, value in LOOK.items() if name != "reason"},
    "another type": LOOK | {"at_version": "3"},
    "no instant": LOOK | {"recorded_at": "yesterday"},
}


def held(look: object) -> None:
    hold(PLACE, 200, "application/json", json.dumps({"items": [look]}).encode())


def test_an_answer_of_its_shape_is_accepted() -> None:
    held(LOOK)


@pytest.mark.parametrize("fault", FAULTS)
def test_an_answer_of_another_shape_is_not(fault: str) -> None:
    with pytest.raises(ValidationError):
        held(FAULTS[fault])


def test_what_was_not_said_is_left_out_and_what_is_nothing_is_null() -> None:
    forbidden = ActionShown(command="close", allowed=False, type="/problems/state", because="no")
    assert forbidden.as_json() == (
        b'{"command":"close","allowed":false,"type":"/problems/state","because":"no"}'
    )
    moment = RegisterMoment(position=7, on=date(2026, 3, 20))
    assert moment.left_since is None
    assert moment.as_values() == {"position": 7, "on": date(2026, 3, 20)}


def test_fields_are_written_under_the_names_of_the_documentation_only() -> None:
    day = date(2026, 3, 20)
    line = Reckoning(rule="gdpr/12/3", start=day, end=day, because="a month")
    assert list(json.loads(line.as_json())) == ["rule", "from", "to", "because"]
    named = line.as_json().replace(b'"from"', b'"start"')
    with pytest.raises(ValidationError):
        Reckoning.model_validate_json(named, by_alias=True, by_name=False)


def subclasses(kind: type[AnswerModel]) -> list[type[AnswerModel]]:
    found = kind.__subclasses__()
    return [*found, *(deeper for one in found for deeper in subclasses(one))]


def test_no_two_models_of_answers_have_one_name() -> None:
    """Else OpenAPI calls both after the paths of their modules."""
    names = [one.__name__ for one in subclasses(AnswerModel)]
    assert len(names) > 60
    assert len(names) == len(set(names))
