"""What others are asked to do, and what they say: open tasks are state."""

from datetime import date
from typing import Any

import pytest

from griffie.domain.events import ProcessorAsked, ProcessorHeard, SearchAsked, SearchCompleted
from griffie.domain.law import Right
from griffie.domain.model.errors import OutOfOrderError
from griffie.domain.request.values import Task
from griffie.domain.request.vocabulary import SearchResult, Status, TaskKind
from griffie.domain.rights_request import RightsRequest
from griffie.domain.steps.action import actions
from tests.given.past import ID, NOW, WORDS, closed, fulfilled, given, informed, objection, received

ACCESS = Right.ACCESS
DUE = date(2026, 3, 27)
SEARCH: dict[str, Any] = {"system": "crm", "assignee": "u-9", "due_on": DUE}
HELP: dict[str, Any] = {"processor": "host-1", "question": WORDS, "due_on": DUE}


@pytest.mark.law("gdpr/15/1")
@pytest.mark.parametrize("result", SearchResult)
def test_a_system_is_searched_and_says_what_it_holds(result: SearchResult) -> None:
    request = given(received(ACCESS))

    asked = request.ask_search(NOW, **SEARCH)
    open_ = request.tasks
    done = request.complete_search(NOW, system="crm", result=result, note=WORDS)

    assert asked == SearchAsked(**SEARCH)
    assert open_ == (Task(TaskKind.SEARCH, "crm", DUE, "u-9"),)
    assert done == SearchCompleted(system="crm", result=result, note=WORDS)
    assert request.tasks == ()


@pytest.mark.law("gdpr/28/3/e")
def test_a_processor_is_asked_for_help_and_heard_also_after_closing() -> None:
    ended = (received(ACCESS), ProcessorAsked(**HELP), fulfilled(ACCESS), informed(ACCESS))
    request = given(*ended, closed())

    heard = request.hear_processor(NOW, processor="host-1", answer=WORDS, heard_on=NOW.today)

    assert heard == ProcessorHeard(processor="host-1", answer=WORDS, heard_on=NOW.today)
    assert request.tasks == ()


def test_what_was_asked_of_one_is_not_answered_by_another() -> None:
    request = given(received(ACCESS), SearchAsked(**SEARCH), ProcessorAsked(**HELP))

    search = objection(
        request, "complete_search", system="erp", result=SearchResult.NONE, note=None
    )
    help_ = objection(request, "hear_processor", processor="crm", answer=WORDS, heard_on=NOW.today)

    assert isinstance(search, OutOfOrderError)
    assert isinstance(help_, OutOfOrderError)


def test_who_is_waited_for_is_said_beforehand() -> None:
    request = given(
        received(ACCESS), SearchAsked(**SEARCH), SearchAsked(**SEARCH | {"system": "erp"})
    )

    listed = {action.command: action for action in actions(request)}

    assert str(listed["complete_search"].hint) == "only of whom it was asked: crm, erp"
    assert listed["hear_processor"].forbidden is not None


def test_asked_again_it_is_one_task_with_the_new_day() -> None:
    request = given(received(ACCESS), SearchAsked(**SEARCH))

    request.ask_search(NOW, **SEARCH | {"due_on": date(2026, 4, 1)})

    assert request.tasks == (Task(TaskKind.SEARCH, "crm", date(2026, 4, 1), "u-9"),)


@pytest.mark.law("gdpr/5/1/a")
@pytest.mark.parametrize(
    ("first", "then", "stands"),
    [
        (SearchResult.NONE, SearchResult.FOUND, SearchResult.FOUND),
        (SearchResult.NONE, SearchResult.NOT_FOUND_IN_TIME, SearchResult.NOT_FOUND_IN_TIME),
        (SearchResult.FOUND, SearchResult.NONE, SearchResult.FOUND),
    ],
)
def test_the_last_search_of_a_system_stands_unless_data_were_found(
    first: SearchResult, then: SearchResult, stands: SearchResult
) -> None:
    past = (SearchCompleted(system="crm", result=result) for result in (first, then))

    request = given(received(ACCESS), *past)

    assert [one.result for one in request.searched] == [stands]


def test_of_several_searches_one_is_corrected_and_which_is_said_beforehand() -> None:
    past = (SearchCompleted(system=name, result=SearchResult.NONE) for name in ("crm", "shop"))
    request = given(received(ACCESS), *past)
    (listed,) = (one for one in actions(request) if one.command == "correct_search")

    request.correct_search(NOW, system="shop", result=SearchResult.FOUND, reason=WORDS)

    assert str(listed.hint) == "only of what was searched: crm, shop"
    assert {one.system: one.result for one in request.searched} == {
        "crm": SearchResult.NONE,
        "shop": SearchResult.FOUND,
    }


def test_who_says_to_have_asked_before_is_looked_for_at_once_and_nobody_has_acted() -> None:
    request = RightsRequest.receive(ID, NOW, received(ACCESS, claims_earlier=True))

    assert request.tasks == (Task(TaskKind.SEARCH, "mailboxes", date(2026, 3, 24)),)
    assert request.status is Status.RECEIVED
