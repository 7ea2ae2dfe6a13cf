"""The papers of a copy that is handed over: a page to read, and its contents as CSV and JSON."""

import json
from base64 import b64encode
from collections.abc import Iterator
from functools import cache
from hashlib import sha256

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from griffie.api.papers.letter import STYLE
from griffie.api.papers.table.forms import TableForm, table_file
from griffie.api.words.event_lines import ground_in_words
from griffie.api.words.sizes import size
from griffie.api.words.speech import Speech
from griffie.application.controller.profile import ControllerProfile
from griffie.application.copies.bundle import Contents, Describe
from griffie.application.dossier.zip_writer import Part
from griffie.domain.law import Language

_DIGEST = b64encode(sha256(STYLE.encode()).digest()).decode()
_POLICY = f"default-src 'none'; style-src 'sha256-{_DIGEST}'; form-action 'none'; base-uri 'none'"
_COLUMNS = ("number", "file", "name", "media_type", "octets", "sha256", "covered_places")


@cache
def templates() -> Environment:
    """The template of the page."""
    return Environment(
        loader=PackageLoader("griffie.api.papers", "copy"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )


def papers(profile: ControllerProfile, language: Language) -> Describe:
    """Describes a bundle of this controller in a language: `index.html`, CSV and JSON."""

    def describe(contents: Contents) -> Iterator[Part]:
        yield Part("index.html", _page(contents, profile, Speech(language)).encode())
        rows = [dict(zip(_COLUMNS, row, strict=True)) for row in _rows(contents)]
        said = {"reference": contents.reference, "language": language.value, "documents": rows}
        yield Part("contents.json", json.dumps(said, ensure_ascii=False, indent=1).encode())
        yield Part("contents.csv", b"".join(table_file(TableForm.CSV, _COLUMNS, _rows(contents))))

    return describe


def _rows(contents: Contents) -> Iterator[tuple[str | int, ...]]:
    for number, one in enumerate(contents.entries, 1):
        places = one.covered.places if one.covered else 0
        facts = (one.path, one.name, one.media_type, len(one.octets), one.digest, places)
        yield (number, *facts)


def _page(contents: Contents, profile: ControllerProfile, speech: Speech) -> str:
    identity = profile.identity
    lines = [
        (
            one,
            size(len(one.octets)),
            [ground_in_words(ground, speech) for ground in one.covered.grounds]
            if one.covered
            else [],
        )
        for one in contents.entries
    ]
    return (
        templates()
        .get_template("index.html")
        .render(
            _=speech.say,
            _n=speech.count,
            language=speech.language.value,
            style=Markup(STYLE),  # noqa: S704 - our own file
            policy=_POLICY,
            reference=contents.reference,
            office=identity.name if identity else profile.slug,
            contact=identity.email if identity else "",
            lines=lines,
        )
    )
