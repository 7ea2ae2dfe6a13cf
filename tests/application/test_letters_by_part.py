"""A letter tells the parts apart: what was done, what was not, and on which ground each."""

import pytest

from griffie.domain.events import FoundNotApplicable, Invoked, RefusedAsExcessive, RightFulfilled
from griffie.domain.law import Language, NotApplicableGround, Right
from tests.given.letters import ANSWER, received, said, sealed, written
from tests.given.past import WORDS

ERASURE, OBJECTION, RECTIFICATION = Right.ERASURE, Right.OBJECTION, Right.RECTIFICATION
WHY, DONE, SURNAME, BIRTHDAY = (sealed(one) for one in "wdsb")
OPENED = {WORDS: "woorden", WHY: "uitleg", DONE: "gedaan", SURNAME: "Janssens", BIRTHDAY: "1 mei"}


def no_ground(right: Right, ground: NotApplicableGround, **part: object) -> FoundNotApplicable:
    return FoundNotApplicable(right=right, ground=ground, explanation=WHY, **part)  # type: ignore[arg-type]


@pytest.mark.law("gdpr/17/1", "gdpr/12/4")
@pytest.mark.parametrize(
    ("language", "gone", "kept"),
    [
        (Language.NL, "Gewist zijn: contactgegevens.", "Gegevens: bestellingen"),
        (Language.EN, "Erased: contact details.", "Data: orders"),
    ],
)
def test_no_ground_for_a_part_is_said_of_that_part(
    language: Language, gone: str, kept: str
) -> None:
    letter = written(
        ANSWER,
        received(Invoked(right=ERASURE, categories=("contact", "orders"))),
        no_ground(ERASURE, NotApplicableGround.NO_GROUND_FOR_ERASURE, categories=("orders",)),
        RightFulfilled(right=ERASURE, categories=("contact",), measures=DONE),
        language=language,
        words=OPENED,
    )

    text = said(letter)
    assert gone in text
    assert kept in text
    assert "uitleg" in text
    assert "gedaan" in text


@pytest.mark.law("gdpr/16")
def test_items_named_in_words_stand_beside_their_own_reason() -> None:
    letter = written(
        ANSWER,
        received(RECTIFICATION),
        RightFulfilled(right=RECTIFICATION, items=(SURNAME,), measures=DONE),
        no_ground(RECTIFICATION, NotApplicableGround.DATA_ACCURATE, items=(BIRTHDAY,)),
        no_ground(RECTIFICATION, NotApplicableGround.DATA_ACCURATE),
        words=OPENED,
    )

    text = said(letter)
    assert text.index("Janssens") < text.index("gedaan") < text.index("1 mei")


@pytest.mark.law("gdpr/21/1", "gdpr/12/5/excessive")
def test_each_purpose_has_its_own_answer() -> None:
    letter = written(
        ANSWER,
        received(Invoked(right=OBJECTION, purposes=("offers", "statistics"))),
        RightFulfilled(right=OBJECTION, purposes=("statistics",), measures=DONE),
        RefusedAsExcessive(right=OBJECTION, purposes=("offers",), demonstration=WHY),
        words=OPENED,
    )

    assert "Ingewilligd voor de doeleinden: bezoekersstatistieken" in said(letter)
