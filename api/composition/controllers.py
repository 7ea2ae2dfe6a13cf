"""The stores of many controllers, opened as a file of the operator names them."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from eventsourcing.persistence import PersistenceError
from fastapi import FastAPI

from griffie.api.composition.called_back import call_back
from griffie.api.composition.drp import drp_of
from griffie.api.composition.files import profile_path
from griffie.api.composition.mailboxes import mailboxes_of
from griffie.api.composition.nothing_shared import place_of_entry, refuse_shared
from griffie.api.composition.opendsr import handing_of, opendsr_of
from griffie.api.composition.own_sites import own_site_of
from griffie.api.composition.providers import provider_sign_in, read_provider
from griffie.api.composition.relay import relay_of
from griffie.api.composition.server_store import ServerPlaces, open_server_store
from griffie.api.composition.store import Store
from griffie.api.composition.web import application
from griffie.api.composition.wiring import open_store
from griffie.api.http.whose import working_for
from griffie.api.http.work_beside import WorkBeside
from griffie.application.controller.load_profile import load_profile
from griffie.application.controller.profile import NEUTRAL
from griffie.application.errors import StoreError
from griffie.domain.errors import GriffieError
from griffie.infrastructure.controllers_file import ControllerEntry, read_controllers

if TYPE_CHECKING:
    from griffie.infrastructure.postgres.server_pool import ServerPools

__all__ = [
    "ControllerEntry",
    "application_of",
    "controllers_of",
    "errors_of",
    "opened_stores",
    "work_of",
]


def controllers_of(path: Path, beside: Path | None = None) -> Sequence[ControllerEntry]:
    """The controllers that a file names; `beside` is for those on a server that name none.

    Raises BadControllersError, StoreError; nothing is opened yet.
    """
    entries = read_controllers(path, beside)
    refuse_shared(path.name, entries)
    return entries


@contextmanager
def opened_stores(
    entries: Sequence[ControllerEntry],
    *,
    flush_anchor: bool = False,
    strict_roles: bool = False,
    connections: int | None = None,
) -> Iterator[Mapping[str, Store]]:
    """Their stores by slug, each held for serving until the end of the block.

    `connections` is how many those on one server share; else as many as one store has.

    None is made here: `griffie init --data FOLDER` or `griffie migrate --database ADDRESS` makes
    one. Raises StoreError, which names the controller: also where two have one log, and so are one
    store or copies of it.
    """
    pools = _pools_for(entries, connections)
    with ExitStack() as held:
        stores: dict[str, Store] = {}
        logs: dict[bytes, str] = {}
        for one in entries:
            with errors_of(one.slug):
                store = _opened(one, pools, flush_anchor=flush_anchor, strict_roles=strict_roles)
                held.callback(store.engine.close)
                other = logs.setdefault(store.log_key.public_bytes_raw(), one.slug)
                if other != one.slug:
                    raise StoreError(
                        f"its log is signed with the key of {other}: both are one store, or one is"
                        " a copy of the other. Nothing is served."
                    )
                held.enter_context(store.serving())
            stores[one.slug] = store
        yield stores


@contextmanager
def errors_of(slug: str) -> Iterator[None]:
    """Within the block errors, and lines of the log, say that they are of this controller's store.

    Raises StoreError.
    """
    try:
        with working_for(slug):
            yield
    except (GriffieError, PersistenceError) as error:
        raise StoreError(f"{slug}: {error}") from None


def _pools_for(entries: Sequence[ControllerEntry], connections: int | None) -> "ServerPools | None":
    """The connections that their stores share, where some are on a server."""
    if not any(one.database for one in entries):
        return None
    from griffie.infrastructure.postgres.server_pool import ServerPools  # noqa: PLC0415

    return ServerPools(connections)


def _opened(
    one: ControllerEntry, pools: "ServerPools | None", *, flush_anchor: bool, strict_roles: bool
) -> Store:
    beside = profile_path(place_of_entry(one))
    known = one.profile or beside.exists()
    profile = load_profile(one.profile or beside) if known else NEUTRAL
    if one.database:
        places = ServerPlaces(one.keys, one.kek, one.beside, strict_roles, one.replica)
        return open_server_store(
            one.database, places, profile=profile, flush_anchor=flush_anchor, pools=pools
        )
    return open_store(
        place_of_entry(one), kek=one.kek, profile=profile, flush_anchor=flush_anchor, may_make=False
    )


def application_of(entry: ControllerEntry, store: Store) -> FastAPI:
    """What is served for one of them.

    Raises BadMailboxesError, BadRelayError, BadSignInFileError, BadOwnSiteError,
    BadOpenDsrFileError, BadDrpFileError.
    """
    mailboxes = mailboxes_of(entry.mailboxes) if entry.mailboxes else []
    relay = relay_of(entry.relay) if entry.relay else None
    provider = provider_sign_in(read_provider(entry.sign_in), store) if entry.sign_in else None
    site = own_site_of(entry.own_site)(store) if entry.own_site else None
    return application(
        store.engine,
        mailboxes=mailboxes,
        relay=relay,
        provider=provider,
        own_site=site,
        opendsr=opendsr_of(entry.opendsr) if entry.opendsr else None,
        handing=handing_of(entry.opendsr) if entry.opendsr else None,
        drp=drp_of(entry.drp)(store) if entry.drp else None,
    )


def work_of(entry: ControllerEntry, store: Store) -> WorkBeside:
    """What goes on beside serving for one of them.

    Raises BadMailboxesError, BadRelayError, BadOpenDsrFileError, BadDrpFileError.
    """
    agents = drp_of(entry.drp)(store) if entry.drp else None
    call_back(store.engine, opendsr_of(entry.opendsr) if entry.opendsr else None, agents)
    return WorkBeside(
        store.engine,
        mailboxes=mailboxes_of(entry.mailboxes) if entry.mailboxes else [],
        relay=relay_of(entry.relay) if entry.relay else None,
        handing=handing_of(entry.opendsr) if entry.opendsr else None,
    )
