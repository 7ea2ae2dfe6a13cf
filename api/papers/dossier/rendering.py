"""Fills in the templates of a bundle, each with the style sheet inside.

A reader opens a page from a folder, without a server: so the page itself forbids loading anything
and running scripts, and allows its one style sheet by digest (Content-Security-Policy).
"""

from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from griffie.api.words.speech import Speech, first_up

_STYLE = files("griffie.api.papers.dossier").joinpath("page.css").read_text("utf-8")
_DIGEST = b64encode(sha256(_STYLE.encode()).digest()).decode()
_POLICY = f"default-src 'none'; style-src 'sha256-{_DIGEST}'; form-action 'none'; base-uri 'none'"
VERIFY = files("griffie.api.papers.dossier").joinpath("VERIFY.md").read_bytes()
"""How to check a bundle with the verifier inside it, with OpenSSL and with Go."""


@cache
def templates() -> Environment:
    """The templates of the pages of a bundle."""
    environment = Environment(
        loader=PackageLoader("griffie.api.papers", "dossier"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    environment.filters["first_up"] = first_up
    return environment


def render(template: str, speech: Speech, **shown: Any) -> bytes:
    """A template, filled in: a whole HTML document in UTF-8."""
    around = {
        "_": speech.say,
        "_n": speech.count,
        "speech": speech,
        "style": Markup(_STYLE),  # noqa: S704 - our own file
        "policy": _POLICY,
    }
    return templates().get_template(template).render(shown | around).encode()
