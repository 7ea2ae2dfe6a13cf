"""F4: not who asks decides the language of an answer to a worker, but the operating seat."""

from datetime import date
from typing import Any

import pytest

from griffie.application.controller.load_profile import UnreadableProfileError
from tests.scenarios.national import office

STAFF = """
[[purposes]]
code = "payroll"
name = { nl = "loon" }
staff = true
[[purposes]]
code = "shop"
name = { nl = "winkel" }
"""


def seats(*regions: str) -> str:
    return "".join(f'[[seats]]\ncode = "{one}"\nregion = "{one}"\n' for one in regions)


def advised(profile: str, language: str, *purposes: str) -> list[dict[str, Any]]:
    with office(profile) as ours:
        right = {"right": "access", "purposes": [*purposes]}
        ours.receives(date(2026, 3, 2), right, language=language)
        found: list[dict[str, Any]] = ours.clerk.get(f"{ours.place}/applicability").json()[
            "employer"
        ]
        return found


@pytest.mark.law("be/vl/1973-07-19/1")
@pytest.mark.law("be/1966-07-18/52/1")
@pytest.mark.parametrize(
    ("region", "language", "departs"),
    [
        ("flanders", "nl", False),
        ("flanders", "fr", True),
        ("wallonia", "nl", True),
        ("german_region", "de", False),
        ("facilities_flanders", "fr", True),
        ("brussels", "fr", False),
        ("brussels", "nl", False),
        ("brussels", "en", True),
    ],
)
def test_f4_the_seat_decides_and_a_departure_is_warned_of(
    region: str, language: str, *, departs: bool
) -> None:
    (found,) = advised(seats(region) + STAFF, language, "payroll")

    assert found["departs"] is departs
    assert found["of_the_worker"] is (region == "brussels")
    assert found["act"]


def test_f4_it_speaks_only_where_a_worker_may_be_asking() -> None:
    profile = seats("flanders", "brussels") + STAFF

    assert advised(profile, "fr", "shop") == []
    assert [one["seat"] for one in advised(profile, "fr")] == ["flanders", "brussels"]
    assert advised(STAFF, "fr", "payroll") == []


def test_f4_a_region_that_is_none_is_refused() -> None:
    with pytest.raises(UnreadableProfileError, match=r"seats\.0\.region"), office(seats("antwerp")):
        pass
