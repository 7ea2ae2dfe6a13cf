"""The tables of a period are added up part by part, and are those of all its requests at once."""

import json
from datetime import date
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from griffie.application.reports import sums
from griffie.application.reports.figure_tables import request_tables
from griffie.application.reports.request_figures import RequestFigures, figures_of_request
from griffie.application.reports.sums import Sums, parts
from griffie.domain.law import ExceptionGround, NoRequestGround, Right
from tests.given.figures import DUE_ON, LATER, answered, taken
from tests.given.past import (
    RECEIVED_ON,
    asked,
    clarified,
    doubted,
    excepted,
    extended,
    granted,
    no_request,
    received,
    refused_as_excessive,
    withdrawn,
)

ACCESS, ERASURE = Right.ACCESS, Right.ERASURE
POOL = [
    figures_of_request(one)
    for one in (
        answered(DUE_ON),
        answered(date(2026, 4, 8)),
        answered(RECEIVED_ON, right=ERASURE),
        answered(date(2026, 4, 15), asked(), clarified(date(2026, 3, 19))),
        taken(received(ACCESS)),
        taken(received(ERASURE), granted(ERASURE)),
        taken(received(ACCESS), extended(ACCESS)),
        taken(received(ERASURE), excepted(ERASURE, next(iter(ExceptionGround)))),
        taken(received(ACCESS), refused_as_excessive(ACCESS)),
        taken(received(ACCESS), doubted()),
        taken(received(ERASURE), withdrawn(ERASURE)),
        taken(received(), no_request(next(iter(NoRequestGround)))),
    )
]
IRREGULAR = [
    one.model_copy(
        update={
            "details": {"irregular/RightGranted": n, "irregular/Extended": 1},
            "complaints": ("gba", f"z-{n}"),
        }
    )
    for n, one in enumerate(POOL[:3], 1)
]


@given(
    st.lists(st.sampled_from(POOL + IRREGULAR), max_size=12),
    st.integers(1, 12),
    st.sampled_from([RECEIVED_ON, DUE_ON, LATER]),
)
def test_parts_add_up_to_the_same_tables_in_the_same_order(
    found: list[RequestFigures], size: int, on: date
) -> None:
    added = Sums(on)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sums, "PART", size)
        for part in parts(found):
            assert len(part) <= size
            added.add(part)

    assert json.dumps(added.tables()) == json.dumps(request_tables(found, on))


def test_no_more_than_a_part_is_read_ahead() -> None:
    numbers = iter(range(10 * sums.PART))

    first, *_ = islice(parts(numbers), 1)

    assert len(first) == sums.PART
    assert next(numbers) == sums.PART
