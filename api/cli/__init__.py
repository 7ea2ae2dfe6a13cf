"""The command line: a command is a function on the page of its subject, and is named here."""

import sys

import typer

from griffie.api.cli import law, maintenance, receive, serve, show
from griffie.api.cli.backup import backup, restore
from griffie.api.cli.deadline import deadline
from griffie.api.cli.dossier import dossier
from griffie.api.cli.retention import retention
from griffie.api.cli.tick import tick
from griffie.api.cli.verify import verify
from griffie.api.memory import collect_rarely

app = typer.Typer(
    name="griffie",
    help="Data-subject requests under the GDPR, from receipt to close.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
token = typer.Typer(help="Tokens: who may come in, and as what.", no_args_is_help=True)
app.add_typer(token, name="token")
token.command("create")(serve.create_token)

for command in (
    serve.serve,
    receive.receive,
    tick,
    show.show,
    show.dashboard,
    show.diff,
    deadline,
    maintenance.rebuild,
    maintenance.audit,
    maintenance.erase,
    dossier,
    verify,
    retention,
    backup,
    restore,
    law.law,
):
    app.command()(command)
app.command("list")(show.list_requests)


def main() -> None:
    collect_rarely()
    sys.exit(app())
