"""Views of the work queue, kept under a name: for oneself, or shared with colleagues.

What a view shows is always judged by what its reader may see; it opens nothing to anybody.
"""

from collections.abc import Mapping
from typing import Annotated, Literal, NamedTuple

from fastapi import APIRouter, Form, Path, Request, Response
from fastapi.responses import RedirectResponse

from griffie.api.console.frame.problem_page import PageRoute
from griffie.api.console.frame.rendering import address_with, render_page, speech_for
from griffie.api.console.frame.sign_in import FromHere, SignedIn
from griffie.api.console.queue.filter_words import TABS, filters_in_words
from griffie.api.console.queue.queue_lists import Filters
from griffie.api.console.queue.tabs import TabFilter, filter_of
from griffie.api.http.guard import engine_of
from griffie.api.http.routes.lists import entered_by_filter
from griffie.api.words.colleagues import Colleague, colleagues, name_of
from griffie.api.words.speech import Speech
from griffie.application.access.roles import Account
from griffie.application.access.saved_views import (
    LONGEST_NAME,
    SavedView,
    TooManyViewsError,
    may_change,
)
from griffie.application.engine import Engine
from griffie.application.requests.requests import UnknownRequestError

router = APIRouter(route_class=PageRoute, include_in_schema=False)


class ViewLink(NamedTuple):
    """A saved view above the queue."""

    name: str
    asked: Mapping[str, str]
    current: bool
    """Whether the queue shows it now."""


class ViewLine(NamedTuple):
    """A saved view in the list."""

    id: str
    name: str
    asked: Mapping[str, str]
    words: str
    """Its tab, its filters and its order."""
    whose: str
    """Who shares it; empty for one's own."""
    shared: bool
    mine: bool
    """Whether the reader may share and remove it."""


def saved_links(engine: Engine, account: Account, wanted: TabFilter) -> list[ViewLink]:
    """The views that an account sees, its own first."""
    return [
        ViewLink(one.name, one.asked, one.asked == wanted.said)
        for one in engine.saved_views.seen_by(account.id)
    ]


@router.get("/views")
def saved_views(http: Request, account: SignedIn, wanted: Filters) -> Response:
    """The views that one sees; with filters in the address, the form that keeps them."""
    return _page(http, account, wanted if "tab" in http.query_params else None)


@router.post("/views", dependencies=[FromHere])
def keep_view(
    http: Request,
    account: SignedIn,
    wanted: Filters,
    name: Annotated[str, Form(max_length=4 * LONGEST_NAME)] = "",
    shared: Annotated[Literal["yes"] | None, Form()] = None,
) -> Response:
    """Keep what the address says under a name; the view of that name is replaced."""
    speech, said = speech_for(http), " ".join(name.split())
    if not 0 < len(said) <= LONGEST_NAME or not said.isprintable():
        why = speech.say("Give it a name of at most {most} characters", most=LONGEST_NAME)
        return _page(http, account, wanted, said, wrong=why)
    try:
        engine_of(http).saved_views.keep(account.id, said, wanted.said, shared=shared is not None)
    except TooManyViewsError:
        why = speech.say("You keep as many views as you can. Remove one first")
        return _page(http, account, wanted, said, wrong=why)
    return RedirectResponse(address_with("/", wanted.said), 303)


@router.post("/views/{view_id}", dependencies=[FromHere])
def change_view(
    http: Request,
    account: SignedIn,
    view_id: Annotated[str, Path(max_length=40)],
    do: Annotated[Literal["share", "unshare", "remove"], Form()],
) -> Response:
    """Share a view, keep it to oneself, or remove it. One that is not seen is unknown."""
    entered_by_filter(account)
    views = engine_of(http).saved_views
    found = {one.id: one for one in views.seen_by(account.id)}.get(view_id)
    if found is None or not may_change(account, found):
        raise UnknownRequestError
    if do == "remove":
        views.remove(found.id)
    else:
        views.share(found, shared=do == "share")
    return RedirectResponse("/views", 303)


def _page(
    http: Request, account: Account, wanted: TabFilter | None, name: str = "", *, wrong: str = ""
) -> Response:
    engine, speech = engine_of(http), speech_for(http)
    known = colleagues(engine.access, account)
    shown = {
        "lines": [
            _line(one, account, known, speech) for one in engine.saved_views.seen_by(account.id)
        ],
        "wanted": wanted,
        "words": _in_words(wanted, known, speech) if wanted else "",
        "name": name,
        "wrong": wrong,
        "longest": LONGEST_NAME,
    }
    status = 422 if wrong else 200
    return render_page(http, "queue/saved_views.html", account, status=status, **shown)


def _line(
    view: SavedView, account: Account, known: Mapping[str, Colleague], speech: Speech
) -> ViewLine:
    own = view.account_id == account.id
    return ViewLine(
        id=view.id,
        name=view.name,
        asked=view.asked,
        words=_in_words(filter_of(view.asked), known, speech),
        whose="" if own else name_of(view.account_id, known),
        shared=view.shared,
        mine=may_change(account, view),
    )


def _in_words(wanted: TabFilter, known: Mapping[str, Colleague], speech: Speech) -> str:
    """The tab, the filters and the order."""
    return ", ".join([speech.say(TABS[wanted.tab]), *filters_in_words(wanted, known, speech)])
