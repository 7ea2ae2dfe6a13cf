"""A changed claim is what `dataclasses.replace` would make of it, and keeps nothing worked out."""

from dataclasses import fields, replace
from datetime import date
from typing import Any

import pytest

from griffie.domain.law import Right
from griffie.domain.model.changed import changed
from griffie.domain.request.claim import Claim

CLAIM = Claim(Right.ACCESS, purposes=("orders",), since=date(2026, 3, 5))


@pytest.mark.parametrize(
    "new", [{}, {"extended": True}, {"withdrawn_on": date(2026, 3, 9), "right": Right.ERASURE}]
)
def test_it_is_the_same_as_by_the_standard_library(new: dict[str, Any]) -> None:
    assert changed(CLAIM, **new) == replace(CLAIM, **new)
    assert Claim(Right.ACCESS, purposes=("orders",), since=date(2026, 3, 5)) == CLAIM


def test_what_was_worked_out_does_not_go_over() -> None:
    before = CLAIM.status
    after = changed(CLAIM, withdrawn_on=date(2026, 3, 9))

    assert {field.name for field in fields(CLAIM)} == set(vars(after))
    assert before != after.status


def test_a_field_that_is_not_there_is_refused() -> None:
    with pytest.raises(TypeError, match="no such field: staus"):
        changed(CLAIM, staus=1)


def test_no_dataclass_of_the_state_has_what_it_would_pass_over() -> None:
    assert not hasattr(Claim, "__post_init__")
    assert not hasattr(Claim, "__slots__")
