from datetime import date

import holidays as package
import pytest

from griffie.domain.law import calendar as page
from griffie.domain.law.calendar import (
    DAY,
    Calendar,
    OutsideCalendarError,
    calendar,
    calendar_names,
    calendar_versions,
    day_key,
    holiday_key,
    latest,
)
from griffie.domain.law.catalogue import words

SUNDAYS_ANYWAY = {"Easter Sunday", "Pentecost"}


@pytest.mark.law("reg/1182-71/2/1")
@pytest.mark.parametrize("year", range(2018, 2046))
def test_belgium_has_the_holidays_that_the_holidays_package_knows(year: int) -> None:
    listed = package.country_holidays("BE", years=year, categories="public", language="en_US")

    ours = {day for day in calendar("BE/2026.1").holidays if day.year == year}

    assert ours == {day for day, name in listed.items() if name not in SUNDAYS_ANYWAY}
    assert len(ours) == 10


def test_the_official_journals_list_differs_only_in_the_years_for_which_it_is_known() -> None:
    statutory, journal = calendar("BE/2026.1").holidays, calendar("BE-OJ/2026.1").holidays

    assert set(journal) - set(statutory) == {date(2025, 4, 20), date(2025, 6, 8), date(2026, 11, 2)}
    assert set(statutory) - set(journal) == {date(2026, 8, 15), date(2026, 11, 1)}


@pytest.mark.law("reg/1182-71/2/1")
@pytest.mark.parametrize("year", range(2018, 2046))
@pytest.mark.parametrize("code", ["NL", "DE", "LU"])
def test_each_neighbour_has_the_holidays_that_the_holidays_package_knows(
    code: str, year: int
) -> None:
    listed = package.country_holidays(code, years=year, categories="public", language="en_US")
    known = {day: name for day, name in listed.items() if name not in SUNDAYS_ANYWAY}

    ours = {day: name for day, name in latest(code).holidays.items() if day.year == year}

    if code == "NL":  # the act has Liberation Day every year, and Good Friday only on one footing
        known = {day: name for day, name in known.items() if name != "Good Friday"}
        known[date(year, 5, 5)] = "Liberation Day"
    assert set(ours) == set(known)


def test_the_dutch_list_of_the_official_journal_adds_days_and_takes_none() -> None:
    act, journal = latest("NL").holidays, latest("NL-OJ").holidays

    assert set(act) <= set(journal)
    assert {day.year for day in set(journal) - set(act)} == {2025, 2026}


@pytest.mark.parametrize("name", ["BE", "BE-OJ", "NL", "NL-OJ", "DE", "LU"])
def test_the_latest_calendar_can_be_found_again_by_its_version(name: str) -> None:
    newest = latest(name)

    assert newest.version.startswith(f"{name}/")
    assert calendar(newest.version) is newest


@pytest.mark.parametrize("version", ["BE/1999.1", "BE", "../BE-2026.1", ""])
def test_an_unknown_calendar_is_refused_and_the_known_ones_are_named(version: str) -> None:
    with pytest.raises(LookupError, match=r"BE/2026\.1"):
        calendar(version)


def test_no_calendar_goes_by_a_country_that_has_none() -> None:
    with pytest.raises(LookupError, match="no such calendar"):
        latest("FR")


@pytest.mark.parametrize("day", [date(2017, 12, 31), date(2046, 1, 1)])
def test_a_calendar_does_not_guess_beyond_its_years(day: date) -> None:
    with pytest.raises(OutsideCalendarError, match="2018-01-01 to 2045-12-31"):
        latest("BE").day_off(day)


@pytest.mark.parametrize("day", [date(2018, 1, 1), date(2045, 12, 31)])
def test_a_calendar_speaks_of_its_first_day_and_its_last(day: date) -> None:
    assert latest("BE").day_off(day) in {"New Year's Day", "Sunday"}


def test_every_calendar_is_named_once_without_its_version() -> None:
    assert calendar_names() == ("BE", "BE-OJ", "DE", "LU", "NL", "NL-OJ")


def test_of_several_versions_the_newest_by_its_numbers_is_taken(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    there = ("X/2026.10", "X/2026.9", "X-OJ/2027.1")
    monkeypatch.setattr(page, "calendar_versions", lambda: there)
    monkeypatch.setattr(page, "calendar", lambda version: Calendar(version, {}))

    assert latest("X").version == "X/2026.10"


def test_the_nearest_working_day_on_either_side() -> None:
    sunday, easter_monday = date(2026, 4, 5), date(2026, 4, 6)

    assert latest("BE").working_day_from(sunday) == easter_monday + DAY
    assert latest("BE").working_day_until(easter_monday) == date(2026, 4, 3)
    assert latest("BE").working_day_from(easter_monday + DAY) == easter_monday + DAY


def test_a_calendar_is_frozen() -> None:
    with pytest.raises(TypeError):
        latest("BE").holidays[date(2026, 3, 2)] = "a day off"  # type: ignore[index]


def test_two_calendars_of_one_version_and_other_days_are_not_equal() -> None:
    assert Calendar("X/1", {}) != Calendar("X/1", {date(2026, 3, 2): "a day off"})


@pytest.mark.parametrize("version", calendar_versions())
def test_every_holiday_has_its_name_in_four_languages(version: str) -> None:
    for name in set(calendar(version).holidays.values()):
        assert words(holiday_key(name)).en == name


def test_every_day_off_has_names_in_the_catalogue() -> None:
    days_off = {"Saturday", "Sunday", *calendar("BE/2026.1").holidays.values()}

    assert {words(day_key(name)).en for name in days_off} == days_off
    assert day_key("Sunday") == "day/sunday"
    assert day_key("Easter Monday") == "holiday/easter-monday"
