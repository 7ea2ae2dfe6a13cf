"""Settings at the desk: the profile in words, and a change as a file that the operator installs."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from griffie.api.composition import Store, open_store
from griffie.application.access.roles import Role
from griffie.application.controller.authority import Names
from griffie.application.controller.gaps import PeriodGap, gaps_of
from griffie.application.controller.load_profile import load_profile
from griffie.application.controller.profile import ControllerProfile
from griffie.application.controller.propose import propose_letterhead
from griffie.application.controller.reviews import reviews_of
from griffie.domain.law.deadlines import Suspension
from tests.conftest import Clock
from tests.given.console import at_console, seen

IASSIST = Path(__file__).parents[2] / "docs" / "examples" / "iassist.toml"


@pytest.fixture
def profile() -> ControllerProfile:
    """iAssist's, which did not yet say how long invoices of customers are kept."""
    return without_periods(load_profile(IASSIST))


def without_periods(profile: ControllerProfile) -> ControllerProfile:
    """The same office before it said how long it keeps what."""
    content = profile.model_dump(mode="json", exclude_defaults=True)
    for purpose in content["purposes"]:
        purpose["retention"] = []
    content.pop("surveyed", None)
    return ControllerProfile.model_validate(content)


@pytest.fixture
def office(tmp_path: Path, clock: Clock, profile: ControllerProfile) -> Iterator[Store]:
    opened = open_store(tmp_path / "office", profile=profile, clock=clock, demo=True)
    yield opened
    opened.engine.close()


@pytest.fixture
def dpo(office: Store) -> TestClient:
    return at_console(office, Role.DPO)


def form(office: Store, **said: Any) -> dict[str, Any]:
    """What the page sends where nothing was changed, and what is said besides."""
    profile = office.engine.profile
    return {"profile": profile.digest, "policy": profile.policy.value, **said}


def file_of(dpo: TestClient, tmp_path: Path, said: dict[str, Any]) -> ControllerProfile:
    """The file that the page hands out, as the next start reads it."""
    answer = dpo.post("/settings", data=said | {"do": "file"})
    assert answer.status_code == 200
    assert answer.headers["content-disposition"] == 'attachment; filename="iassist.toml"'
    file = tmp_path / "new.toml"
    file.write_text(answer.text, "utf-8")
    return load_profile(file)


def test_the_profile_stands_there_in_words(dpo: TestClient, profile: ControllerProfile) -> None:
    page = seen(dpo, "/settings")

    assert profile.identity is not None
    assert profile.identity.enterprise_number in page
    assert profile.version in page
    for name in [*(p.name for p in profile.purposes), *(r.name for r in profile.recipients)]:
        assert (name.en or name.nl) in page.replace("&#39;", "'").replace("&amp;", "&")
    assert page.count('name="settled"') == len(list(reviews_of(profile)))
    assert page.count("How long it is kept:") == sum(
        isinstance(one, PeriodGap) for one in gaps_of(profile)
    )


def test_a_period_is_asked_shown_as_a_difference_and_stands_in_the_new_file(
    office: Store, dpo: TestClient, tmp_path: Path
) -> None:
    gap = next(one for one in gaps_of(office.engine.profile) if isinstance(one, PeriodGap))
    before = office.engine.history.newest()
    said = form(office) | {"g0.keeps": "7 jaar", "g0.from": "het einde van het boekjaar"}

    shown = dpo.post("/settings", data=said)
    new = file_of(dpo, tmp_path, said)

    (purpose,) = [one for one in new.purposes if one.code == gap.purpose]
    assert isinstance(purpose.retention, tuple)
    assert purpose.retention[0].length == (7, "year")
    assert purpose.retention[0].categories == (gap.category,)
    assert "<ins>" in shown.text
    assert "7 years" in shown.text
    assert f"to {new.version}" in shown.text
    assert len(list(gaps_of(new))) == len(list(gaps_of(office.engine.profile))) - 1
    assert office.engine.profile.version != new.version  # what is in force stays in force
    assert office.engine.history.newest() == before


def test_every_point_of_review_is_settled_by_the_new_file(
    office: Store, dpo: TestClient, tmp_path: Path
) -> None:
    points = [f"{one.table}/{one.code}" for one in reviews_of(office.engine.profile)]

    one_less = file_of(dpo, tmp_path, form(office, settled=points[0]))
    none = file_of(dpo, tmp_path, form(office, settled=points))

    assert [f"{one.table}/{one.code}" for one in reviews_of(one_less)] == points[1:]
    assert not list(reviews_of(none))
    assert not none.remarks
    assert [one.code for one in none.purposes] == [one.code for one in one_less.purposes]


def test_policy_and_four_eyes_change_and_an_untouched_form_changes_nothing(
    office: Store, dpo: TestClient, tmp_path: Path
) -> None:
    untouched = dpo.post("/settings", data=form(office))
    same = file_of(dpo, tmp_path, form(office))
    new = file_of(dpo, tmp_path, form(office, policy="none", four_eyes="yes"))

    assert "the form says what the profile says already" in untouched.text
    assert same.version == office.engine.profile.version
    assert (new.policy, new.four_eyes) == (Suspension.NONE, True)


def test_the_new_file_is_in_force_after_the_next_start_and_its_version_is_kept(
    office: Store, dpo: TestClient, tmp_path: Path, clock: Clock
) -> None:
    new = file_of(dpo, tmp_path, form(office, four_eyes="yes"))
    old = office.engine.profile.version
    office.engine.close()

    again = open_store(tmp_path / "office", profile=new, clock=clock, demo=True)
    page = seen(at_console(again, Role.ADMIN), "/settings")
    again.engine.close()

    assert new.version in page
    assert old not in page


@pytest.mark.parametrize(
    ("said", "says", "field"),
    [
        ({"g0.keeps": "7 winters"}, "A period is written as", "g0-keeps"),
        ({"g0.act": "Wetboek"}, "A period is written as", "g0-keeps"),
    ],
)
def test_what_cannot_be_read_leads_to_its_field_and_is_kept(
    office: Store, dpo: TestClient, said: dict[str, str], says: str, field: str
) -> None:
    answer = dpo.post("/settings", data=form(office) | said)

    assert answer.status_code == 422
    assert says in answer.text
    assert f'href="#{field}"' in answer.text
    assert f'id="{field}"' in answer.text
    assert all(f'value="{value}"' in answer.text for value in said.values())


def test_a_form_of_another_profile_and_what_no_form_sends_change_nothing(
    office: Store, dpo: TestClient
) -> None:
    stale = dpo.post("/settings", data=form(office, profile="0" * 64, four_eyes="yes"))
    wrong = [
        dpo.post("/settings", data=form(office) | said)
        for said in ({"slug": "x"}, {"policy": "never"}, {"settled": "purposes/none"})
    ]
    clerk = at_console(office, Role.HANDLER)

    assert stale.status_code == 412
    assert "Another profile is in force by now" in stale.text
    assert [one.status_code for one in wrong] == [400, 400, 400]
    assert clerk.get("/settings").status_code == 403
    assert clerk.post("/settings", data=form(office)).status_code == 403


def test_nothing_typed_becomes_markup(office: Store, dpo: TestClient) -> None:
    answer = dpo.post("/settings", data=form(office) | {"g0.keeps": "<script>x</script>"})

    assert answer.status_code == 200
    assert not re.search(r"<script>x", answer.text)


HEAD = {
    "head.signatory": "De zaakvoerder",
    "head.colour": "#1a4b8c",
    "head.foot": "Open op werkdagen van 9 tot 17 uur",
}


def test_head_and_foot_of_letters_stand_in_the_new_file_and_on_the_next_letter(
    office: Store, dpo: TestClient, tmp_path: Path, clock: Clock
) -> None:
    shown = dpo.post("/settings", data=form(office, **HEAD)).text
    assert "colour = &#34;#1a4b8c&#34;" in shown

    new = file_of(dpo, tmp_path, form(office, **HEAD))

    assert new.letterhead.colour == "#1a4b8c"
    assert new.letterhead.foot == HEAD["head.foot"]
    assert new.identity
    assert new.identity.signatory == "De zaakvoerder"
    opened = open_store(tmp_path / "next", profile=new, clock=clock, demo=True)
    letter = seen(at_console(opened, Role.DPO), "/settings/letter?language=nl")
    assert HEAD["head.foot"] in letter
    assert "De zaakvoerder" in letter
    opened.engine.close()


def test_words_in_other_languages_stay_and_an_empty_line_goes(profile: ControllerProfile) -> None:
    said = {"letterhead": {"foot": {"nl": "Weg", "fr": "Rue"}, "colour": "#1a4b8c"}}
    known = ControllerProfile.model_validate(
        profile.model_dump(mode="json", exclude_defaults=True) | said
    )

    then = propose_letterhead(known, {"foot": "Straat", "colour": ""})

    assert then.letterhead.foot == Names(nl="Straat", fr="Rue")
    assert then.letterhead.colour is None
    same = propose_letterhead(known, {"foot": "Weg", "colour": "#1a4b8c", "signatory": ""})
    assert same == known
    assert propose_letterhead(known, {"foot": ""}).letterhead.foot is None


@pytest.mark.parametrize("colour", ["#ffffff", "blue", "#12345", "#1a4b8c; x"])
def test_a_colour_that_cannot_be_read_on_paper_leads_to_its_field(
    office: Store, dpo: TestClient, colour: str
) -> None:
    answer = dpo.post("/settings", data=form(office, **HEAD | {"head.colour": colour}))

    assert answer.status_code == 422
    assert 'href="#head-colour"' in answer.text
    assert "dark enough to be read" in answer.text
    assert HEAD["head.foot"] in answer.text


def test_no_other_field_of_the_head_is_taken(office: Store, dpo: TestClient) -> None:
    said = form(office, **{"head.logo": "/etc/passwd"})

    assert dpo.post("/settings", data=said).status_code == 400
