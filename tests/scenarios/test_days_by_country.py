"""F5, A1: the end of the month by country, reckoned by hand from each list of holidays."""

from datetime import date

import pytest

from tests.scenarios.national import office
from tests.scenarios.test_national_countries import DUTCH, GERMAN, LUXEMBOURG

BELGIAN = 'regime = "be"\n'
ENDS = {
    BELGIAN: (
        ("2027-01-31", "2027-03-01"),  # 28 February is a Sunday
        ("2027-02-28", "2027-03-30"),  # Easter Sunday and Monday
        ("2027-04-06", "2027-05-07"),  # Ascension
        ("2027-04-17", "2027-05-18"),  # Whit Monday
        ("2028-01-31", "2028-02-29"),  # a leap year
    ),
    DUTCH: (
        ("2027-02-26", "2027-03-26"),  # Good Friday moves nothing
        ("2027-04-05", "2027-05-07"),  # 5 May, then Ascension
        ("2028-03-27", "2028-04-28"),  # King's Day
    ),
    GERMAN: (
        ("2027-02-26", "2027-03-30"),  # Good Friday to Easter Monday
        ("2028-09-03", "2028-10-04"),  # 3 October
    ),
    LUXEMBOURG: (
        ("2028-04-09", "2028-05-10"),  # 9 May
        ("2028-11-26", "2028-12-27"),  # 26 December
    ),
}


@pytest.mark.law("reg/1182-71/3/4")
@pytest.mark.parametrize("country", list(ENDS), ids=["be", "nl", "de", "lu"])
def test_f5_a_month_ends_on_a_working_day_of_the_country(country: str) -> None:
    with office(country) as ours:
        for received, due in ENDS[country]:
            shown = ours.receives(date.fromisoformat(received), "access")
            assert shown["deadline"]["due_on"] == due
