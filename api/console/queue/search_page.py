"""The page that finds a request: by its reference, or by the person, which is recorded."""

from typing import Annotated, Any

from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.responses import RedirectResponse

from griffie.api.console.find_request import typed_reference
from griffie.api.console.frame.problem_page import PageRoute
from griffie.api.console.frame.rendering import render_page, speech_for
from griffie.api.console.frame.said_why import SaidInForm, is_said
from griffie.api.console.frame.sign_in import FromHere, SignedIn
from griffie.api.console.queue.work_queue import Board
from griffie.api.http.guard import engine_of, may_search
from griffie.api.http.routes.lists import entered_by_filter
from griffie.application.access.purposes import gives_reason
from griffie.application.access.roles import Account, Permission
from griffie.application.access.searches import Search
from griffie.application.register.every_item import BATCH
from griffie.application.register.view import Query as RegisterQuery
from griffie.domain.searches import SearchedBy

router = APIRouter(route_class=PageRoute, include_in_schema=False)

LONGEST = 320


@router.get("/search")
def search(
    http: Request, account: SignedIn, reference: Annotated[str, Query(max_length=LONGEST)] = ""
) -> Response:
    """By reference, which is not personal; anything else is asked with a form, never in a URL."""
    entered_by_filter(account)
    if not reference:
        return _search_page(http, account)
    return _redirect_to_reference(http, account, reference) or _search_page(
        http, account, status=404, tried="reference"
    )


@router.post("/search", dependencies=[FromHere])
def seek(
    http: Request,
    account: SignedIn,
    why: SaidInForm,
    sought: Annotated[str, Form(max_length=LONGEST)] = "",
) -> Response:
    """A reference, a name, a number or an address: what it is shows in how it is written.

    A search for a person is recorded before it shows anything; an auditor says why.
    """
    engine, speech = engine_of(http), speech_for(http)
    entered_by = entered_by_filter(account)
    if found := _redirect_to_reference(http, account, sought):
        return found
    value = sought.strip()
    if not value:
        return _search_page(http, account)
    if not is_said(account, why):
        return _search_page(http, account, status=422, tried="reason")
    by = _kind_of(value)
    among = tuple(engine.vault.find(by, value))
    asked = RegisterQuery(among=among, sort="-received_on", limit=BATCH, entered_by=entered_by)
    view, today = engine.current(), engine.today()
    items = view.items(asked, today)
    said = may_search(account, why)
    engine.searches.record(Search(by, value), len(items), said, engine.now(account))
    rows = Board(engine, view, account, today, speech, today).rows(items)
    return _search_page(http, account, rows=rows, tried="person")


def _search_page(
    http: Request, account: Account, *, status: int = 200, rows: Any = None, tried: str = ""
) -> Response:
    needed = gives_reason(account, Permission.SEARCH)
    shown = {"rows": rows, "tried": tried, "reason_needed": needed}
    return render_page(http, "queue/search.html", account, status=status, **shown)


def _kind_of(value: str) -> SearchedBy:
    """An e-mail address has its sign, a telephone number no letter, and a street has both."""
    if "@" in value:
        return SearchedBy.EMAIL
    letters, digits = (any(map(is_one, value)) for is_one in (str.isalpha, str.isdecimal))
    if digits:
        return SearchedBy.POSTAL_ADDRESS if letters else SearchedBy.PHONE
    return SearchedBy.NAME


def _redirect_to_reference(http: Request, account: Account, written: str) -> Response | None:
    """To the request, when what was written is a reference of one that this person may see."""
    reference = typed_reference(written)
    engine = engine_of(http)
    asked = RegisterQuery(reference=reference, entered_by=entered_by_filter(account))
    if not reference or not engine.current().items(asked, engine.today()):
        return None
    return RedirectResponse(f"/requests/{reference}", 303)
