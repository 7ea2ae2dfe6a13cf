"""How a request stands, for who knows its reference and its secret code; and what they add to it.

A wrong code and a reference that does not exist are one question with one answer: the same octets
after the same work. Who tries often is slowed; a right code never is.
"""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, NamedTuple

from fastapi import APIRouter, Path, Request, Response

from griffie.api.http.guard import engine_of
from griffie.api.portal.entered import ANSWERS, FILES, Form, Sent, ShownForm
from griffie.api.portal.rendering import render, speech_for
from griffie.api.portal.route import UNCOUNTED, PortalRoute, address_of, entrance_of, problem
from griffie.api.portal.wishes import wanted
from griffie.api.words.speech import Speech, first_up
from griffie.application.portal.answer_code import code_is_asked, opens
from griffie.application.portal.answer_link import PATH, reference_of_link
from griffie.application.portal.handed_out import Kind, ready_for
from griffie.application.portal.secret import new_form_key, request_of_secret
from griffie.application.portal.standing import RequestStands, request_stands
from griffie.application.portal.words_sent import About, as_file, join_words
from griffie.application.requests.requests import Once
from griffie.domain.model.policy import LONGEST_MESSAGE
from griffie.domain.model.values import Sealed
from griffie.domain.request.reference import reference
from griffie.domain.rights_request import RightsRequest

router = APIRouter(route_class=PortalRoute, include_in_schema=False)

_NOT_OPENED, _UNPROCESSABLE, _SLOW_DOWN = 404, 422, 429


@router.get("/portal/status")
@router.get("/portal/status/language")
def ask(http: Request) -> Response:
    """The form for reference and secret code."""
    return render(http, "find.html", speech_for(http), wrong=False)


@router.get(PATH + "{link}")
def follow(http: Request, link: Annotated[str, Path(max_length=300)]) -> Response:
    """The same form by the link of a notice, with the reference in it; too old, without it."""
    named = reference_of_link(engine_of(http), link) or ""
    speech = speech_for(http)
    return render(http, "find.html", speech, wrong=False, named=named, old=not named)


@router.post("/portal/status/language", max_body_size=UNCOUNTED)
def show_in_language(http: Request, sent: ShownForm) -> Response:
    """The form for reference and secret code in another language, whatever was typed in it."""
    named, secret = sent.one("reference"), sent.one("secret")
    return render(http, "find.html", speech_for(http), wrong=False, named=named, secret=secret)


@router.post("/portal/status", max_body_size=UNCOUNTED)
def show(http: Request, sent: ShownForm) -> Response:
    """How the request stands; in another language with what was typed on its page."""
    found = opened(http, sent)
    return found if isinstance(found, Response) else status_page(http, sent, found)


@router.post("/portal/status/message", max_body_size=UNCOUNTED)
def add(http: Request, sent: Form) -> Response:
    """File a reminder, an answer or more words under the request."""
    found = opened(http, sent)
    if isinstance(found, Response):
        return found
    if wait := entrance_of(http).forms.take(address_of(http)):
        return problem(http, _SLOW_DOWN, wait)
    speech, said = speech_for(http, sent.one("lang")), sent.one("about")
    about = About.ANSWER if said in ANSWERS else About.MORE
    about = About(said) if said in set(About) else about
    of, place = ANSWERS.get(said, "message"), FILES.get(said, "files")
    words, files = sent.one(of), sent.files_in(place)
    if about is About.REMINDER and not words:
        words = speech.say("I remind you of my request.")
    if not (words or files):
        need = speech.say("Write something, or choose a file.")
        return status_page(http, sent, found, error=need)
    if len(words) > LONGEST_MESSAGE:
        need = speech.say("This cannot be read, or is too long.")
        return status_page(http, sent, found, error=need)
    engine = engine_of(http)
    once = Once(
        engine.mac(f"portal words\0{found.id}\0{sent.key}{ANSWERS.get(said, '')}".encode()),
        engine.mac(b"portal words\0" + sent.said),
    )
    request = join_words(engine, found, about, [as_file(words), *files], once=once)
    rest = sent.without(of, place)
    return status_page(http, rest, engine.requests.load(request.id), done=about)


def opened(http: Request, sent: Sent) -> RightsRequest | Response:
    """The request that reference and secret code open; else the form again, always the same."""
    found = request_of_secret(engine_of(http), sent.one("reference"), sent.one("secret"))
    if found is not None:
        return found
    if wait := wait_of(http, sent):
        return problem(http, _SLOW_DOWN, wait)
    speech = speech_for(http, sent.one("lang"))
    return render(http, "find.html", speech, status=_NOT_OPENED, wrong=True)


def wait_of(http: Request, sent: Sent) -> int:
    """Count what opened nothing, by address and by reference. After how many seconds to go on."""
    tries = entrance_of(http).tries
    return max(tries.take(address_of(http)), tries.take(f"reference {sent.one('reference')[:40]}"))


def status_page(
    http: Request, sent: Sent, request: RightsRequest, *, done: About | None = None, error: str = ""
) -> Response:
    """The page of a request, for its person. Its forms carry reference and secret code on."""
    engine, speech = engine_of(http), speech_for(http, sent.one("lang"))
    on = engine.today()
    stands = request_stands(engine, request, on)
    ready = ready_for(request, on)
    return render(
        http,
        "status.html",
        speech,
        status=_UNPROCESSABLE if error else 200,
        title=_title(stands, speech, has_ready=bool(ready)),
        stands=stands,
        rights=[(first_up(wanted(speech, one.right)), one) for one in stands.rights],
        ready=ready,
        lying=_numbered(ready),
        by_code=bool(ready) and by_code(http, request),
        locked=bool(ready) and is_locked(http, sent, request),
        given=sent.one("pass"),
        reference=reference(request.id),
        secret=sent.one("secret"),
        once=new_form_key(),
        done=done.value if done else "",
        error=error,
        typed={name: sent.one(name) for name in ("message", *ANSWERS.values())},
        unkept=sent.unkept | {*sent.places},
    )


class Lying(NamedTuple):
    """Something that lies ready: a letter, or a copy with its number among the copies."""

    sealed: Sealed
    is_letter: bool
    sent_on: date
    until: date
    number: int
    copies: int


def _numbered(ready: Sequence[Kind]) -> list[Lying]:
    """What lies ready; where there are several copies, each can be told from the others."""
    copies = [one.sealed for one in ready if not one.is_letter]
    return [
        Lying(*one, number=0 if one.is_letter else copies.index(one.sealed) + 1, copies=len(copies))
        for one in ready
    ]


def is_locked(http: Request, sent: Sent, request: RightsRequest) -> bool:
    """Whether the answer opens with a code by e-mail that was not entered yet."""
    return by_code(http, request) and not opens(engine_of(http), request, sent.one("pass"))


def by_code(http: Request, request: RightsRequest) -> bool:
    """Whether a code by e-mail is asked. Only where this server sends: else it would never come."""
    sends: bool = http.app.state.sends
    return sends and code_is_asked(engine_of(http), request)


def _title(stands: RequestStands, speech: Speech, *, has_ready: bool) -> str:
    """The most important thing of a request in a few words."""
    if stands.questions:
        return speech.say("We need something from you")
    if has_ready:
        return speech.say("Our answer is here")
    if stands.answered or stands.over:
        return speech.say("We answered you")
    if stands.late_since:
        return speech.say("Our answer is late")
    return speech.say("We are working on your request")
