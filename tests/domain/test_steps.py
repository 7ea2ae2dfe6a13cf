"""How a step is declared: once, and everything else is read from it."""

from datetime import date, timedelta
from inspect import Parameter
from typing import Any

import pytest

from griffie.domain.events import AnnouncementRecorded, RightFulfilled
from griffie.domain.law import Right
from griffie.domain.model.event import Event
from griffie.domain.model.setting import Occasion
from griffie.domain.model.values import CategoryCodes, CodeKind, PurposeCodes, Sealed
from griffie.domain.rights_request import RightsRequest
from griffie.domain.steps.fulfilment import Fulfilment
from griffie.domain.steps.said import Day, DayAhead, InvokedRight, Items, Names, NewRight, PastDay
from griffie.domain.steps.step import Step, step, steps_of
from griffie.domain.steps.word import Word
from tests.given.past import NOW, RECEIVED_ON, WORDS, given, objection, received

ACCESS, ERASURE, OBJECTION = Right.ACCESS, Right.ERASURE, Right.OBJECTION
DAY = timedelta(days=1)


def test_on_the_class_a_step_is_its_declaration_and_on_a_request_it_is_taken() -> None:
    declared = RightsRequest.fulfil
    request = given(received(ACCESS))

    assert isinstance(declared, Step)
    assert declared.event is RightFulfilled
    assert (declared.name, declared.path) == ("fulfil", "fulfil")
    assert (RightsRequest.extend_deadline.name, RightsRequest.extend_deadline.path) == (
        "extend_deadline",
        "extend-deadline",
    )
    assert declared.words == (
        Word("right", InvokedRight, Parameter.empty, None, Names.INVOKED, None),
        Word("purposes", PurposeCodes, (), None, None, CodeKind.PURPOSE),
        Word("categories", CategoryCodes, (), None, None, CodeKind.CATEGORY),
        Word("items", Items, (), None, None, None),
        Word("measures", Sealed, Parameter.empty, None, None, None),
        Word("done_on", PastDay | None, None, Day.PAST, None, None),
    )
    assert isinstance(request.fulfil(NOW, right=ACCESS, measures=WORDS), RightFulfilled)


def test_the_steps_of_a_request_stand_in_the_order_of_their_subjects() -> None:
    names = [one.name for one in RightsRequest.steps()]

    assert names[:2] == ["acknowledge", "assign"]
    assert names.index("inform") < names.index("close") < names.index("record_dpo_advice")
    assert [one.name for one in steps_of(Fulfilment)] == [
        *("grant", "fulfil", "notify_recipient", "omit_notification")
    ]


def test_what_the_api_says_of_a_step_ends_where_the_reason_begins() -> None:
    assert RightsRequest.approve_refusal.description == (
        "Approve a refusal that somebody else proposed: four eyes, where the profile asks for\n"
        "them."
    )
    assert "\n\nThe clock runs on." in RightsRequest.propose_fee.description
    assert step()(_nothing_said).description == ""


def _nothing_said(_: RightsRequest, __: Occasion) -> Event:
    raise NotImplementedError


def test_which_right_a_step_is_told_is_declared() -> None:
    said = {one.name: (one.names_rights, one.invokes) for one in RightsRequest.steps()}

    assert said["fulfil"] == said["withdraw"] == said["raise_reminder"] == (True, False)
    assert said["add_claim"] == (False, True)
    assert said["reclassify_claim"] == (True, False)
    assert said["close"] == said["add_note"] == (False, False)


@pytest.mark.parametrize(
    ("name", "days"),
    [
        ("inform", {"sent_on": Day.PAST}),
        ("correct_receipt", {"received_on": Day.EARLIER}),
        ("record_announcement", {"announced_on": Day.EARLIER}),
        ("apply_exception", {"until": Day.AHEAD}),
        ("defer_erasure", {"deferred_on": Day.PAST, "until": Day.AHEAD}),
        ("verify_identity", {"verified_on": Day.PAST, "received_on": Day.PAST}),
        ("miss_deadline", {"due_on": Day.AHEAD}),
    ],
)
def test_which_day_a_step_is_told_is_declared(name: str, days: dict[str, Day]) -> None:
    declared = {one.name: one for one in RightsRequest.steps()}[name]

    assert {word.name: word.day for word in declared.words if word.day} == days


def test_a_day_is_checked_by_what_it_says() -> None:
    request = given(received(OBJECTION))
    purpose: dict[str, Any] = {"right": OBJECTION, "purpose": "loyalty"}
    early, tomorrow = RECEIVED_ON - DAY, NOW.today + DAY

    before = objection(
        request, "add_claim", right=OBJECTION, received_on=RECEIVED_ON, purposes=(), categories=()
    )
    late = objection(request, "record_announcement", **purpose, announced_on=tomorrow)
    told = objection(request, "ask_clarification", question=WORDS, asked_on=early)

    assert "invoked before" in str(before)
    assert (str(late), str(told)) == ("in the future", "before receipt")
    recorded = request.record_announcement(NOW, **purpose, announced_on=early)
    assert isinstance(recorded, AnnouncementRecorded)
    request.ask_search(NOW, system="crm", assignee=None, due_on=tomorrow)
    request.ask_search(NOW, system="erp", assignee=None, due_on=early)


def _on_some_day(_: RightsRequest, __: Occasion, *, on: date) -> Event:
    raise NotImplementedError


def _on_some_day_perhaps(_: RightsRequest, __: Occasion, *, on: date | None = None) -> Event:
    raise NotImplementedError


def _of_a_right(_: RightsRequest, __: Occasion, *, right: Right) -> Event:
    raise NotImplementedError


def _of_rights(_: RightsRequest, __: Occasion, *, rights: tuple[Right, ...]) -> Event:
    raise NotImplementedError


def _a_day_and_any_right(_: RightsRequest, __: Occasion, *, on: PastDay, to: Right) -> Event:
    raise NotImplementedError


def _a_right_and_any_day(_: RightsRequest, __: Occasion, *, of: InvokedRight, on: date) -> Event:
    raise NotImplementedError


def _all_said(
    _: RightsRequest, __: Occasion, *, on: PastDay, until: DayAhead | None, to: NewRight, n: int
) -> Event:
    raise NotImplementedError


@pytest.mark.parametrize(
    "decide",
    [
        *(_on_some_day, _on_some_day_perhaps, _of_a_right, _of_rights),
        *(_a_day_and_any_right, _a_right_and_any_day),
    ],
)
def test_a_step_that_does_not_say_which_day_or_right_it_is_told_is_none(decide: Any) -> None:
    with pytest.raises(TypeError, match=f"^{decide.__name__} is told "):
        step()(decide)


def test_a_step_that_says_it_is_one() -> None:
    declared = step()(_all_said)

    assert [(word.day, word.names) for word in declared.words] == [
        (Day.PAST, None),
        (Day.AHEAD, None),
        (None, Names.NEW),
        (None, None),
    ]
    assert declared.invokes
    assert not declared.names_rights
