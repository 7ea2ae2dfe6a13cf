"""The deadline dashboard: what is due, late or waiting, judged on a civil day in Brussels."""

from datetime import date, timedelta

from pydantic import Field

from griffie.application.intake.message import MessageCounts
from griffie.application.register.view import Query, RegisterView
from griffie.application.views.answer import AnswerModel
from griffie.application.views.lists import LEFT, ItemShown, items_shown, left_since_field
from griffie.domain.law import Right
from griffie.domain.law.deadlines import Standing

WEEKS_AHEAD = 5
_URGENT = 10
_PROMISED = 100
MONTHS_BACK = 6


# How many requests are due on a day.
class DueOn(AnswerModel):
    on: date
    due: int


# How many requests were answered in a month (`YYYY-MM`), and how many of them in time.
class Answered(AnswerModel):
    month: str
    in_time: int
    too_late: int
    in_time_strictly: int


class TallyShown(AnswerModel):
    """What is not closed, and what stands beside the clock."""

    open: int = Field(description="Requests that are not closed, answered ones among them.")
    answered: int = Field(description="Of those, answered and not yet closed.")
    legal_hold: int
    with_tasks: int = Field(description="Requests of which something is awaited, closed ones too.")
    tasks_overdue: int


class MessagesWaiting(AnswerModel):
    """How many messages of the inbox wait; they are no requests yet, and in no other number."""

    unread: int
    late: int = Field(description="Of those, not read within one working day of their arrival.")
    parked: int = Field(description="Written by a machine: nobody asks anything.")


# `calendar` shows the days of the coming weeks; `strict_at_risk` counts requests.
class DashboardShown(AnswerModel):
    on: date
    counts: dict[Standing, int]
    tally: TallyShown
    messages: MessagesWaiting
    by_right: dict[Right, int]
    by_handler: dict[str, int]
    calendar: list[DueOn]
    most_urgent: list[ItemShown]
    strict_at_risk: int
    promised_not_done: list[ItemShown]
    answered: list[Answered]
    left_since: int | None = LEFT


def dashboard(
    view: RegisterView,
    on: date,
    waiting: MessageCounts,
    *,
    figures_only: bool = False,
    left_since: int = 0,
) -> DashboardShown:
    """The dashboard as of a civil day in Brussels; with `figures_only`, without single requests.

    `waiting` counts the messages of the inbox; `left_since` is how many requests of a past moment
    have left the store since.
    """
    urgent = Query(still_open=True, limit=_URGENT)
    promised = Query(promised=True, limit=_PROMISED)
    by_right = view.open_by_right()
    ahead = on + timedelta(weeks=WEEKS_AHEAD)
    return DashboardShown(
        on=on,
        counts=view.counts(on),
        tally=TallyShown(**view.tally(on)._asdict()),
        messages=MessagesWaiting(**waiting._asdict()),
        by_right={right: by_right[right] for right in Right if right in by_right},
        by_handler=view.open_by_handler(),
        calendar=[DueOn(on=day, due=due) for day, due in view.due_days(ahead)],
        most_urgent=[] if figures_only else items_shown(view.items(urgent, on)),
        strict_at_risk=view.strict_at_risk(on),
        promised_not_done=[] if figures_only else items_shown(view.items(promised, on)),
        answered=[
            Answered(month=month, in_time=met, too_late=missed, in_time_strictly=strictly)
            for month, met, missed, strictly in view.answered_by_month(months_back(on))
        ],
        **left_since_field(left_since),
    )


def months_back(on: date) -> date:
    """The first day of the month with which the figures of answered requests begin."""
    month = on.year * 12 + on.month - MONTHS_BACK
    return date(month // 12, month % 12 + 1, 1)
