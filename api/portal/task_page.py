"""A search that a colleague answers by a link: what to look for, and what was found.

To open the address shows nothing of anybody: programs that check links open every one of them. What
opens no search (used up, too old, taken back, made up) is one and the same page.
"""

from typing import Annotated

from fastapi import APIRouter, Path, Request, Response

from griffie.api.http.guard import engine_of
from griffie.api.portal.entered import Form, Sent, ShownForm
from griffie.api.portal.rendering import render, speech_for
from griffie.api.portal.route import UNCOUNTED, PortalRoute, address_of, entrance_of, problem
from griffie.api.words.names import msg
from griffie.api.words.search_words import SHOWN
from griffie.application.disclosure import Disclosure
from griffie.application.portal.search_task import (
    ClosedLinkError,
    Found,
    SearchTask,
    answer_search,
    task_of,
    to_look_for,
)
from griffie.application.portal.secret import new_form_key
from griffie.application.requests.requests import Once
from griffie.application.sending.search_link import PATH, system_named
from griffie.domain.model.errors import BadInputError
from griffie.domain.model.policy import LONGEST_MESSAGE
from griffie.domain.request.reference import reference
from griffie.domain.request.vocabulary import SearchResult

router = APIRouter(route_class=PortalRoute, include_in_schema=False)

Link = Annotated[str, Path(max_length=300)]

_CLOSED, _UNPROCESSABLE, _SLOW_DOWN = 404, 422, 429
_WRONG = {
    "files": msg("Nothing was found, and yet there are files: choose one of the two."),
    "message": msg("Say what you found: add a file, or write where it is."),
}
_UNREAD = msg("This cannot be read, or is too long.")


@router.get(PATH + "{link}")
def ask(http: Request, link: Link) -> Response:
    """What is asked, without anything of the person whom it is about."""
    task = _opened(http, link)
    return task if isinstance(task, Response) else _page(http, link, task, shown=False)


@router.post(PATH + "{link}", max_body_size=UNCOUNTED)
def show(http: Request, link: Link) -> Response:
    """What to look for, and the form for the answer. That it was seen is recorded first."""
    task = _opened(http, link)
    return task if isinstance(task, Response) else _page(http, link, task, shown=True)


@router.post(PATH + "{link}/language", max_body_size=UNCOUNTED)
def show_in_language(http: Request, link: Link, sent: ShownForm) -> Response:
    """The same in another language, with what was typed. That it was seen is recorded again."""
    task = _opened(http, link)
    return task if isinstance(task, Response) else _page(http, link, task, sent, shown=True)


@router.post(PATH + "{link}/answer", max_body_size=UNCOUNTED)
def answer(http: Request, link: Link, sent: Form) -> Response:
    """Record what was found, and use the link up."""
    task = _opened(http, link)
    if isinstance(task, Response):
        return task
    if wait := entrance_of(http).forms.take(address_of(http)):
        return problem(http, _SLOW_DOWN, wait)
    error = _unread(sent)
    if not error:
        engine = engine_of(http)
        once = Once(
            engine.mac(f"portal task\0{task.given.link}\0{sent.key}".encode()),
            engine.mac(b"portal task\0" + sent.said),
        )
        try:
            answer_search(engine, task, _found(sent), once)
        except BadInputError as wrong:
            error = _WRONG[wrong.word]
        except ClosedLinkError:  # a colleague of the office was faster
            return _closed(http)
    if error:
        return _page(http, link, task, sent, shown=True, error=error)
    return render(http, "task_done.html", speech_for(http))


def _unread(sent: Sent) -> str:
    """Why a form cannot be read; empty where it can."""
    if sent.one("result") not in set(SearchResult):
        return _WRONG["message"]
    return _UNREAD if len(sent.one("message")) > LONGEST_MESSAGE else ""


def _found(sent: Sent) -> Found:
    words = sent.one("message").replace("\0", "")
    note = Disclosure("note", words) if words else None
    return Found(SearchResult(sent.one("result")), note, sent.files)


def _opened(http: Request, link: str) -> SearchTask | Response:
    """The search of a link; else the page of every link that opens none. Who tries is slowed."""
    try:
        return task_of(engine_of(http), link)
    except ClosedLinkError:
        if wait := entrance_of(http).tries.take(address_of(http)):
            return problem(http, _SLOW_DOWN, wait)
        return _closed(http)


def _closed(http: Request) -> Response:
    # `here`: the links to the other languages must not repeat what was in the address.
    return render(http, "task_closed.html", speech_for(http), status=_CLOSED, here=PATH + "-")


def _page(
    http: Request,
    link: str,
    task: SearchTask,
    sent: Sent | None = None,
    *,
    shown: bool,
    error: str = "",
) -> Response:
    sent = sent or Sent({}, (), ())
    engine, speech = engine_of(http), speech_for(http)
    seen = to_look_for(engine, task) if shown else None
    return render(
        http,
        "task.html",
        speech,
        status=_UNPROCESSABLE if error else 200,
        at=PATH + link,
        system=system_named(engine, task.given.system, speech.language),
        reference=reference(task.request.id),
        due_on=task.due_on,
        until=task.given.until,
        seen=seen,
        lines=[(speech.say(SHOWN[one]), said) for one, said in seen.shown] if seen else (),
        once=new_form_key(),
        error=speech.say(error) if error else "",
        typed={name: sent.one(name) for name in ("message", "result")},
        unkept=bool(sent.unkept or sent.files),
    )
