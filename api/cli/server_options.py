"""Options of a process that serves stores on a database server, or does the work beside serving."""

from typing import Annotated

import typer

from griffie.api.cli.options import not_empty

ReplicaUrl = Annotated[
    str | None,
    typer.Option(
        "--replica",
        envvar="GRIFFIE_REPLICA",
        callback=not_empty,
        help="Of a store on a server, a replica from which lists and figures are read.",
    ),
]
StrictRoles = Annotated[
    bool,
    typer.Option(
        "--strict-roles",
        envvar="GRIFFIE_STRICT_ROLES",
        help="Refuse to work under a role that may drop what guards the history.",
    ),
]
ServerConnections = Annotated[
    int | None,
    typer.Option(
        "--connections",
        min=4,
        max=10_000,
        envvar="GRIFFIE_CONNECTIONS",
        help="To one database server at most, for all stores of this process there; default: 16.",
    ),
]
