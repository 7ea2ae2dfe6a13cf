"""Every class of the tree of errors, and every class of an error that the source text holds."""

import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from griffie.domain.errors import GriffieError

ROOT = Path(__file__).parent.parent
LAYERS = ("domain", "application", "infrastructure", "api")
VERIFIER = ROOT / "application" / "dossier" / "verifier"
"""Imports nothing of ours, so its errors stand apart."""
CLASS = re.compile(r"^class (\w+Error)\b", re.MULTILINE)


def sources() -> Iterator[tuple[str, str]]:
    """The module and the name of each class of an error in the four layers."""
    for layer in LAYERS:
        for file in sorted((ROOT / layer).rglob("*.py")):
            if VERIFIER not in file.parents:
                place = file.relative_to(ROOT).with_suffix("")
                module = ".".join(("griffie", *place.parts)).removesuffix(".__init__")
                yield from ((module, name) for name in CLASS.findall(file.read_text("utf-8")))


def _below(kind: type[GriffieError]) -> Iterator[type[GriffieError]]:
    yield kind
    for child in kind.__subclasses__():
        if child.__module__.startswith("griffie."):
            yield from _below(child)


for _module, _ in sources():
    import_module(_module)

ALL = tuple(_below(GriffieError))
