"""A page: a template, the reader's language, and the headers that keep it to itself."""

from collections.abc import Mapping
from functools import cache
from typing import Any
from urllib.parse import urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined

from griffie.api.console.frame.static_files import VERSION
from griffie.api.http.guard import engine_of
from griffie.api.words.names import ROLES
from griffie.api.words.speech import Speech, first_up, preferred
from griffie.application.access.roles import Account, Permission, Reach, may
from griffie.application.engine import Engine
from griffie.domain.law import Language

LANGUAGE_COOKIE = "griffie_language"
BAD = 400
A_YEAR = 365 * 24 * 3600

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
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
NOT_KEPT = {"Cache-Control": "no-store"}
"""A page may hold personal data: no browser and nobody in between keeps it."""


@cache
def templates() -> Environment:
    environment = Environment(
        loader=PackageLoader("griffie.api.console"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    environment.filters["first_up"] = first_up
    environment.globals["href"] = href
    environment.globals["static"] = lambda name: f"/static/{VERSION}/{name}"
    return environment


def href(path: str, *queries: Mapping[str, Any]) -> str:
    """An address with the last of what is said about each name; what is empty is left out."""
    said = {name: value for query in queries for name, value in query.items()}
    query = urlencode({name: value for name, value in said.items() if value not in {None, ""}})
    return f"{path}?{query}" if query else path


def spoken_in(http: Request) -> Speech:
    """The language once chosen; else the browser's; else the controller's."""
    chosen = http.cookies.get(LANGUAGE_COOKIE, "")
    if chosen in set(Language):
        return Speech(Language(chosen))
    default = engine_of(http).profile.languages.default
    return Speech(preferred(http.headers.get("accept-language", ""), default))


def page(
    http: Request, template: str, account: Account | None, *, status: int = 200, **shown: Any
) -> HTMLResponse:
    """The template, filled in for somebody in their language."""
    engine, speech = engine_of(http), spoken_in(http)
    html = (
        templates()
        .get_template(template)
        .render(shown | around(http, engine, account, speech, bare=status >= BAD))
    )
    return HTMLResponse(html, status, headers=NOT_KEPT)


def around(
    http: Request, engine: Engine, account: Account | None, speech: Speech, *, bare: bool
) -> dict[str, Any]:
    """What every page needs: who reads it, where they may go, how to say things.

    A page about trouble is `bare`: of the address that led to it nothing is repeated.
    """
    identity = engine.profile.identity
    reach = account and may(account.role, Permission.LISTS)
    return {
        "_": speech.say,
        "_n": speech.count,
        "speech": speech,
        "account": account,
        "role": speech.say(ROLES[account.role]) if account else "",
        "office": identity.name if identity else "",
        "demo": engine.log.origin.endswith(".demo"),
        "today": engine.today(),
        "now": speech.time(engine.clock()),
        "path": http.url.path,
        "may_search": reach in {Reach.ALL, Reach.OWN},
        "may_audit": bool(account and may(account.role, Permission.AUDIT)),
        "may_erase": bool(account and may(account.role, Permission.DPO_COMMAND)),
        "languages": [
            (one.value, f"?lang={one.value}" if bare else switched(http, one)) for one in Language
        ],
    }


def switched(http: Request, language: Language) -> str:
    """The same address in another language."""
    kept = {name: value for name, value in http.query_params.items() if name != "lang"}
    return "?" + urlencode(kept | {"lang": language.value})
