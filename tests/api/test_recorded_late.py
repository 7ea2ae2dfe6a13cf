"""A step whose date lies more than three days before its recording is shown as recorded late."""

from datetime import UTC, datetime
from typing import Any

import pytest
from fastapi.testclient import TestClient

from griffie.api.composition import Store
from griffie.application.access.roles import Role
from tests.conftest import Clock
from tests.given.console import at_console, page_of, seen
from tests.given.story import receive

DAY = "2026-03-16"


def events(client: TestClient, place: str) -> dict[str, dict[str, Any]]:
    return {one["type"]: one for one in client.get(f"{place}/events").json()["items"]}


@pytest.mark.parametrize(
    ("written", "late"), [("2026-03-16", True), ("2026-03-17", False), ("2026-03-20", False)]
)
def test_three_days_are_in_time_and_a_fourth_is_late(
    dpo: TestClient, written: str, *, late: bool
) -> None:
    place = receive(dpo)

    dpo.post(f"{place}/acknowledge", json={"sent_on": written, "channel": "email"})

    shown = events(dpo, place)["ReceiptAcknowledged"]
    assert shown["recorded_late"] is late
    assert shown["happened_on"] == written


def test_the_days_are_those_of_brussels(dpo: TestClient, clock: Clock) -> None:
    clock.at = datetime(2026, 3, 20, 23, 30, tzinfo=UTC)  # the 21st in Brussels
    place = receive(dpo)

    dpo.post(f"{place}/acknowledge", json={"sent_on": "2026-03-17", "channel": "email"})

    assert events(dpo, place)["ReceiptAcknowledged"]["recorded_late"]


def test_deeds_are_dated_too_and_a_date_put_right_is_no_step(dpo: TestClient) -> None:
    place = receive(dpo, received_on=DAY)
    copied = {"format": "paper", "channel": "email", "hands": "requester", "delivered_on": DAY}
    right = {"received_on": "2026-03-10", "evidence": "Poststempel.", "reason": "Te laat gezien."}

    assert dpo.post(f"{place}/deliver-copy", json=copied | {"right": "access"}).is_success
    assert dpo.post(f"{place}/correct-receipt", json=right).is_success

    shown = events(dpo, place)
    assert shown["CopyDelivered"]["recorded_late"]
    assert shown["CopyDelivered"]["happened_on"] == DAY
    assert shown["ReceiptDateCorrected"]["happened_on"] is None
    assert not shown["ReceiptDateCorrected"]["recorded_late"]


def test_the_page_says_when_it_really_happened(store: Store, dpo: TestClient) -> None:
    place = receive(dpo)
    dpo.post(f"{place}/acknowledge", json={"sent_on": DAY, "channel": "email"})

    page = seen(at_console(store, Role.DPO), page_of(place))

    assert "recorded late: it happened on 16 March 2026" in page
    assert "recorded late: it happened on 5 March 2026" in page
