"""F5: another country by data alone, shown with the Netherlands, Germany and Luxembourg."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from griffie.application.controller.load_profile import UnreadableProfileError
from griffie.domain.law.countries import countries, latest_country
from griffie.domain.law.deadlines import BRUSSELS
from tests.scenarios.national import office

DUTCH = """
regime = "nl"
[identity]
name = "Voorbeeld"
legal_form = "B.V."
enterprise_number = "12345678"
postal_address = "Kade 1, 1011 AA Amsterdam"
email = "privacy@voorbeeld.example"
"""
GERMAN = """
regime = "de"
[identity]
name = "Beispiel"
legal_form = "GmbH"
enterprise_number = "HRB 12345 B"
postal_address = "Am Markt 1, 10115 Berlin"
email = "datenschutz@beispiel.example"
[supervisory_authority.name]
nl = "Berliner Beauftragte für Datenschutz und Informationsfreiheit"
[supervisory_authority.postal_address]
nl = "Berlin"
[supervisory_authority.website]
nl = "www.datenschutz-berlin.de"
"""
LUXEMBOURG = 'regime = "lu"\n'


@pytest.mark.law("reg/1182-71/3/4")
def test_f5_days_are_those_of_the_country() -> None:
    with office(DUTCH) as ours:
        shown = ours.receives(date(2026, 3, 27), "access")  # King's Day
        assert shown["deadline"]["due_on"] == "2026-04-28"
        assert shown["deadline"]["calendar"] == "NL/2026.1"
    with office() as ours:
        shown = ours.receives(date(2026, 3, 27), "access")
        assert shown["deadline"]["due_on"] == "2026-04-27", "a working day in Belgium"
    with office(LUXEMBOURG) as ours:
        shown = ours.receives(date(2026, 5, 23), "access")
        assert shown["deadline"]["due_on"] == "2026-06-24"


@pytest.mark.law("reg/1182-71/2/1")
def test_f5_a_holiday_of_one_land_moves_no_due_date() -> None:
    with office(GERMAN) as ours:
        reformation = ours.receives(date(2025, 9, 30), "access")  # 30 October; the day before
        all_saints = ours.receives(date(2027, 10, 1), "access")  # Monday 1 November 2027
        unity = ours.receives(date(2029, 9, 3), "access")  # Wednesday 3 October 2029

    assert reformation["deadline"]["due_on"] == "2025-10-30"
    assert all_saints["deadline"]["due_on"] == "2027-11-01"
    assert unity["deadline"]["due_on"] == "2029-10-04"


@pytest.mark.law("gdpr/12/4")
def test_f5_a_dutch_refusal_tells_of_six_weeks_and_of_its_court_and_authority() -> None:
    with office(DUTCH) as ours:
        ours.receives(date(2026, 3, 2), "access")
        ours.does(
            date(2026, 3, 4),
            "refuse",
            right="access",
            ground="gdpr/12/5/unfounded",
            demonstration="Omdat.",
        )
        nl, en = ours.letter("refusal"), ours.letter("refusal", "en")

    assert "Autoriteit Persoonsgegevens" in nl
    assert "zes weken" in nl
    assert "rechtbank" in nl
    assert "artikel 35, lid 2, UAVG" in nl
    assert "six weeks" in en
    assert "Gegevensbeschermingsautoriteit" not in nl
    assert "30 juli 2018" not in nl


def test_f5_another_country_has_no_belgian_remedies() -> None:
    with office(GERMAN) as ours:
        ours.receives(date(2026, 3, 2), "access", language="de")
        ours.does(
            date(2026, 3, 4),
            "refuse",
            right="access",
            ground="gdpr/12/5/unfounded",
            demonstration="Weil.",
        )
        de = ours.letter("refusal", "de")

    assert "Berliner Beauftragte" in de
    assert "30. Juli 2018" not in de
    assert "Schlichtung" not in de


@pytest.mark.parametrize(
    ("profile", "wrong"),
    [
        ('regime = "de"\n', "supervisory_authority: each land has its own"),
        ('regime = "fr"\n', "regime: no such country"),
        ('regime = "nl"\ncalendar = "BE"\n', "calendar: of another country"),
        ('regime = "nl"\nauthority = "gba"\n', "authority: no such authority"),
        (DUTCH.replace("12345678", "BE0726.804.172"), "identity.enterprise_number: is not written"),
        (GERMAN.replace("HRB 12345 B", "12345678"), "identity.enterprise_number: is not written"),
    ],
)
def test_f5_a_profile_fits_its_country(profile: str, wrong: str) -> None:
    with pytest.raises(UnreadableProfileError, match=wrong), office(profile):
        pass


def test_f5_a_request_keeps_the_rules_of_its_country_and_of_its_day() -> None:
    with office(DUTCH) as ours:
        ours.receives(date(2026, 3, 2), "access")
        kept = next(iter(ours.store.requests.history(UUID(ours.place.rpartition("/")[2])))).setting

    assert (kept.regime, kept.calendar) == ("nl/2026.1", "NL/2026.1")


def test_f5_every_country_has_the_hours_of_brussels() -> None:
    """Civil days are counted in Brussels: a zone with other hours needs more than a folder."""
    first = datetime(2018, 1, 1, tzinfo=UTC)
    hours = [first + n * timedelta(hours=1) for n in range(24 * 365 * 28)][::3]

    for one in countries().values():
        zone = ZoneInfo(one.zone)
        assert all(
            at.astimezone(zone).utcoffset() == at.astimezone(BRUSSELS).utcoffset() for at in hours
        )


def test_f5_a_country_is_a_folder_and_nothing_in_code_names_it() -> None:
    root = Path(__file__).parents[2]
    named = [
        page
        for folder in ("domain", "application", "infrastructure", "api")
        for page in (root / folder).rglob("*.py")
        if any(word in page.read_text("utf-8") for word in ('"nl/2026', '"de/2026', '"lu/2026'))
    ]

    assert named == []
    assert latest_country("de").authority is None
    assert len(latest_country("de").lands) == 16
