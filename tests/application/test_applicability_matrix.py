"""The matrix of iAssist's policy, row by row: which right applies to which purpose."""

import pytest

from griffie.application.controller.applicability import Advice, Applies, Conclusion
from griffie.domain.law import Right
from tests.given.applicability import IASSIST, MATRIX, only

COLUMNS = {
    "consent": Right.CONSENT_WITHDRAWAL,
    "erasure": Right.ERASURE,
    "portability": Right.PORTABILITY,
    "objection": Right.OBJECTION,
    "marketing": Right.DIRECT_MARKETING_OBJECTION,
    "machine": Right.AUTOMATED_DECISION,
}


SIGNS = {Applies.NO: "-", Applies.DOUBTFUL: "?", Applies.IN_PART: "part", Applies.YES: "yes"}


UNSAID = {"!21/1/compelling", "!20/4", "!22/2/a", "!22/2/c"}
"""What stands against every objection, every transfer and every machine: asserted elsewhere."""


def cell(found: Advice | Conclusion) -> str:
    points = [str(point.point) for point in found.points]
    against = [f"!{ground.removeprefix('gdpr/')}" for ground in found.exceptions]
    sign = [] if points and found.applies is Applies.YES else [SIGNS[found.applies]]
    return " ".join((*sign, *points, *(one for one in against if one not in UNSAID)))


@pytest.mark.law("gdpr/6/1")
@pytest.mark.law("gdpr/7/3")
@pytest.mark.law("gdpr/17/1")
@pytest.mark.law("gdpr/17/3/b")
@pytest.mark.law("gdpr/20/1")
@pytest.mark.law("gdpr/21/1")
@pytest.mark.law("gdpr/21/2")
@pytest.mark.law("gdpr/22/1")
@pytest.mark.parametrize("number", MATRIX)
@pytest.mark.parametrize("column", COLUMNS)
def test_a_cell_of_the_matrix_follows_from_the_basis_recorded(number: str, column: str) -> None:
    row = MATRIX[number]

    advice = only(COLUMNS[column], row.code)

    advised = [f"/{cell(advice.on_advised)}"] if advice.on_advised else []
    assert "".join([cell(advice), *advised]) == getattr(row, column)


def test_the_matrix_has_every_purpose_of_the_policy_in_its_order() -> None:
    assert [row.code for row in MATRIX.values()] == [one.code for one in IASSIST.purposes]
