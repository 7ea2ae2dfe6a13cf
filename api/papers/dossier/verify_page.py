"""`verify.html`: the verifier as one page for a browser, with everything inside it.

It asks nothing of any server, and its own policy (Content-Security-Policy) forbids that: the one
script and the one style sheet are allowed by digest. It shares no line of checking with the other
verifiers, and the words of findings with `verify.py`. It needs a browser with Ed25519 in WebCrypto.
"""

import json
from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files

from griffie.application.dossier.verifier.given import SLIPS
from griffie.application.dossier.verifier.proves import PROVES
from griffie.application.dossier.verifier.words import LANGUAGES, WORDS

_FOLDER = files("griffie.api.papers.dossier").joinpath("browser")
_SCRIPTS = ("octets.js", "notes.js", "statement.js", "lineage.js", "check.js", "page.js")


@cache
def verify_page() -> bytes:
    """The page: a whole HTML document in UTF-8."""
    said = json.loads(_FOLDER.joinpath("said.json").read_text("utf-8"))
    tables = {"LANGUAGES": LANGUAGES, "WORDS": WORDS, "SLIPS": SLIPS, "SAID": said}
    tables["PROVES"] = PROVES
    data = [f"const {name} = {json.dumps(table)};" for name, table in tables.items()]
    scripts = [_FOLDER.joinpath(name).read_text("utf-8") for name in _SCRIPTS]
    script = "\n".join(['"use strict";', *data, *scripts])
    style = _FOLDER.joinpath("verify.css").read_text("utf-8")
    policy = (
        f"default-src 'none'; script-src {_allowed(script)}; style-src {_allowed(style)};"
        " form-action 'none'; base-uri 'none'"
    )
    page = _FOLDER.joinpath("verify.html").read_text("utf-8")
    for mark, content in (("policy", policy), ("style", style), ("script", script)):
        page = page.replace("{{ " + mark + " }}", content)
    return page.encode()


def _allowed(inline: str) -> str:
    return f"'sha256-{b64encode(sha256(inline.encode()).digest()).decode()}'"
