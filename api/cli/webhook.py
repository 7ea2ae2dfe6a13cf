"""`griffie webhook`: which other programs are told that something happened."""

from typing import Annotated
from urllib.parse import urlsplit

import typer

from griffie.api.cli.options import FOLDER, Data, Database, Kek, failure, open_for_command
from griffie.application.access.roles import OPERATOR
from griffie.application.webhooks.message import secret_as_text
from griffie.application.webhooks.webhook import TOLD, Kind, Webhook

WebhookId = Annotated[str, typer.Argument(help="Its id: griffie webhook list.")]


def add_webhook(
    url: Annotated[str, typer.Argument(help="Where it is told: https://…")],
    kind: Annotated[
        list[Kind] | None,
        typer.Option(help="Of what; may be given again. Left out: what our own messages tell."),
    ] = None,
    allow_private: Annotated[
        bool, typer.Option(help="It may go to this machine and to private networks.")
    ] = False,
    data: Data = FOLDER,
    database: Database = None,
    kek: Kek = None,
) -> None:
    """Tell another program what happens from now on. Its secret is the last word, shown once."""
    with open_for_command(data, database, kek) as store:
        engine = store.engine
        kinds = frozenset(kind or TOLD)
        now = engine.now(OPERATOR)
        made = engine.webhooks.add(url, kinds, now, allows_private=allow_private)
        typer.echo(f"{_line(made)}\nsigned with {secret_as_text(made.secret)}")


def list_webhooks(data: Data = FOLDER, database: Database = None, kek: Kek = None) -> None:
    """Every webhook: its id, its host, of what it is told, and how it stands."""
    with open_for_command(data, database, kek) as store:
        for one in store.engine.webhooks.all():
            typer.echo(_line(one))


def try_webhook(
    webhook: WebhookId, data: Data = FOLDER, database: Database = None, kek: Kek = None
) -> None:
    """Send a message that speaks of no request, and say what became of it. Exit 2: not taken."""
    with open_for_command(data, database, kek) as store:
        became = store.engine.webhooks.test(webhook, store.engine.clock())
    if not became.done:
        raise failure(f"it was not taken: {became.said}")
    typer.echo(f"taken: {became.said}")


def resume_webhook(
    webhook: WebhookId, data: Data = FOLDER, database: Database = None, kek: Kek = None
) -> None:
    """Try again at once, also where it has stopped: from where it stopped."""
    with open_for_command(data, database, kek) as store:
        store.engine.webhooks.resume(webhook, store.engine.now(OPERATOR))


def remove_webhook(
    webhook: WebhookId, data: Data = FOLDER, database: Database = None, kek: Kek = None
) -> None:
    """Tell nothing there any more."""
    with open_for_command(data, database, kek) as store:
        store.engine.webhooks.remove(webhook, store.engine.now(OPERATOR))


def _line(one: Webhook) -> str:
    """A line for an operator. The path may be a secret of the other side: it is not shown."""
    kinds = ",".join(kind.value for kind in Kind if kind in one.kinds)
    if one.stopped:
        stands = f"stopped after {one.failures} failure(s)"
    elif one.failures:
        stands = f"{one.failures} failure(s), tried again {one.due_at:%Y-%m-%d %H:%M} UTC"
    else:
        stands = "good"
    private = "  private networks allowed" if one.allows_private else ""
    return f"{one.id}  {urlsplit(one.url).hostname}  {kinds}  {stands}{private}"
