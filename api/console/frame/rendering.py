"""Fills in templates in the language of the reader. The headers forbid browsers to store a page."""

import re
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from typing import Any
from urllib.parse import urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined

from griffie.api.console.find_request import REFERENCE
from griffie.api.console.frame.keys import KEYS_COOKIE, OFF, table_for_script
from griffie.api.console.frame.menu import menu_of
from griffie.api.console.frame.static_files import VERSION
from griffie.api.http.guard import engine_of
from griffie.api.papers.letter import qr_code
from griffie.api.words.names import LOOKED_FOR, ROLES
from griffie.api.words.speech import Speech, first_up, preferred_language
from griffie.application.access.purposes import usual_purpose
from griffie.application.access.roles import Account, Permission, may
from griffie.application.engine import Engine
from griffie.domain.housekeeping import LookPurpose
from griffie.domain.law import Language

LANGUAGE_COOKIE = "griffie_language"
_BAD = 400
_OF_REQUEST = re.compile(rf"/requests/({REFERENCE[1:-1]})(/|$)")
A_YEAR = 365 * 24 * 3600

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; "
    "base-uri 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
A_YEAR_OF_HTTPS = {"Strict-Transport-Security": f"max-age={A_YEAR}"}
_NOT_KEPT = {"Cache-Control": "no-store"}
"""A page may hold personal data: no browser and nobody in between keeps it."""


@cache
def templates() -> Environment:
    """The templates of the console, by their path from its folder (`queue/board.html`)."""
    environment = Environment(
        loader=PackageLoader("griffie.api.console", ""),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    environment.filters |= {"first_up": first_up, "qr": qr_code}
    environment.globals["href"] = address_with
    environment.globals["look_purposes"] = [(one.value, LOOKED_FOR[one]) for one in LookPurpose]
    environment.globals["usual_purpose"] = usual_purpose
    environment.globals["static"] = lambda name: f"/static/{VERSION}/{name}"
    return environment


def address_with(path: str, *queries: Mapping[str, Any]) -> str:
    """A path with a query.

    A later value of a name replaces an earlier one; empty ones are left out.
    """
    said = {name: value for query in queries for name, value in query.items()}
    query = urlencode({name: value for name, value in said.items() if value not in {None, ""}})
    return f"{path}?{query}" if query else path


def speech_for(http: Request) -> Speech:
    """The language that the reader chose; else that of the browser; else that of the controller."""
    chosen = http.cookies.get(LANGUAGE_COOKIE, "")
    if chosen in set(Language):
        return Speech(Language(chosen))
    default = engine_of(http).profile.languages.default
    return Speech(preferred_language(http.headers.get("accept-language", ""), default))


def render_page(
    http: Request, template: str, account: Account | None, *, status: int = 200, **shown: Any
) -> HTMLResponse:
    """A template, filled in for an account (None: not signed in) in the language of the reader."""
    engine, speech = engine_of(http), speech_for(http)
    html = (
        templates()
        .get_template(template)
        .render(shown | _values_for_every_page(http, engine, account, speech, bare=status >= _BAD))
    )
    return HTMLResponse(html, status, headers=_NOT_KEPT)


def _values_for_every_page(
    http: Request, engine: Engine, account: Account | None, speech: Speech, *, bare: bool
) -> dict[str, Any]:
    """The values that every template needs: the account, its rights, the language.

    An error page is `bare`: it repeats nothing of the address that was asked for.
    """
    identity = engine.profile.identity
    return {
        "_": speech.say,
        "_n": speech.count,
        "speech": speech,
        "account": account,
        "me": _own_name(engine, account) if account else "",
        "role": speech.say(ROLES[account.role]) if account else "",
        "office": identity.name if identity else "",
        "demo": engine.log.origin.endswith(".demo"),
        "today": engine.today(),
        "now": speech.time(engine.clock()),
        "path": http.url.path,
        "waiting_messages": _unread(engine, account) if account else None,
        "may_receive": bool(account and may(account.role, Permission.RECEIVE)),
        "may_search": bool(account and may(account.role, Permission.SEARCH)),
        "may_audit": bool(account and may(account.role, Permission.AUDIT)),
        "menu": menu_of(account.role if account else None),
        "keys": table_for_script(account.role, single=single_keys(http)) if account else "{}",
        "here_reference": "" if bare else _reference_in(http.url.path),
        "came_back": bare and http.method == "POST",  # what was typed stands in it, unrecorded
        "live_since": _position(http, account),
        "languages": [
            (one.value, f"?lang={one.value}" if bare else _address_in_language(http, one))
            for one in Language
        ],
    }


def _position(http: Request, account: Account | None) -> int | None:
    """The log when the page was asked for; none for who is told of no changes."""
    listing = account is not None and may(account.role, Permission.LISTS)
    return getattr(http.state, "position", None) if listing else None


def single_keys(http: Request) -> bool:
    """Whether keys of one letter do something in this browser."""
    return http.cookies.get(KEYS_COOKIE) != OFF


def _reference_in(path: str) -> str:
    """The reference of the request whose page this is; empty on any other page."""
    found = _OF_REQUEST.match(path)
    return found[1] if found else ""


def _own_name(engine: Engine, account: Account) -> str:
    """What somebody is called, for themselves; the account where no name was given."""
    with suppress(LookupError):
        return engine.access.name_of(account.id) or account.id
    return account.id


def _unread(engine: Engine, account: Account) -> int | None:
    """How many messages of the inbox wait to be read; none for who may not see which wait."""
    if not may(account.role, Permission.MESSAGES):
        return None
    return engine.messages.counts(engine.clock(), engine.today()).unread


def _address_in_language(http: Request, language: Language) -> str:
    """The query of the same address in another language."""
    kept = {name: value for name, value in http.query_params.items() if name != "lang"}
    return "?" + urlencode(kept | {"lang": language.value})
