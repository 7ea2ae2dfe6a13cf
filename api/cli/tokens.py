"""`griffie token` and `griffie people`: who may sign in, with what, and who is the same person."""

from typing import Annotated

import typer

from griffie.api.cli.options import FOLDER, Data, Database, Kek, failure, open_for_command, read_day
from griffie.application.access.directory import NewToken
from griffie.application.access.roles import OPERATOR, Role
from griffie.application.access.scopes import Scope
from griffie.application.disclosure import Disclosure

Expires = Annotated[
    str | None,
    typer.Option(metavar="DATE", help="The last day on which it is good; without it, for ever."),
]
TokenId = Annotated[str, typer.Argument(help="Its id: griffie token list.")]


def create_token(
    role: Annotated[Role | None, typer.Option(help="What somebody new may do.")] = None,
    name: Annotated[str, typer.Option(help="Whose it is; kept encrypted.")] = "",
    account: Annotated[
        str | None, typer.Option(help="Somebody who has an account: another token for it.")
    ] = None,
    expires: Expires = None,
    only: Annotated[
        Scope | None, typer.Option(help="For a program: it opens only this, and no console.")
    ] = None,
    data: Data = FOLDER,
    database: Database = None,
    kek: Kek = None,
) -> None:
    """Make a token. It is shown once: the last word of the output."""
    if (role is None) == (account is None):
        raise failure("say either --role, for somebody new, or --account u-…")
    day = read_day(expires) if expires else None
    with open_for_command(data, database, kek, makes=role is not None) as store:
        directory, now = store.engine.directory, store.engine.now(OPERATOR)
        if account:
            _say(directory.give(account, day, now, scope=only or ""))
        elif role:
            _say(directory.create(role, name, day, now, scope=only or ""))


def list_tokens(data: Data = FOLDER, database: Database = None, kek: Kek = None) -> None:
    """Every token that was made: its id, account, role, whose it is, and whether it is good."""
    with open_for_command(data, database, kek) as store:
        people = {one.account_id: one for one in store.engine.directory.people()}
        for token in store.engine.directory.tokens():
            owner = people.get(token.account_id)
            stands = f"made {token.made_at:%Y-%m-%d}"
            if token.expires_at:
                stands += f", expires {token.expires_at:%Y-%m-%d %H:%M} UTC"
            if token.revoked_at:
                stands += f", revoked {token.revoked_at:%Y-%m-%d}"
            if token.scope:
                stands += f", only {token.scope}"
            if token.sessions:
                stands += f", {len(token.sessions)} session(s) open"
            whose = (owner.role, owner.name) if owner else ("?", "an account that is not sound")
            typer.echo("  ".join((token.id, token.account_id, *whose, stands)))


def revoke_token(
    token: TokenId, data: Data = FOLDER, database: Database = None, kek: Kek = None
) -> None:
    """End a token, and at once every session that it opened."""
    with open_for_command(data, database, kek) as store:
        store.engine.directory.revoke(token, store.engine.now(OPERATOR))
        typer.echo(f"{token}: revoked. Nobody signs in with it, and its sessions are over.")


def renew_token(
    token: TokenId,
    expires: Expires = None,
    data: Data = FOLDER,
    database: Database = None,
    kek: Kek = None,
) -> None:
    """End a token and make another for the same account: the last word of the output."""
    day = read_day(expires) if expires else None
    with open_for_command(data, database, kek) as store:
        _say(store.engine.directory.renew(token, day, store.engine.now(OPERATOR)))


def list_people(data: Data = FOLDER, database: Database = None, kek: Kek = None) -> None:
    """Everybody who ever had an account: account, role, name, other accounts of the same person."""
    with open_for_command(data, database, kek) as store:
        directory = store.engine.directory
        for one in directory.people():
            also = sorted(directory.same_person(one.account_id) - {one.account_id})
            rest = [f"also {', '.join(also)}"] if also else []
            rest += ["ended"] if one.ended_at else []
            typer.echo("  ".join((one.account_id, one.role, one.name, *rest)))


def give_password(
    account: Annotated[str, typer.Argument(help="An account, u-….")],
    sign_in: Annotated[
        str, typer.Option(help="Under which name; without it, the one that the account has.")
    ] = "",
    data: Data = FOLDER,
    database: Database = None,
    kek: Kek = None,
) -> None:
    """Make a one-time password, good for seven days: the last word of the output."""
    with open_for_command(data, database, kek) as store:
        give, now = store.engine.credentials.give_one_time, store.engine.now(OPERATOR)
        made = give(account, sign_in, now)
        typer.echo(f"Sign in as {made.sign_in_name}, then choose a password: {made.secret}")


def join_people(
    one: Annotated[str, typer.Argument(help="An account, u-….")],
    other: Annotated[str, typer.Argument(help="Another account of the same person.")],
    reason: Annotated[str, typer.Option(help="How that is known; kept encrypted.")],
    data: Data = FOLDER,
    database: Database = None,
    kek: Kek = None,
) -> None:
    """Record that two accounts are one person's: four eyes then need somebody else."""
    if not reason.strip():
        raise failure("say with --reason how that is known")
    with open_for_command(data, database, kek) as store:
        said = Disclosure("reason", reason.strip())
        store.engine.directory.join(one, other, said, store.engine.now(OPERATOR))
        typer.echo(f"{one} and {other} count as one person from now on.")


def end_account(
    account: Annotated[str, typer.Argument(help="An account, u-….")],
    data: Data = FOLDER,
    database: Database = None,
    kek: Kek = None,
) -> None:
    """End an account for good, with its tokens and sessions. What it did stays on record."""
    with open_for_command(data, database, kek) as store:
        store.engine.directory.end_account(account, store.engine.now(OPERATOR))
        typer.echo(f"{account}: ended, with its tokens and sessions.")


def _say(made: NewToken) -> None:
    until = f", good until {made.expires_on}" if made.expires_on else ""
    typer.echo(f"Token {made.id} for {made.account_id}, role {made.role}{until}: {made.secret}")
