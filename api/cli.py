"""The command line: `griffie serve`, `token`, `receive`, `deadline`, `rebuild`, `audit` etc."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
import uvicorn
from eventsourcing.persistence import PersistenceError
from pydantic import ValidationError
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from api import operations
from api.app import application
from api.cli_deadline import deadline
from api.main import Store, StoreTrouble, collect_rarely, open_store
from api.operations import OPERATOR
from application.access import Role
from application.commands import ErasePersonalData
from application.profile import NEUTRAL, UnreadableProfile, load_profile
from application.requests import Unknown
from domain.kernel import Meaningless, Objection
from domain.law import GROUNDS, Language, Provision, Right
from domain.law.catalogue import text, words
from domain.reference import reference
from domain.vocabulary import FileErasure
from infrastructure.lock import AlreadyServing, serving
from infrastructure.mail import UnreadableMail
from infrastructure.master_key import KeyTrouble
from infrastructure.signing import UnusableLogKey

app = typer.Typer(
    name="griffie",
    help="Data-subject requests under the GDPR, from receipt to close.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
token = typer.Typer(help="Tokens: who may come in, and as what.", no_args_is_help=True)
app.add_typer(token, name="token")
app.command(name="deadline")(deadline)

Data = Annotated[Path, typer.Option(envvar="GRIFFIE_DATA", help="The folder of the store.")]
Database = Annotated[
    str | None, typer.Option(envvar="GRIFFIE_DATABASE", help="A PostgreSQL store (not yet).")
]
Kek = Annotated[
    Path | None,
    typer.Option(envvar="GRIFFIE_KEK_FILE", help="The master key; default: beside the folder."),
]
Controller = Annotated[
    Path | None, typer.Option(envvar="GRIFFIE_CONTROLLER", help="The controller's profile, TOML.")
]
FOLDER = Path("data")

TROUBLES = (
    StoreTrouble,
    KeyTrouble,
    UnusableLogKey,
    AlreadyServing,
    UnreadableProfile,
    UnreadableMail,
    Objection,
    Meaningless,
)


def fail(sentence: object, code: int = 2) -> typer.Exit:
    typer.echo(f"griffie: {sentence}", err=True)
    return typer.Exit(code)


@contextmanager
def plainly() -> Iterator[None]:
    """What goes wrong is a sentence for whoever typed the command, never a traceback."""
    try:
        yield
    except TROUBLES as trouble:
        raise fail(trouble) from None
    except (Unknown, LookupError):
        raise fail("there is no such request") from None
    except ValidationError as error:
        places = "; ".join(".".join(map(str, one["loc"])) for one in error.errors())
        raise fail(f"not in the form that is needed: {places}") from None
    except PersistenceError as error:
        raise fail(f"the store could not write or read: {error}. Nothing was done.") from None
    except OSError as error:
        raise fail(f"{error.filename or 'a file'}: {error.strerror}") from None


@contextmanager
def opened(
    data: Path, database: str | None, kek: Path | None, controller: Path | None = None
) -> Iterator[Store]:
    with plainly():
        if database:
            raise StoreTrouble("PostgreSQL stores come with a later version: use --data FOLDER.")
        profile = load_profile(controller) if controller else NEUTRAL
        store = open_store(data, kek=kek, profile=profile)
        try:
            yield store
        finally:
            store.engine.close()


@contextmanager
def bar(what: str) -> Iterator[Callable[[int, int], None]]:
    columns = (TextColumn(what), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as progress:
        task = progress.add_task(what, total=None)
        yield lambda done, total: progress.update(task, completed=done, total=total)


@app.command()
def serve(
    data: Data = FOLDER,
    database: Database = None,
    kek: Kek = None,
    controller: Controller = None,
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65_535, help="The port to listen on.")] = 8000,
) -> None:
    """Serve the console and the API of one store, in the foreground."""
    with opened(data, database, kek, controller) as store, serving(store.folder):
        if left := operations.resume_erasures(store):
            typer.echo(f"Finished {left} erasure(s) that had been cut off.", err=True)
        if not store.access.people():
            typer.echo("Nobody can sign in yet: griffie token create --role dpo", err=True)
        typer.echo(f"Griffie serves {store.folder} on http://{host}:{port}", err=True)
        config = uvicorn.Config(
            application(store.engine),
            host=host,
            port=port,
            log_level="warning",
            server_header=False,
            timeout_graceful_shutdown=5,
        )
        uvicorn.Server(config).run()


@token.command("create")
def create_token(
    role: Annotated[Role, typer.Option(help="What they may do.")],
    name: Annotated[str, typer.Option(help="Whose it is; kept encrypted.")] = "",
    data: Data = FOLDER,
    database: Database = None,
    kek: Kek = None,
) -> None:
    """Make a token. It is shown once: the last word of the output."""
    with opened(data, database, kek) as store:
        made = store.access.create_token(role, name)
        account = store.access.account_of(made)
        typer.echo(f"A token for {account.id if account else ''}, role {role}: {made}")


@app.command()
def receive(
    file: Annotated[Path, typer.Argument(help="An e-mail as it came in (.eml).")],
    language: Annotated[Language | None, typer.Option(help="Else what the mail says.")] = None,
    right: Annotated[list[Right] | None, typer.Option(help="A right that it invokes.")] = None,
    data: Data = FOLDER,
    database: Database = None,
    kek: Kek = None,
    controller: Controller = None,
) -> None:
    """Take an e-mail in as a request; its attachments, and the mail itself, as documents."""
    with opened(data, database, kek, controller) as store:
        taken = operations.take_in(store, file.read_bytes(), language, right or [])
        request = taken.request
        for remark in taken.remarks:
            typer.echo(f"note: {remark}", err=True)
        due_on = request.deadline.term.due_on
        typer.echo(
            f"{reference(request.id)} received on {request.received_on}, due on {due_on},"
            f" {taken.documents} document(s): {request.id}"
        )


@app.command()
def rebuild(
    projections: Annotated[list[str] | None, typer.Argument(help="register, trail")] = None,
    data: Data = FOLDER,
    database: Database = None,
    kek: Kek = None,
) -> None:
    """Make projections again from the events; the old ones serve until the new ones are ready."""
    with opened(data, database, kek) as store:
        for name in projections or operations.VIEWS:
            if name not in operations.VIEWS:
                raise fail(f"there is no such projection; there are {', '.join(operations.VIEWS)}")
            with bar(name) as progress:
                rows = operations.rebuild(store, name, progress)
            typer.echo(f"{name}: {rows} rows from {store.history.newest()} events")


@app.command()
def audit(
    checkpoint: Annotated[
        list[Path] | None, typer.Option(help="A checkpoint that was kept elsewhere.")
    ] = None,
    data: Data = FOLDER,
    database: Database = None,
    kek: Kek = None,
) -> None:
    """Check every event, the log, every checkpoint and every projection. Exit 1: not consistent."""
    with opened(data, database, kek) as store:
        held = [path.read_text("utf-8") for path in checkpoint or []]
        with bar("audit") as progress:
            findings, summary = operations.check(store, held, progress)
        for found in findings:
            typer.echo(found.what)
        verdict = f"{len(findings)} finding(s)" if findings else "consistent"
        typer.echo(
            f"{summary.events} events, {summary.entries} log entries, {summary.checkpoints}"
            f" checkpoints checked, {summary.lawfully_erased} lawfully erased: {verdict}"
        )
        if not held:
            typer.echo(
                "No checkpoint from outside was given: this checks integrity, it is no evidence"
                " against whoever holds the store and its key.",
                err=True,
            )
        if findings:
            raise typer.Exit(1)


@app.command()
def erase(
    request: Annotated[str, typer.Argument(help="Its id or its reference.")],
    ground: Annotated[FileErasure, typer.Option(help="Why.")],
    explanation: Annotated[str, typer.Option(help="The reason, in a sentence.")],
    data: Data = FOLDER,
    database: Database = None,
    kek: Kek = None,
) -> None:
    """Destroy the personal data of a closed request: keys and ciphertexts. Its history stays."""
    with opened(data, database, kek) as store:
        request_id = operations.find(store, request)
        said = {"ground": ground, "explanation": explanation}
        command = ErasePersonalData.model_validate(said)
        store.requests.take(request_id, command, store.engine.now(OPERATOR))
        typer.echo(f"{reference(request_id)}: personal data erased; history and proofs stand.")


@app.command()
def law(
    provision: Annotated[
        str | None, typer.Argument(help="gdpr/17/3/e; else all are listed.")
    ] = None,
) -> None:
    """What a provision is called and says, in four languages."""
    if provision is None:
        for line in known_law():
            typer.echo(line)
        return
    try:
        cited = Provision.parse(provision)
        wording = text(cited)
    except (LookupError, ValueError):
        raise fail("there is no such provision in this engine's law") from None
    for language in Language:
        typer.echo(cited.cite(language))
        with_words = f"  {words(provision).said_in(language)}" if known(provision) else ""
        typer.echo("\n".join(filter(None, (with_words, f"  {wording.said_in(language) or '—'}"))))


def known_law() -> Iterator[str]:
    """Every right, and below it every ground on which it yields or is not in play."""
    for right in Right:
        yield f"{right.provision}  {words(right).en}"
        for ground in (ground for kind in GROUNDS for ground in kind if right in ground.rights):
            yield f"  {ground}  {words(ground).en}"


def known(provision: str) -> bool:
    try:
        words(provision)
    except LookupError:
        return False
    return True


def main() -> None:
    collect_rarely()
    sys.exit(app())
