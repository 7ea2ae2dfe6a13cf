"""Who asks and who may speak, by the days on which it was asked and shown."""

from datetime import date

import pytest

from griffie.domain.model.event import Event
from griffie.domain.request.hands import in_doubt_on, may_speak_on
from griffie.domain.request.values import Doubt, SealedRequester
from tests.given.mandates import mandate_asked, mandate_rejected, mandate_verified, spoken_for
from tests.given.past import WORDS, given, received

DAY_1, DAY_2, DAY_3 = (date(2026, 3, day) for day in (4, 5, 6))
"""On 5 March the request came in, and whatever is shown is shown."""


@pytest.mark.law("gdpr/5/1/f")
@pytest.mark.parametrize(
    ("past", "speaks"),
    [
        ((spoken_for(), mandate_verified()), (False, True, True)),
        ((spoken_for(), mandate_asked()), (False, False, False)),
        ((spoken_for(), mandate_verified(), mandate_rejected()), (False, False, False)),
        ((spoken_for(), mandate_verified(), spoken_for()), (False, False, False)),
        ((mandate_verified(),), (False, False, False)),
        ((spoken_for(),), (False, False, False)),
    ],
    ids=["verified", "asked", "rejected", "another's", "of nobody", "only named"],
)
def test_somebody_speaks_from_the_day_on_which_the_mandate_was_seen(
    past: tuple[Event, ...], speaks: tuple[bool, ...]
) -> None:
    request = given(received(), *past)

    assert tuple(may_speak_on(request, day) for day in (DAY_1, DAY_2, DAY_3)) == speaks


@pytest.mark.law("gdpr/12/6")
@pytest.mark.parametrize(
    ("doubts", "doubtful"),
    [
        ((), (False, False, False)),
        ((Doubt(DAY_2),), (False, True, True)),
        ((Doubt(DAY_2, DAY_3),), (False, True, False)),
        ((Doubt(DAY_1, DAY_2), Doubt(DAY_3)), (True, False, True)),
    ],
    ids=["never", "since", "for a day", "twice"],
)
def test_it_is_in_doubt_who_asks_from_the_question_until_the_proof(
    doubts: tuple[Doubt, ...], doubtful: tuple[bool, ...]
) -> None:
    request = given(received())
    request.doubts = doubts

    assert tuple(in_doubt_on(request, day) for day in (DAY_1, DAY_2, DAY_3)) == doubtful


def test_the_first_proof_ends_a_doubt() -> None:
    assert Doubt(DAY_1).proven(DAY_2).proven(DAY_3) == Doubt(DAY_1, DAY_2)


@pytest.mark.parametrize("known", ["email", "postal_address", "phone"])
def test_any_address_reaches_a_requester(known: str) -> None:
    assert SealedRequester(**{known: WORDS}).reachable
    assert not SealedRequester(name=WORDS).reachable
