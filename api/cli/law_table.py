"""Joins the law to the code. `python -m griffie.api.cli.law_table` writes docs/law.md.

For each provision: the rules and the code that cite it, the tests that name it, and its words.
Everything is read from the source, so that the document and the code cannot differ.
"""

import ast
import re
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from griffie.api.cli.law_of_countries import countries_in_lines
from griffie.api.cli.not_expressed import NOT_EXPRESSED
from griffie.domain.law import (
    BE_ACT_2018,
    GDPR,
    GROUNDS,
    RECITAL,
    REG_1182,
    Ground,
    Language,
    Provision,
    Right,
)
from griffie.domain.law.catalogue import LawWords, heading, words
from griffie.domain.law.in_prose import in_prose
from griffie.domain.law.provision import ACTS
from griffie.domain.steps.rule import ClaimRule, Rule

_ROOT = Path(__file__).resolve().parents[2]
PAGE = _ROOT / "docs" / "law.md"
CASES = "tests/given/cases.py"
_MADE_BY = {make.__name__: make for make in (GDPR, RECITAL, REG_1182, BE_ACT_2018)}


class Place(NamedTuple):
    """A file, and in it the class, function or name under which a provision stands."""

    file: str
    name: str


class ProvisionPlaces(NamedTuple):
    """Where the repository names provisions: rules, code and tests, by provision (`gdpr/12/3`)."""

    rules: dict[str, dict[Place, str]]
    code: dict[str, set[Place]]
    tests: dict[str, set[Place]]


def search(root: Path = _ROOT) -> ProvisionPlaces:
    """Reads all of domain/ and application/, and the tests where they are installed."""
    rules: dict[str, dict[Place, str]] = {}
    code: dict[str, set[Place]] = {}
    tests: dict[str, set[Place]] = {}
    tested = (root / CASES).is_file()  # an installed package has no tests, or somebody else's
    declaring = (root / CASES, *(root / "tests" / "steps").glob("test_*.py"))
    cases = {name for page in declaring for name in _attributes(page)} if tested else set()
    for page in _pages(root):
        for provision, place in _cited(page, root):
            code.setdefault(provision, set()).add(place)
        for rule in _rules_of(page, root):
            place = Place(str(page.relative_to(root)), rule.holds.__name__)
            rules.setdefault(str(rule.provision), {})[place] = rule.otherwise
            if place.name in cases:
                case = Place(CASES, f"case {place.name}")
                tests.setdefault(str(rule.provision), set()).add(case)
    for page in sorted((root / "tests").rglob("test_*.py")) if tested else ():
        for provision, place in _marked(page, root):
            tests.setdefault(provision, set()).add(place)
    for provision, places in rules.items():
        code.get(provision, set()).difference_update(places)
    return ProvisionPlaces(rules, code, tests)


def _pages(root: Path) -> Iterator[Path]:
    for folder in ("domain", "application"):
        yield from sorted((root / folder).rglob("*.py"))


def _rules_of(page: Path, root: Path) -> Iterator[Rule | ClaimRule]:
    """The rules of a page that forbid in the name of the law."""
    parts = ("griffie", *page.relative_to(root).with_suffix("").parts)
    name = ".".join(parts).removesuffix(".__init__")
    for known in vars(import_module(name)).values():
        ours = isinstance(known, Rule | ClaimRule) and known.holds.__module__ == name
        if ours and known.provision:
            yield known


def _cited(page: Path, root: Path) -> Iterator[tuple[str, Place]]:
    """Each provision on a page, with the class, function or name under which it stands."""
    file = str(page.relative_to(root))

    def within(node: ast.AST, names: tuple[str, ...]) -> Iterator[tuple[str, Place]]:
        if isinstance(node, ast.ClassDef | ast.FunctionDef):
            names = (*names, node.name)
            for provision in in_prose(ast.get_docstring(node) or ""):
                yield str(provision), Place(file, ".".join(names))
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            if isinstance(target, ast.Name) and target.id.isupper():
                names = (*names, target.id)
        elif called := _written(node):
            yield str(called), Place(file, ".".join(names) or "(page)")
        for child in ast.iter_child_nodes(node):
            yield from within(child, names)

    yield from within(ast.parse(page.read_text("utf-8")), ())


def _written(node: ast.AST) -> Provision | None:
    """A provision as code writes it: `GDPR(12, 3)`, or as a string, `gdpr/17/3/e`."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        made = _MADE_BY.get(node.func.id)
        if made and all(isinstance(argument, ast.Constant) for argument in node.args):
            return made(*(ast.literal_eval(argument) for argument in node.args))
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        try:
            return Provision.parse(node.value)
        except ValueError:
            return None
    return None


def _marked(page: Path, root: Path) -> Iterator[tuple[str, Place]]:
    """The tests of a page that carry `@pytest.mark.law(…)`."""
    for node in ast.walk(ast.parse(page.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef):
            for one in node.decorator_list:
                if isinstance(one, ast.Call) and ast.unparse(one.func) == "pytest.mark.law":
                    yield (
                        ast.literal_eval(one.args[0]),
                        Place(str(page.relative_to(root)), node.name),
                    )


def _attributes(page: Path) -> set[str]:
    return {
        n.attr for n in ast.walk(ast.parse(page.read_text("utf-8"))) if isinstance(n, ast.Attribute)
    }


# What is wrong, and the page.


def wanting(found: ProvisionPlaces) -> Iterator[str]:
    """What is missing: rules of law that no test names, grounds without words in a language."""
    for provision, places in found.rules.items():
        named = {place for place in found.tests.get(provision, ()) if place.file != CASES}
        for place in places:
            if not named or Place(CASES, f"case {place.name}") not in found.tests[provision]:
                yield f"{place.file} {place.name}: no test is marked {provision}"
    for ground in _every_ground():
        try:
            said = words(ground)
        except LookupError:
            yield f"{ground}: no words"
            continue
        yield from (f"{ground}: no words in {to}" for to in Language if not said.said_in(to))


def _every_ground() -> Iterator[Ground | Right]:
    """Each once: what one list shares with another has the same words."""
    yield from dict.fromkeys((*Right, *(ground for kind in GROUNDS for ground in kind)))


def in_order(provisions: Iterable[str]) -> list[Provision]:
    """The provisions in the order of the law: of each act the articles, then the recitals."""
    acts = sorted(ACTS, key=lambda act: act.endswith("recital"))
    parsed = {Provision.parse(one) for one in provisions}
    return sorted(
        parsed, key=lambda p: (acts.index(p.act), _number(p), p.paragraph or 0, p.point or "")
    )


def _number(provision: Provision) -> tuple[int, str]:
    """The place of an article in its act: 37a comes after 37, II.26 by its last number."""
    digits = re.findall(r"[0-9]+", str(provision.article))
    return int(digits[-1]), str(provision.article)


def within(provision: Provision, found: ProvisionPlaces) -> list[Provision]:
    """The provision and everything below it that is cited somewhere."""
    key = str(provision)
    every = {*found.rules, *found.code, *found.tests}
    return in_order({key, *(one for one in every if one.startswith(f"{key}/"))})


def page(found: ProvisionPlaces) -> str:
    """The whole text of docs/law.md."""
    lines = [
        "# The law, and where it stands in the code",
        "",
        "Written by `python -m griffie.api.cli.law_table`; a test fails when it is stale. For each",
        "provision the rules that forbid in its name, the code that cites it, the tests that name",
        "it, and what its grounds are called. `griffie law gdpr/17/3/e` prints a full wording.",
    ]
    for provision in in_order({*found.code, *found.rules, *found.tests}):
        lines += ["", *_section(provision, found)]
    lines += ["", "## The law of each country", "", *countries_in_lines()]
    lines += ["## What is not expressed, and why", ""]
    lines += [f"- **{what}.** {why}" for what, why in NOT_EXPRESSED.items()]
    return "\n".join(lines) + "\n"


def _section(provision: Provision, found: ProvisionPlaces) -> Iterator[str]:
    key = str(provision)
    titled = heading(provision)
    cited_as = provision.cite(Language.EN, short=True)
    yield f"## {cited_as[0].upper()}{cited_as[1:]}"
    yield ""
    yield f"`{key}`" + (f" · {titled.said_in(Language.EN)}" if titled else "")
    yield ""
    for place, otherwise in sorted(found.rules.get(key, {}).items()):
        yield f"- rule `{place.file}` {place.name}: “{otherwise}”"
    for file, names in by_file(found.code.get(key, ())):
        yield f"- code `{file}` {', '.join(names)}"
    for file, names in by_file(found.tests.get(key, ())):
        yield f"- tests `{file}` {'; '.join(sentence(name) for name in names)}"
    for name, said in named(key):
        yield f"- words {name}{'; '.join(f'{to}: {said.said_in(to)}' for to in Language)}"


def by_file(places: Iterable[Place]) -> Iterator[tuple[str, list[str]]]:
    """The places sorted by file: the file, and the names in it."""
    files: dict[str, list[str]] = {}
    for file, name in sorted(places):
        files.setdefault(file, []).append(name)
    yield from files.items()


def sentence(name: str) -> str:
    """The name of a test as a sentence: `test_a_b` is `a b`."""
    return name.removeprefix("test_").replace("_", " ")


def named(key: str) -> Iterator[tuple[str, LawWords]]:
    """What the ground or the right of a provision is called, in each language."""
    for ground in _every_ground():
        if str(ground) == key:
            yield "", words(ground)
        elif isinstance(ground, Right) and str(ground.provision) == key:
            yield f"of the right {ground}: ", words(ground)


def main() -> None:
    """Write docs/law.md from the source of this checkout."""
    PAGE.write_text(page(search()), "utf-8")


if __name__ == "__main__":
    main()
