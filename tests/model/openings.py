"""How a course begins: a letter near an edge of the calendar; and how two become one."""

from datetime import UTC, date, datetime
from random import Random
from typing import Any

from tests.model.bodies import CATEGORIES, PURPOSES, RIGHTS
from tests.model.days import DAY, easter, in_brussels
from tests.model.ledger import Ledger

YEARS = range(2023, 2030)


def near_an_edge(dice: Random) -> datetime:
    """A month's end, a leap day, a holiday, five weeks before one; or any day. Any hour, in UTC."""
    year = dice.choice(YEARS)
    edges = [date(year, month, 1) - DAY for month in range(1, 13)]
    edges += [easter(year), easter(year) + 39 * DAY, date(year, 12, 25), date(year, 11, 1)]
    edges += [date(year, 1, 1) + dice.randint(0, 364) * DAY]
    day = dice.choice(edges) + dice.randint(-2, 2) * DAY - dice.choice([0, 0, 30, 35]) * DAY
    return datetime(day.year, day.month, day.day, dice.randint(0, 23), tzinfo=UTC)


def letter(dice: Random, at: datetime) -> dict[str, Any]:
    """What comes in: from nothing that anybody recognised to four rights at once."""
    received_on = in_brussels(at) - dice.randint(0, 3) * DAY
    said: dict[str, Any] = {
        "received_on": received_on,
        "channel": dice.choice(["email", "post", "phone"]),
        "language": dice.choice(["nl", "fr", "de", "en"]),
        "requester": {"email": "somebody@example.org"},
        "rights": [
            {"right": right, "purposes": some(dice, PURPOSES), "categories": some(dice, CATEGORIES)}
            for right in dice.sample(RIGHTS, dice.choice([0, 0, 1, 1, 2, 2, 3, 4]))
        ],
    }
    if dice.randint(1, 4) == 1:
        said["representative"] = {"name": "somebody else", "capacity": "lawyer"}
    if dice.randint(1, 4) == 1:
        said["forwarded_by"] = {
            "party": "host",
            "their_receipt_on": received_on - dice.randint(0, 3) * DAY,
            "official_channel": dice.choice([True, False]),
        }
    return said


def some(dice: Random, values: list[str]) -> list[str]:
    return dice.sample(values, dice.randint(0, len(values)))


def listed(shown: dict[str, Any]) -> list[str]:
    """The steps that the engine lists as allowed, whatever the role."""
    return [
        action["command"].replace("-", "_")
        for action in shown["actions"]
        if action["allowed"] or action["type"] == "/problems/role"
    ]


def absorbed(ledger: Ledger, first: Ledger | None = None) -> dict[str, Any]:
    """What goes over to the request of which this one is the duplicate, or a reminder."""
    there = first.claims() if first else {}
    claims = [
        {
            "right": one.right,
            "purposes": one.purposes,
            "categories": one.categories,
            "received_on": one.received_on or ledger.received_on,
        }
        for one in ledger.claims().values()
        if one.right not in there
    ]
    return {"received_on": ledger.received_on, "claims": claims}
