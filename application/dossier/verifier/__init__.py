"""The verifier for outsiders: the standard library only, joined into one file in every bundle.

It is written as several pages and joined by `joined`. It must reach the same verdicts as the
engine's own verifier, which shares no code with it; tests compare the two.
"""

import ast
from functools import cache
from importlib.resources import files

PAGES = ["errors", "curve", "tree", "texts", "notes", "archive", "parsing", "check"]
PAGES += [
    "statement",
    "lineage",
    "events",
    "bundle",
    "receipt",
    "words",
    "given",
    "proves",
    "command",
]
HERE = "griffie.application.dossier.verifier"
HEAD = '''#!/usr/bin/env python3
"""Checks an evidence bundle of Griffie, or a receipt, with Python 3.11 and this file alone.

    python3 verify.py FILE [--trust KEYFILE] [--checkpoint NOTE] [--newer-than INSTANT] [--json]
                           [--log LOG] [--language nl|fr|de|en]

Exit 0: consistent. 1: not, and each finding says why. 2: the file, or one of your own, cannot be
read. It stands on RFC 9162
(the tree), RFC 8032 (signatures), RFC 8785 (canonical JSON), RFC 9901 (disclosures), and C2SP's
signed-note, tlog-checkpoint and tlog-proof.
"""
'''


@cache
def joined() -> bytes:
    """`verify.py`: every page in order, without what they import from one another."""
    return "\n\n".join([HEAD, *map(page, PAGES)]).encode()


def page(name: str) -> str:
    """The text of one page, without the lines that import from the other pages."""
    text = files(HERE).joinpath(f"{name}.py").read_text("utf-8")
    lines = text.splitlines()
    for node in ast.parse(text).body:
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(HERE):
            for line in range(node.lineno - 1, node.end_lineno or node.lineno):
                lines[line] = ""
    return "\n".join(lines) + "\n"
