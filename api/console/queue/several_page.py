"""One step for the rows that were ticked: at once, or after a page that asks what must be said.

What ends requests is looked at first: the page shows whose they are, and nothing is recorded yet.
"""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Annotated

from fastapi import APIRouter, Form, Request, Response

from griffie.api.console.find_request import request_of
from griffie.api.console.frame.problem_page import PageRoute
from griffie.api.console.frame.rendering import render_page, speech_for
from griffie.api.console.frame.sign_in import FromHere, SignedIn
from griffie.api.console.queue.queue_row import QueueRow
from griffie.api.console.queue.several import ASKS_FIRST, STEPS, BulkForm, Taking, new_key
from griffie.api.console.queue.work_queue import Board
from griffie.api.http.guard import engine_of
from griffie.api.http.problems import not_allowed_error
from griffie.api.http.routes.lists import entered_by_filter
from griffie.api.words.event_lines import ground_in_words
from griffie.api.words.names import RELATIONS, msg
from griffie.api.words.speech import Speech, first_up
from griffie.application.access.roles import Account, may_take
from griffie.application.engine import Engine
from griffie.application.register.view import Item, Query
from griffie.application.requests.requests import UnknownRequestError
from griffie.domain import step_words as words
from griffie.domain.law import NoRequestGround
from griffie.domain.rights_request import RightsRequest

router = APIRouter(route_class=PageRoute, include_in_schema=False)

_NO_SUCH = msg("There is no request with this reference")
_ITSELF = msg("Tick at least one other request.")


@dataclass(frozen=True)
class FirstPage:
    """The values of the page that asks first."""

    taking: Taking
    errors: Mapping[str, str] = field(default_factory=dict)

    @property
    def form(self) -> BulkForm:
        return self.taking.form

    def error(self, name: str) -> str:
        """What is wrong with a field; empty where nothing is."""
        return self.errors.get(name, "")

    @property
    def title(self) -> str:
        return title_of(self.form, self.taking.speech)

    @cached_property
    def items(self) -> list[Item]:
        """The ticked requests that this reader may see, the earliest first."""
        engine, entered_by = self.taking.engine, entered_by_filter(self.taking.account)
        view, today = engine.current(), engine.today()
        found = (
            view.items(Query(reference=one.reference, entered_by=entered_by), today)
            for one in self.form.several
        )
        return sorted((one for items in found for one in items), key=_by_receipt)

    @property
    def rows(self) -> list[QueueRow]:
        """The same, as the queue shows them: requesters masked."""
        taking = self.taking
        engine, today = taking.engine, taking.engine.today()
        board = Board(engine, engine.current(), taking.account, today, taking.speech, today)
        return board.rows(self.items)

    @property
    def into(self) -> str:
        """The request in which the others go on: at first the earliest."""
        return self.form.into or (self.items[0].reference if self.items else "")

    @property
    def relations(self) -> list[tuple[str, str]]:
        speech = self.taking.speech
        return [(one.value, first_up(speech.say(said))) for one, said in RELATIONS.items()]

    @property
    def grounds(self) -> list[tuple[str, str]]:
        speech = self.taking.speech
        return [(one.value, ground_in_words(one.value, speech)) for one in NoRequestGround]

    @property
    def key(self) -> str:
        return new_key()


def _by_receipt(item: Item) -> tuple[date, str]:
    return item.received_on, item.reference


def title_of(form: BulkForm, speech: Speech) -> str:
    """What is done, in the imperative."""
    return speech.phrase(words.imperative(STEPS[form.step]))


@router.post("/several", dependencies=[FromHere])
def take_for_several(
    http: Request, account: SignedIn, form: Annotated[BulkForm, Form()]
) -> Response:
    """Take a step for each ticked request; then a page that says of each what happened."""
    if not may_take(account.role, STEPS[form.step].path):
        raise not_allowed_error()
    engine, speech = engine_of(http), speech_for(http)
    other = _request_named(engine, account, form.target) if form.target and form.sure else None
    taking = Taking(engine, account, speech, form, other.id if other else None)
    if form.several and form.step in ASKS_FIRST:
        errors = _wrong(taking, other) if form.sure else {}
        if errors or not form.sure:
            page = FirstPage(taking, errors)
            status = 422 if errors else 200
            return render_page(http, "queue/several_first.html", account, status=status, page=page)
    title, results = title_of(form, speech), taking.each()
    return render_page(
        http, "queue/several.html", account, results=results, title=title, target=form.target
    )


def _request_named(engine: Engine, account: Account, reference: str) -> RightsRequest | None:
    with suppress(UnknownRequestError):
        return request_of(engine, account, reference)
    return None


def _wrong(taking: Taking, other: RightsRequest | None) -> dict[str, str]:
    """What is wrong with what was typed, by field, before anything is recorded."""
    form, say = taking.form, taking.speech.say
    if form.step == "link" and other is None:
        return {"into": say(_NO_SUCH)}
    if all(one.reference == form.target for one in form.several):
        return {"into": say(_ITSELF)}
    for one in form.several:  # the first that is there: what is typed is the same for all
        if request := other or _request_named(taking.engine, taking.account, one.reference):
            return taking.read(request)[1]
    return {}
