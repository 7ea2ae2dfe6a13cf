"""The queue as a file."""

from collections.abc import Iterator
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Form, Query, Request, Response
from pydantic import BeforeValidator

from griffie.api.console.frame.problem_page import PageRoute
from griffie.api.console.frame.said_why import Purpose
from griffie.api.console.frame.sign_in import FromHere, Proved, SignedIn
from griffie.api.console.queue import tabs
from griffie.api.http.beside_the_loop import records
from griffie.api.http.guard import engine_of
from griffie.api.http.list_file import masked_list, opened_list
from griffie.api.http.problems import not_allowed_error
from griffie.api.http.routes.lists import entered_by_filter
from griffie.api.papers.table.forms import TableForm
from griffie.application.access.purposes import Why
from griffie.application.access.roles import Account, Permission, may
from griffie.application.engine import Engine
from griffie.application.register.view import Item
from griffie.application.requests.commands import Day
from griffie.domain.law import Right
from griffie.domain.law.deadlines import Standing
from griffie.domain.model.values import Account as Handler
from griffie.domain.request.vocabulary import Channel

router = APIRouter(route_class=PageRoute, include_in_schema=False)


def _or_none(said: object) -> object:
    return said or None


def filters(  # noqa: PLR0917 - what an address of the queue may say
    account: SignedIn,
    tab: tabs.Tab = "open",
    right: Annotated[Right | None, BeforeValidator(_or_none)] = None,
    channel: Annotated[Channel | None, BeforeValidator(_or_none)] = None,
    state: Annotated[Standing | None, BeforeValidator(_or_none)] = None,
    handler: Annotated[Handler | None, BeforeValidator(_or_none)] = None,
    due: Day | None = None,
    within: Literal["7"] | None = None,
    order: Annotated[tabs.Order | None, BeforeValidator(_or_none)] = None,
) -> tabs.TabFilter:
    """A dependency: the filters of the queue. Raises RequestRefusedError (403) for the role."""
    entered_by_filter(account)
    return tabs.TabFilter(tab, right, channel, state, due, within is not None, handler, order)


Filters = Annotated[tabs.TabFilter, Depends(filters)]


def _items(engine: Engine, account: Account, wanted: tabs.TabFilter) -> Iterator[Item]:
    view, entered_by = engine.current(), entered_by_filter(account)
    return tabs.tab_items(view, wanted, engine.today(), engine.cover(account).mine, entered_by)


@router.get("/list")
@records
def list_as_file(
    http: Request,
    account: SignedIn,
    wanted: Filters,
    form: Annotated[TableForm, Query(alias="format")] = TableForm.CSV,
) -> Response:
    """The tab as a file, whole, with its filters; requesters masked."""
    engine = engine_of(http)
    return masked_list(engine, account, _items(engine, account, wanted), form)


@router.post("/list", dependencies=[FromHere, Proved])
def opened_list_as_file(  # noqa: PLR0917 - what the form says
    http: Request,
    account: SignedIn,
    wanted: Filters,
    form: Annotated[TableForm, Form(alias="format")] = TableForm.CSV,
    purpose: Annotated[str, Form(max_length=500)] = "",
    looked_for: Purpose = None,
) -> Response:
    """The same with who asked, for a purpose: a recorded look at each request of it."""
    if not may(account.role, Permission.REVEAL):
        raise not_allowed_error()
    engine = engine_of(http)
    said = Why(looked_for, purpose.strip() or None)
    return opened_list(engine, account, _items(engine, account, wanted), form, said)
