"""What a server serves: the JSON API and, on the same engine, the console and the portal."""

from collections.abc import Sequence
from functools import cache

from fastapi import FastAPI

from griffie.api import console, portal
from griffie.api.composition.called_back import call_back
from griffie.api.http.app import api_without_engine, with_engine
from griffie.api.http.clock_loop import EVERY
from griffie.api.portal.entrance import Entrance
from griffie.application.access.provider_sign_in import ProviderSignIn
from griffie.application.drp.exercise import Drp
from griffie.application.engine import Engine
from griffie.application.intake.watched_mailbox import Watched
from griffie.application.opendsr.processing import OpenDsr
from griffie.application.opendsr.processors import HandingOn
from griffie.application.portal.own_site import OwnSite
from griffie.application.sending.mail import Relay


def application(
    engine: Engine,
    tick_every: float = EVERY,
    mailboxes: Sequence[Watched] = (),
    *,
    provider: ProviderSignIn | None = None,
    relay: Relay | None = None,
    own_site: OwnSite | None = None,
    opendsr: OpenDsr | None = None,
    handing: HandingOn | None = None,
    drp: Drp | None = None,
) -> FastAPI:
    """API, console and portal on an opened engine, which watches mailboxes and sends by a relay.

    `tick_every` is in seconds. With a `provider` the sign-in page leads to it. The
    `own_site` may say who somebody is who asks something; by `opendsr` others hand requests on, by
    `handing` we hand ours on, by `drp` agents bring them.
    """
    app = with_engine(_routes(), engine, tick_every, mailboxes, relay, handing=handing)
    app.state.entrance = Entrance(engine.tries())
    app.state.provider = provider
    app.state.sends = relay is not None
    app.state.own_site = own_site
    app.state.opendsr, app.state.handing = opendsr, handing
    app.state.drp = drp
    call_back(engine, opendsr, drp)
    return app


@cache
def _routes() -> FastAPI:
    """Every route, made once in a process.

    FastAPI works out parameters and bodies of all routes at the first request to an application.
    That takes a fifth of a second, and depends on no engine.
    """
    app = api_without_engine()
    portal.install(app)
    console.install(app)  # last: it also answers the addresses that no other route has
    return app
