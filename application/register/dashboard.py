"""The deadline dashboard: what is due, what is late, what waits, judged on a day."""

from datetime import date, timedelta
from typing import Any

from griffie.application.register.view import Query, RegisterView

WEEKS_AHEAD = 5
URGENT = 10
MONTHS_BACK = 6


def dashboard(view: RegisterView, on: date) -> dict[str, Any]:
    """The board as of a day, by what the view knows."""
    return {
        "on": on,
        "counts": view.counts(on),
        "tally": view.tally(on)._asdict(),
        "by_right": view.open_by_right(),
        "by_handler": view.open_by_handler(),
        "calendar": [
            {"on": day, "due": due} for day, due in view.due_days(on + timedelta(weeks=WEEKS_AHEAD))
        ],
        "most_urgent": view.items(Query(still_open=True, limit=URGENT), on),
        "strict_at_risk": view.strict_at_risk(on),
        "promised_not_done": view.items(Query(promised=True, limit=100), on),
        "answered": [
            {"month": month, "in_time": met, "too_late": missed, "in_time_strictly": strictly}
            for month, met, missed, strictly in view.answered_by_month(months_back(on))
        ],
    }


def months_back(on: date) -> date:
    """The first day of the month in which the chart of answers begins, `MONTHS_BACK` before."""
    month = on.year * 12 + on.month - MONTHS_BACK
    return date(month // 12, month % 12 + 1, 1)
