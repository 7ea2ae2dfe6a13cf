"""No is never said without its reasons and both routes."""

from datetime import date

import pytest

from griffie.application.controller.authority import GBA
from griffie.application.letters import as_text, missing_demands
from griffie.application.letters.letter_source import may_be_shown
from griffie.domain.events import Invoked
from griffie.domain.law import GDPR, GROUNDS, ExceptionGround, Language
from tests.given.letters import (
    ACCESS,
    ANSWER,
    BOTH_ROUTES,
    ERASURE,
    REFUSAL,
    TYPED,
    received,
    said,
    written,
)
from tests.given.past import doubted, excepted, fulfilled, not_established, refused_as_excessive


@pytest.mark.law("gdpr/12/4")
@pytest.mark.parametrize("language", Language)
def test_a_refusal_gives_its_ground_its_reasons_and_both_routes(language: Language) -> None:
    told = written(REFUSAL, received(ACCESS), refused_as_excessive(ACCESS), language=language)

    assert BOTH_ROUTES.issubset(told.demanded)
    assert missing_demands(told) == ()
    assert TYPED in said(told)
    assert GDPR(12, 5, "b").cite(language) in said(told)
    assert GDPR(79).cite(language) in said(told)
    assert GBA.name.in_(language) in said(told)
    assert GBA.postal_address.in_(language) in said(told)


@pytest.mark.law("gdpr/12/4")
def test_what_is_kept_is_named_with_its_ground_and_until_when() -> None:
    kept = excepted(ERASURE, ExceptionGround.LEGAL_OBLIGATION, "invoices")
    kept = kept.model_copy(update={"until": date(2036, 12, 31)})
    two = Invoked(right=ERASURE, categories=("contact", "invoices"))

    told = said(written(ANSWER, received(two), kept, fulfilled(ERASURE)))

    assert "behalve die waarover u hieronder leest. Gewist zijn: contactgegevens." in told
    assert "De volgende gegevens wissen wij niet: facturen." in told
    assert "artikel 17, lid 3, punt b), AVG" in told
    assert "tot en met 31 december 2036" in told
    assert "klacht in te dienen bij een toezichthoudende autoriteit" in told


@pytest.mark.law("gdpr/12/6")
def test_who_was_not_identified_learns_what_would_help() -> None:
    told = written(ANSWER, received(ACCESS), doubted(), not_established(ACCESS))

    assert missing_demands(told) == ()
    assert "Bezorgt u ons alsnog de informatie" in said(told)


@pytest.mark.law("gdpr/23")
@pytest.mark.parametrize("language", Language)
def test_a_ground_that_may_not_be_shown_is_nowhere_in_the_letter(
    language: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    # No such ground is in the lists yet; any that is not the GDPR's own is treated so.
    monkeypatch.setattr(
        "griffie.application.letters.decision_section.may_be_shown", lambda _: False
    )
    monkeypatch.setattr(
        "griffie.application.letters.information_duties.may_be_shown", lambda _: False
    )
    hidden = excepted(ACCESS, ExceptionGround.COPY_HARMS_OTHERS)
    partly = excepted(ACCESS, ExceptionGround.COPY_HARMS_OTHERS, "credit")

    refusing = written(ANSWER, received(ACCESS), hidden, language=language)
    two = received(Invoked(right=ACCESS, categories=("contact", "credit")))
    giving = written(ANSWER, two, partly, fulfilled(ACCESS), language=language)
    ordinary = written(ANSWER, two, fulfilled(ACCESS), language=language)

    assert missing_demands(refusing) == missing_demands(giving) == ()
    assert TYPED not in said(refusing)
    assert GDPR(15, 4).cite(language) not in said(refusing)
    assert as_text(giving) == as_text(ordinary)


@pytest.mark.law("gdpr/23")
def test_only_grounds_of_the_regulation_itself_may_be_shown() -> None:
    assert all(may_be_shown(ground) for kind in GROUNDS for ground in kind)
    for hidden in ("be/2018-07-30/12", "be/2017-09-18/65/1", "gdpr/23/1/d", "gdpr/23"):
        assert not may_be_shown(hidden)
