"""What one asks of an office: each page and count by name, for stores of any size."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import partial
from uuid import UUID

from benchmarks.common import WHO
from griffie.api.composition import Store
from griffie.application.dossier.bundles import BundleOptions
from griffie.application.dossier.form import Form
from griffie.application.past.at_moment import board, list_page, request_then
from griffie.application.past.moments import When
from griffie.application.projections.trail import TrailFilter
from griffie.application.register.view import Query
from griffie.application.views.request import show
from griffie.domain.law import Language, Right
from griffie.domain.law.deadlines import Standing
from griffie.domain.request.vocabulary import Channel, Status

_NOW = When()


class Office:
    """A store, one of its requests, and what is asked of it."""

    def __init__(self, opened: Store) -> None:
        self.opened, self.engine = opened, opened.engine
        (first,) = self.rows(
            "SELECT originator_id FROM stored_events WHERE topic = 'RequestReceived'"
            " ORDER BY rowid LIMIT 1"
        )
        self.request = UUID(first[0])
        self.middle = self.engine.history.newest() // 2

    def rows(self, statement: str) -> list[tuple[str, ...]]:
        return self.opened.datastore.tuples(statement)

    def asked(self) -> Mapping[str, Callable[[], object]]:
        """What one asks of an office, by name."""
        engine, then = self.engine, When(position=self.middle)
        today = engine.today()
        lists = {
            "by day": Query(),
            "by day, the last first": Query(sort="-due_on"),
            "by receipt": Query(sort="received_on"),
            "by receipt, the newest first": Query(sort="-received_on"),
            "status closed": Query(status=Status.CLOSED),
            "status assessing": Query(status=Status.ASSESSING),
            "right": Query(right=Right.ACCESS),
            "a right nobody asked for": Query(right=Right.PORTABILITY),
            "channel": Query(channel=Channel.EMAIL),
            "a channel nobody used": Query(channel=Channel.PHONE),
            "handler": Query(handler=self.handler),
            "a handler without any": Query(handler="u-nobody"),
            "overdue": Query(deadline=Standing.OVERDUE),
            "due soon": Query(deadline=Standing.DUE_SOON),
            "met": Query(deadline=Standing.MET),
            "due before": Query(due_before=today),
            "due after": Query(due_after=today),
            "entered by": Query(entered_by="u-nobody"),
            "still open": Query(still_open=True),
            "held": Query(held=True),
            "with tasks": Query(with_tasks=True),
        }
        return {
            "dashboard": lambda: board(engine, _NOW, figures_only=False),
            "dashboard at a past position": lambda: board(engine, then, figures_only=False),
            **{
                f"list, {name}": partial(list_page, engine, query, _NOW)
                for name, query in lists.items()
            },
            "list at a past position": lambda: list_page(engine, Query(), then),
            "a request": lambda: show(
                engine.requests.load(self.request), today, WHO, engine.vault, reveal=False
            ),
            "its history": lambda: engine.history.lines_of(self.request),
            "a request at a past position": lambda: request_then(engine, self.request, then),
            "search": lambda: self.search("jan150@bench.example"),
            "the newest of the trail": lambda: engine.trail.newest(50),
            "the trail of an account": lambda: engine.trail.select(
                TrailFilter(actor="u-nobody"), 50
            ),
            "the trail of a kind": lambda: engine.trail.select(
                TrailFilter(topic="DeadlineExtended"), 50
            ),
            "the trail of a day": lambda: engine.trail.select(
                TrailFilter(on=today - timedelta(days=400)), 50
            ),
            "what is due to be erased": lambda: engine.retention().due(
                today - timedelta(days=4000)
            ),
            "a turn of the clock: views": lambda: engine.mend_views(counted=False),
            "once a day: rows counted": engine.mend_views,
            "a turn of the clock: erasures": engine.erasures_waiting,
            "a checkpoint": engine.checkpoint,
        }

    @property
    def handler(self) -> str:
        return self.opened.access.people()[0].account_id

    def search(self, email: str) -> object:
        found = tuple(self.engine.vault.find("email", email))
        return list_page(self.engine, Query(among=found, sort="-received_on", limit=200), _NOW)

    def bundle(self) -> int:
        """The octets of a bundle of one request, without the whole log."""
        request = self.engine.requests.load(self.request)
        asked = BundleOptions(Language.NL, Form.BARE)
        return sum(map(len, self.engine.bundles.of_request(WHO, request, asked)))
