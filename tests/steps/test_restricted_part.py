"""What may not be told: recorded alike for everybody, by whom it may be used, where it is shown."""

from typing import Any

import pytest
from fastapi.testclient import TestClient

from griffie.domain.law import NotApplicableGround, Right
from griffie.domain.law.countries import Capacity, countries, latest_country
from griffie.domain.law.national_grounds import NationalGround
from griffie.domain.model.errors import BadInputError, OutOfOrderError, UnlawfulError
from griffie.domain.model.setting import Controller, Occasion, Setting
from griffie.domain.request.vocabulary import Channel, Letter
from griffie.domain.steps.restricted_part import RestrictionsChecked
from tests.given.past import NOW, WORDS, fulfilled, given, received
from tests.given.story import receive

ACCESS, ERASURE = Right.ACCESS, Right.ERASURE
AML = NationalGround("be-aml/65")
SAMPLES = (RestrictionsChecked(right=ACCESS, finding=WORDS),)
TRIED = ("check-restrictions",)
NOT_MODELLED = {"check_restrictions": "it decides nothing; what it seals no model can read"}


def at(*capacities: Capacity, regime: str = "be/2026.1") -> Occasion:
    setting = Setting(regime=regime)
    return NOW._replace(controller=Controller(setting, capacities=frozenset(capacities)))


def excepting(now: Occasion, ground: str, right: Right = ACCESS, **said: Any) -> Any:
    request = given(received(right))
    said = {"right": right, "ground": NationalGround(ground), "necessity": WORDS} | said
    return request.apply_exception(now, **said)


def test_a_check_is_kept_and_decides_nothing() -> None:
    request = given(received(ACCESS, ERASURE))

    request.check_restrictions(NOW, right=ACCESS, finding=WORDS)

    assert request.checked == {ACCESS}
    assert request.findings == (WORDS,)
    assert request.claims == given(received(ACCESS, ERASURE)).claims


def test_an_act_that_names_the_road_is_an_exception_like_any_other() -> None:
    happened = excepting(at(), "be/2018-07-30/16", categories=("file",))

    assert (happened.ground, happened.categories) == ("be/2018-07-30/16", ("file",))


@pytest.mark.law("be/2018-07-30/24/2")
def test_an_act_speaks_to_those_of_whom_the_profile_says_so() -> None:
    with pytest.raises(UnlawfulError, match="certain controllers only") as refused:
        excepting(at(), "be/2018-07-30/24/2")
    assert str(refused.value.provision) == "be/2018-07-30/24/2"

    assert excepting(at(Capacity.JOURNALISM), "be/2018-07-30/24/2").ground == "be/2018-07-30/24/2"


@pytest.mark.parametrize("right", [ERASURE, Right.AUTOMATED_DECISION, Right.RESEARCH_OBJECTION])
def test_a_right_that_the_act_does_not_list_does_not_yield(right: Right) -> None:
    with pytest.raises(BadInputError, match="another right"):
        excepting(at(Capacity.JOURNALISM), "be/2018-07-30/24/2", right)


def test_a_ground_of_another_country_is_none_here() -> None:
    with pytest.raises(BadInputError, match="not of the country"):
        excepting(at(), "nl/uavg/41/1")


def test_a_ground_of_which_nothing_may_show_is_no_exception_on_record() -> None:
    with pytest.raises(OutOfOrderError, match="nothing may show"):
        excepting(at(Capacity.OBLIGED_ENTITY), AML)


def test_an_act_about_a_recipient_takes_a_part() -> None:
    with pytest.raises(BadInputError, match="never the whole"):
        excepting(at(Capacity.SECURITY_RECIPIENT), "be/2018-07-30/12")


@pytest.mark.parametrize("part", ["purposes", "categories", "items"])
def test_whichever_way_the_part_is_named(part: str) -> None:
    said: dict[str, Any] = {part: (WORDS,) if part == "items" else ("file",)}

    with pytest.raises(OutOfOrderError, match="nothing may show"):
        excepting(at(Capacity.SECURITY_RECIPIENT), "be/2018-07-30/12", **said)


def test_who_may_be_forbidden_to_tell_looks_before_each_answer() -> None:
    told: dict[str, Any] = {"kind": Letter.ANSWER, "rights": (ACCESS,), "channel": Channel.EMAIL}
    told |= {"sent_on": NOW.today, "text": WORDS}
    request = given(received(ACCESS), fulfilled(ACCESS))
    ours = at(Capacity.OBLIGED_ENTITY)

    with pytest.raises(OutOfOrderError, match="check it first"):
        request.inform(ours, **told)
    request.check_restrictions(ours, right=ACCESS, finding=WORDS)
    request.inform(ours, **told)

    given(received(ACCESS), fulfilled(ACCESS)).inform(at(), **told)
    erased = told | {"rights": (ERASURE,)}
    given(received(ERASURE), fulfilled(ERASURE)).inform(ours, **erased), "Article 65 has no erasure"


def test_no_data_and_nothing_that_may_be_given_never_both_exist() -> None:
    said: dict[str, Any] = {"right": ACCESS, "explanation": WORDS}
    none, nothing = NotApplicableGround.NO_DATA, NotApplicableGround.NOTHING_TO_GIVE
    ours = at(Capacity.OBLIGED_ENTITY)

    with pytest.raises(OutOfOrderError, match="reads alike"):
        given(received(ACCESS)).find_not_applicable(ours, ground=none, **said)
    with pytest.raises(OutOfOrderError, match="no act that forbids"):
        given(received(ACCESS)).find_not_applicable(at(), ground=nothing, **said)

    assert given(received(ACCESS)).find_not_applicable(ours, ground=nothing, **said)
    assert given(received(ACCESS)).find_not_applicable(at(), ground=none, **said)


def test_a_check_goes_over_http_and_its_finding_stays_sealed(
    clerk: TestClient, dpo: TestClient
) -> None:
    place = receive(clerk, rights=[{"right": "access"}])
    body = {"right": "access", "finding": "Er is niets."}

    assert clerk.post(f"{place}/check-restrictions", json=body).status_code == 200

    revealed = clerk.get(place, params={"reveal": "true"}).text
    revealed += clerk.get(f"{place}/events", params={"reveal": "true"}).text
    assert "Er is niets." not in revealed
    assert clerk.get(f"{place}/restrictions").status_code == 403
    (found,) = dpo.get(f"{place}/restrictions").json()["items"]
    assert found["finding"] == "Er is niets."


def test_an_older_request_keeps_the_rules_of_its_day(monkeypatch: pytest.MonkeyPatch) -> None:
    today = countries()["be/2026.1"]
    others = tuple(one for one in today.grounds if one.provision != "be/2018-07-30/16")
    later = today.model_copy(update={"version": "be/2027.1", "grounds": others})
    known = {**countries(), "be/2027.1": later}
    monkeypatch.setattr("griffie.domain.law.countries.countries", lambda: known)
    said: dict[str, Any] = {"right": ACCESS, "necessity": WORDS}
    said["ground"] = NationalGround("be/2018-07-30/16")

    assert latest_country("be").version == "be/2027.1"
    with pytest.raises(BadInputError, match="not of the country"):
        given(received(ACCESS, setting=Setting(regime="be/2027.1"))).apply_exception(NOW, **said)
    assert given(received(ACCESS)).apply_exception(NOW, **said)
