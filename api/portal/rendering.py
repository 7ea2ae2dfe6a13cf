"""Fills in the pages of the portal, in the language that the address or the form names.

No cookie keeps it: every link and every form of the portal carries it on. Where something can be
typed, the languages are buttons that send the form along (`tongues` in `parts.html`).
"""

from typing import Any
from urllib.parse import urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment

from griffie.api.console.frame.plain_pages import plain_pages
from griffie.api.http.guard import engine_of
from griffie.api.words.speech import Speech, preferred_language
from griffie.domain.law import Language

POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cache-Control": "no-store",
}
_A_YEAR_OF_HTTPS = "max-age=31536000"


def templates() -> Environment:
    """The templates of the portal by name, and the drawings of the console."""
    return plain_pages("griffie.api.portal")


def speech_for(http: Request, chosen: str = "") -> Speech:
    """The language that the form or the address names; else that of the browser."""
    chosen = chosen or http.query_params.get("lang", "")
    if chosen in set(Language):
        return Speech(Language(chosen))
    default = engine_of(http).profile.languages.default
    return Speech(preferred_language(http.headers.get("accept-language", ""), default))


def render(
    http: Request, template: str, speech: Speech, *, status: int = 200, **shown: Any
) -> HTMLResponse:
    """A page of the portal, in a language."""
    profile = engine_of(http).profile
    identity, authority = profile.identity, profile.supervisory_authority
    html = (
        templates()
        .get_template(template)
        .render(
            {
                "_": speech.say,
                "speech": speech,
                "lang": speech.language.value,
                "office": identity.name if identity else "",
                "office_email": identity.email if identity else "",
                "office_address": identity.postal_address if identity else "",
                "authority": authority.name.in_(speech.language),
                "authority_address": authority.postal_address.in_(speech.language),
                "authority_site": authority.website.in_(speech.language),
                "languages": [(one.value, Speech(one).tongue(one)) for one in Language],
                "here": http.url.path,
                "to": lambda path: f"{path}?{urlencode({'lang': speech.language.value})}",
            }
            | shown
        )
    )
    response = HTMLResponse(html, status, headers=HEADERS | {"Content-Language": lang(speech)})
    if http.url.scheme == "https":
        response.headers["Strict-Transport-Security"] = _A_YEAR_OF_HTTPS
    return response


def lang(speech: Speech) -> str:
    """The language of a page, as its header says it."""
    return speech.language.value
