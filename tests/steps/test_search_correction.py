"""What a search gave, corrected; and that nothing is denied against what the file says."""

from typing import Any

import pytest
from fastapi.testclient import TestClient

from griffie.domain.events import ProcessorAsked, SearchAsked, SearchCompleted, SearchCorrected
from griffie.domain.law import NotApplicableGround, Right
from griffie.domain.model.errors import OutOfOrderError, UnlawfulError
from griffie.domain.model.event import Event
from griffie.domain.model.setting import Setting
from griffie.domain.request.vocabulary import Letter, SearchResult
from griffie.domain.steps import denial, tasks
from griffie.domain.steps.action import actions
from griffie.domain.steps.decision import NotApplicableProposed
from tests.given.declared import Case
from tests.given.past import (
    NOW,
    RECEIVED_ON,
    WORDS,
    closed,
    copied,
    fulfilled,
    given,
    informed,
    not_applicable,
    objection,
    on,
    received,
    refused,
    withdrawn,
)
from tests.given.said import NO_DATA
from tests.given.story import receive

ACCESS, ERASURE = Right.ACCESS, Right.ERASURE
FOUND, NONE, LATE = SearchResult.FOUND, SearchResult.NONE, SearchResult.NOT_FOUND_IN_TIME
SAMPLES = (SearchCorrected(system="crm", result=NONE, reason=WORDS),)
TRIED = ("correct-search",)
SEARCHING = SearchAsked(system="crm", due_on=RECEIVED_ON)
DONE: list[Event] = [copied(ACCESS), fulfilled(ACCESS), informed(ACCESS)]
CORRECTION: dict[str, Any] = {"system": "crm", "result": NONE, "reason": WORDS}
CASES = {
    tasks.search_completed: Case([received(ACCESS), SEARCHING], "correct_search", CORRECTION),
    denial.searches_ended: Case([received(ACCESS), SEARCHING, *DONE], "close", {}),
}


def searched(result: SearchResult, system: str = "crm", note: Any = None) -> SearchCompleted:
    return SearchCompleted(system=system, result=result, note=note)


@pytest.mark.law("gdpr/5/1/a")
@pytest.mark.parametrize("right", [ACCESS, ERASURE, Right.PORTABILITY, Right.CONSENT_WITHDRAWAL])
def test_what_a_search_found_is_not_denied(right: Right) -> None:
    request = given(received(right), SEARCHING, searched(FOUND), searched(NONE, "shop"))

    why = objection(request, "find_not_applicable", right=right, **NO_DATA)

    assert isinstance(why, UnlawfulError)
    assert "a search found data (crm)" in str(why)


def test_another_ground_contradicts_nothing() -> None:
    request = given(received(ACCESS), SEARCHING, searched(FOUND))

    request.find_not_applicable(
        NOW, right=ACCESS, ground=NotApplicableGround.CANNOT_IDENTIFY, explanation=WORDS
    )


@pytest.mark.parametrize("part", ["categories", "purposes", "items"])
def test_that_there_are_none_of_a_part_contradicts_nothing(part: str) -> None:
    request = given(received(ACCESS), SEARCHING, searched(FOUND))
    named: dict[str, Any] = {part: (WORDS,) if part == "items" else ("photos",)}

    request.find_not_applicable(NOW, right=ACCESS, **named, **NO_DATA)


@pytest.mark.parametrize("why", [NONE, LATE])
def test_a_correction_is_the_way_out(why: SearchResult) -> None:
    request = given(received(ACCESS), SEARCHING, searched(FOUND))

    request.correct_search(NOW, system="crm", result=why, reason=WORDS)

    request.find_not_applicable(NOW, right=ACCESS, **NO_DATA)


def test_a_later_search_that_finds_nothing_undoes_nothing() -> None:
    request = given(received(ACCESS), SEARCHING, searched(FOUND), SEARCHING, searched(NONE))

    assert isinstance(
        objection(request, "find_not_applicable", right=ACCESS, **NO_DATA), UnlawfulError
    )


def test_what_was_found_after_the_denial_is_not_denied_in_a_letter() -> None:
    request = given(received(ACCESS), SEARCHING, not_applicable(ACCESS), searched(FOUND))
    letter: dict[str, Any] = {"kind": Letter.ANSWER, "rights": (ACCESS,), "sent_on": RECEIVED_ON}

    why = objection(request, "inform", channel=request.channel, **letter)

    assert isinstance(why, UnlawfulError)


def test_nor_where_it_was_denied_of_a_part_first_and_then_of_the_rest() -> None:
    photos = not_applicable(ACCESS).model_copy(update={"categories": ("photos",)})
    request = given(received(ACCESS), photos, not_applicable(ACCESS), SEARCHING, searched(FOUND))
    letter: dict[str, Any] = {"kind": Letter.ANSWER, "rights": (ACCESS,), "sent_on": RECEIVED_ON}

    why = objection(request, "inform", channel=request.channel, **letter)

    assert isinstance(why, UnlawfulError)
    assert str(why.provision) == "gdpr/5/1/a"


def test_a_letter_that_refuses_denies_nothing() -> None:
    request = given(received(ACCESS), SEARCHING, searched(FOUND), refused(ACCESS))
    letter: dict[str, Any] = {"kind": Letter.REFUSAL, "rights": (ACCESS,), "sent_on": RECEIVED_ON}

    assert request.inform(NOW, channel=request.channel, **letter).answered


def test_nor_is_its_denial_approved() -> None:
    proposed = NotApplicableProposed(
        right=ACCESS, ground=NotApplicableGround.NO_DATA, explanation=WORDS
    )
    request = given(
        received(ACCESS, setting=Setting(four_eyes=True)), SEARCHING, proposed, searched(FOUND)
    )

    why = objection(request, "approve_refusal", on(2026, 3, 20, actor="u-99"), right=ACCESS)

    assert isinstance(why, UnlawfulError)


@pytest.mark.parametrize("note", [None, WORDS], ids=["without a word", "with a sentence"])
def test_a_search_that_ended_too_late_needs_a_sentence_before_closing(note: Any) -> None:
    found = searched(LATE, note=note)
    request = given(received(ACCESS), SEARCHING, found, copied(ACCESS), *DONE)

    if note:
        request.close(NOW)
        return
    assert isinstance(objection(request, "close"), OutOfOrderError)
    request.correct_search(NOW, system="crm", result=LATE, reason=WORDS)
    request.close(NOW)


def test_of_what_was_found_nothing_need_be_explained() -> None:
    given(received(ACCESS), SEARCHING, searched(FOUND), copied(ACCESS), *DONE).close(NOW)


def test_nor_does_a_question_to_a_processor_hold_it_up() -> None:
    question = ProcessorAsked(processor="host-1", question=WORDS, due_on=RECEIVED_ON)

    given(received(ACCESS), question, *DONE).close(NOW)


def test_of_what_was_withdrawn_no_search_need_end() -> None:
    given(received(ACCESS), SEARCHING, withdrawn(ACCESS)).close(NOW)


def test_as_long_as_nothing_else_was_asked() -> None:
    request = given(received(ACCESS, ERASURE), SEARCHING, withdrawn(ERASURE), *DONE)

    why = objection(request, "close")

    assert str(why).startswith("a search is open")


def test_it_is_corrected_after_closing_as_well_but_only_where_searched() -> None:
    request = given(received(ACCESS), SEARCHING, searched(FOUND), *DONE, closed())

    why = objection(request, "correct_search", system="shop", result=NONE, reason=WORDS)
    request.correct_search(NOW, **CORRECTION)

    assert isinstance(why, OutOfOrderError)
    assert "nothing was searched there" in str(why)


@pytest.mark.parametrize(
    ("past", "said"),
    [
        ([SEARCHING], "only after the search of crm"),
        ([SEARCHING, searched(FOUND)], "found in crm"),
        ([], "of a part only what was not decided yet"),
    ],
)
def test_what_the_file_says_is_said_beforehand(past: list[Event], said: str) -> None:
    listed = {one.command: one for one in actions(given(received(ACCESS), *past))}

    assert str(listed["find_not_applicable"].hint).endswith(said)


def test_a_search_is_corrected_through_http_and_shown(dpo: TestClient) -> None:
    place = receive(dpo)
    for step, body in (
        ("ask-search", {"system": "crm", "due_on": "2026-05-04"}),
        ("complete-search", {"system": "crm", "result": "found"}),
    ):
        assert dpo.post(f"{place}/{step}", json=body).status_code == 200
    denied = dpo.post(
        f"{place}/find-not-applicable",
        json={"right": "access", "ground": "fact/no_data", "explanation": "Niets."},
    )

    taken = dpo.post(
        f"{place}/correct-search",
        json={"system": "crm", "result": "none", "reason": "Een naamgenoot."},
    )

    assert (denied.status_code, denied.json()["type"]) == (409, "/law/gdpr/5/1/a")
    assert taken.status_code == 200, taken.text
    (task,) = dpo.get(place).json()["tasks"]
    assert (task["state"], task["result"]) == ("done", "none")
