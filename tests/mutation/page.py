"""docs/quality.md: how many mutants the tests kill, and why the rest may live."""

import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from tests.mutation.mutants import Mutant
from tests.mutation.run import KILLED, ROOT, STUCK, UNREACHED

PAGE = ROOT / "docs" / "quality.md"
ACCEPTED = ROOT / "tests" / "mutation" / "accepted.toml"
UNEXPLAINED = "**not killed yet**"
DEAD = {KILLED, STUCK}

HEAD = """# What the tests notice

`python -m tests.mutation` writes one mistake at a time into the functions of `domain/` (a
comparison turned round, a condition left out, a result forgotten) and runs the tests that pass
through that line. A mistake that no test notices survives. This page is what it wrote; a survivor
stands below with the reason why it may live, and a test fails when it names one that is no longer
there.

*Killed*: a test failed, or never came to an end. *Not reached*: no test passes through the line;
most of these are run when their module is read (what makes a rule, a step, a ground) and would not
be put in again. Both kinds count against the score, and each is named. Not mutated: decorators,
defaults, constants, messages. Not run: the random machine and the reminders' properties, which pass
through nearly every line; what only they notice stands here as a survivor.

"""


def accepted() -> Mapping[str, str]:
    """Survivors by name, and why each may live."""
    table: Mapping[str, Mapping[str, str]] = tomllib.loads(ACCEPTED.read_text("utf-8"))
    return {
        f"{module}:{what}": why
        for module, entries in table.items()
        for what, why in entries.items()
    }


def surprises(results: Mapping[Mutant, str]) -> Iterator[str]:
    """What no test noticed, and nobody has explained."""
    known = accepted()
    for mutant, what in results.items():
        if what not in DEAD and mutant.name not in known:
            yield mutant.name


def page(results: Mapping[Mutant, str]) -> str:
    """The whole page, as it should stand in docs/."""
    known = accepted()
    lines = [
        "| Page | Mutants | Killed | Survive | Not reached | Score |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    whole: Counter[str] = Counter(results.values())
    for module, some in groupby(in_order(results), key=lambda mutant: mutant.module):
        lines.append(row(f"`{module}`", Counter(results[mutant] for mutant in some)))
    lines.append(row("**all**", whole))
    lines += ["", "## Survivors", ""]
    for mutant in in_order(results):
        if results[mutant] not in DEAD:
            lines.append(f"- {listed(mutant)} {known.get(mutant.name, UNEXPLAINED)}")
    return HEAD + "\n".join(lines) + "\n"


def listed(mutant: Mutant) -> str:
    return f"`{mutant.module}`, `{mutant.function}`: `{mutant.was}` → `{mutant.now}`."


def in_order(results: Iterable[Mutant]) -> list[Mutant]:
    return sorted(results, key=lambda one: (one.module, one.line, one.name))


def row(name: str, counted: Mapping[str, int]) -> str:
    whole = sum(counted.values())
    killed, unreached = sum(counted.get(what, 0) for what in DEAD), counted.get(UNREACHED, 0)
    survive = whole - killed - unreached
    return f"| {name} | {whole} | {killed} | {survive} | {unreached} | {killed / whole:.1%} |"
