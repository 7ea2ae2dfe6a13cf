"""`griffie law`: what a provision is called and says, in four languages."""

from collections.abc import Iterator
from typing import Annotated

import typer

from api.cli.frame import fail
from domain.law import GROUNDS, Language, Provision, Right
from domain.law.catalogue import text, words


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
