"""Opens a store on a PostgreSQL server: its database, that of its keys, and what lies beside it."""

import logging
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import psycopg
from eventsourcing.persistence import PersistenceError
from eventsourcing.utils import Environment, get_topic
from psycopg.conninfo import conninfo_to_dict

from griffie.api.composition.files import Files, begin_anchors
from griffie.application.errors import StoreError
from griffie.application.projections.registry import folding_code
from griffie.domain.log.names import DEMO
from griffie.domain.log.reading import Continuing
from griffie.infrastructure.access import SQLiteAccess
from griffie.infrastructure.backup.outside_copies import OutsideCopies
from griffie.infrastructure.log.checkpoint import vkey
from griffie.infrastructure.log.lineage import Named
from griffie.infrastructure.log.transparency import TransparencyLog
from griffie.infrastructure.postgres import guards
from griffie.infrastructure.postgres.address import whereabouts
from griffie.infrastructure.postgres.connections import Connections
from griffie.infrastructure.postgres.datastore import PostgresDatastore
from griffie.infrastructure.postgres.fleet import Fleet
from griffie.infrastructure.postgres.keys import KeysConnection, keys_connections, keys_url, log_key
from griffie.infrastructure.postgres.ledger import ServerLedger
from griffie.infrastructure.postgres.recorder import PostgresRecorder, ServerFactory
from griffie.infrastructure.postgres.replica import Replica
from griffie.infrastructure.postgres.server import (
    refuse_library_functions,
    refuse_other_layout,
    refuse_unfit,
    role_of,
    sending,
    share_views,
)
from griffie.infrastructure.postgres.server_pool import ServerPools
from griffie.infrastructure.postgres.shared_tries import SharedTries
from griffie.infrastructure.sqlite.evidence import SQLiteEvidence
from griffie.infrastructure.sqlite.history import SQLiteHistory
from griffie.infrastructure.sqlite.mapper import CanonicalMapper
from griffie.infrastructure.sqlite.opening_checks import (
    has_anchor,
    logs_continued,
    origin_of,
    refuse_other_key,
)
from griffie.infrastructure.sqlite.store_version import refuse_newer_event, refuse_newer_version
from griffie.infrastructure.sqlite.subtrees import SQLiteSubtrees
from griffie.infrastructure.vault.master_key import load_or_make as master_key
from griffie.infrastructure.vault.vault import SQLiteVault

log = logging.getLogger("griffie.store")


def beside_by_default() -> Path:
    """Where the master key and what guards a store lie on this machine, for its user."""
    configured = os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config"
    return Path(configured) / "griffie"


def open_server_files(
    url: str,
    *,
    operator: str,
    year: int,
    keys: str | None = None,
    kek: Path | None = None,
    beside: Path | None = None,
    demo: bool = False,
    another_clock: bool = False,
    to_be_audited: bool = False,
    flush_anchor: bool = False,
    strict_roles: bool = False,
    replica: str | None = None,
    pools: ServerPools | None = None,
) -> Files:
    """Open the store in a database that `griffie migrate` made.

    `keys` is the database of its keys, `kek` the file of its master key, `beside` the folder of
    what guards it on this machine, `replica` a replica of which projections are read, `pools` the
    connections that this process shares among its stores; the other arguments are those of
    `open_files`. Under a role that may drop the guards it warns; with `strict_roles` it refuses.
    Raises StoreError, MasterKeyError, UnusableLogKeyError: each a sentence for the operator.
    """
    refuse_library_functions(os.environ)
    named = name_of(url)
    errors = partial(_in_a_sentence, named)
    place, pools = place_of(url, beside), pools or ServerPools()
    for option, said in (("--keys", keys), ("--replica", replica)):
        if said:
            _refuse_no_address(option, said)
    with errors():
        refuse_unfit(url)
        datastore = PostgresDatastore(url, pools.of(url))
        refuse_other_layout(datastore, named)
        role = role_of(datastore)
        if role.too_wide:
            if strict_roles:
                raise StoreError(f"{role.too_wide}. Nothing was changed.")
            log.warning("%s.", role.too_wide)
        refuse_newer_version(datastore, named)
        share_views(datastore, url)
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        place.mkdir(exist_ok=True, mode=0o700)  # for the locks of this machine
        datastore.replica = Replica(replica, datastore, pools) if replica else None
        fleet = Fleet(url, folding_code())
        fleet.refuse_other_release()  # before a view is made: it would drop the rows of theirs
        if (altered := guards.find_alterations(datastore)) and not to_be_audited:
            raise StoreError(
                f"{named}: {'; '.join(altered)}. Somebody changed what keeps the history from being"
                " changed. Run griffie audit, and restore a backup that it finds consistent."
                " Nothing was mended."
            )
        at = keys or keys_url(url)
        to_keys = keys_connections(at, pools.of(at))
        kept = KeysConnection(to_keys)
        in_use = bool(kept.execute("SELECT 1 FROM meta").fetchone())
        key = master_key(kek or place.with_name(f"{place.name}.kek"), store_exists=in_use)
        recorder = PostgresRecorder(datastore)
        refuse_newer_event(recorder)
        first = origin_of(datastore, operator=operator, year=year, demo=demo)
        continued = logs_continued(recorder)
        origin = continued[-1].name if continued else first
        if another_clock and not origin.endswith(DEMO):
            raise StoreError("Only a demonstration store may have another clock than the world's.")
        signed = bool(datastore.rows("SELECT 1 FROM store WHERE name = 'log-key'"))
        signing = log_key(kept, key, may_make=not signed)
        secret = key.derive("beside")
        lines = KeysConnection(to_keys)
        outside = OutsideCopies(
            place,
            origin,
            signing.public_key(),
            recorder,
            secret,
            flush=flush_anchor,
            ledger=lambda log_id, logs: ServerLedger(lines, log_id, recorder, secret, logs),
        )
        transparency = TransparencyLog(
            recorder,
            origin=origin,
            key=signing,
            outside=outside.checkpoint,
            subtrees=SQLiteSubtrees(datastore),
            unanchored=outside.unanchored,
            continued=lambda: [
                Named(one.kept, Continuing(one.name, one.last, one.kept)) for one in continued
            ],
        )
        refuse_other_key(datastore, vkey(first, signing.public_key()))
        outside.anchored = has_anchor(datastore)
        if not to_be_audited:
            begin_anchors(outside, datastore, recorder, transparency)
        return Files(
            folder=place,
            named=named,
            origin=origin,
            key=key,
            log_key=signing.public_key(),
            factory=ServerFactory(_environment(), recorder, also=(to_keys.close, fleet.close)),
            datastore=datastore,
            recorder=recorder,
            vault=SQLiteVault(datastore, _twice(to_keys), key, outside.erasures),
            access=SQLiteAccess(_twice(to_keys), key),
            log=transparency,
            history=SQLiteHistory(datastore),
            evidence=SQLiteEvidence(datastore),
            beside=outside,
            alterations=partial(guards.find_alterations, datastore),
            serving_lock=fleet.serving,
            leading=fleet,
            tries=partial(SharedTries, datastore, key.mac("tries")),
            sending_lock=partial(sending, url),
            errors=errors,
        )


def place_of(url: str, beside: Path | None) -> Path:
    """Under which name, in which folder of this machine, lies what guards the store in a database.

    Raises StoreError for what is no address of a database.
    """
    return (beside or beside_by_default()).resolve() / name_of(url).rpartition("/")[2]


def name_of(url: str) -> str:
    """What an operator calls a store on a server: host and database, without any password."""
    if not url.startswith(("postgresql://", "postgres://")):
        raise StoreError("--database is written postgresql://ROLE@HOST/NAME.")
    _refuse_no_address("--database", url)
    said = conninfo_to_dict(url)
    host = said.get("host") or "this machine"
    return f"{host}/{said.get('dbname') or said.get('user') or ''}"


def _refuse_no_address(option: str, url: str) -> None:
    try:
        whereabouts(url)
    except psycopg.Error:  # its words may hold a part of the password
        raise StoreError(f"{option} is no address of a database.") from None


def _twice(to: Connections) -> Callable[[], tuple[KeysConnection, KeysConnection]]:
    return lambda: (KeysConnection(to), KeysConnection(to))


def _environment() -> Environment:
    return Environment("griffie", {"MAPPER_TOPIC": get_topic(CanonicalMapper)})


@contextmanager
def _in_a_sentence(named: str) -> Iterator[None]:
    """Within the block an error of the server becomes a StoreError: a sentence for the operator."""
    try:
        yield
    except PersistenceError as error:
        raise StoreError(f"The store in {named} cannot be opened: {error}") from None
