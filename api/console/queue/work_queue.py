"""The values of the work queue: figures, strip of deadlines, tabs, rows, last events."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any, NamedTuple

from griffie.api.console.queue import charts, deadline_strip
from griffie.api.console.queue import tabs as queue
from griffie.api.console.queue.activity import ActivityLine, last_events
from griffie.api.console.queue.filter_words import TABS
from griffie.api.console.queue.queue_row import QueueRow
from griffie.api.console.request import progress
from griffie.api.http.routes.lists import entered_by_filter
from griffie.api.words.clock_words import reminder
from griffie.api.words.colleagues import Colleague, colleagues, whose
from griffie.api.words.names import CHANNELS
from griffie.api.words.personal import Personal
from griffie.api.words.remarks import remarks_in_words
from griffie.api.words.speech import Speech
from griffie.application.access.absences import Cover
from griffie.application.access.roles import Account, may_take
from griffie.application.engine import Engine
from griffie.application.register.view import Item, Load, RegisterView
from griffie.application.views.dashboard import WEEKS_AHEAD, months_back
from griffie.application.views.requester_hint import hint_for
from griffie.domain.law import Right
from griffie.domain.law.calendar import Calendar, calendar
from griffie.domain.law.deadlines import Standing, working_days


class Figure(NamedTuple):
    """A figure at the top of the queue, with a note and perhaps a filter."""

    title: str
    value: str
    note: str
    tone: str
    query: Mapping[str, str] | None
    """The filter that shows these, where there is one."""


class Tab(NamedTuple):
    """A tab and how many requests stand in it; empty where they are not counted."""

    key: str
    title: str
    number: str


@dataclass(frozen=True)
class Board:
    """The values of the page for an account, as of a day, from a view of the register."""

    engine: Engine
    view: RegisterView
    account: Account
    on: date
    speech: Speech
    today: date

    @property
    def entered_by(self) -> str | None:
        """The account, if it sees only what it entered; None: what everybody entered.

        Raises RequestRefusedError (403) for a role that lists no requests.
        """
        return entered_by_filter(self.account)

    def figures(self) -> list[Figure]:
        say, count = self.speech.say, self.speech.count
        counts, tally = self.view.running(self.on), self.view.tally(self.on)
        arrived = self.view.arrived(self.on - timedelta(days=7), self.on)
        near = self.near
        alone = sum(one.soon for one in self.load if one.handler is None)
        risk = self.view.strict_at_risk(self.on)
        waiting = (
            count("{n} close to the strict date", "{n} close to the strict date", risk)
            if risk
            else say("waiting for the requester")
        )
        return [
            Figure(
                say("Open requests"),
                self.speech.number(tally.open),
                self.speech.say(
                    "{arrived}, {answered}",
                    arrived=count(
                        "{n} arrived in seven days", "{n} arrived in seven days", arrived
                    ),
                    answered=count(
                        "{n} answered, not closed", "{n} answered, not closed", tally.answered
                    ),
                ),
                "",
                {"tab": "open"},
            ),
            Figure(
                say("Past the limit"),
                self.speech.number(counts[Standing.OVERDUE]),
                self.oldest(),
                "bad" if counts[Standing.OVERDUE] else "",
                {"tab": "open", "state": "overdue"},
            ),
            Figure(
                say("Due within 7 days"),
                self.speech.number(near),
                count("{n} of them unassigned", "{n} of them unassigned", alone)
                if alone
                else say("all of them assigned"),
                "warn" if near else "",
                {"tab": "open", "within": "7"},
            ),
            Figure(
                say("Clock on hold"),
                self.speech.number(counts[Standing.SUSPENDED]),
                waiting,
                "hold",
                {"tab": "hold"},
            ),
            self.on_time(),
        ]

    def on_time(self) -> Figure:
        month = self.on.replace(day=1)
        named = self.speech.month(month)
        met, missed = next(
            ((met, missed) for name, met, missed, _ in self.answers if name == f"{month:%Y-%m}"),
            (0, 0),
        )
        title = self.speech.say("On time, {month}", month=named)
        if not met + missed:
            return Figure(title, "–", self.speech.say("no answers yet"), "", None)
        note = self.speech.say("{met} of {all} answers", met=met, all=met + missed)
        share = self.speech.percent(met / (met + missed))
        return Figure(title, share, note, "ok" if not missed else "warn", None)

    @cached_property
    def load(self) -> list[Load]:
        """The open requests by handler: how many, late, and due soon."""
        return self.view.load(self.on, self.on + queue.WITHIN)

    @cached_property
    def answers(self) -> list[tuple[str, int, int, int]]:
        """By month: how many were answered in time, too late, in time by the strict date."""
        return self.view.answered_by_month(months_back(self.on))

    @property
    def near(self) -> int:
        """How many are due within seven days."""
        return sum(one.soon for one in self.load)

    @cached_property
    def late(self) -> Mapping[date, int]:
        """The days on which overdue requests were due, and how many."""
        return self.view.overdue_days(self.on)

    def oldest(self) -> str:
        if not (late := self.late):
            return self.speech.say("none")
        days = working_days(min(late), self.on, self.calendar)
        return self.speech.count(
            "oldest {n} working day over", "oldest {n} working days over", days
        )

    @property
    def calendar(self) -> Calendar:
        return calendar(self.engine.controller.setting.calendar)

    def lead(self) -> str:
        """One or two sentences at the top: what is late, and what is due soon."""
        late, near = sum(self.late.values()), self.near
        soon = self.speech.count(
            "{n} deadline in the next 7 days.", "{n} deadlines in the next 7 days.", near
        )
        if not late:
            return soon + " " + self.speech.say("No request is past its limit.")
        return (
            soon
            + " "
            + self.speech.count(
                "{n} request is past its limit and needs a decision today.",
                "{n} requests are past their limit and need a decision today.",
                late,
            )
        )

    def strip(self) -> deadline_strip.Strip:
        until = self.on + timedelta(weeks=WEEKS_AHEAD)
        due = dict(self.view.due_days(until))
        return deadline_strip.strip(due, self.late, self.on, self.calendar, self.speech)

    def tabs(self) -> list[Tab]:
        counts = queue.count_by_tab(self.view, self.on, self.cover.mine, self.entered_by)
        return [
            Tab(
                key,
                self.speech.say(title),
                self.speech.number(counts[key]) if key in counts else "",
            )
            for key, title in TABS.items()
            if self.entered_by is None or key in {"open", "closed"}
        ]

    def rows(self, items: list[Item]) -> list[QueueRow]:
        return [self.row(item) for item in items]

    def row(self, item: Item) -> QueueRow:
        request = self.engine.requests.load(item.id)
        if request.version != item.version:  # the board of another day
            request = self.engine.requests.load(item.id, item.version)
        first = next(iter(request.claims), None)
        next_ = progress.next_thing(request, self.speech)
        return QueueRow(
            reference=item.reference,
            version=item.version,
            hint=Personal(hint_for(request, self.account, self.engine.vault) or ""),
            channel=self.speech.say(CHANNELS[item.channel]),
            rights=self.rights(list(request.claims)),
            citation=self.speech.cite(first.provision) if first else "",
            stages=progress.stages(request, self.speech),
            stage=progress.standing_in_words(request, self.speech),
            bar=progress.bar(request, self.on, self.speech),
            handler=whose(item.handler or "", self.cover, self.known, self.speech),
            mine=item.handler == self.account.id,
            next=next_.words,
            address=self.address(next_, item),
            reminder=reminder(request, self.engine.controller.leads, self.speech),
            task=self.speech.say("task due on {on}", on=item.task_due_on)
            if item.task_due_on
            else "",
            late=item.task_due_on is not None and item.task_due_on < self.on,
            held=item.legal_hold,
            remarks=self.speech.first_of(remarks_in_words(request, self.speech)),
        )

    @cached_property
    def cover(self) -> Cover:
        """Who is away today, and for whom the reader works."""
        return self.engine.cover(self.account)

    @cached_property
    def known(self) -> Mapping[str, Colleague]:
        """Colleagues by account, for a reader who may know their names."""
        return colleagues(self.engine.access, self.account)

    def address(self, found: progress.Next, item: Item) -> str:
        """Where the next step is taken; empty for the board of another day, or by role."""
        step = next(iter(found.steps), None)
        able = step is not None and may_take(self.account.role, step.path)
        today = self.on == self.today
        return progress.address_of(found, item.reference, step) if able and today else ""

    def rights(self, rights: list[Any]) -> str:
        named = [self.speech.right(one) for one in rights]
        return self.speech.first_of(named) or self.speech.say("Not read yet")

    def shares(self) -> list[charts.LoadShare]:
        """How the open requests are spread over the handlers, who has most first."""
        return charts.load_shares(self.load, self.account.id, self.known, self.speech)

    def feed(self) -> list[ActivityLine]:
        return last_events(self.engine, self.account, self.today, self.speech)

    def chart(self) -> charts.Chart:
        return charts.answers_chart(self.answers, self.on, self.speech)

    def by_right(self) -> list[charts.Share]:
        counted = self.view.open_by_right()
        named = [(self.speech.right(right), counted[right]) for right in Right if right in counted]
        return charts.shares(named)
