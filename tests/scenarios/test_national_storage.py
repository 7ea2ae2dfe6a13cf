"""F7: periods of storage in the profile, and what a clerk filled in as a new version of it."""

from datetime import date

import pytest
from pydantic import ValidationError

from griffie.application.controller.load_profile import UnreadableProfileError
from griffie.application.controller.profile import ControllerProfile
from griffie.application.controller.propose import (
    propose_origin,
    propose_period,
    propose_safeguards,
)
from griffie.application.dossier.profiles import canonical_profile
from tests.scenarios.national import office

RECIPIENT = """
[[recipients]]
code = "host"
name = { nl = "hostingbedrijf" }
kind = "processor"
"""
PURPOSE = """
[[purposes]]
code = "delivery"
name = { nl = "levering", fr = "livraison", de = "Lieferung", en = "delivery" }
bases = [{ basis = "b", source = "levering" }]
categories = ["contact", "file"]
recipients = ["host"]
"""
PERIODS = """
[[purposes.retention]]
categories = ["contact"]
period = "10 years"
from = { nl = "het einde van de overeenkomst", en = "the end of the contract" }
act = "be-aml/60"
[[purposes.retention]]
categories = ["file"]
criterion = { nl = "zolang de garantie loopt", fr = "tant que court la garantie" }
"""


def letter(profile: str, language: str) -> str:
    with office(profile) as ours:
        ours.receives(date(2026, 3, 2), "access")
        ours.does(date(2026, 3, 4), "fulfil", right="access", measures="Gedaan.")
        return ours.letter(language=language)


@pytest.mark.law("gdpr/15/1/d")
def test_f7_a_letter_says_each_period_from_when_and_under_which_act() -> None:
    nl = letter(RECIPIENT + PURPOSE + PERIODS, "nl")
    fr = letter(RECIPIENT + PURPOSE + PERIODS, "fr")

    assert "10 jaar, te rekenen vanaf: het einde van de overeenkomst" in nl
    assert "artikel 60 van de wet van 18 september 2017" in nl
    assert "zolang de garantie loopt" in nl
    assert "10 ans" in fr
    assert "tant que court la garantie" in fr
    assert "hoe lang" not in nl.split("levering", 1)[1].split("]")[0].lower()


@pytest.mark.law("gdpr/15/1/d")
def test_f7_a_category_without_a_period_stays_a_gap() -> None:
    half = PERIODS.split('[[purposes.retention]]\ncategories = ["file"]', maxsplit=1)[0]

    whole = letter(RECIPIENT + PURPOSE + PERIODS, "nl").count("[")
    assert letter(RECIPIENT + PURPOSE + half, "nl").count("[") == whole + 1


def test_f7_the_older_form_is_read_and_moves_no_version() -> None:
    said = PURPOSE + 'retention = { stated = "zeven jaar", years = 7 }\n'
    with office(RECIPIENT + said) as ours:
        assert ours.profile.purposes[0].retention.years == 7  # type: ignore[union-attr]
    assert "7 jaar" in letter(RECIPIENT + said, "nl")


@pytest.mark.parametrize(
    ("wrong", "place"),
    [
        ('period = "ten years"\n', "purposes.0.retention"),
        ('period = "1 year"\ncriterion = "x"\n', "purposes.0.retention"),
        ('categories = ["watch"]\nperiod = "1 year"\n', "purposes.0.retention.0.categories"),
    ],
)
def test_f7_a_period_that_cannot_be_is_refused(wrong: str, place: str) -> None:
    profile = RECIPIENT + PURPOSE + "[[purposes.retention]]\n" + wrong

    with pytest.raises(UnreadableProfileError, match=place), office(profile):
        pass


def test_f7_what_a_clerk_filled_in_is_a_new_version_and_the_old_one_stays() -> None:
    with office(RECIPIENT + PURPOSE) as ours:
        old = ours.profile
    filled = {"categories": ["contact"], "period": "5 years", "from": "de laatste levering"}

    new = propose_period(old, "delivery", filled)
    again = propose_period(new, "delivery", filled | {"period": "6 years"})

    assert (old.purposes[0].retention, new.version == old.version) == (None, False)
    assert [one.period for one in again.purposes[0].retention] == ["6 years"]  # type: ignore[union-attr]
    assert ControllerProfile.model_validate_json(canonical_profile(again)) == again
    assert propose_origin(old, "file", {"nl": "het kadaster"}).categories[1].origin
    assert propose_safeguards(old, "host", "US", {"nl": "clausules"}).recipients[0].safeguards
    with pytest.raises(LookupError):
        propose_period(old, "nothing", filled)
    with pytest.raises(ValidationError):
        propose_period(old, "delivery", {"period": "long"})
