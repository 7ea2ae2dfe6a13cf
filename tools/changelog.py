"""Changelog fragments: one file for each change in `changelog.d`, put together at a release.

python -m tools.changelog check                      exit 1 if a fragment cannot be used
python -m tools.changelog draft                      print what a release would say
python -m tools.changelog release VERSION MONTH      write it into CHANGELOG.md
"""

import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]

HEADINGS = {
    "added": "Added",
    "changed": "Changed",
    "fixed": "Fixed",
    "law": "The law as applied",
    "security": "Security",
    "house": "For those who work on Griffie",
}
"""The kind in a file's name, and the heading it gets; in the order of the changelog."""

_NAME = re.compile(r"(?P<issue>\d{4})\.(?P<kind>[a-z]+)(\.\d+)?\.md")
_LINK = re.compile(r"\]\((?!https?:)([^)#]+)")


class FragmentError(ValueError):
    """A fragment that cannot be used; the sentence names the file and what is wrong."""


class Fragment(NamedTuple):
    """One change in words."""

    kind: str
    issue: str
    text: str
    """One paragraph, without line breaks."""


def fragments(root: Path) -> list[Fragment]:
    """The fragments of a repository by kind, then by issue. Raises FragmentError."""
    found = [_read(path, root) for path in _files(root)]
    order = list(HEADINGS)
    return sorted(found, key=lambda fragment: (order.index(fragment.kind), fragment.issue))


def _files(root: Path) -> list[Path]:
    return sorted(path for path in (root / "changelog.d").iterdir() if path.name != "README.md")


def _read(path: Path, root: Path) -> Fragment:
    name = _NAME.fullmatch(path.name)
    if name is None or name["kind"] not in HEADINGS:
        kinds = ", ".join(HEADINGS)
        raise FragmentError(f"{path.name}: the name is ISSUE.KIND.md, the kind one of {kinds}")
    text = path.read_text("utf-8").strip()
    if not text or "\n\n" in text or text.startswith(("-", "*", "#")):
        raise FragmentError(f"{path.name}: one paragraph is needed, without a bullet or a heading")
    if lost := [link for link in _LINK.findall(text) if not (root / link).exists()]:
        raise FragmentError(f"{path.name}: from the root of the repository nothing is at {lost[0]}")
    return Fragment(name["kind"], name["issue"], " ".join(text.split()))


def section(found: Sequence[Fragment]) -> str:
    """The fragments as Markdown, a heading for each kind that occurs; empty if there are none."""
    return "\n".join(_lines(found)).strip()


def _lines(found: Sequence[Fragment]) -> Iterator[str]:
    for kind, heading in HEADINGS.items():
        if texts := [fragment.text for fragment in found if fragment.kind == kind]:
            yield from (f"### {heading}", "", *(f"- {text}" for text in texts), "")


def release(root: Path, version: str, month: str) -> None:
    """Write the section of a version above the older ones, then remove the fragments.

    Raises FragmentError if there is nothing to release or the version has a section already.
    """
    found = fragments(root)
    page = root / "CHANGELOG.md"
    text = page.read_text("utf-8")
    if not found:
        raise FragmentError("changelog.d holds no fragment: there is nothing to release")
    if f"\n## {version}," in text:
        raise FragmentError(f"CHANGELOG.md has a section for {version} already")
    head, mark, older = text.partition("\n## ")
    page.write_text(f"{head}\n## {version}, {month}\n\n{section(found)}\n{mark}{older}", "utf-8")
    for path in _files(root):
        path.unlink()


def main(words: Sequence[str], root: Path = ROOT) -> int:
    """Carry out one command line. Gives the exit status: 1 for a bad fragment, 2 for bad usage."""
    try:
        match list(words):
            case ["check"]:
                fragments(root)
            case ["draft"]:
                print(section(fragments(root)))
            case ["release", version, month]:
                release(root, version, month)
            case _:
                print(__doc__, file=sys.stderr)
                return 2
    except FragmentError as error:
        print(f"changelog: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
