"""`griffie serve`: serve the console and the API of a store."""

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer
from fastapi import FastAPI

from griffie.api.cli.options import (
    FOLDER,
    AcceptClock,
    Beside,
    Controller,
    ControllersFile,
    Data,
    Database,
    DrpFile,
    Kek,
    Keys,
    MailboxesFile,
    OpenDsrFile,
    RelayFile,
    TimeServerName,
    errors_as_sentences,
    failure,
    open_for_command,
)
from griffie.api.cli.server_options import ReplicaUrl, ServerConnections, StrictRoles
from griffie.api.composition import ServerPlaces, Store
from griffie.api.composition.controllers import (
    ControllerEntry,
    application_of,
    controllers_of,
    errors_of,
    opened_stores,
)
from griffie.api.composition.drp import drp_of
from griffie.api.composition.mailboxes import mailboxes_of
from griffie.api.composition.opendsr import handing_of, opendsr_of
from griffie.api.composition.own_sites import own_site_of
from griffie.api.composition.providers import provider_sign_in, read_provider
from griffie.api.composition.relay import relay_of
from griffie.api.composition.web import application
from griffie.api.controllers.dispatch import Controllers, ServedController
from griffie.api.http.clock_loop import MENDED
from griffie.api.server.entrances import is_loopback
from griffie.api.server.limits import Limits, fitted_to_files
from griffie.api.server.logs import start_logging
from griffie.api.server.run import bind, on_ports, run
from griffie.application.access.roles import OPERATOR
from griffie.application.ports import StoreBehindError

log = logging.getLogger("griffie.serve")

_IN_CLEAR = (
    "%s is reached from other machines, and Griffie itself speaks no TLS: names and tokens can be"
    " read on the way. Put a proxy before it and name it with --proxy, or use --host 127.0.0.1."
)

_NAMED_IN_THE_FILE = (
    "the file of --controllers names folders or databases, keys, profiles and mailboxes. A lost"
    " anchor is accepted for one store at a time, named with --data or --database: griffie serve"
    " --accept-new-anchor SENTENCE"
)

ACCOUNTS_LOST = (
    "The sign-in file lacks %s account(s) of which the log tells: put access.db back from its"
    " newest backup, or make new tokens (griffie token create)."
)


_MOMENT = 3.0
"""Seconds that a start waits for views that are made anew, of all its stores together [P]."""
_BEING_MADE = (
    "%s: its views are made anew, as after every upgrade. Commands, and requests by their id, are"
    " answered meanwhile; lists and figures say 503 until then. /readyz says how far it is."
)


class AnchorWrites(StrEnum):
    """When the disk is asked to keep the anchor: within a quarter of a second, or at once."""

    SOON = "soon"
    FLUSH = "flush"


def serve(
    data: Data = FOLDER,
    database: Database = None,
    kek: Kek = None,
    keys: Keys = None,
    beside: Beside = None,
    strict_roles: StrictRoles = False,
    connections: ServerConnections = None,
    replica: ReplicaUrl = None,
    controller: Controller = None,
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65_535, help="The port to listen on.")] = 8000,
    accept_new_anchor: Annotated[
        str | None, typer.Option(help="Why the log is signed on though an anchor is lost.")
    ] = None,
    accept_clock: AcceptClock = False,
    ntp: TimeServerName = None,
    anchor: Annotated[
        AnchorWrites, typer.Option(help="flush: the disk keeps the anchor with every commit.")
    ] = AnchorWrites.SOON,
    proxy: Annotated[
        list[str] | None,
        typer.Option(help="A proxy whose X-Forwarded-For and -Proto are believed: its address."),
    ] = None,
    allowed_host: Annotated[
        list[str] | None,
        typer.Option(help="A name that is answered, or *.name; this machine always is."),
    ] = None,
    watch_port: Annotated[
        int | None,
        typer.Option(min=1, max=65_535, help="/metrics and /readyz are answered here alone."),
    ] = None,
    watch_host: Annotated[str, typer.Option(help="The address of that port.")] = "127.0.0.1",
    mailboxes: MailboxesFile = None,
    controllers: ControllersFile = None,
    sign_in: Annotated[
        Path | None,
        typer.Option(help="A TOML file: the office's sign-in provider.", envvar="GRIFFIE_SIGN_IN"),
    ] = None,
    own_site: Annotated[
        Path | None,
        typer.Option(
            help="A TOML file: our own site, which says who is signed in there.",
            envvar="GRIFFIE_OWN_SITE",
        ),
    ] = None,
    opendsr: OpenDsrFile = None,
    drp: DrpFile = None,
    relay: RelayFile = None,
    portal: Annotated[
        bool, typer.Option("--portal/--no-portal", help="Pages for people who ask, at /portal.")
    ] = True,
    portal_port: Annotated[
        int | None,
        typer.Option(min=1, max=65_535, help="/portal is answered here, and nothing else is."),
    ] = None,
    portal_host: Annotated[str, typer.Option(help="The address of that port.")] = "127.0.0.1",
) -> None:
    """Serve the console and the API of one store, or of many, in the foreground."""
    files = (mailboxes, sign_in, own_site, opendsr, drp, relay)
    named = (database, kek, keys, replica, controller, *files, accept_new_anchor)
    if controllers and (any(named) or data != FOLDER):
        raise failure(_NAMED_IN_THE_FILE)
    with errors_as_sentences():  # before a store is opened or made: a taken port changes none
        entries = controllers_of(controllers, beside) if controllers else ()
        limits, listening = fitted_to_files(Limits(), len(entries) or 1), bind(host, port)
        watched = bind(watch_host, watch_port) if watch_port else None
        mail = mailboxes_of(mailboxes) if mailboxes else []
        provider = read_provider(sign_in) if sign_in else None
        out = relay_of(relay) if relay else None
        site = own_site_of(own_site) if own_site else None
        partners = opendsr_of(opendsr) if opendsr else None
        handing = handing_of(opendsr) if opendsr else None
        agents = drp_of(drp) if drp else None
        door = bind(portal_host, portal_port) if portal and portal_port else None
    written = start_logging()
    for name in {host, portal_host if door else host}:
        if not (proxy or is_loopback(name)):
            log.warning(_IN_CLEAR, name)
    flush = anchor is AnchorWrites.FLUSH

    def prepare(store: Store, among: int = 1) -> None:
        store.hold_clock_to(ntp)
        if accept_clock:
            store.accept_clock(OPERATOR)
        if accept_new_anchor:
            accepted = store.accept_new_anchor(accept_new_anchor, store.engine.now(OPERATOR))
            log.info("Recorded: signed on without %s, and why.", ", ".join(accepted.missing))
        make_ready(store, among)
        log.info("Griffie serves %s on http://%s:%s", store.served, host, port)

    @contextmanager
    def one_store() -> Iterator[FastAPI]:
        opened = open_for_command(
            data,
            database,
            kek,
            controller,
            flush_anchor=flush,
            makes=True,
            places=ServerPlaces(keys, kek, beside, strict_roles, replica, connections),
        )
        with opened as store, store.serving():
            prepare(store)
            yield application(
                store.engine,
                mailboxes=mail,
                provider=provider_sign_in(provider, store) if provider else None,
                relay=out,
                own_site=site(store) if site else None,
                opendsr=partners,
                handing=handing,
                drp=agents(store) if agents else None,
            )

    guard = partial(on_ports, watched=watched, portal=door, portal_here=portal)
    opening = partial(
        opened_stores, flush_anchor=flush, strict_roles=strict_roles, connections=connections
    )
    many = _many_stores(entries, opening, prepare, guard)
    try:
        with (
            listening,
            watched or nullcontext(),
            door or nullcontext(),
            many if entries else one_store() as app,
        ):
            # A name that belongs to a controller is answered; which others, the operator says.
            own = app.hosts if isinstance(app, Controllers) and allowed_host else []
            run(
                app,
                listening,
                limits,
                proxies=proxy or (),
                hosts=[*(allowed_host or ()), *own],
                watched=watched,
                portal=door,
                portal_here=portal,
                log=written,
            )
    finally:
        written.finish()


@contextmanager
def _many_stores(
    entries: Sequence[ControllerEntry],
    opening: Callable[[Sequence[ControllerEntry]], AbstractContextManager[Mapping[str, Store]]],
    prepare: Callable[[Store, int], None],
    guard: Callable[[Any], Any],
) -> Iterator[Controllers]:
    """The stores of many controllers, ready to be served; nobody is let in before all are."""
    with errors_as_sentences(), opening(entries) as stores:
        served = []
        for one in entries:
            store = stores[one.slug]
            with errors_of(one.slug):
                prepare(store, len(stores))
                served.append(ServedController(one.slug, one.host, application_of(one, store)))
        yield Controllers(served, guard)


def make_ready(store: Store, among: int = 1) -> None:
    """Before anybody is let in: finish what was cut off, and say what is not as it should be.

    Views that another release folded are made anew first. Where that takes longer than its part of
    a moment (`among` so many stores) the store is served meanwhile, and what was cut off is
    finished afterwards.

    Raises StoreBehindError where this is an old copy, LogForkedError.
    """
    if store.datastore.older:
        raise StoreBehindError(store.datastore.older)
    store.log.check()
    making = store.projections.making
    if making.outdated():
        making.begin(partial(_finish, store))
        if not making.within(_MOMENT / among):
            log.warning(_BEING_MADE, store.served)
    else:
        _finish(store)
    if lost := store.engine.directory.lost():
        log.warning(ACCOUNTS_LOST, lost)
    elif not store.access.people():
        log.info("Nobody can sign in yet: griffie token create --role dpo")


def _finish(store: Store) -> None:
    if left := store.resume_erasures():
        log.info("Finished %s erasure(s) that had been cut off.", left)
    if mended := store.projections.mend():
        log.warning(MENDED, ", ".join(mended))
