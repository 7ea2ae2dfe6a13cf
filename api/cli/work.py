"""`griffie work`: what goes on beside serving, without HTTP."""

import logging
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import Event

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
from griffie.api.cli.serve import make_ready
from griffie.api.cli.server_options import ServerConnections, StrictRoles
from griffie.api.composition import ServerPlaces, Store
from griffie.api.composition.called_back import call_back
from griffie.api.composition.controllers import (
    ControllerEntry,
    controllers_of,
    errors_of,
    opened_stores,
    work_of,
)
from griffie.api.composition.drp import drp_of
from griffie.api.composition.mailboxes import mailboxes_of
from griffie.api.composition.opendsr import handing_of, opendsr_of
from griffie.api.composition.relay import relay_of
from griffie.api.http.whose import working_for
from griffie.api.http.work_beside import WorkBeside
from griffie.api.server.end_in_time import end_in_time
from griffie.api.server.limits import Limits, fitted_to_files
from griffie.api.server.logs import start_logging
from griffie.application.access.roles import OPERATOR
from griffie.application.errors import BadControllersError

log = logging.getLogger("griffie.work")

_FOLDER_WORKS_ALONE = (
    "a store in a folder is served by one process, which does this work itself: griffie serve"
)
_NAME_A_SERVER = "For a store on a server name it with --database"
_NAMED_IN_THE_FILE = "the file of --controllers names databases, keys, profiles and mailboxes"


def work(
    data: Data = FOLDER,
    database: Database = None,
    kek: Kek = None,
    keys: Keys = None,
    beside: Beside = None,
    strict_roles: StrictRoles = False,
    connections: ServerConnections = None,
    controller: Controller = None,
    accept_clock: AcceptClock = False,
    ntp: TimeServerName = None,
    mailboxes: MailboxesFile = None,
    relay: RelayFile = None,
    opendsr: OpenDsrFile = None,
    drp: DrpFile = None,
    controllers: ControllersFile = None,
) -> None:
    """Tick, audit, take in and send mail, tell webhooks: for a store on a server, without HTTP.

    As many may run as there are machines: each piece of work is done by one of them. Of OpenDSR and
    the Data Rights Protocol it does what goes out. It ends with SIGTERM or SIGINT. A file of
    --controllers names many stores on servers, in place of --database.
    """
    named = (database, kek, keys, controller, mailboxes, relay, opendsr, drp)
    if controllers and (any(named) or data != FOLDER):
        raise failure(_NAMED_IN_THE_FILE)
    if not (database or controllers):
        there = (data / "griffie.db").exists()
        none = "" if there else f"there is no store at {data.resolve()}. "
        raise failure(f"{none}{_FOLDER_WORKS_ALONE}. {_NAME_A_SERVER}")
    with errors_as_sentences():
        entries = _controllers_of(controllers, beside) if controllers else ()
        mail = mailboxes_of(mailboxes) if mailboxes else []
        out = relay_of(relay) if relay else None
        partners = opendsr_of(opendsr) if opendsr else None
        handing = handing_of(opendsr) if opendsr else None
        agents = drp_of(drp) if drp else None
    written, over = start_logging(), Event()

    def stop(*_: object) -> None:
        if not over.is_set():
            end_in_time(written)
        over.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)

    def prepare(store: Store, among: int = 1) -> None:
        store.hold_clock_to(ntp)
        if accept_clock:
            store.accept_clock(OPERATOR)
        make_ready(store, among)

    @contextmanager
    def one_store() -> Iterator[None]:
        places = ServerPlaces(keys, kek, beside, strict_roles, connections=connections)
        opened = open_for_command(data, database, kek, controller, places=places)
        with opened as store, store.serving():
            prepare(store)
            call_back(store.engine, partners, agents(store) if agents else None)
            log.info(_WORKS, store.served)
            works = WorkBeside(store.engine, mailboxes=mail, relay=out, handing=handing)
            with works.running():
                yield

    many = _many_stores(entries, prepare, strict_roles=strict_roles, connections=connections)
    try:
        with many if entries else one_store():
            over.wait()
    finally:
        written.finish()


_WORKS = "Griffie works for %s"


@contextmanager
def _many_stores(
    entries: Sequence[ControllerEntry],
    prepare: Callable[[Store, int], None],
    *,
    strict_roles: bool,
    connections: int | None,
) -> Iterator[None]:
    """Work for the stores of many controllers, once each of them is opened and ready."""
    opening = opened_stores(entries, strict_roles=strict_roles, connections=connections)
    with errors_as_sentences(), opening as stores, ExitStack() as running:
        works: dict[str, WorkBeside] = {}
        for one in entries:
            store = stores[one.slug]
            with errors_of(one.slug):
                prepare(store, len(stores))
                works[one.slug] = work_of(one, store)
                log.info(_WORKS, store.served)
        for slug, work_beside in works.items():
            with working_for(slug):
                running.enter_context(work_beside.running())
        yield


def _controllers_of(path: Path, beside: Path | None) -> Sequence[ControllerEntry]:
    """The controllers of a file, each with a store on a server, for which we may open files enough.

    Raises BadControllersError, TooFewFilesError.
    """
    entries = controllers_of(path, beside)
    fitted_to_files(Limits(connections=0, reserve=0), len(entries))
    for number, one in enumerate(entries):
        if not one.database:
            raise BadControllersError(f"{path.name}: controller.{number}: {_FOLDER_WORKS_ALONE}")
    return entries
