"""On which day what a right demands was done: of its deeds, which day counts."""

from collections.abc import Callable
from datetime import date

import pytest

from griffie.domain.law import Right
from griffie.domain.request.claim import Claim
from griffie.domain.request.doing import done_on, is_handed_over, stopped_on
from griffie.domain.request.part import REST, PartDecision
from griffie.domain.request.remembered import Done
from griffie.domain.request.vocabulary import Deed, PartStatus

DAY_1, DAY_2, DAY_3, DAY_4 = (date(2026, 3, day) for day in (9, 10, 11, 12))
COPIED, ERASED, DEFERRED = Deed.COPY_DELIVERED, Deed.DATA_ERASED, Deed.ERASURE_DEFERRED
STOPPED, SUPPRESSED = Deed.PROCESSING_STOPPED, Deed.SUPPRESSED
ACCESS, ERASURE, CONSENT = Right.ACCESS, Right.ERASURE, Right.CONSENT_WITHDRAWAL
MARKETING = Right.DIRECT_MARKETING_OBJECTION


def claim(right: Right, *done: Done) -> Claim:
    """Nothing is decided about it."""
    found = Claim(right)
    for one in done:
        found = found.having(one)
    return found


def executed(right: Right, *done: Done, on: date = DAY_4) -> Claim:
    yes = PartDecision(REST, PartStatus.FULFILLED)
    return claim(right, *done).decided(yes).carried_out(on)


@pytest.mark.law("gdpr/15/3")
@pytest.mark.parametrize("copied", [claim, executed], ids=["undecided", "executed"])
def test_the_first_copy_counts(copied: Callable[..., Claim]) -> None:
    assert done_on(copied(ACCESS, Done(COPIED, DAY_3), Done(COPIED, DAY_2))) == DAY_2


@pytest.mark.law("gdpr/15/3")
@pytest.mark.parametrize("copied", [claim, executed], ids=["undecided", "executed"])
def test_after_an_answer_was_taken_back_the_copy_since_counts(copied: Callable[..., Claim]) -> None:
    again = copied(ACCESS, Done(COPIED, DAY_1, before=True), Done(COPIED, DAY_3))

    assert done_on(again) == DAY_3


@pytest.mark.law("gdpr/15/3")
def test_an_earlier_copy_counts_once_it_is_the_answer_again() -> None:
    earlier = Done(COPIED, DAY_2, before=True), Done(COPIED, DAY_1, before=True)

    assert done_on(claim(ACCESS, *earlier)) is None
    assert done_on(executed(ACCESS, *earlier)) == DAY_1


@pytest.mark.law("gdpr/15/3", "gdpr/20/1")
@pytest.mark.parametrize(
    ("right", "deed", "handed_over"),
    [
        (ACCESS, Deed.ACCESS_GIVEN, True),
        (ACCESS, Deed.DATA_TRANSMITTED, False),
        (Right.PORTABILITY, Deed.DATA_TRANSMITTED, True),
        (Right.PORTABILITY, Deed.ACCESS_GIVEN, False),
        (ERASURE, COPIED, False),
    ],
)
def test_a_right_is_answered_by_its_own_deeds(
    right: Right, deed: Deed, *, handed_over: bool
) -> None:
    one = claim(right, Done(deed, DAY_1))

    assert is_handed_over(one) is handed_over
    assert done_on(one) == (DAY_1 if handed_over else None)


@pytest.mark.law("gdpr/17/1")
@pytest.mark.parametrize(
    ("done", "counts"),
    [
        ((Done(ERASED, DAY_2, "crm"), Done(ERASED, DAY_1, "shop")), DAY_2),
        (
            (
                Done(ERASED, DAY_1, "crm"),
                Done(DEFERRED, DAY_1, "tape"),
                Done(ERASED, DAY_3, "tape"),
            ),
            DAY_1,
        ),
        (
            (
                Done(ERASED, DAY_1, "crm"),
                Done(DEFERRED, DAY_2, "tape"),
                Done(ERASED, DAY_3, "shop"),
            ),
            DAY_3,
        ),
        ((Done(ERASED, DAY_1, "crm"), Done(DEFERRED, DAY_3, "tape")), DAY_1),
        ((Done(DEFERRED, DAY_1, "tape"),), DAY_4),
        ((Done(DEFERRED, DAY_1, "tape"), Done(ERASED, DAY_3, "tape")), DAY_4),
        ((Done(SUPPRESSED, DAY_1),), DAY_4),
        ((), DAY_4),
    ],
    ids=[
        "last",
        "backup",
        "two and a backup",
        "deferred later",
        "deferred",
        "only a backup",
        "of another",
        "none",
    ],
)
def test_the_last_deed_counts_and_no_backup_that_was_deferred(
    done: tuple[Done, ...], counts: date
) -> None:
    assert done_on(executed(ERASURE, *done)) == counts
    assert done_on(claim(ERASURE, *done)) is None, "only the decision says that this is all"


@pytest.mark.law("gdpr/7/3", "gdpr/21/3")
@pytest.mark.parametrize(
    ("right", "deed"), [(CONSENT, STOPPED), (MARKETING, Deed.MARKETING_STOPPED)]
)
def test_to_stop_needs_no_decision(right: Right, deed: Deed) -> None:
    early, late = Done(SUPPRESSED, DAY_2), Done(SUPPRESSED, DAY_3)

    assert stopped_on(claim(right)) is None
    assert stopped_on(claim(right, late, early)) == DAY_2, "the first time"
    assert stopped_on(claim(right, early, Done(deed, DAY_3))) == DAY_3
    assert stopped_on(claim(right, Done(deed, DAY_1))) == DAY_1
    assert stopped_on(claim(right, Done(COPIED, DAY_1))) is None
    deferred = Done(DEFERRED, DAY_2, "crm")
    assert stopped_on(claim(right, Done(deed, DAY_1, "crm"), deferred)) == DAY_1, "a backup"


@pytest.mark.law("gdpr/7/3", "gdpr/21/3")
@pytest.mark.parametrize("right", [CONSENT, MARKETING])
def test_where_no_deed_says_it_processing_stopped_when_that_was_carried_out(right: Right) -> None:
    assert stopped_on(executed(right)) == DAY_4
    assert stopped_on(claim(right).carried_out(DAY_4)) is None, "what was revoked counts no more"
