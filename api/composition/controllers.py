"""The stores of many controllers, opened as a file of the operator names them."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from fastapi import FastAPI

from griffie.api.composition.drp import drp_of
from griffie.api.composition.files import kek_path, profile_path
from griffie.api.composition.mailboxes import mailboxes_of
from griffie.api.composition.opendsr import handing_of, opendsr_of
from griffie.api.composition.own_sites import own_site_of
from griffie.api.composition.providers import provider_sign_in, read_provider
from griffie.api.composition.relay import relay_of
from griffie.api.composition.store import Store
from griffie.api.composition.web import application
from griffie.api.composition.wiring import open_store
from griffie.application.controller.load_profile import load_profile
from griffie.application.controller.profile import NEUTRAL
from griffie.application.errors import BadControllersError
from griffie.infrastructure.controllers_file import ControllerEntry, read_controllers

__all__ = ["ControllerEntry", "application_of", "controllers_of", "opened_stores"]


def controllers_of(path: Path) -> Sequence[ControllerEntry]:
    """The controllers that a file names. Raises BadControllersError; nothing is opened yet."""
    entries = read_controllers(path)
    keys = [one.kek or kek_path(one.data) for one in entries]
    if len(set(keys)) < len(keys):
        raise BadControllersError(f"{path.name}: two controllers name the same master key")
    return entries


@contextmanager
def opened_stores(
    entries: Sequence[ControllerEntry], *, flush_anchor: bool
) -> Iterator[Mapping[str, Store]]:
    """Their stores by slug, each held for serving until the end of the block.

    None is made here: `griffie init --data FOLDER` makes one. Raises what `open_store` raises,
    UnreadableProfileError, AlreadyServingError.
    """
    with ExitStack() as held:
        stores = {}
        for one in entries:
            profile = one.profile or profile_path(one.data)
            known = one.profile or profile.exists()
            store = open_store(
                one.data,
                kek=one.kek,
                profile=load_profile(profile) if known else NEUTRAL,
                flush_anchor=flush_anchor,
                may_make=False,
            )
            held.callback(store.engine.close)
            held.enter_context(store.serving())
            stores[one.slug] = store
        yield stores


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
