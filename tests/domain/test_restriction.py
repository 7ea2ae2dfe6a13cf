"""Data that are kept and not used, and not used again before the data subject was told."""

from datetime import date
from typing import Any

import pytest

from griffie.domain.events import (
    RequesterInformed,
    RestrictionApplied,
    RestrictionLifted,
    RestrictionUseRecorded,
)
from griffie.domain.law import GDPR, RestrictedUse, RestrictionGround, Right
from griffie.domain.model.errors import OutOfOrderError, UnlawfulError
from griffie.domain.request.values import Restriction
from griffie.domain.request.vocabulary import Channel, Letter
from tests.given.past import (
    NOW,
    RECEIVED_ON,
    WORDS,
    closed,
    fulfilled,
    given,
    informed,
    objection,
    on,
    received,
    restricted,
)

RESTRICTION, OBJECTION = Right.RESTRICTION, Right.OBJECTION
CONTESTED, PENDING = RestrictionGround.CONTESTED, RestrictionGround.OBJECTION_PENDING
MARCH_10, MARCH_9 = date(2026, 3, 10), date(2026, 3, 9)
LIFT: dict[str, Any] = {"ground": CONTESTED, "reason": WORDS, "lifted_on": MARCH_10}


def notice(sent_on: date = MARCH_10) -> RequesterInformed:
    return informed(RESTRICTION, sent_on=sent_on, kind=Letter.RESTRICTION_LIFT, answered=False)


@pytest.mark.law("gdpr/18/1")
@pytest.mark.parametrize("ground", RestrictionGround)
def test_data_are_restricted_on_one_of_four_grounds(ground: RestrictionGround) -> None:
    request = given(received(RESTRICTION))
    said: dict[str, Any] = {"ground": ground, "systems": ("crm",), "provisional": False}

    happened = request.apply_restriction(NOW, **said, applied_on=MARCH_10)

    assert happened == RestrictionApplied(**said, applied_on=MARCH_10)
    assert request.restrictions == (Restriction(ground, ("crm",), False, MARCH_10),)  # noqa: FBT003


@pytest.mark.law("gdpr/18/1/d")
def test_while_an_objection_is_weighed_data_may_be_restricted_unasked() -> None:
    request = given(received(OBJECTION))

    request.apply_restriction(
        NOW, ground=PENDING, systems=(), provisional=True, applied_on=RECEIVED_ON
    )

    assert request.restrictions[0].provisional


def test_on_one_ground_data_are_restricted_once() -> None:
    said: dict[str, Any] = {"systems": (), "provisional": False, "applied_on": MARCH_10}

    why = objection(
        given(received(RESTRICTION), restricted()), "apply_restriction", ground=CONTESTED, **said
    )

    assert str(why) == "on this ground they are restricted already: go on with the request"


@pytest.mark.law("gdpr/18/2")
@pytest.mark.parametrize("ground", RestrictedUse)
def test_restricted_data_are_used_on_one_of_four_grounds_and_that_is_remembered(
    ground: RestrictedUse,
) -> None:
    said: dict[str, Any] = {"ground": ground, "explanation": WORDS, "used_on": MARCH_10}

    why = objection(given(received(RESTRICTION)), "record_restriction_use", **said)
    happened = given(received(RESTRICTION), restricted()).record_restriction_use(NOW, **said)

    assert isinstance(why, OutOfOrderError)
    assert happened == RestrictionUseRecorded(**said)


@pytest.mark.law("gdpr/18/3")
def test_a_restriction_is_not_lifted_before_the_data_subject_was_told() -> None:
    request = given(received(RESTRICTION), restricted())

    untold = objection(request, "lift_restriction", **LIFT)
    request.inform(
        NOW,
        kind=Letter.RESTRICTION_LIFT,
        rights=(RESTRICTION,),
        sent_on=MARCH_10,
        channel=Channel.POST,
        text=WORDS,
    )
    request.collect_events()
    too_early = objection(request, "lift_restriction", **LIFT | {"lifted_on": MARCH_9})
    happened = request.lift_restriction(NOW, **LIFT)

    for why in (untold, too_early):
        assert isinstance(why, UnlawfulError)
        assert why.provision == GDPR(18, 3)
    assert happened == RestrictionLifted(**LIFT)
    assert request.restrictions == ()


@pytest.mark.law("gdpr/18/3")
def test_a_notice_is_about_what_was_restricted_then() -> None:
    request = given(received(RESTRICTION), restricted(), notice(), restricted(PENDING))

    why = objection(request, "lift_restriction", **LIFT | {"ground": PENDING})

    assert isinstance(why, UnlawfulError)
    assert why.provision == GDPR(18, 3)


@pytest.mark.law("gdpr/18/3")
def test_of_two_notices_the_earlier_counts_whichever_was_recorded_first() -> None:
    past = (received(RESTRICTION), restricted())
    early, late = notice(MARCH_9), notice(MARCH_10)

    for notices in ((early, late), (late, early)):
        request = given(*past, *notices)
        assert request.restrictions[0].lift_announced_on == MARCH_9
        request.lift_restriction(NOW, **LIFT | {"lifted_on": MARCH_9})


@pytest.mark.law("gdpr/18/3")
def test_a_letter_of_before_a_restriction_announces_no_end_of_it() -> None:
    applied = restricted().model_copy(update={"applied_on": MARCH_10})
    past = (received(RESTRICTION), applied, notice(MARCH_9))

    why = objection(given(*past), "lift_restriction", **LIFT)
    given(*past, notice(MARCH_10)).lift_restriction(NOW, **LIFT)

    assert isinstance(why, UnlawfulError)
    assert why.provision == GDPR(18, 3)


@pytest.mark.law("gdpr/18/3")
def test_a_restriction_that_begins_anew_needs_a_new_notice() -> None:
    lifted = RestrictionLifted(**LIFT)
    request = given(received(RESTRICTION), restricted(), notice(), lifted, restricted())

    why = objection(request, "lift_restriction", **LIFT)

    assert isinstance(why, UnlawfulError)


@pytest.mark.law("gdpr/18/3")
def test_the_notice_is_sent_and_the_restriction_lifted_also_after_closing() -> None:
    ended = (received(RESTRICTION), restricted(), fulfilled(RESTRICTION), informed(RESTRICTION))
    request = given(*ended, closed())
    later = on(2027, 1, 4)

    request.inform(
        later,
        kind=Letter.RESTRICTION_LIFT,
        rights=(RESTRICTION,),
        sent_on=later.today,
        channel=Channel.POST,
        text=None,
    )
    request.lift_restriction(later, **LIFT | {"lifted_on": later.today})

    assert request.restrictions == ()


def test_what_was_not_restricted_is_not_announced_as_lifted() -> None:
    why = objection(
        given(received(Right.ACCESS)),
        "inform",
        kind=Letter.RESTRICTION_LIFT,
        rights=(Right.ACCESS,),
        sent_on=MARCH_10,
        channel=Channel.POST,
        text=None,
    )

    assert str(why) == "nothing is restricted: record the restriction first"


def test_a_ground_on_which_nothing_is_restricted_is_not_lifted() -> None:
    request = given(received(RESTRICTION), restricted(), notice())

    why = objection(request, "lift_restriction", **LIFT | {"ground": PENDING})

    assert str(why) == "on this ground nothing is restricted: record the restriction first"
