"""A purpose that was announced is what was announced when somebody decides about it: B3, B9, B10.

The profile does not describe it yet. What people were told of it, its basis and whether it is
direct marketing, binds as what the profile says.
"""

from typing import Any

import pytest

from griffie.application.access.roles import Role
from tests.conftest import Open, signed_in
from tests.scenarios.desk import DAY, WORDS, Desk
from tests.scenarios.test_whatever_the_deed import claim, refused

TOLD = {"announced_on": DAY, "told": 1200, "channel": "email"}
NEW: list[dict[str, Any]] = [
    {"purpose": "club", "basis": "a"},
    {"purpose": "study", "basis": "f"},
    {"purpose": "leaflets", "basis": "f", "direct_marketing": True},
    {"purpose": "safety", "basis": "c"},
]


@pytest.fixture(params=["the button", "a letter"])
def joined(request: pytest.FixtureRequest, desk: Desk) -> Any:
    """Takes in who refuses an announced purpose: by a button, or in a letter that a clerk reads."""
    for one in NEW:
        answer = desk.client.post("/api/v1/announcements", json=TOLD | one)
        assert answer.status_code == 201, answer.text

    def refuses(right: str, purpose: str) -> Desk:
        if request.param == "a letter":
            desk.receives({"right": right, "purposes": ["other"]}, received_on=DAY)
            step = {"right": right, "purpose": purpose, "announced_on": DAY}
            return desk.takes("record-announcement", **step)
        pressed = {"email": "an@people.example", "purposes": [purpose], "received_on": DAY}
        desk.place = desk.client.post("/api/v1/withdrawals", json=pressed).headers["Location"]
        return desk

    return refuses


@pytest.mark.law("gdpr/7/3")
def test_b3_who_was_told_consent_in_an_announcement_may_withdraw_it(joined: Any) -> None:
    desk = joined("consent_withdrawal", "club")
    found = {"right": "consent_withdrawal", "ground": "gdpr/7/3", "explanation": WORDS}
    refused(desk, "find-not-applicable", "gdpr/7/3", **found)
    refused(desk, "find-not-applicable", "gdpr/7/3", **found, purposes=["club"], departure=WORDS)


@pytest.mark.law("gdpr/21/1")
def test_b10_an_announced_interest_is_departed_from_with_a_sentence(joined: Any) -> None:
    desk = joined("objection", "study")
    found = {"right": "objection", "ground": "gdpr/21/1", "explanation": WORDS}
    refused(desk, "find-not-applicable", "gdpr/21/1", **found)
    desk.takes("find-not-applicable", **found, departure=WORDS)


@pytest.mark.law("gdpr/21/3")
def test_b9_announced_marketing_stops_whatever_the_objection_was_called(desk: Desk) -> None:
    answer = desk.client.post("/api/v1/announcements", json=TOLD | NEW[2])
    assert answer.status_code == 201, answer.text
    desk.receives({"right": "objection", "purposes": ["other"]}, received_on=DAY)
    desk.takes("record-announcement", right="objection", purpose="leaflets", announced_on=DAY)
    weighed = {"interests": WORDS, "prevails": "controller", "performed_on": DAY}
    desk.takes("perform-balancing", right="objection", **weighed)
    kept = {"right": "objection", "ground": "gdpr/21/1/compelling", "necessity": WORDS}
    refused(desk, "apply-exception", "gdpr/21/3", **kept, departure=WORDS)
    fulfilled = desk.takes("fulfil", right="objection", measures=WORDS)
    assert claim(fulfilled, "objection")["status"] == "fulfilled"


def test_b10_what_was_announced_on_another_basis_needs_no_sentence(desk: Desk) -> None:
    assert desk.client.post("/api/v1/announcements", json=TOLD | NEW[3]).status_code == 201
    desk.receives({"right": "objection", "purposes": ["other"]}, received_on=DAY)
    desk.takes("record-announcement", right="objection", purpose="safety", announced_on=DAY)
    found = {"right": "objection", "ground": "gdpr/21/1", "explanation": WORDS}
    desk.takes("find-not-applicable", **found)


def test_b10_a_later_announcement_binds_nobody_who_refused_an_earlier_one(desk: Desk) -> None:
    for told in (NEW[3], {"purpose": "safety", "basis": "f", "announced_on": "2026-03-19"}):
        answer = desk.client.post("/api/v1/announcements", json=TOLD | told)
        assert answer.status_code == 201, answer.text
    for day, stands in ((DAY, True), ("2026-03-19", False)):
        desk.receives({"right": "objection", "purposes": ["other"]}, received_on=day)
        desk.takes("record-announcement", right="objection", purpose="safety", announced_on=day)
        found = {"right": "objection", "ground": "gdpr/21/1", "explanation": WORDS}
        if stands:
            desk.takes("find-not-applicable", **found)
        else:
            refused(desk, "find-not-applicable", "gdpr/21/1", **found)


def test_b3_without_a_profile_what_was_announced_is_all_there_is(opening: Open) -> None:
    desk = Desk(signed_in(opening(), Role.DPO))
    assert desk.client.post("/api/v1/announcements", json=TOLD | NEW[0]).status_code == 201
    desk.receives({"right": "consent_withdrawal", "purposes": ["club"]}, received_on=DAY)
    desk.takes("record-announcement", right="consent_withdrawal", purpose="club", announced_on=DAY)
    found = {"right": "consent_withdrawal", "ground": "gdpr/7/3", "explanation": WORDS}
    refused(desk, "find-not-applicable", "gdpr/7/3", **found)
