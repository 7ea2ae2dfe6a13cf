"""What `griffie doctor` looks at: the files of a store, then the store, as far as it opens."""

from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

from eventsourcing.persistence import PersistenceError

from griffie.api.composition.files import kek_path
from griffie.api.composition.store import Store
from griffie.api.composition.wiring import open_store, utc_now
from griffie.application.errors import SignInUnavailableError, StoreError
from griffie.application.maintenance.health import Sign, erasure_sign, signs_of, webhook_sign
from griffie.domain.errors import GriffieError
from griffie.infrastructure.file_checks import is_store, look_at_files

_NOT_TWICE = frozenset({"disk"})


def examine(folder: Path, kek: Path | None = None) -> Iterator[Sign]:
    """A sign for each thing that can be wrong. Repairs nothing.

    Raises StoreError where there is no store.
    """
    folder = folder.resolve()
    if not folder.is_dir() or not is_store(folder):
        raise StoreError(f"there is no store at {folder}")
    wrong = False
    for sign in look_at_files(folder, kek or kek_path(folder)):
        wrong = wrong or not sign.well
        yield sign
    try:
        store = open_store(folder, kek=kek, to_be_audited=True)
    except (GriffieError, PersistenceError, OSError) as trouble:
        step = "mend what is wrong above, and look again" if wrong else str(trouble)
        yield Sign("opening", "it cannot be opened", step)
        return
    with closing(store.engine):
        yield from look_inside(store)


def look_inside(store: Store) -> Iterator[Sign]:
    """The signs of an opened store, in whichever kind of database."""
    now = utc_now()
    for sign in signs_of(store.engine.vitals, now):
        if sign.name not in _NOT_TWICE:
            yield sign
    yield _accounts(store)
    older = store.datastore.older
    yield Sign("copy", "an old one" if older else "the newest", older or "")
    why = store.beside.unanchored() or ""
    yield Sign("anchors", "one is missing or unreadable" if why else "are there", why)
    astray = store.projections.astray()
    step = f"griffie audit, then griffie rebuild {' '.join(astray)}" if astray else ""
    yield Sign("rows", f"missing in {', '.join(astray)}" if astray else "one a request", step)
    with suppress(PersistenceError, GriffieError):
        yield webhook_sign(sum(one.stopped for one in store.engine.webhooks.all()))
    if store.projections.making.outdated():
        yield Sign("views", "of another release: griffie serve makes them anew while it serves")
        return  # to look into the register would make it anew here
    if astray:  # the register would be folded again, and what is wrong would be seen no more
        return
    with suppress(PersistenceError, GriffieError):
        yield erasure_sign(store.engine.erasures_waiting())


def _accounts(store: Store) -> Sign:
    """Whether the sign-in file has every account of which the log tells."""
    step = "put access.db back from its newest backup, or make new tokens (griffie token create)"
    try:
        lost = store.engine.directory.lost()
    except SignInUnavailableError:  # a page of it is damaged, and not the first
        return Sign("accounts", "cannot be read", step)
    said = f"{lost} of which the log tells are gone" if lost else "as the log tells"
    return Sign("accounts", said, step if lost else "")
