"""Erased or restricted: which parts are the same data, on which days, and in which systems."""

from datetime import date
from typing import Any

import pytest

from griffie.domain import events
from griffie.domain.law import RestrictionGround, Right
from griffie.domain.model.errors import UnlawfulError
from griffie.domain.model.event import Event
from griffie.domain.model.values import Sealed
from griffie.domain.rights_request import RightsRequest
from griffie.domain.steps.action import actions
from tests.given.past import (
    NOW,
    RECEIVED_ON,
    WORDS,
    fulfilled,
    given,
    granted,
    received,
    refused,
    restricted,
)
from tests.given.said import WIPE

ERASURE, RESTRICTION, OBJECTION = Right.ERASURE, Right.RESTRICTION, Right.OBJECTION
BOTH_WAYS = pytest.mark.parametrize(
    ("first", "second"), [(ERASURE, RESTRICTION), (RESTRICTION, ERASURE)]
)
CONTACT, ORDERS = {"categories": ("contact",)}, {"categories": ("orders",)}
BILLING = {"purposes": ("billing",)}
SAME = "gdpr/18/1/b"
A, B = Sealed("a" * 43), Sealed("b" * 43)
ITEM, OTHER_ITEM = {"items": (A,)}, {"items": (B,)}
EVERYTHING: dict[str, Any] = {}
MARCH_10, MARCH_11, MARCH_12 = (date(2026, 3, day) for day in (10, 11, 12))


def done(right: Right, part: dict[str, Any]) -> Event:
    return events.RightFulfilled(right=right, measures=WORDS, **part)


def left_out(right: Right, part: dict[str, Any]) -> Event:
    return events.RefusedAsUnfounded(right=right, demonstration=WORDS, **part)


def refused_by(request: RightsRequest, step: str, **said: Any) -> str:
    """By which provision a step is refused; "" where it is taken."""
    try:
        getattr(request, step)(NOW, **said)
    except UnlawfulError as why:
        return str(why.provision)
    return ""


def carried_out(request: RightsRequest, right: Right, part: dict[str, Any]) -> str:
    return refused_by(request, "fulfil", right=right, measures=WORDS, **part)


@BOTH_WAYS
@pytest.mark.law("gdpr/18/1/b")
@pytest.mark.parametrize(
    ("theirs", "ours", "same"),
    [
        (CONTACT, CONTACT, True),
        (CONTACT, ORDERS, False),
        (CONTACT, EVERYTHING, True),
        (EVERYTHING, CONTACT, True),
        (CONTACT, BILLING, True),
        (CONTACT | BILLING, CONTACT, True),
        (CONTACT | BILLING, ORDERS | BILLING, False),
        (ITEM, EVERYTHING, True),
        (EVERYTHING, ITEM, True),
        (ITEM, CONTACT, False),
        (CONTACT, ITEM, False),
        (ITEM, BILLING, False),
        (CONTACT | ITEM, ITEM, True),
        (CONTACT | ITEM, OTHER_ITEM, False),
        (OTHER_ITEM, CONTACT | ITEM, False),
        (CONTACT | ITEM, BILLING, True),
        (BILLING | ITEM, CONTACT, True),
    ],
)
def test_parts_are_the_same_data_where_they_meet(
    first: Right, second: Right, theirs: dict[str, Any], ours: dict[str, Any], *, same: bool
) -> None:
    request = given(received(ERASURE, RESTRICTION), done(first, theirs))

    assert carried_out(request, second, ours) == (SAME if same else "")


@BOTH_WAYS
@pytest.mark.parametrize(("ours", "same"), [(CONTACT, False), (ORDERS, True), (EVERYTHING, True)])
def test_the_rest_is_not_what_was_decided_apart(
    first: Right, second: Right, ours: dict[str, Any], *, same: bool
) -> None:
    past = (received(ERASURE, RESTRICTION), left_out(first, CONTACT), fulfilled(first))

    assert carried_out(given(*past), second, ours) == (SAME if same else "")


@BOTH_WAYS
@pytest.mark.parametrize("apart", [CONTACT, BILLING])
def test_nor_is_our_rest_what_we_decided_apart(
    first: Right, second: Right, apart: dict[str, Any]
) -> None:
    past = (received(ERASURE, RESTRICTION), done(first, apart), left_out(second, apart))

    assert not carried_out(given(*past), second, EVERYTHING)


@BOTH_WAYS
def test_one_of_several_parts_is_enough(first: Right, second: Right) -> None:
    past = (received(ERASURE, RESTRICTION), done(first, CONTACT), done(first, ORDERS))

    assert carried_out(given(*past), second, ORDERS) == SAME


@BOTH_WAYS
def test_what_was_only_promised_or_refused_contradicts_nothing(first: Right, second: Right) -> None:
    for past in (granted(first), refused(first)):
        assert not carried_out(given(received(ERASURE, RESTRICTION), past), second, EVERYTHING)


@BOTH_WAYS
def test_what_was_not_asked_contradicts_nothing(first: Right, second: Right) -> None:
    assert not carried_out(given(received(first)), first, EVERYTHING)
    past = (received(second, Right.ACCESS), fulfilled(second))
    assert not carried_out(given(*past), Right.ACCESS, EVERYTHING)


def limited(*systems: str) -> Event:
    return restricted().model_copy(update={"systems": systems, "applied_on": MARCH_11})


def wiped(request: RightsRequest, on: date) -> str:
    return refused_by(request, "erase_data", **WIPE | {"right": ERASURE, "erased_on": on})


@pytest.mark.law("gdpr/18/2")
@pytest.mark.parametrize(
    ("systems", "on", "lawful"),
    [
        (("crm",), MARCH_10, True),
        (("crm",), MARCH_11, False),
        (("crm",), MARCH_12, False),
        (("erp",), MARCH_12, True),
        (("erp", "crm"), MARCH_12, False),
        ((), MARCH_10, True),
        ((), MARCH_12, False),
    ],
)
def test_what_is_restricted_in_a_system_is_not_erased_there(
    systems: tuple[str, ...], on: date, *, lawful: bool
) -> None:
    assert wiped(given(received(ERASURE), limited(*systems)), on) == ("" if lawful else "gdpr/18/2")


def asked(right: Right, **part: Any) -> events.Invoked:
    return events.Invoked(right=right, **part)


@pytest.mark.law("gdpr/18/2")
@pytest.mark.parametrize(
    ("erasing", "restricting", "lawful"),
    [(CONTACT, ORDERS, True), (CONTACT, CONTACT, False), (EVERYTHING, ORDERS, False)],
)
def test_nor_restricted_data_that_are_others(
    erasing: dict[str, Any], restricting: dict[str, Any], *, lawful: bool
) -> None:
    first = received(asked(ERASURE, **erasing), asked(RESTRICTION, **restricting))

    assert wiped(given(first, limited()), MARCH_12) == ("" if lawful else "gdpr/18/2")


@pytest.mark.parametrize(
    ("decided", "lawful"),
    [
        ((done(RESTRICTION, ORDERS), done(ERASURE, CONTACT)), True),
        ((done(RESTRICTION, ORDERS), done(ERASURE, CONTACT), done(ERASURE, ORDERS)), False),
        ((left_out(RESTRICTION, CONTACT), left_out(ERASURE, ORDERS)), False),
    ],
    ids=["each its own", "one part of several", "what is left out is not done"],
)
def test_what_was_decided_says_which_data_those_are(
    decided: tuple[Event, ...], *, lawful: bool
) -> None:
    request = given(received(ERASURE, RESTRICTION), *decided, limited())

    assert wiped(request, MARCH_12) == ("" if lawful else "gdpr/18/2")


def limits(request: RightsRequest, *systems: str, on: date = MARCH_11) -> str:
    said: dict[str, Any] = {"ground": RestrictionGround.CONTESTED, "applied_on": on}
    return refused_by(request, "apply_restriction", **said, systems=systems)


def erased(right: Right = ERASURE, on: date = MARCH_11) -> Event:
    return events.DataErased(right=right, system="crm", proof=WORDS, erased_on=on)


@pytest.mark.law("gdpr/18/1")
@pytest.mark.parametrize(("on", "lawful"), [(MARCH_10, True), (MARCH_11, False), (MARCH_12, False)])
def test_what_was_erased_by_that_day_is_not_restricted(on: date, *, lawful: bool) -> None:
    assert limits(given(received(ERASURE), erased()), on=on) == ("" if lawful else "gdpr/18/1")


@pytest.mark.law("gdpr/18/1")
@pytest.mark.parametrize(
    ("erasing", "lawful"), [(ORDERS, True), (CONTACT, False), (EVERYTHING, False)]
)
def test_only_of_the_data_that_are_to_be_restricted(
    erasing: dict[str, Any], *, lawful: bool
) -> None:
    first = received(asked(ERASURE, **erasing), asked(RESTRICTION, **CONTACT))

    assert limits(given(first, erased())) == ("" if lawful else "gdpr/18/1")


def test_after_data_that_are_others_those_that_are_not_are_found() -> None:
    first = received(asked(ERASURE, **ORDERS), asked(OBJECTION), asked(RESTRICTION, **CONTACT))

    assert limits(given(first, erased(), erased(OBJECTION))) == "gdpr/18/1"


def test_what_was_rectified_is_left_and_can_be_restricted() -> None:
    rectified = events.DataRectified(
        right=Right.RECTIFICATION, system="crm", fields=("name",), rectified_on=RECEIVED_ON
    )

    assert not limits(given(received(Right.RECTIFICATION), rectified), "crm")


def hints(*past: Any) -> dict[str, str]:
    return {one.command: str(one.hint) for one in actions(given(*past))}


@pytest.mark.law("gdpr/18/1/d")
@pytest.mark.parametrize("step", ["grant", "refuse", "apply_exception"])
@pytest.mark.parametrize(
    ("past", "asks"),
    [
        ([received(OBJECTION)], True),
        ([received(OBJECTION, ERASURE), granted(OBJECTION)], False),
        ([received(OBJECTION), restricted(RestrictionGround.OBJECTION_PENDING)], False),
        ([received(ERASURE)], False),
    ],
    ids=["it waits", "decided", "restricted already", "none"],
)
def test_while_an_objection_waits_it_is_asked_whether_to_restrict(
    past: list[Any], step: str, *, asks: bool
) -> None:
    assert ("Article 18(1)(d)" in hints(*past)[step]) is asks


def test_of_an_exception_it_also_says_on_which_grounds() -> None:
    assert hints(received(OBJECTION))["apply_exception"].startswith("only on a ground")
