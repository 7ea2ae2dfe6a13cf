"""Making a request: the form, and what the person takes along from it.

The answer to the form is the page with the secret code itself. A redirect would have to carry in
its address, or in a cookie, what opens that page; and sending the form again changes nothing.
"""

from functools import partial
from typing import Any, NamedTuple

from fastapi import APIRouter, Request, Response
from pydantic import ValidationError

from griffie.api.http.guard import engine_of
from griffie.api.portal.entered import Form, Sent, ShownForm
from griffie.api.portal.rendering import render, speech_for
from griffie.api.portal.route import (
    NEW,
    SIGNED,
    UNCOUNTED,
    PortalRoute,
    entrance_of,
    own_site_of,
    problem,
)
from griffie.api.portal.wishes import FREQUENT, OTHERS, wanted, wishes
from griffie.api.words.lists import CAPACITIES
from griffie.api.words.own_site_words import signed_by_site
from griffie.api.words.speech import Speech, first_up
from griffie.application.access.roles import PORTAL
from griffie.application.engine import Engine
from griffie.application.portal.own_site import (
    ReceiveSigned,
    SignedPerson,
    receive_signed,
    refuse_used,
)
from griffie.application.portal.receive import ReceiveByPortal, ReceivedByPortal, receive_by_portal
from griffie.application.portal.secret import new_form_key
from griffie.domain.law.rights import AT_ONCE
from griffie.domain.request.reference import reference
from griffie.domain.request.vocabulary import Channel

router = APIRouter(route_class=PortalRoute, include_in_schema=False)

_CONTACT = ("email", "postal_address", "phone")
_EVERYBODY = "everybody"
_UNPROCESSABLE = 422


@router.get(NEW)
@router.get(NEW + "/language")
def open_form(http: Request) -> Response:
    """The empty form."""
    return _form(http, speech_for(http), Sent({}, (), ()))


@router.post(NEW + "/language", max_body_size=UNCOUNTED)
def show_in_language(http: Request, sent: ShownForm) -> Response:
    """The form in another language, with what was typed: nothing is taken in and nothing kept."""
    return _form(http, speech_for(http), sent, signed=_signed(http, sent))


@router.post(SIGNED, max_body_size=UNCOUNTED)
def open_signed_form(http: Request, sent: Form) -> Response:
    """The form for who is signed in at the controller's own site, whose button leads here."""
    site = own_site_of(http)
    person = site.person(sent.one("identity"))
    refuse_used(engine_of(http), person)
    signed = Signed(site.name, person, site.ticket(person))
    return _form(http, speech_for(http, sent.one("lang")), Sent({}, (), ()), signed=signed)


@router.post(NEW, max_body_size=UNCOUNTED)
def receive(http: Request, sent: Form) -> Response:
    """Take the request in, and show reference and secret code."""
    engine, speech = engine_of(http), speech_for(http, sent.one("lang"))
    signed = _signed(http, sent)
    if errors := _what_is_missing(sent, speech, is_known=signed is not None):
        return _form(http, speech, sent, errors, signed)
    kind = ReceiveSigned if signed else ReceiveByPortal
    try:
        body = kind(**_body(engine, sent, speech, signed))
    except ValidationError as wrong:
        places = {str(part) for one in wrong.errors() for part in one["loc"]}
        unread = speech.say("This cannot be read, or is too long.")
        named = places & {*_CONTACT, *_WORDS, "capacity"} or {"rights"}
        return _form(http, speech, sent, dict.fromkeys(sorted(named), unread), signed)
    if wait := entrance_of(http).requests.take(_EVERYBODY):
        return problem(http, 503, wait)
    mac = engine.mac(b"portal form\0" + sent.said)
    if signed and isinstance(body, ReceiveSigned):
        received = receive_signed(
            engine,
            signed.person,
            body,
            PORTAL,
            files=sent.files,
            form_key=sent.key,
            mac=mac,
            method=partial(signed_by_site, engine.profile.languages.default, signed.site),
        )
    else:
        received = receive_by_portal(engine, body, sent.files, sent.key, mac)
    return _received(http, speech, sent, received)


def _received(http: Request, speech: Speech, sent: Sent, received: ReceivedByPortal) -> Response:
    """The page that shows reference and secret code."""
    request = received.request
    return render(
        http,
        "received.html",
        speech,
        status=201,
        reference=reference(request.id),
        secret=received.secret,
        last_day=speech.long_day(request.deadline.term.first_month_ends_on),
        at_once=[first_up(wanted(speech, one)) for one in request.claims if one in AT_ONCE],
        received_on=speech.long_day(request.received_on),
        files=len(sent.files),
    )


_WORDS = ("message", "name", "for_name")


class Signed(NamedTuple):
    """Who is signed in at the controller's own site, as the form carries it on."""

    site: str
    person: SignedPerson
    ticket: str


def _signed(http: Request, sent: Sent) -> Signed | None:
    """Who the form says that the own site named; None for a form of anybody.

    Raises UnbelievedIdentityError.
    """
    ticket = sent.one("ticket")
    if not ticket:
        return None
    site = own_site_of(http)
    return Signed(site.name, site.person_of_ticket(ticket), ticket)


def _what_is_missing(sent: Sent, speech: Speech, *, is_known: bool) -> dict[str, str]:
    """What the form needs and does not have, by field."""
    errors = {}
    if not (sent.fields.get("rights") or sent.one("message") or sent.files):
        errors["rights"] = speech.say("Tick what you want, or write it in your own words.")
    if not is_known and not any(sent.one(name) for name in _CONTACT):
        errors["email"] = speech.say("We need one way to reach you: e-mail, post or telephone.")
    return errors


def _body(engine: Engine, sent: Sent, speech: Speech, signed: Signed | None) -> dict[str, Any]:
    """The body of `receive`: empty fields are left out. Whom the site names asks for themselves."""
    contact = {name: value for name in _CONTACT if (value := sent.one(name))}
    name, another = sent.one("name"), sent.one("for_name")
    if signed:
        contact, name, another = {"email": signed.person.email}, signed.person.name, ""
    body: dict[str, Any] = {
        "received_on": engine.today(),
        "channel": Channel.WEB_FORM,
        "language": speech.language,
        "rights": [{"right": one} for one in dict.fromkeys(sent.fields.get("rights", ()))],
        "requester": contact | ({"name": another or name} if another or name else {}),
    }
    if not signed and (another or sent.one("capacity")):
        speaker = {one: value for one in ("name", "email") if (value := sent.one(one))}
        body["representative"] = speaker | {"capacity": sent.one("capacity") or "other"}
    if message := sent.one("message"):
        body["message"] = message
    return body


def _form(
    http: Request,
    speech: Speech,
    sent: Sent,
    errors: dict[str, str] | None = None,
    signed: Signed | None = None,
) -> Response:
    ticked = tuple(sent.fields.get("rights", ()))
    others = wishes(speech, OTHERS, ticked)
    return render(
        http,
        "new.html",
        speech,
        status=_UNPROCESSABLE if errors is not None else 200,
        frequent=wishes(speech, FREQUENT, ticked),
        others=others,
        others_open=any(one.ticked for one in others),
        capacities=[(one.value, first_up(speech.say(said))) for one, said in CAPACITIES.items()],
        typed={name: sent.one(name) for name in (*_CONTACT, *_WORDS, "capacity")},
        errors=errors or {},
        unkept=bool(sent.unkept),
        signed=signed,
        once=sent.key if errors is None else new_form_key(),
    )
