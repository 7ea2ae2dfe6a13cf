"""Go to: the steps that are possible here, the pages, one's own requests; as a dialog or a page.

What is typed goes into no address: it may be a name. The script narrows the list in the browser;
the form is posted, and a reference leads to its request.
"""

import unicodedata
from contextlib import suppress
from typing import Annotated, NamedTuple
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.responses import RedirectResponse

from griffie.api.console.find_request import REFERENCE, request_of, typed_reference
from griffie.api.console.frame.menu import menu_of
from griffie.api.console.frame.problem_page import PageRoute
from griffie.api.console.frame.rendering import render_page, speech_for
from griffie.api.console.frame.sign_in import FromHere, SignedIn
from griffie.api.console.queue import tabs
from griffie.api.console.request.steps_panel import offered
from griffie.api.http.guard import engine_of
from griffie.api.http.routes.lists import entered_by_filter
from griffie.api.words.speech import Speech, first_up
from griffie.application.access.roles import Account, Permission, may, may_take
from griffie.application.engine import Engine
from griffie.application.requests.requests import UnknownRequestError
from griffie.domain.rights_request import RightsRequest

router = APIRouter(route_class=PageRoute, include_in_schema=False)

LONGEST = 320
Here = Annotated[str, Query(alias="request", pattern=f"{REFERENCE}|^$")]
"""The request from whose page somebody comes; empty elsewhere."""


class Hit(NamedTuple):
    """Where one can go: its name, a line about it, its drawing and its address."""

    title: str
    note: str
    icon: str
    address: str

    def has(self, words: list[str]) -> bool:
        """Whether it is called so: every word stands in it, without accents or capitals."""
        said = _folded(f"{self.title} {self.note}")
        return all(word in said for word in words)


class Hits(NamedTuple):
    """A group of the list under its heading."""

    title: str
    hits: list[Hit]


@router.get("/go")
def go(http: Request, account: SignedIn, here: Here = "") -> Response:
    """The list as a page, for who comes without a script."""
    return _list(http, account, here, "queue/go.html")


@router.get("/go/list")
def go_list(http: Request, account: SignedIn, here: Here = "") -> Response:
    """The list as a piece of a page, for the dialog."""
    return _list(http, account, here, "queue/go_list.html")


@router.post("/go", dependencies=[FromHere])
def go_to(
    http: Request,
    account: SignedIn,
    here: Here = "",
    sought: Annotated[str, Form(max_length=LONGEST)] = "",
) -> Response:
    """To the request with this reference; else the list of what is called so."""
    engine, reference = engine_of(http), typed_reference(sought)
    if reference:
        with suppress(UnknownRequestError):
            request_of(engine, account, reference)
            return RedirectResponse(f"/requests/{reference}", 303)
    return _list(http, account, here, "queue/go.html", sought)


def _list(http: Request, account: Account, here: str, template: str, sought: str = "") -> Response:
    engine, speech = engine_of(http), speech_for(http)
    words = _folded(sought).split()
    every = [*_of_request(engine, account, here, speech), _pages(account, speech)]
    every.append(_views(engine, account, speech))
    every.append(_own(engine, account, speech))
    named = [Hits(one.title, [hit for hit in one.hits if hit.has(words)]) for one in every]
    groups = [one for one in named if one.hits]
    return render_page(http, template, account, groups=groups, here=here, sought=sought)


def _of_request(engine: Engine, account: Account, here: str, speech: Speech) -> list[Hits]:
    """The steps that are possible in the request from which somebody comes, and its pages."""
    if not here:
        return []
    try:
        request = request_of(engine, account, here)
    except UnknownRequestError:
        return []
    place = f"/requests/{here}"
    steps = [
        Hit(one.title, one.why, "right", f"{place}/do/{one.path}")
        for group in offered(request, account, speech).groups
        for one in (*group.usual, *group.further)
    ]
    pages = [Hit(speech.say("Searches"), here, "search", f"{place}/searches")]
    pages.append(Hit(speech.say("Processors"), here, "send", f"{place}/processors"))
    if may_take(account.role, RightsRequest.inform.path):
        pages.insert(0, Hit(speech.say("Letters"), here, "mail", f"{place}/letter"))
    pages.append(Hit(speech.say("Replay"), here, "replay", f"{place}/replay"))
    if may(account.role, Permission.AUDIT):
        pages.append(Hit(speech.say("Dossier"), here, "inlet", f"{place}/dossier"))
    return [Hits(speech.say("To do, for {reference}", reference=here), [*steps, *pages])]


def _pages(account: Account, speech: Speech) -> Hits:
    """The pages of the menu."""
    found = [
        Hit(speech.say(page.title), speech.say(title) if title else "", page.icon, page.address)
        for title, pages in menu_of(account.role)
        for page in pages
    ]
    return Hits(speech.say("Pages"), found)


def _views(engine: Engine, account: Account, speech: Speech) -> Hits:
    """The saved views of the work queue."""
    title = speech.say("Saved views")
    if not may(account.role, Permission.LISTS):
        return Hits(title, [])
    seen = engine.saved_views.seen_by(account.id)
    found = [Hit(one.name, "", "queue", f"/?{urlencode(one.asked)}") for one in seen]
    return Hits(title, found)


def _own(engine: Engine, account: Account, speech: Speech) -> Hits:
    """The requests that somebody handles, or entered; the most urgent first, a page of them."""
    title = speech.say("Your requests")
    if not may(account.role, Permission.LISTS):
        return Hits(title, [])
    entered_by = entered_by_filter(account)
    wanted = tabs.TabFilter("open" if entered_by else "mine")
    page = tabs.tab_page(
        engine.current(), wanted, engine.today(), engine.cover(account).mine, entered_by, cursor=""
    )
    found = [
        Hit(
            item.reference,
            ", ".join(
                [
                    *(first_up(speech.right(right)) for right in item.rights),
                    speech.say("due on {on}", on=item.deadline["due_on"]),
                ]
            ),
            "doc",
            f"/requests/{item.reference}",
        )
        for item in page.items
    ]
    return Hits(title, found)


def _folded(words: str) -> str:
    """Without accents and in small letters, so that both are found as people type them."""
    plain = unicodedata.normalize("NFD", words)
    return "".join(one for one in plain if not unicodedata.combining(one)).casefold()
