"""Access tells what Article 15(1) and (2) demand: purposes, sources, decisions by machines."""

from typing import Any

import pytest

from griffie.application.controller.authority import Names
from griffie.application.controller.profile import (
    NEUTRAL,
    ControllerProfile,
    MachineDecision,
    Recipient,
)
from griffie.application.letters import InformationItem, missing_demands
from griffie.application.letters.phrases import phrases
from griffie.domain.events import Invoked, RecipientsRecorded
from griffie.domain.law import Language
from griffie.domain.model.recorded import Degree
from griffie.domain.request.disclosed import DisclosureSource
from tests.given.letters import (
    ACCESS,
    ANSWER,
    DE,
    EN,
    ERASURE,
    FR,
    IASSIST,
    NL,
    about,
    received,
    said,
    written,
)
from tests.given.past import fulfilled

BY_GOOGLE = RecipientsRecorded(
    recipients=("google-analytics",), categories=(), source=DisclosureSource.LOG
)


@pytest.mark.law("gdpr/15/1")
@pytest.mark.parametrize("language", Language)
def test_access_tells_all_eight_points_and_the_safeguards(language: Language) -> None:
    told = written(ANSWER, received(ACCESS), fulfilled(ACCESS), language=language)

    demanded = {
        str(one.provision) for one in told.demanded if one.what is InformationItem.INFORMATION
    }
    assert demanded == {*(f"gdpr/15/1/{letter}" for letter in "abcdefgh"), "gdpr/15/2"}
    assert missing_demands(told) == ()


@pytest.mark.law("gdpr/15/1")
def test_of_the_purposes_that_were_named_access_tells_what_the_profile_knows() -> None:
    about = Invoked(right=ACCESS, purposes=("statistics",))

    told = written(ANSWER, received(about), BY_GOOGLE, fulfilled(ACCESS))

    assert "Bezoekersstatistieken" in said(told)
    assert "surfgedrag; cookies" in said(told)
    assert "Google Inc. (Google Analytics) (Verenigde Staten)" in said(told)
    assert "Facturatie" not in said(told)


@pytest.mark.law("gdpr/15/1")
def test_where_the_profile_is_silent_the_clerk_is_told_what_to_fill_in() -> None:
    silent = written(ANSWER, received(ACCESS), fulfilled(ACCESS), profile=NEUTRAL, language=EN)

    assert missing_demands(silent) == ()
    assert any("purposes" in gap for gap in silent.gaps)
    assert any("source" in gap for gap in silent.gaps)
    assert any("name and address" in gap for gap in silent.gaps)


def surveyed(profile: ControllerProfile, **first: Any) -> ControllerProfile:
    """The profile of somebody who went through everything; `first` changes its first purpose."""
    purpose = profile.purposes[0].model_copy(update=first)
    return profile.model_copy(
        update={"surveyed": ("origins", "decisions"), "purposes": (purpose, *profile.purposes[1:])}
    )


@pytest.mark.law("gdpr/15/1/g")
@pytest.mark.parametrize("language", Language)
def test_access_tells_where_data_come_from_that_the_person_did_not_provide(
    language: Language,
) -> None:
    told = written(ANSWER, about("credit-check"), fulfilled(ACCESS), language=language)

    bank = {NL: "Kruispuntbank", FR: "Banque-Carrefour", DE: "Zentrale Datenbank", EN: "Crossroads"}
    unknown = phrases()["gap/origin"].said_in(language)
    assert bank[language] in said(told)
    assert sum(unknown in gap for gap in told.gaps) == 1  # of creditworthiness nobody said
    assert missing_demands(told) == ()


@pytest.mark.law("gdpr/15/1/g")
def test_only_who_went_through_its_sources_says_that_there_is_no_other() -> None:
    asked_for = about("account-verification")

    sure = written(ANSWER, asked_for, fulfilled(ACCESS), profile=surveyed(IASSIST))
    unsure = written(ANSWER, asked_for, fulfilled(ACCESS))

    assert "Wij hebben al deze gegevens van uzelf" in said(sure)
    assert "Wij hebben al deze gegevens van uzelf" not in said(unsure)
    assert any("de bron" in gap for gap in unsure.gaps)
    assert missing_demands(sure) == missing_demands(unsure) == ()


LOGIC = MachineDecision(
    logic=Names(nl="Een score uit drie betalingen."),
    significance=Names(nl="De score beslist of u op krediet koopt."),
    consequences=Names(nl="Bij een lage score betaalt u vooraf."),
)


@pytest.mark.law("gdpr/15/1/h")
def test_access_explains_what_a_machine_decides_alone() -> None:
    decides = surveyed(IASSIST, automated_decision=Degree.YES, decision=LOGIC)

    told = written(ANSWER, about("account-verification"), fulfilled(ACCESS), profile=decides)

    assert "Onderliggende logica: Een score uit drie betalingen." in said(told)
    assert "Belang: De score beslist of u op krediet koopt." in said(told)
    assert "Verwachte gevolgen: Bij een lage score betaalt u vooraf." in said(told)
    assert not any("onderliggende logica" in gap for gap in told.gaps)
    assert missing_demands(told) == ()


@pytest.mark.law("gdpr/15/1/h")
@pytest.mark.parametrize("language", Language)
def test_what_is_a_trade_secret_is_said_to_be_left_out(language: Language) -> None:
    secret = LOGIC.model_copy(update={"withholds": True})
    decides = surveyed(IASSIST, automated_decision=Degree.YES, decision=secret)
    open_ = surveyed(IASSIST, automated_decision=Degree.YES, decision=LOGIC)
    asked = about("account-verification")

    told = written(ANSWER, asked, fulfilled(ACCESS), profile=decides, language=language)
    told_all = written(ANSWER, asked, fulfilled(ACCESS), profile=open_, language=language)

    assert "C-203/22" in said(told)
    assert "C-203/22" not in said(told_all)
    assert missing_demands(told) == ()


@pytest.mark.law("gdpr/15/1/h")
@pytest.mark.parametrize("degree", [Degree.PERHAPS, Degree.YES])
def test_a_decision_that_nobody_described_is_left_to_the_clerk(degree: Degree) -> None:
    undescribed = surveyed(IASSIST, automated_decision=degree)

    told = written(ANSWER, about("account-verification"), fulfilled(ACCESS), profile=undescribed)

    assert any("onderliggende logica" in gap for gap in told.gaps)
    assert "nemen wij geen besluiten" not in said(told)


@pytest.mark.law("gdpr/15/1/h")
def test_only_who_went_through_its_decisions_says_that_there_are_none() -> None:
    sure = written(ANSWER, about("billing"), fulfilled(ACCESS), profile=surveyed(IASSIST))
    unsure = written(ANSWER, about("billing"), fulfilled(ACCESS))
    mixed = written(ANSWER, about("billing", "fraud-prevention"), fulfilled(ACCESS))

    assert "nemen wij geen besluiten die uitsluitend op geautomatiseerde" in said(sure)
    assert any("onderliggende logica" in gap for gap in unsure.gaps)
    assert any("voor de andere doeleinden" in gap for gap in mixed.gaps)
    assert "Fraudepreventie: [AAN TE VULLEN" in said(mixed)


@pytest.mark.law("gdpr/15/2")
def test_access_tells_what_protects_data_outside_the_area() -> None:
    clauses = Names(nl="modelcontractbepalingen van de Commissie")
    guarded = tuple(
        one.model_copy(update={"safeguards": clauses}) if one.country == "US" else one
        for one in IASSIST.recipients
    )
    profile = IASSIST.model_copy(update={"recipients": guarded})

    with_them = written(ANSWER, about("statistics"), BY_GOOGLE, fulfilled(ACCESS), profile=profile)
    without = written(ANSWER, about("statistics"), BY_GOOGLE, fulfilled(ACCESS))

    assert "(Verenigde Staten): modelcontractbepalingen van de Commissie" in said(with_them)
    assert not any("artikel 46" in gap for gap in with_them.gaps)
    assert any("artikel 46" in gap for gap in without.gaps)


@pytest.mark.law("gdpr/15/1/c")
def test_an_authority_among_the_recipients_is_never_named_by_itself() -> None:
    judge = Recipient(code="host-1", name=Names(nl="het gerecht"), kind="public_authority")
    profile = IASSIST.model_copy(update={"recipients": (judge, *IASSIST.recipients[1:])})
    erased = Invoked(right=ERASURE, recipients=("host-1",))

    told = written(
        ANSWER, received(ACCESS, erased), fulfilled(ACCESS), fulfilled(ERASURE), profile=profile
    )

    assert "het gerecht" not in said(told)
    assert any("overheidsinstanties" in gap for gap in told.gaps)
