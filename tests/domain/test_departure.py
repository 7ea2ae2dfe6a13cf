"""The profile is asked when a decision is taken: what departs, and where no sentence helps."""

from dataclasses import replace
from typing import Any

import pytest

from griffie.domain.events import Invoked
from griffie.domain.law import GDPR, ExceptionGround, FeeGround, NotApplicableGround, Refusal, Right
from griffie.domain.law.countries import Capacity
from griffie.domain.law.national_grounds import NationalGround
from griffie.domain.model.errors import UnlawfulError
from griffie.domain.model.recorded import Basis, Degree, PurposeRecord
from griffie.domain.model.setting import Controller, Setting
from griffie.domain.request.part import Part, PartDecision
from griffie.domain.request.vocabulary import PartStatus, ReviewOutcome, Weighing
from griffie.domain.steps.departure import purposes_in_play
from tests.given.past import NOW, WORDS, given, objection, received
from tests.given.past import on as day

OBJECTION, WITHDRAWAL = Right.OBJECTION, Right.CONSENT_WITHDRAWAL
A, B, C, E, F = (Basis(one) for one in "abcef")


def office(**purposes: PurposeRecord) -> Controller:
    return Controller(purposes=purposes)


def rests_on(*bases: Basis, **more: Any) -> PurposeRecord:
    return PurposeRecord(frozenset(bases), **more)


OFFICE = office(
    news=rests_on(F, direct_marketing=Degree.YES),
    mail=rests_on(A, direct_marketing=Degree.YES),
    tips=rests_on(F, direct_marketing=Degree.PERHAPS),
    fraud=rests_on(F),
    task=rests_on(E),
    contract=rests_on(B),
    club=rests_on(A),
    both=rests_on(A, F),
    paper=rests_on(B, automated=False),
    unsaid=rests_on(),
    score=rests_on(F, automated_decision=Degree.YES),
    guess=rests_on(F, automated_decision=Degree.PERHAPS),
)
HERE = NOW._replace(controller=OFFICE)
NO_BASIS, NO_CONSENT = NotApplicableGround.OTHER_BASIS, NotApplicableGround.NO_CONSENT
COMPELLING = ExceptionGround.COMPELLING_GROUNDS


def decided(right: Right, ground: str, **said: Any) -> tuple[str, dict[str, Any]]:
    """The step that decides on this ground, and its words."""
    words: dict[str, Any] = {"right": right, "ground": ground} | said
    if isinstance(ground, NotApplicableGround):
        return "find_not_applicable", words | {"explanation": WORDS}
    if isinstance(ground, Refusal):
        return "refuse", words | {"demonstration": WORDS}
    return "apply_exception", words | {"necessity": WORDS, "legal_basis": WORDS}


def tried(right: Right, ground: str, *purposes: str, **said: Any) -> str:
    """By which provision the decision is refused; "" where it is taken."""
    request = given(received(Invoked(right=right, purposes=purposes)))
    if ground is COMPELLING:
        request.perform_balancing(
            HERE, right=right, interests=WORDS, prevails=Weighing.CONTROLLER, performed_on=NOW.today
        )
    if right is Right.AUTOMATED_DECISION and not isinstance(ground, NotApplicableGround):
        request.perform_human_review(
            HERE, right=right, outcome=ReviewOutcome.UPHELD, reasons=WORDS, reviewed_on=NOW.today
        )
    request.collect_events()
    step, words = decided(right, ground, **said)
    try:
        getattr(request, step)(HERE, **words)
    except UnlawfulError as why:
        assert not request.pending_events
        return str(why.provision)
    return ""


@pytest.mark.law("gdpr/21/3")
@pytest.mark.parametrize("purposes", [("news",), ("mail",), ("fraud", "news"), ()])
@pytest.mark.parametrize(
    "ground", [COMPELLING, ExceptionGround.OBJECTION_LEGAL_CLAIMS, NO_BASIS, *Refusal]
)
def test_direct_marketing_stops_whatever_the_objection_was_called(
    ground: str, purposes: tuple[str, ...]
) -> None:
    assert tried(OBJECTION, ground, *purposes, departure=WORDS) == "gdpr/21/3"


@pytest.mark.law("gdpr/21/2")
@pytest.mark.parametrize("ground", [COMPELLING, NO_BASIS, Refusal.EXCESSIVE])
def test_whether_it_is_direct_marketing_is_for_a_person_to_say(ground: str) -> None:
    assert tried(OBJECTION, ground, "tips") == "gdpr/21/2"
    assert tried(OBJECTION, ground, "tips", departure=WORDS) == ""


@pytest.mark.law("gdpr/21/1")
@pytest.mark.law("gdpr/20/1")
@pytest.mark.law("gdpr/22/1")
@pytest.mark.parametrize(
    ("right", "ground", "purpose"),
    [
        (OBJECTION, NO_BASIS, "fraud"),
        (OBJECTION, NO_BASIS, "task"),
        (OBJECTION, NO_BASIS, "both"),
        (Right.PORTABILITY, NotApplicableGround.NOT_PORTABLE, "contract"),
        (Right.PORTABILITY, NotApplicableGround.NOT_PORTABLE, "club"),
        (Right.AUTOMATED_DECISION, NotApplicableGround.NOT_SOLELY_AUTOMATED, "score"),
        (Right.PORTABILITY, ExceptionGround.PUBLIC_TASK, "contract"),
    ],
)
def test_what_departs_from_the_recorded_basis_needs_a_sentence(
    right: Right, ground: str, purpose: str
) -> None:
    assert tried(right, ground, purpose) == ground
    assert tried(right, ground, purpose, departure=WORDS) == ""


@pytest.mark.parametrize(
    ("right", "ground", "purpose"),
    [
        (OBJECTION, NO_BASIS, "contract"),
        (OBJECTION, NO_BASIS, "unsaid"),
        (OBJECTION, NO_BASIS, "unknown"),
        (OBJECTION, COMPELLING, "fraud"),
        (Right.PORTABILITY, NotApplicableGround.NOT_PORTABLE, "fraud"),
        (Right.PORTABILITY, NotApplicableGround.NOT_PORTABLE, "paper"),
        (Right.AUTOMATED_DECISION, NotApplicableGround.NOT_SOLELY_AUTOMATED, "guess"),
        (Right.AUTOMATED_DECISION, ExceptionGround.CONTRACT, "score"),
        (Right.AUTOMATED_DECISION, ExceptionGround.EXPLICIT_CONSENT, "score"),
        (Right.PORTABILITY, ExceptionGround.PUBLIC_TASK, "task"),
        (Right.PORTABILITY, ExceptionGround.PUBLIC_TASK, "unsaid"),
        (OBJECTION, NotApplicableGround.NO_DATA, "news"),
        (Right.ACCESS, Refusal.EXCESSIVE, "news"),
        (WITHDRAWAL, NO_CONSENT, "contract"),
        (WITHDRAWAL, NO_CONSENT, "fraud"),
    ],
)
def test_what_agrees_with_the_profile_needs_none(right: Right, ground: str, purpose: str) -> None:
    assert tried(right, ground, purpose) == ""


@pytest.mark.law("gdpr/7/3")
@pytest.mark.parametrize(
    ("purposes", "provision"),
    [
        (("club",), "gdpr/7/3"),
        (("both",), "gdpr/7/3"),
        (("contract", "club"), "gdpr/7/3"),
        (("news",), "gdpr/21/3"),
        ((), "gdpr/21/3"),
    ],
)
def test_who_was_told_consent_may_withdraw_it_and_marketing_stops_with_it(
    purposes: tuple[str, ...], provision: str
) -> None:
    assert tried(WITHDRAWAL, NO_CONSENT, *purposes, departure=WORDS) == provision


@pytest.mark.law("gdpr/7/3")
def test_a_withdrawal_for_what_may_be_marketing_asks_a_person_first() -> None:
    assert tried(WITHDRAWAL, NO_CONSENT, "tips") == "gdpr/21/2"
    assert tried(WITHDRAWAL, NO_CONSENT, "tips", departure=WORDS) == ""


@pytest.mark.law("gdpr/21/3")
def test_an_objection_to_marketing_costs_nothing_either() -> None:
    request = given(received(Invoked(right=OBJECTION, purposes=("news",))))
    fee: dict[str, Any] = {"amount_cents": 100, "demonstration": WORDS, "notified_on": NOW.today}

    why = objection(
        request, "propose_fee", HERE, right=OBJECTION, ground=FeeGround.EXCESSIVE, **fee
    )

    assert isinstance(why, UnlawfulError)
    assert why.provision == GDPR(21, 3)


def test_with_four_eyes_a_departure_is_a_proposal_also_where_it_takes_a_part() -> None:
    setting = Setting(four_eyes=True)
    asked = Invoked(right=Right.AUTOMATED_DECISION, purposes=("score",), categories=("a", "b"))
    request = given(received(asked, setting=setting))
    request.perform_human_review(
        HERE, right=asked.right, outcome=ReviewOutcome.UPHELD, reasons=WORDS, reviewed_on=NOW.today
    )
    said: dict[str, Any] = {"ground": ExceptionGround.CONTRACT, "necessity": WORDS}

    happened = request.apply_exception(
        HERE, right=asked.right, categories=("a",), departure=WORDS, **said
    )

    assert (happened.proposed, happened.departure) == (True, WORDS)
    assert request.claims[asked.right].proposed_by
    request.approve_refusal(day(2026, 3, 20, actor="u-18"), right=asked.right)
    assert not request.claims[asked.right].proposed_by


@pytest.mark.law("gdpr/21/3")
def test_nor_does_an_act_let_marketing_go_on() -> None:
    press = OFFICE._replace(capacities=frozenset({Capacity.JOURNALISM}))
    act: dict[str, Any] = {"ground": NationalGround("be/2018-07-30/24/2"), "necessity": WORDS}
    objecting = Invoked(right=OBJECTION, purposes=("news",))
    here = NOW._replace(controller=press)

    why = objection(given(received(objecting)), "apply_exception", here, right=OBJECTION, **act)

    assert isinstance(why, UnlawfulError)
    assert why.provision == GDPR(21, 3)


def test_without_purposes_what_was_decided_is_no_longer_in_play_and_what_is_open_again_is() -> None:
    for ours, left in (((), {"news", "fraud"}), (("news", "task", "fraud"), {"news", "fraud"})):
        asked = Invoked(right=OBJECTION, purposes=ours).claim()
        refused = PartDecision(Part(("task",)), PartStatus.REFUSED)
        reopened = PartDecision(Part(("fraud",)), PartStatus.OPEN)
        few = office(**{name: OFFICE.purposes[name] for name in ("news", "task", "fraud")})

        assert set(purposes_in_play(few, replace(asked, decisions=(refused, reopened)))) == left


def test_without_purposes_those_are_in_play_for_which_the_right_is_possible() -> None:
    def in_play(right: Right, *purposes: str) -> set[str]:
        claim = Invoked(right=right, purposes=purposes).claim()
        return set(purposes_in_play(OFFICE, claim))

    assert in_play(OBJECTION) == {"news", "mail", "tips", "fraud", "task", "both", "score", "guess"}
    assert in_play(WITHDRAWAL) == {"news", "mail", "club", "both"}
    assert in_play(Right.PORTABILITY) == {"mail", "contract", "club", "both"}
    assert in_play(Right.AUTOMATED_DECISION) == {"score", "guess"}
    assert in_play(Right.ERASURE) == set(OFFICE.purposes)
    assert in_play(OBJECTION, "club", "unknown") == {"club"}
    claim = Invoked(right=OBJECTION, purposes=("club", "news")).claim()
    assert set(purposes_in_play(OFFICE, claim, Part(("news",)))) == {"news"}


def test_where_data_are_named_those_purposes_are_in_play_that_may_use_them() -> None:
    few = office(
        fraud=rests_on(F, categories=frozenset({"orders", "login"})),
        score=rests_on(F, categories=frozenset({"orders"})),
        unsaid=rests_on(F),
    )

    def in_play(part: Part, asked: tuple[str, ...] = (), *before: Part) -> set[str]:
        decisions = tuple(PartDecision(one, PartStatus.REFUSED) for one in before)
        claim = Invoked(right=OBJECTION, categories=asked).claim()
        return set(purposes_in_play(few, replace(claim, decisions=decisions), part))

    orders, both = Part((), ("orders",)), ("login", "orders")
    assert in_play(orders) == {"fraud", "score", "unsaid"}
    assert in_play(Part((), ("login",))) == {"fraud", "unsaid"}
    assert in_play(Part(("score",), ("login",))) == {"score"}, "a purpose that was named counts"
    assert in_play(Part(), both) == {"fraud", "score", "unsaid"}
    assert in_play(Part(), both, orders) == {"fraud", "unsaid"}, "the orders were decided"
    assert in_play(Part()) == {"fraud", "score", "unsaid"}


@pytest.mark.law("gdpr/20/1")
def test_what_nobody_provided_is_not_portable_whatever_the_basis() -> None:
    here = NOW._replace(controller=OFFICE._replace(not_provided=frozenset({"score", "origin"})))
    ported = given(received(Invoked(right=Right.PORTABILITY)))
    said: dict[str, Any] = {"right": Right.PORTABILITY, "ground": NotApplicableGround.NOT_PORTABLE}
    for categories, departs in (
        (("score",), False),
        (("origin", "score"), False),
        (("contact", "score"), True),
        ((), True),
    ):
        words: dict[str, Any] = {**said, "categories": categories, "explanation": WORDS}
        if departs:
            assert "departs" in str(objection(ported, "find_not_applicable", here, **words))
        else:
            assert given(received(Invoked(right=Right.PORTABILITY))).find_not_applicable(
                here, **words
            )
