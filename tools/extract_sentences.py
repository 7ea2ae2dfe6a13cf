"""The sentences that the console can show, and the catalogues brought up to date with them.

`python -m tools.extract_sentences` writes each new sentence into locale/*.po, untranslated, and
removes those that no code says any more. Sentences stand in templates, in the modules of console
and papers, and in the domain. What the rules, refusals and hints of steps say is translated beside
the steps, in `domain/steps/words.toml`.
"""

import ast
from collections.abc import Iterator, Mapping
from importlib.resources import as_file, files
from importlib.resources.abc import Traversable
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po
from jinja2 import Environment, nodes

from griffie.api.console.frame.rendering import templates
from griffie.api.controllers.overview import templates as overview_templates
from griffie.api.papers.copy import templates as copy_templates
from griffie.api.papers.dossier import rendering
from griffie.api.portal.rendering import templates as portal_templates
from griffie.domain.law import Language, reasons

Key = str | tuple[str, str]

_PLACES = {
    "msg": (0,),
    "say": (0,),
    "count": (0, 1),
    "rule": (0,),
    "claim_rule": (0,),
    "Hint": (0,),
    "Objection": (0,),
    "OutOfOrderError": (0,),
    "UnlawfulError": (1,),
    "UnsaidError": (2,),
}
"""Where the sentence stands among the arguments of these calls."""

_LOCALE = files("griffie.api.words").joinpath("locale")
_SPOKEN = ("griffie.api", "griffie.domain")
_LETTER_CHECKS = files("griffie.application.letters").joinpath("answer_text.py")
"""The one page beside the domain that objects: its letters have a catalogue of their own."""
_NOTICES = files("griffie.application.sending").joinpath("recipient_notice.py")
"""It objects as a step does, to a notice that is to be sent."""


def step_sentences() -> set[Key]:
    """What the rules, refusals and hints of steps say: translated in `domain/steps/words.toml`."""
    return {*_sentences_in_package("griffie.domain.steps"), *_sentences_in_module(_NOTICES)}


def sentences() -> set[Key]:
    """Every sentence of the catalogues; a pair where the form depends on a number."""
    spoken = {key for package in _SPOKEN for key in _sentences_in_package(package)}
    every = {
        *_sentences_in_templates(),
        *spoken,
        *_sentences_in_module(_LETTER_CHECKS),
        *reasons.TEMPLATES,
    }
    return every - step_sentences()


def _sentences_in_templates() -> Iterator[Key]:
    pages = (templates(), portal_templates(), overview_templates())
    for environment in (*pages, rendering.templates(), copy_templates()):
        yield from _sentences_in_pages(environment)


def _sentences_in_pages(environment: Environment) -> Iterator[Key]:
    for name in environment.list_templates(extensions=["html"]):
        assert environment.loader is not None
        source, _, _ = environment.loader.get_source(environment, name)
        for call in environment.parse(source).find_all(nodes.Call):
            if isinstance(call.node, nodes.Name) and call.node.name in {"_", "_n"}:
                said = [arg.value for arg in call.args[:2] if isinstance(arg, nodes.Const)]
                if call.node.name == "_n":
                    yield said[0], said[1]
                elif said:
                    yield said[0]


def _sentences_in_package(package: str) -> Iterator[Key]:
    yield from _sentences_in_folder(files(package))


def _sentences_in_folder(folder: Traversable) -> Iterator[Key]:
    for file in folder.iterdir():
        if file.is_dir():
            yield from _sentences_in_folder(file)
        elif file.name.endswith(".py"):
            yield from _sentences_in_module(file)


def _sentences_in_module(file: Traversable) -> Iterator[Key]:
    tree = ast.parse(file.read_text("utf-8"))
    constants = {
        target.id: node.value.value
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name, args = _call_and_arguments(node)
        places = _PLACES.get(name, ())
        said = [_constant_text(args[place], constants) for place in places if place < len(args)]
        if places and len(said) == len(places) and all(said):
            yield said[0] if len(said) == 1 else (said[0], said[1])


def _call_and_arguments(node: ast.Call) -> tuple[str, list[ast.expr]]:
    """The name of what is called, and its arguments.

    `partial(OutOfOrderError, …)` calls OutOfOrderError.
    """
    name = _name_of(node.func)
    if name == "partial" and node.args:
        return _name_of(node.args[0]), node.args[1:]
    return name, node.args


def _name_of(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def _constant_text(node: ast.expr, constants: Mapping[str, object]) -> str:
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else ""
    return str(constants.get(node.id, "")) if isinstance(node, ast.Name) else ""


def renew(language: Language) -> Catalog:
    """The catalogue of a language with exactly today's sentences, in alphabetical order."""
    file = _LOCALE.joinpath(f"{language.value}.po")
    old = Catalog(locale=language.value)
    if file.is_file():
        with file.open("rb") as source:
            old = read_po(source, locale=language.value)
    new = Catalog(locale=language.value, fuzzy=False, charset="utf-8")
    for key in sorted(sentences(), key=lambda key: key if isinstance(key, str) else key[0]):
        known = old.get(key if isinstance(key, str) else key[0])
        kept = known is not None and known.pluralizable is not isinstance(key, str)
        new.add(key, string=known.string if known and kept else None)
    return new


_HEADER = """# The console's sentences. Kept up to date by python -m tools.extract_sentences.
msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plurals}\\n"

"""


def _write(catalogue: Catalog, file: Path) -> None:
    """Write a catalogue to a file.

    Without dates or names in the header: the same sentences give the same bytes.
    """
    header = _HEADER.format(language=catalogue.locale_identifier, plurals=catalogue.plural_forms)
    with file.open("wb") as out:
        out.write(header.encode())
        write_po(out, catalogue, width=100, omit_header=True)


if __name__ == "__main__":
    for language in Language:
        with as_file(_LOCALE.joinpath(f"{language.value}.po")) as file:
            _write(renew(language), file)
