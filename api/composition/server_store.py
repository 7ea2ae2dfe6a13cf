"""Makes and opens a store on a PostgreSQL server; imports the driver only when one is named."""

import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from socket import gethostname
from typing import TYPE_CHECKING, NamedTuple

from eventsourcing.persistence import PersistenceError

from griffie.api.composition.examination import look_inside
from griffie.api.composition.store import Store
from griffie.api.composition.wiring import Clock, utc_now, wire
from griffie.application.controller.profile import NEUTRAL, ControllerProfile
from griffie.application.errors import StoreError
from griffie.application.maintenance.health import Sign
from griffie.domain.errors import GriffieError

if TYPE_CHECKING:
    from griffie.infrastructure.postgres.server_pool import ServerPools


class ServerPlaces(NamedTuple):
    """Where the parts of a store on a server are; what is not named is at its usual place."""

    keys: str | None = None
    """The database of its keys; else `<name>_keys` on the same server."""
    kek: Path | None = None
    """The file of its master key; else in `beside`, under the name of the database."""
    beside: Path | None = None
    """The folder of what guards it on this machine; else in the user's configuration."""
    strict_roles: bool = False
    """Refuse a role that may drop the guards; else that is a warning."""

    replica: str | None = None
    """A replica of the store, from which lists and figures are read; else they are read from it."""

    connections: int | None = None
    """To one server, at most; else as many as `server_pool.MOST` says."""

    @classmethod
    def of_environment(cls, kek: Path | None) -> "ServerPlaces":
        """As `GRIFFIE_KEYS`, `GRIFFIE_BESIDE` and `GRIFFIE_STRICT_ROLES` say."""
        beside = os.environ.get("GRIFFIE_BESIDE")
        strict = os.environ.get("GRIFFIE_STRICT_ROLES", "").lower() in {"1", "true", "yes"}
        keys = os.environ.get("GRIFFIE_KEYS") or None
        replica = os.environ.get("GRIFFIE_REPLICA") or None
        return cls(keys, kek, Path(beside) if beside else None, strict, replica)


def open_server_store(
    url: str,
    places: ServerPlaces = ServerPlaces(),  # noqa: B008 - it never changes
    *,
    profile: ControllerProfile = NEUTRAL,
    clock: Clock = utc_now,
    demo: bool = False,
    to_be_audited: bool = False,
    flush_anchor: bool = False,
    pools: "ServerPools | None" = None,
) -> Store:
    """Open the store in a database that `make_server_store` made. See `open_store`.

    `pools` are the connections that it shares with other stores of this process.

    Raises StoreError, MasterKeyError, UnusableLogKeyError: each a sentence for the operator.
    """
    need_driver()
    from griffie.api.composition.server_files import open_server_files  # noqa: PLC0415
    from griffie.infrastructure.postgres.server_pool import ServerPools  # noqa: PLC0415

    files = open_server_files(
        url,
        operator=profile.identity.enterprise_number if profile.identity else gethostname(),
        year=clock().year,
        keys=places.keys,
        kek=places.kek,
        beside=places.beside,
        demo=demo,
        another_clock=clock is not utc_now,
        to_be_audited=to_be_audited,
        flush_anchor=flush_anchor,
        strict_roles=places.strict_roles,
        replica=places.replica,
        pools=pools or ServerPools(places.connections),
    )
    return wire(files, profile, clock, erase=not to_be_audited)


def make_server_store(url: str, keys: str | None, role: str | None) -> str:
    """Make a store in a database, or bring its tables up to date. Says what was done.

    `role` gets the rights under which it is served. Raises StoreError.
    """
    need_driver()
    from griffie.infrastructure.postgres.keys import keys_url  # noqa: PLC0415
    from griffie.infrastructure.postgres.migrate import make_store  # noqa: PLC0415

    made = make_store(url, keys or keys_url(url), role)
    done = "A new store was made" if made.new else "The tables of the store are up to date"
    with_keys = ", and a database for its keys" if made.keys_made else ""
    served = f"; {role} may serve it" if role else ""
    return f"{done}{with_keys}{served}."


def profile_beside(url: str, places: ServerPlaces) -> Path:
    """Where the controller's profile of a store on a server is looked for."""
    need_driver()
    from griffie.api.composition.server_files import place_of  # noqa: PLC0415

    place = place_of(url, places.beside)
    return place.with_name(f"{place.name}.toml")


def examine_server(url: str, places: ServerPlaces) -> Iterator[Sign]:
    """A sign for each thing that can be wrong. Repairs nothing. Raises StoreError: no store."""
    try:
        store = open_server_store(url, places, to_be_audited=True)
    except (GriffieError, PersistenceError, OSError) as trouble:
        yield Sign("opening", "it cannot be opened", str(trouble))
        return
    with closing(store.engine):
        yield Sign("opening", "it can be opened")
        altered = list(store.alterations())
        step = "run griffie audit, and restore a backup that it finds consistent"
        yield Sign(
            "guards", "; ".join(altered) or "stand as they were made", step if altered else ""
        )
        yield from look_inside(store)


def need_driver() -> None:
    """Raises StoreError where the driver of PostgreSQL is not installed."""
    try:
        import psycopg  # noqa: F401, PLC0415
    except ImportError:
        raise StoreError(
            "A store on a server needs the driver of PostgreSQL: pip install 'griffie[postgres]'"
        ) from None
