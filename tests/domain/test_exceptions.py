"""A right yields, and only so far: what an exception takes out of a claim."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given as given_any
from hypothesis import strategies as st

from griffie.domain.events import (
    Article17ExceptionApplied,
    BalancingPerformed,
    ExceptionApplied,
    HumanReviewPerformed,
    Invoked,
)
from griffie.domain.law import ExceptionGround, Ground, NotApplicableGround, Refusal, Right
from griffie.domain.model.errors import BadInputError, OutOfOrderError, UnlawfulError
from griffie.domain.model.event import Event
from griffie.domain.request.claim import Claim
from griffie.domain.request.part import REST, Part, PartDecision
from griffie.domain.request.vocabulary import ClaimStatus, PartStatus, ReviewOutcome, Weighing
from tests.given.past import NOW, WORDS, excepted, given, objection, received

ACCESS, ERASURE = Right.ACCESS, Right.ERASURE
MARKETING, CONSENT = Right.DIRECT_MARKETING_OBJECTION, Right.CONSENT_WITHDRAWAL
TAX_LAW, EXPRESSION = ExceptionGround.LEGAL_OBLIGATION, ExceptionGround.EXPRESSION
TWO_CATEGORIES = Invoked(right=ERASURE, categories=("contact", "invoices"))
WHY: dict[str, Any] = {"necessity": WORDS, "legal_basis": None, "until": None}


@pytest.mark.law("gdpr/17/3/b")
def test_invoices_are_kept_where_tax_law_requires_it() -> None:
    request = given(received(TWO_CATEGORIES))
    kept: dict[str, Any] = {
        "right": ERASURE,
        "ground": TAX_LAW,
        "categories": ("invoices",),
        "necessity": WORDS,
        "legal_basis": WORDS,
        "until": date(2036, 12, 31),
    }

    happened = request.apply_exception(NOW, **kept)

    assert happened == Article17ExceptionApplied(**kept)
    (exempted,) = request.claims[ERASURE].exceptions
    assert exempted.part == Part(categories=("invoices",))
    assert (exempted.ground, exempted.until) == (TAX_LAW, date(2036, 12, 31))
    assert request.claims[ERASURE].status is ClaimStatus.OPEN


@pytest.mark.law("gdpr/17/3/b")
@pytest.mark.law("gdpr/22/2/b")
@pytest.mark.parametrize("ground", [TAX_LAW, ExceptionGround.AUTHORISED_BY_LAW])
def test_what_rests_on_a_law_names_it(ground: ExceptionGround) -> None:
    right = ground.rights[0]

    why = objection(given(received(right)), "apply_exception", right=right, ground=ground, **WHY)

    assert isinstance(why, UnlawfulError)
    assert why.provision == ground.provision


def test_a_ground_of_another_right_is_a_mistake_whatever_was_decided() -> None:
    request = given(received(ACCESS), excepted(ACCESS, ExceptionGround.COPY_HARMS_OTHERS))

    why = objection(request, "apply_exception", right=ACCESS, ground=EXPRESSION, **WHY)

    assert isinstance(why, BadInputError)
    assert why.word == "ground"


def shown_before(right: Right) -> list[Event]:
    """What a controller must have done before these rights yield."""
    today: dict[str, Any] = {"right": right}
    weighed = BalancingPerformed(
        **today, interests=WORDS, prevails=Weighing.CONTROLLER, performed_on=NOW.today
    )
    reviewed = HumanReviewPerformed(
        **today, outcome=ReviewOutcome.UPHELD, reasons=WORDS, reviewed_on=NOW.today
    )
    shown: dict[Right, list[Event]] = {
        Right.OBJECTION: [weighed],
        Right.AUTOMATED_DECISION: [reviewed],
    }
    return shown.get(right, [])


@pytest.mark.law("gdpr/15/4")
@pytest.mark.parametrize(
    "ground", [ground for ground in ExceptionGround if not ground.startswith("gdpr/17/3/")]
)
def test_an_exception_to_another_right_is_another_event(ground: ExceptionGround) -> None:
    right = ground.rights[0]
    request = given(received(right), *shown_before(right))

    said: dict[str, Any] = {"right": right, "ground": ground, "categories": ("x",)}

    happened = request.apply_exception(NOW, **said, **WHY | {"legal_basis": WORDS})

    assert type(happened) is ExceptionApplied
    of_the_copy = ground is ExceptionGround.COPY_HARMS_OTHERS
    assert happened == ExceptionApplied(
        **said, necessity=WORDS, legal_basis=WORDS, of_the_copy=of_the_copy
    )


@pytest.mark.law("gdpr/17/3")
@pytest.mark.parametrize(
    ("step", "status"),
    [("grant", ClaimStatus.PARTLY_GRANTED), ("fulfil", ClaimStatus.PARTLY_FULFILLED)],
)
def test_with_some_of_its_categories_taken_a_yes_is_partial(step: str, status: ClaimStatus) -> None:
    request = given(received(TWO_CATEGORIES), excepted(ERASURE, TAX_LAW, "invoices"))
    measures = {"measures": WORDS} if step == "fulfil" else {}

    getattr(request, step)(NOW, right=ERASURE, **measures)

    assert request.claims[ERASURE].status is status


@pytest.mark.law("gdpr/17/3")
@pytest.mark.parametrize(
    "taken",
    [
        [excepted(ERASURE, TAX_LAW, "contact", "invoices")],
        [excepted(ERASURE, TAX_LAW, "contact"), excepted(ERASURE, EXPRESSION, "invoices")],
        [excepted(ERASURE, TAX_LAW)],
        [excepted(ERASURE, TAX_LAW, "contact"), excepted(ERASURE, EXPRESSION)],
    ],
    ids=["both at once", "one by one", "none named takes all", "one, then all"],
)
def test_with_all_its_categories_taken_a_claim_is_refused_and_cannot_be_fulfilled(
    taken: list[Event],
) -> None:
    request = given(received(TWO_CATEGORIES), *taken)

    why = objection(request, "fulfil", right=ERASURE, measures=WORDS)

    assert request.claims[ERASURE].status is ClaimStatus.REFUSED
    assert isinstance(why, OutOfOrderError)
    assert (
        str(why)
        == "erasure is over: it was done, refused or withdrawn; tell the requester and close"
    )


def test_where_everything_was_asked_no_named_category_takes_it_all() -> None:
    request = given(received(ERASURE), excepted(ERASURE, TAX_LAW, "invoices"))

    assert request.claims[ERASURE].status is ClaimStatus.OPEN


@pytest.mark.parametrize(
    ("said", "word"),
    [
        ({"ground": ExceptionGround.COPY_HARMS_OTHERS}, "ground"),
        ({"categories": ("invoices", "photos")}, "categories"),
        ({"until": date(2026, 3, 19)}, "until"),
        ({"right": ACCESS}, "right"),
    ],
    ids=["of another right", "not asked about", "over already", "not invoked"],
)
def test_an_exception_belongs_to_its_right_its_categories_and_the_future(
    said: dict[str, Any], word: str
) -> None:
    request = given(received(TWO_CATEGORIES))
    fitting = {"right": ERASURE, "ground": TAX_LAW, "categories": ("invoices",), **WHY}

    why = objection(request, "apply_exception", **fitting | said)

    assert isinstance(why, BadInputError)
    assert why.word == word


NAMES = ("contact", "invoices", "orders")
SUBSETS = st.lists(st.sampled_from(NAMES), unique=True).map(tuple)


@given_any(
    asked=SUBSETS,
    excepted=st.lists(SUBSETS, max_size=3),
    decision=st.sampled_from([ClaimStatus.OPEN, ClaimStatus.GRANTED, ClaimStatus.FULFILLED]),
)
def test_partly_is_where_something_is_taken_out_and_something_is_left(
    asked: tuple[str, ...], excepted: list[tuple[str, ...]], decision: ClaimStatus
) -> None:
    claim = Claim(ERASURE, categories=asked)
    for names in excepted:
        part = Part(categories=names)
        claim = claim.decided(PartDecision(part, PartStatus.EXCEPTED, TAX_LAW))

    everything = () in excepted  # an exception that names nothing takes all
    named = set(asked) - {name for names in excepted for name in names}
    left = bool(named) if asked else True  # who names nothing asks everything, which no list ends
    if decision is not ClaimStatus.OPEN and left and not everything:
        claim = claim.decided(PartDecision(REST, PartStatus(decision)))
    partly = {
        ClaimStatus.OPEN: ClaimStatus.OPEN,
        ClaimStatus.GRANTED: ClaimStatus.PARTLY_GRANTED,
        ClaimStatus.FULFILLED: ClaimStatus.PARTLY_FULFILLED,
    }
    if not excepted:
        assert claim.status is decision
    elif everything or not left:
        assert claim.status is ClaimStatus.REFUSED
    else:
        assert claim.status is partly[decision]


STRANGERS = [
    (step, ground, right)
    for step, grounds in {
        "apply_exception": ExceptionGround,
        "refuse": Refusal,
        "find_not_applicable": NotApplicableGround,
    }.items()
    for ground in grounds
    for right in Right
    if right not in ground.rights
    and (step == "find_not_applicable" or right not in {MARKETING, CONSENT})
]


@pytest.mark.parametrize(("step", "ground", "right"), STRANGERS)
def test_a_ground_of_another_right_means_nothing(step: str, ground: Ground, right: Right) -> None:
    words: dict[str, dict[str, Any]] = {
        "apply_exception": {"categories": (), **WHY},
        "refuse": {"demonstration": WORDS},
        "find_not_applicable": {"explanation": WORDS},
    }

    why = objection(given(received(right)), step, right=right, ground=ground, **words[step])

    assert isinstance(why, BadInputError)
    assert why.word == "ground"
