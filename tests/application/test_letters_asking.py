"""What is asked, what takes longer, what was announced and what it would cost."""

from datetime import date
from types import SimpleNamespace
from typing import Any, cast

import pytest

from griffie.application.letters import InformationItem, LetterKind, missing_demands
from griffie.application.letters.phrases import phrases
from griffie.application.letters.waiting import received_on
from griffie.domain.events import AnnouncementRecorded
from griffie.domain.law import GDPR, FeeGround, Language, Right
from griffie.domain.model.errors import OutOfOrderError
from tests.given.letters import (
    ACCESS,
    ANSWER,
    ERASURE,
    IASSIST,
    TYPED,
    plain,
    received,
    said,
    written,
)
from tests.given.past import (
    RECEIVED_ON,
    asked,
    doubted,
    extended,
    fee_accepted,
    fee_declined,
    fee_proposed,
    fulfilled,
    given,
    refused,
)


@pytest.mark.law("gdpr/12/3")
@pytest.mark.parametrize("language", Language)
def test_an_extension_gives_its_reasons_in_dutch_too(language: Language) -> None:
    told = written(
        LetterKind.EXTENSION, received(ACCESS, ERASURE), extended(ACCESS), language=language
    )

    assert missing_demands(told) == ()
    assert TYPED in said(told)
    assert "2026" in said(told)
    assert phrases()["right/access"].said_in(language) in said(told)


@pytest.mark.law("gdpr/12/3")
def test_an_extension_promises_three_months_from_receipt() -> None:
    told = written(LetterKind.EXTENSION, received(ACCESS), extended(ACCESS))

    assert "uiterlijk op 5 juni 2026" in said(told)


@pytest.mark.law("gdpr/12/3")
def test_an_acknowledgement_promises_the_day_that_no_waiting_moves() -> None:
    told = written(LetterKind.ACKNOWLEDGEMENT, received(ACCESS), asked())

    assert "uiterlijk op 7 april 2026" in said(told)


@pytest.mark.law("gdpr/12/6")
@pytest.mark.parametrize("language", Language)
def test_a_doubt_is_told_with_its_reasons_and_holds_up_no_more_than_it_may(
    language: Language,
) -> None:
    both = received(ACCESS, Right.CONSENT_WITHDRAWAL)

    told = written(LetterKind.IDENTITY, both, doubted(), language=language)

    assert missing_demands(told) == ()
    assert said(told).count(TYPED) == 2  # the reasons, and what is asked for
    last = told.paragraphs[-1].text
    assert phrases()["right/consent_withdrawal"].said_in(language) in last
    assert phrases()["right/access"].said_in(language) not in last


@pytest.mark.law("gdpr/recital/63")
@pytest.mark.parametrize("language", Language)
def test_a_question_never_hides_that_one_may_ask_for_everything(language: Language) -> None:
    told = written(LetterKind.CLARIFICATION, received(ACCESS), asked(), language=language)

    assert missing_demands(told) == ()
    assert told.paragraphs[-1].text == phrases()["clarification/everything"].said_in(language)


MUCH = {"large_quantity": True}
EARLY = date(2026, 3, 6)


@pytest.mark.law("gdpr/recital/63")
@pytest.mark.parametrize("language", Language)
def test_that_there_is_much_is_said_where_it_was_recorded_and_to_nobody_in_doubt(
    language: Language,
) -> None:
    recorded = asked(EARLY).model_copy(update=MUCH)
    opening = phrases()["clarification/specify"].said_in(language).partition(".")[0]

    sure = written(LetterKind.CLARIFICATION, received(ACCESS), recorded, language=language)
    unsure = written(
        LetterKind.CLARIFICATION, received(ACCESS), doubted(EARLY), recorded, language=language
    )

    assert opening in said(sure)
    assert opening not in said(unsure)
    assert missing_demands(sure) == missing_demands(unsure) == ()


@pytest.mark.law("gdpr/recital/63")
def test_the_clock_stands_still_for_access_alone_and_the_letter_says_until_when() -> None:
    recorded = asked(EARLY).model_copy(update=MUCH)

    told = said(written(LetterKind.CLARIFICATION, received(ACCESS, ERASURE), recorded))

    assert "Onze termijn staat stil sinds 6 maart 2026 en loopt weer zodra wij" in told
    assert "Dat geldt alleen voor: inzage in uw persoonsgegevens." in told
    assert "wissing van uw persoonsgegevens: uiterlijk op 7 april 2026" in told
    assert "Antwoordt u niet, dan behandelen wij het verzoek zoals wij het hebben" in told
    assert "u hoort dan uiterlijk op 7 april 2026 van ons" in told


def test_a_right_that_a_later_message_invoked_has_its_own_day() -> None:
    request, later = given(received(ACCESS)), SimpleNamespace(received_on=date(2026, 3, 12))

    assert received_on(request, request.claims[ACCESS]) == RECEIVED_ON
    assert received_on(request, cast("Any", later)) == date(2026, 3, 12)


@pytest.mark.law("gdpr/13/3")
@pytest.mark.law("gdpr/21/1")
@pytest.mark.parametrize("language", Language)
def test_an_objection_to_what_was_announced_is_answered_by_its_name_and_day(
    language: Language,
) -> None:
    right = Right.OBJECTION
    announced = AnnouncementRecorded(
        right=right, purpose="newsletter", announced_on=date(2026, 2, 20)
    )
    first = received(right)

    done = written(ANSWER, first, announced, fulfilled(right), language=language)
    refused_ = written(ANSWER, first, announced, refused(right), language=language)

    name = {one.code: one for one in IASSIST.purposes}["newsletter"].name.in_(language)
    not_for_you = phrases()["objection/announced/stopped"].said_in(language)
    for told in (done, refused_):
        assert name in said(told)
        assert missing_demands(told) == ()
    assert not_for_you in said(done)
    assert not_for_you not in said(refused_)


@pytest.mark.law("gdpr/12/5/a")
@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("ground", [FeeGround.EXCESSIVE, FeeGround.UNFOUNDED])
def test_a_fee_is_told_with_its_amount_its_ground_and_the_way_out(
    ground: FeeGround, language: Language
) -> None:
    told = written(
        LetterKind.FEE, received(ACCESS), fee_proposed(ACCESS, ground), language=language
    )

    assert missing_demands(told) == ()
    assert {one.what for one in told.demanded} == {InformationItem.FEE, InformationItem.GROUND}
    assert "25" in said(told)
    assert GDPR(12, 5, "a").cite(language) in said(told)
    assert TYPED in said(told)
    assert plain(phrases()["fee/choice"].said_in(language)[:40]) in plain(said(told))


@pytest.mark.law("gdpr/15/3")
@pytest.mark.parametrize("language", Language)
def test_a_fee_for_further_copies_says_that_the_first_is_free(language: Language) -> None:
    further = fee_proposed(ACCESS, FeeGround.FURTHER_COPIES)

    told = written(LetterKind.FEE, received(ACCESS, ERASURE), further, language=language)

    assert missing_demands(told) == ()
    assert GDPR(15, 3).cite(language) in said(told)
    assert GDPR(12, 5, "a").cite(language) not in said(told)
    assert {one.right for one in told.demanded} == {ACCESS}


@pytest.mark.law("gdpr/12/3")
def test_a_fee_stops_no_clock_and_its_letter_says_so() -> None:
    told = written(LetterKind.FEE, received(ACCESS), fee_proposed(ACCESS))

    assert "uiterlijk op 7 april 2026" in said(told)


@pytest.mark.parametrize("then", [fee_accepted, fee_declined])
def test_of_a_fee_that_was_answered_nothing_is_asked_any_more(then: Any) -> None:
    with pytest.raises(OutOfOrderError):
        written(LetterKind.FEE, received(ACCESS), fee_proposed(ACCESS), then(ACCESS))
