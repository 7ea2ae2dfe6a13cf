"""How far a right yields, and what a refusal may not rest on alone."""

from typing import Any

import pytest
from fastapi.testclient import TestClient

from griffie.domain.events import (
    ExceptionApplied,
    HumanReviewPerformed,
    Invoked,
    RefusedAsExcessive,
)
from griffie.domain.law import ExceptionGround, Refusal, RestrictionGround, Right
from griffie.domain.model.errors import BadInputError, UnlawfulError
from griffie.domain.model.values import Sealed
from griffie.domain.request.vocabulary import (
    Authority,
    ClaimStatus,
    PartStatus,
    RestsOn,
    ReviewOutcome,
    SpecialGround,
    WithheldInformation,
)
from griffie.domain.steps.action import actions
from tests.given.past import (
    NOW,
    RECEIVED_ON,
    WORDS,
    excepted,
    given,
    objection,
    received,
    restricted,
)
from tests.given.story import receive

ACCESS, AUTOMATED = Right.ACCESS, Right.AUTOMATED_DECISION
COPY = ExceptionGround.COPY_HARMS_OTHERS
A, B = Sealed("a" * 43), Sealed("b" * 43)
SAMPLES = (
    ExceptionApplied(
        right=ACCESS,
        ground=ExceptionGround.COPY_HARMS_OTHERS,
        categories=("photos",),
        necessity=A,
        proposed=True,
        of_the_copy=True,
        information=WithheldInformation.LOGIC,
        put_before=Authority.GBA,
    ),
    RefusedAsExcessive(
        right=ACCESS,
        ground=Refusal.EXCESSIVE,
        demonstration=A,
        proposed=True,
        because_of=RestsOn.NUMBER,
        beyond=B,
    ),
)
YIELD: dict[str, Any] = {"right": ACCESS, "ground": COPY, "necessity": WORDS}
REVIEWED = HumanReviewPerformed(
    right=AUTOMATED, outcome=ReviewOutcome.UPHELD, reasons=WORDS, reviewed_on=RECEIVED_ON
)
MACHINE: dict[str, Any] = {"right": AUTOMATED, "necessity": WORDS, "legal_basis": WORDS}


@pytest.mark.law("gdpr/15/4")
def test_of_a_copy_only_what_is_named_yields() -> None:
    why = objection(given(received(ACCESS)), "apply_exception", **YIELD)

    assert isinstance(why, UnlawfulError)
    assert (str(why.provision), "recital 63" in str(why)) == ("gdpr/15/4", True)


@pytest.mark.law("gdpr/15/4")
def test_and_the_information_stays_owed_whatever_was_taken_of_the_copy() -> None:
    request = given(received(ACCESS))

    request.apply_exception(NOW, categories=("contact",), **YIELD)

    assert request.claims[ACCESS].status is ClaimStatus.OPEN
    request.fulfil(NOW, right=ACCESS, measures=WORDS)
    assert request.claims[ACCESS].status is ClaimStatus.PARTLY_FULFILLED


def test_also_where_the_copy_of_all_that_was_asked_yields() -> None:
    asked = Invoked(right=ACCESS, categories=("contact", "photos"))
    request = given(received(asked))

    request.apply_exception(NOW, categories=("contact", "photos"), **YIELD)

    assert request.claims[ACCESS].status is ClaimStatus.OPEN


def test_purposes_name_nothing_of_a_copy() -> None:
    why = objection(given(received(ACCESS)), "apply_exception", purposes=("billing",), **YIELD)

    assert isinstance(why, UnlawfulError)


def test_an_item_named_in_words_yields() -> None:
    request = given(received(ACCESS))

    request.apply_exception(NOW, items=(WORDS,), **YIELD)
    request.fulfil(NOW, right=ACCESS, measures=WORDS)

    excepted_part, done = request.claims[ACCESS].parts
    assert (excepted_part.status, excepted_part.ground) == (PartStatus.EXCEPTED, COPY)
    assert (done.status, done.part.is_rest) == (PartStatus.FULFILLED, True)


def test_what_was_decided_before_is_read_as_it_was_meant() -> None:
    request = given(received(ACCESS), excepted(ACCESS, COPY))

    assert request.claims[ACCESS].status is ClaimStatus.REFUSED


@pytest.mark.law("gdpr/15/1/h")
@pytest.mark.parametrize("information", WithheldInformation)
def test_a_weighed_item_of_the_information_may_be_withheld(
    information: WithheldInformation,
) -> None:
    request = given(received(ACCESS))

    without = objection(request, "apply_exception", information=information, **YIELD)
    happened = request.apply_exception(
        NOW, information=information, items=(WORDS,), put_before=Authority.COURT, **YIELD
    )

    assert isinstance(without, BadInputError)
    assert without.word == "items"
    assert happened.information is information
    assert request.claims[ACCESS].status is ClaimStatus.OPEN


@pytest.mark.parametrize(
    "said",
    [{"information": WithheldInformation.LOGIC}, {"put_before": Authority.GBA}],
    ids=["information", "put before"],
)
def test_only_of_a_copy(said: dict[str, Any]) -> None:
    ground = ExceptionGround.LEGAL_CLAIMS
    why = objection(
        given(received(Right.ERASURE)),
        "apply_exception",
        **YIELD | {"right": Right.ERASURE, "ground": ground} | said,
    )

    assert isinstance(why, BadInputError)
    assert why.word in said


@pytest.mark.law("gdpr/22/4")
@pytest.mark.parametrize(
    "ground",
    [ExceptionGround.CONTRACT, ExceptionGround.AUTHORISED_BY_LAW, ExceptionGround.EXPLICIT_CONSENT],
)
def test_a_machine_decides_on_special_categories_only_on_their_ground(
    ground: ExceptionGround,
) -> None:
    said = MACHINE | {"ground": ground, "special_categories": True}

    why = objection(given(received(AUTOMATED), REVIEWED), "apply_exception", **said)
    happened = given(received(AUTOMATED), REVIEWED).apply_exception(
        NOW, special_ground=SpecialGround.EXPLICIT_CONSENT, **said
    )

    assert isinstance(why, UnlawfulError)
    assert str(why.provision) == "gdpr/22/4"
    assert happened.special_ground == "gdpr/9/2/a"


@pytest.mark.parametrize(
    ("said", "word"),
    [
        ({"special_ground": SpecialGround.PUBLIC_INTEREST}, "special_ground"),
        (
            {"special_ground": SpecialGround.PUBLIC_INTEREST, "special_categories": False},
            "special_ground",
        ),
    ],
)
def test_a_ground_for_what_was_not_used_is_a_mistake(said: dict[str, Any], word: str) -> None:
    why = objection(
        given(received(AUTOMATED), REVIEWED),
        "apply_exception",
        **MACHINE | {"ground": ExceptionGround.CONTRACT} | said,
    )

    assert isinstance(why, BadInputError)
    assert why.word == word


@pytest.mark.parametrize(
    "said", [{"special_categories": False}, {"special_ground": SpecialGround.PUBLIC_INTEREST}]
)
def test_special_categories_are_asked_of_a_machine_only(said: dict[str, Any]) -> None:
    why = objection(
        given(received(ACCESS)), "apply_exception", **YIELD | {"categories": ("contact",)} | said
    )

    assert isinstance(why, BadInputError)
    assert why.word == "special_categories"


@pytest.mark.law("gdpr/12/5")
@pytest.mark.parametrize("ground", Refusal)
@pytest.mark.parametrize(
    ("rests", "case"), [(RestsOn.MOTIVE, "C-307/22"), (RestsOn.NUMBER, "C-416/23")]
)
def test_neither_motive_nor_number_is_enough(ground: Refusal, rests: RestsOn, case: str) -> None:
    said: dict[str, Any] = {"right": ACCESS, "ground": ground, "demonstration": WORDS}
    request = given(received(ACCESS))

    why = objection(request, "refuse", **said, because_of=rests)
    happened = request.refuse(NOW, **said, because_of=rests, beyond=WORDS)

    assert isinstance(why, UnlawfulError)
    assert case in str(why)
    assert (happened.because_of, happened.beyond) == (rests, WORDS)


@pytest.mark.parametrize("rests", [None, RestsOn.OTHER])
def test_what_rests_on_something_else_needs_one_sentence(rests: RestsOn | None) -> None:
    given(received(ACCESS)).refuse(
        NOW, right=ACCESS, ground=Refusal.EXCESSIVE, demonstration=WORDS, because_of=rests
    )


@pytest.mark.parametrize(
    ("right", "command", "said"),
    [
        (ACCESS, "refuse", "C-307/22"),
        (ACCESS, "apply_exception", "Article 15(1)"),
        (AUTOMATED, "apply_exception", "22(4)"),
        (Right.OBJECTION, "apply_exception", "compelling grounds once weighed"),
        (Right.ERASURE, "apply_exception", "and of a part only what was not decided yet"),
    ],
)
def test_it_is_said_beforehand(right: Right, command: str, said: str) -> None:
    listed = {one.command: one for one in actions(given(received(right)))}

    assert said in str(listed[command].hint)


def test_of_an_objection_it_is_said_also_once_the_data_are_restricted() -> None:
    pending = restricted(RestrictionGround.OBJECTION_PENDING)
    listed = {one.command: one for one in actions(given(received(Right.OBJECTION), pending))}

    assert str(listed["apply_exception"].hint).endswith("once a person reviewed it")


def test_through_http_it_is_asked_and_kept(dpo: TestClient) -> None:
    place = receive(dpo)
    refusal = {"right": "access", "ground": "gdpr/12/5/excessive", "demonstration": "Vijf keer."}

    alone = dpo.post(f"{place}/refuse", json=refusal | {"because_of": "number"})
    yielded = dpo.post(
        f"{place}/apply-exception",
        json={
            "right": "access",
            "ground": "gdpr/15/4",
            "necessity": "Gewogen.",
            "information": "staff",
            "items": ["De naam van wie het dossier opende."],
        },
    )

    assert (alone.status_code, alone.json()["type"]) == (409, "/law/gdpr/12/5")
    assert yielded.status_code == 200, yielded.text
    (claim,) = [one for one in yielded.json()["claims"] if one["right"] == "access"]
    assert claim["status"] == "open"
