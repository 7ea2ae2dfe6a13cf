"""A file that goes because an authority ordered it: only then, and not by one person alone."""

from typing import Any

import pytest

from griffie.domain.law import Right
from griffie.domain.model.errors import OutOfOrderError
from griffie.domain.model.event import Event
from griffie.domain.model.setting import Setting
from griffie.domain.rights_request import RightsRequest
from tests.given.past import NOW, closed, given, held, objection, on, ordered, received, withdrawn
from tests.given.said import GONE

SOMEBODY_ELSE = on(2026, 3, 20, actor="u-18")


def ended(*past: Event, four_eyes: bool = False) -> RightsRequest:
    first: Any = received(Right.ACCESS, setting=Setting(four_eyes=four_eyes))
    return given(first, withdrawn(Right.ACCESS), closed(), *past)


@pytest.mark.law("gdpr/58/2")
def test_without_an_order_nothing_goes_as_ordered() -> None:
    why = objection(ended(), "erase_personal_data", **GONE)

    assert isinstance(why, OutOfOrderError)
    assert str(why).startswith("no order is on file")


@pytest.mark.law("gdpr/58/2")
@pytest.mark.parametrize("four_eyes", [False, True])
def test_with_four_eyes_another_carries_it_out_than_who_recorded_it(*, four_eyes: bool) -> None:
    alone, together = (ended(ordered(), held(), four_eyes=four_eyes) for _ in range(2))

    if four_eyes:
        why = objection(alone, "erase_personal_data", **GONE)
        assert str(why).startswith("who recorded the order cannot carry it out")
    else:
        alone.erase_personal_data(NOW, **GONE)
    together.erase_personal_data(SOMEBODY_ELSE, **GONE)

    assert together.erased
