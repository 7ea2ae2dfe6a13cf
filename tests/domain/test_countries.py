"""A country is a folder of data: which there are, which version is whose, what a version says."""

import pytest

from griffie.domain.law import Right
from griffie.domain.law.acts import act_files, national_acts
from griffie.domain.law.citation import STYLES, Language
from griffie.domain.law.countries import (
    HOME,
    Capacity,
    _age,
    countries,
    country,
    country_codes,
    latest_country,
    national_grounds,
)
from griffie.domain.law.national_grounds import NationalGround, silent_rules

CODES = ("be", "de", "lu", "nl")


def test_every_country_is_named_once_in_alphabetical_order() -> None:
    assert country_codes() == CODES
    assert {one.code for one in countries().values()} == {*CODES}


@pytest.mark.parametrize("code", CODES)
def test_the_latest_rules_of_a_country_are_found_again_by_their_version(code: str) -> None:
    latest = latest_country(code)

    assert latest.code == code
    assert country(latest.version) is latest


@pytest.mark.parametrize("unknown", ["be", "be/1999.1", "BE/2026.1", ""])
def test_an_unknown_version_is_refused_and_the_known_ones_are_named(unknown: str) -> None:
    with pytest.raises(LookupError, match=HOME):
        country(unknown)


@pytest.mark.parametrize("unknown", ["xx", "BE", HOME, ""])
def test_an_unknown_country_is_refused_and_the_known_ones_are_named(unknown: str) -> None:
    with pytest.raises(LookupError, match="be, de, lu, nl"):
        latest_country(unknown)


def test_versions_stand_in_the_order_of_their_age_and_not_of_their_letters() -> None:
    names = ["country-2026.10.toml", "country-2027.1.toml", "country-2026.9.toml"]

    assert sorted(names, key=_age) == [names[2], names[0], names[1]]


def test_one_authority_is_the_countrys_own_and_of_several_none_is() -> None:
    assert {code: latest_country(code).authority is None for code in CODES} == {
        "be": False,
        "de": True,
        "lu": False,
        "nl": False,
    }
    belgian = latest_country("be").authority
    assert belgian is not None
    assert "gegevensbeschermingsautoriteit" in str(belgian).casefold()


def test_a_ground_is_found_by_its_provision_in_its_own_country_alone() -> None:
    provision = "be/2018-07-30/24/2"

    found = country(HOME).ground(provision)

    assert found is not None
    assert found.provision == provision
    assert latest_country("lu").ground(provision) is None
    assert national_grounds()[provision] == found
    assert NationalGround(provision).rule == found
    assert NationalGround(provision).rights == found.rights
    assert str(NationalGround(provision).provision) == provision


@pytest.mark.law("be/2018-07-30/24/2")
@pytest.mark.parametrize(
    ("needed", "has", "allowed"),
    [
        ((), (), True),
        ((), (Capacity.ARCHIVE,), True),
        ((Capacity.JOURNALISM,), (), False),
        ((Capacity.JOURNALISM,), (Capacity.ARCHIVE,), False),
        ((Capacity.JOURNALISM, Capacity.RESEARCH), (Capacity.RESEARCH,), True),
    ],
)
def test_a_ground_is_open_to_whoever_is_one_of_those_it_presupposes(
    needed: tuple[Capacity, ...], has: tuple[Capacity, ...], *, allowed: bool
) -> None:
    rule = national_grounds()["be/2018-07-30/24/2"].model_copy(update={"presupposes": needed})

    assert rule.open_to(frozenset(has)) is allowed


def _silent(right: Right, *capacities: Capacity) -> set[str]:
    return {one.provision for one in silent_rules(HOME, frozenset(capacities), right)}


def test_only_a_silent_ground_of_that_right_that_is_open_makes_every_answer_alike() -> None:
    money = Capacity.OBLIGED_ENTITY

    assert "be-aml/65" in _silent(Right.ACCESS, money)
    assert "be-aml/65" not in _silent(Right.ACCESS)
    assert "be-aml/65" not in _silent(Right.CONSENT_WITHDRAWAL, money)
    assert all(NationalGround(one).silent for one in _silent(Right.ACCESS, *Capacity))
    assert not NationalGround("be/2018-07-30/24/2").silent


@pytest.mark.parametrize("key", sorted(act_files()))
def test_an_act_is_cited_as_its_file_says(key: str) -> None:
    said, act = act_files()[key]["act"], national_acts()[key]

    assert act.style is act.short_style is STYLES[said["style"]]
    assert act.names == act.short_names == {to: said["cited"][to] for to in Language}
