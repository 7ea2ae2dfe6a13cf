"""`griffie law`: how a provision is called, what it says, and where code and tests cite it."""

from collections.abc import Iterator
from typing import Annotated

import typer

from griffie.api.cli.law_of_countries import countries_in_lines
from griffie.api.cli.law_table import (
    ProvisionPlaces,
    by_file,
    in_order,
    named,
    search,
    sentence,
    within,
)
from griffie.api.cli.options import failure
from griffie.domain.law import GROUNDS, Language, Provision, Right
from griffie.domain.law.catalogue import text, words

_NO_TESTS = "  tests are not installed here: docs/law.md of the repository names them"


def law(
    provision: Annotated[
        str | None, typer.Argument(help="gdpr/17/3/e; else all are listed.")
    ] = None,
) -> None:
    """What a provision is called and says, in four languages, and where it stands in the code.

    Below its words: the rules that forbid in its name, each with its own sentence; the code that
    cites it; the tests that name it. What stands below it (a paragraph, a point) is shown with it.
    """
    if provision is None:
        for line in (*_known_law(), "", *countries_in_lines(), *_cited_law(search())):
            typer.echo(line)
        return
    try:
        cited = Provision.parse(provision)
        wording = text(cited)
    except (LookupError, ValueError):
        raise failure("there is no such provision in this engine's law") from None
    for language in Language:
        typer.echo(cited.cite(language))
        with_words = f"  {words(provision).said_in(language)}" if _is_known(provision) else ""
        typer.echo("\n".join(filter(None, (with_words, f"  {wording.said_in(language) or '—'}"))))
    found = search()
    for one in within(cited, found):
        for line in _joined(one, found):
            typer.echo(line)


def _known_law() -> Iterator[str]:
    """Every right, and under it every ground on which it is refused or does not apply."""
    for right in Right:
        yield f"{right.provision}  {words(right).en}"
        for ground in (ground for kind in GROUNDS for ground in kind if right in ground.rights):
            yield f"  {ground}  {words(ground).en}"


def _cited_law(found: ProvisionPlaces) -> Iterator[str]:
    """Every provision that code or tests name, and by how many."""
    for provision in in_order({*found.rules, *found.code, *found.tests}):
        key = str(provision)
        counts = (
            f"{len(places.get(key, ()))} {what}"
            for what, places in found._asdict().items()
            if places.get(key)
        )
        yield f"{key}  {' · '.join(counts)}"


def _joined(provision: Provision, found: ProvisionPlaces) -> Iterator[str]:
    """Where a provision stands: rules, code, tests, and what its ground or right is called."""
    key = str(provision)
    yield f"{key}  {provision.cite(Language.EN)}"
    for place, otherwise in sorted(found.rules.get(key, {}).items()):
        yield f"  rule {place.file} {place.name}: {otherwise}"
    for file, names in by_file(found.code.get(key, ())):
        yield f"  code {file}: {', '.join(names)}"
    for file, names in by_file(found.tests.get(key, ())):
        yield f"  tests {file}: {'; '.join(sentence(name) for name in names)}"
    for name, said in named(key):
        yield f"  words {name}{'; '.join(f'{to}: {said.said_in(to)}' for to in Language)}"
    if not found.tests:
        yield _NO_TESTS


def _is_known(provision: str) -> bool:
    try:
        words(provision)
    except LookupError:
        return False
    return True
