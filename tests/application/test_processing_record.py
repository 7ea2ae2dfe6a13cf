"""The records of Article 30: what the profile knows, and everything that it says nothing of."""

from pathlib import Path
from typing import Any

from griffie.application.controller.load_profile import load_profile
from griffie.application.controller.processing_record import (
    Missing,
    Unsaid,
    activities_of,
    missing_of,
)
from griffie.application.controller.profile import NEUTRAL, ControllerProfile
from griffie.application.controller.profile_file import profile_text
from griffie.application.views.processing_record import processing_record_shown
from griffie.domain.law import GDPR, Language
from tests.conftest import Clock

IASSIST = load_profile(Path(__file__).parents[2] / "docs" / "examples" / "iassist.toml")
TODAY = Clock()().date()

WHOLE: dict[str, Any] = {
    "slug": "whole",
    "identity": {
        "name": "Bakkerij Peeters",
        "legal_form": "bv",
        "enterprise_number": "BE0403.170.701",
        "postal_address": "Dorpsstraat 1, 9000 Gent",
        "email": "info@peeters.example",
        "dpo": "dpo@peeters.example",
    },
    "categories": [{"code": "contact", "name": {"nl": "contactgegevens"}}],
    "recipients": [
        {
            "code": "mailer",
            "name": {"nl": "De Mailer"},
            "kind": "processor",
            "country": "US",
            "safeguards": {"nl": "modelcontractbepalingen"},
        },
        {
            "code": "partner",
            "name": {"nl": "Bakkerij Janssens"},
            "kind": "joint_controller",
            "country": "BE",
            "contact": "info@janssens.example",
        },
    ],
    "purposes": [
        {
            "code": "newsletter",
            "name": {"nl": "nieuwsbrief"},
            "bases": [{"basis": "a", "source": "met uw toestemming"}],
            "subjects": [{"nl": "klanten"}, {"nl": "wie erom vroeg"}],
            "categories": ["contact"],
            "recipients": ["mailer", "partner"],
            "retention": [{"categories": ["contact"], "period": "2 years"}],
        }
    ],
    "principals": [
        {
            "code": "school",
            "name": {"nl": "De School"},
            "contact": "directie@school.example",
            "processing": [{"nl": "leveringen aan huis"}],
        }
    ],
    "security": [{"nl": "versleutelde schijven"}],
}


def profile_with(**changed: Any) -> ControllerProfile:
    return ControllerProfile.model_validate(WHOLE | changed)


def without(where: str, *fields: str) -> ControllerProfile:
    """The whole profile, less some fields of the first entry of a list."""
    first, *others = WHOLE[where]
    left = {name: value for name, value in first.items() if name not in fields}
    return profile_with(**{where: [left, *others]})


def test_a_profile_can_say_everything() -> None:
    assert [*missing_of(profile_with())] == []


def test_each_thing_that_is_left_out_is_named_with_its_provision_and_its_place() -> None:
    officer = WHOLE["identity"] | {"dpo": None}
    period = Missing(
        Unsaid.PERIOD, GDPR(30, 1, "f"), "purposes.retention", "newsletter", ("contact",)
    )

    def unsaid(what: Unsaid, letter: str, field: str, about: str = "", n: int = 1) -> Missing:
        return Missing(what, GDPR(30, n, letter), field, about)

    cases: list[tuple[ControllerProfile, Missing]] = [
        (profile_with(identity=None), unsaid(Unsaid.CONTROLLER, "a", "identity")),
        (profile_with(identity=officer), unsaid(Unsaid.OFFICER, "a", "identity.dpo")),
        (
            without("purposes", "subjects"),
            unsaid(Unsaid.SUBJECTS, "c", "purposes.subjects", "newsletter"),
        ),
        (
            without("purposes", "recipients"),
            unsaid(Unsaid.RECIPIENTS, "d", "purposes.recipients", "newsletter"),
        ),
        (
            without("recipients", "country"),
            unsaid(Unsaid.COUNTRY, "e", "recipients.country", "mailer"),
        ),
        (
            without("recipients", "safeguards"),
            unsaid(Unsaid.SAFEGUARDS, "e", "recipients.safeguards", "mailer"),
        ),
        (without("purposes", "retention"), period),
        (profile_with(security=[]), unsaid(Unsaid.SECURITY, "g", "security")),
        (
            without("principals", "contact"),
            unsaid(Unsaid.REACHED, "a", "principals.contact", "school", 2),
        ),
        (
            without("principals", "processing"),
            unsaid(Unsaid.PROCESSING, "b", "principals.processing", "school", 2),
        ),
    ]

    for profile, expected in cases:
        assert [*missing_of(profile)] == [expected]


def test_a_joint_controller_without_an_address_is_named() -> None:
    mailer, partner = WHOLE["recipients"]
    profile = profile_with(recipients=[mailer, partner | {"contact": None}])

    assert [one.field for one in missing_of(profile)] == ["recipients.contact"]


def test_a_purpose_about_the_staff_says_whose_data_they_are() -> None:
    (purpose,) = WHOLE["purposes"]
    profile = profile_with(purposes=[purpose | {"subjects": [], "staff": True}])

    assert [*missing_of(profile)] == []


def test_a_period_for_whatever_is_not_named_leaves_no_gap() -> None:
    (purpose,) = WHOLE["purposes"]
    profile = profile_with(purposes=[purpose | {"retention": [{"period": "2 years"}]}])

    assert [*missing_of(profile)] == []


def test_a_silent_profile_says_so() -> None:
    said = [one.what for one in missing_of(NEUTRAL)]

    assert said == [Unsaid.CONTROLLER, Unsaid.PURPOSES, Unsaid.SECURITY]
    assert [*activities_of(NEUTRAL)] == []


def test_who_is_outside_the_eea_is_a_transfer() -> None:
    (activity,) = activities_of(profile_with())

    assert [one.code for one in activity.transfers] == ["mailer"]


def test_the_answer_says_what_the_profile_says_in_the_language_asked() -> None:
    shown = processing_record_shown(profile_with(), Language.FR, TODAY)

    (activity,) = shown.activities
    assert activity.subjects == ["klanten", "wie erom vroeg"]  # no French: as it stands
    assert [one.name for one in activity.recipients] == ["De Mailer", "Bakkerij Janssens"]
    assert [one.period for one in activity.kept] == ["2 years"]
    assert [one.name for one in shown.joint_controllers] == ["Bakkerij Janssens"]
    assert [one.processing for one in shown.on_behalf] == [["leveringen aan huis"]]
    assert shown.security == ["versleutelde schijven"]
    assert shown.unsaid == []


def test_the_new_fields_are_written_into_the_file_and_read_back(tmp_path: Path) -> None:
    file = tmp_path / "whole.toml"
    file.write_text(profile_text(profile_with()), "utf-8")

    assert load_profile(file) == profile_with()


def test_a_profile_of_before_keeps_its_version() -> None:
    """What nobody says yet moves no version that a stored request names."""
    assert IASSIST.version == "iassist/dfcb4430"
