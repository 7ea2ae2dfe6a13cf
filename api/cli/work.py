"""`griffie work`: what goes on beside serving, without HTTP."""

import logging
import signal
from threading import Event

from griffie.api.cli.options import (
    FOLDER,
    AcceptClock,
    Beside,
    Controller,
    Data,
    Database,
    DrpFile,
    Kek,
    Keys,
    MailboxesFile,
    OpenDsrFile,
    RelayFile,
    StrictRoles,
    TimeServerName,
    errors_as_sentences,
    failure,
    open_for_command,
)
from griffie.api.cli.serve import make_ready
from griffie.api.composition import ServerPlaces
from griffie.api.composition.called_back import call_back
from griffie.api.composition.drp import drp_of
from griffie.api.composition.mailboxes import mailboxes_of
from griffie.api.composition.opendsr import handing_of, opendsr_of
from griffie.api.composition.relay import relay_of
from griffie.api.http.work_beside import WorkBeside
from griffie.api.server.end_in_time import end_in_time
from griffie.api.server.logs import start_logging
from griffie.application.access.roles import OPERATOR

log = logging.getLogger("griffie.work")

_FOLDER_WORKS_ALONE = (
    "a store in a folder is served by one process, which does this work itself: griffie serve."
    " For a store on a server name it with --database"
)


def work(
    data: Data = FOLDER,
    database: Database = None,
    kek: Kek = None,
    keys: Keys = None,
    beside: Beside = None,
    strict_roles: StrictRoles = False,
    controller: Controller = None,
    accept_clock: AcceptClock = False,
    ntp: TimeServerName = None,
    mailboxes: MailboxesFile = None,
    relay: RelayFile = None,
    opendsr: OpenDsrFile = None,
    drp: DrpFile = None,
) -> None:
    """Tick, audit, take in and send mail, tell webhooks: for a store on a server, without HTTP.

    As many may run as there are machines: each piece of work is done by one of them. Of OpenDSR and
    the Data Rights Protocol it does what goes out. It ends with SIGTERM or SIGINT.
    """
    if not database:
        if not (data / "griffie.db").exists():
            raise failure(f"there is no store at {data.resolve()}. {_FOLDER_WORKS_ALONE}")
        raise failure(_FOLDER_WORKS_ALONE)
    with errors_as_sentences():
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
    places = ServerPlaces(keys, kek, beside, strict_roles)
    try:
        opened = open_for_command(data, database, kek, controller, places=places)
        with opened as store, store.serving():
            store.hold_clock_to(ntp)
            if accept_clock:
                store.accept_clock(OPERATOR)
            make_ready(store)
            call_back(store.engine, partners, agents(store) if agents else None)
            beside_it = WorkBeside(store.engine, mailboxes=mail, relay=out, handing=handing)
            with beside_it.running():
                log.info("Griffie works for %s", store.served)
                over.wait()
    finally:
        written.finish()
