"""The text of an HTML mail, read in one pass, so that no mail keeps us busy. It is not rendered."""

import re
from collections.abc import Iterator
from html import unescape

_NOT_WORDS = {"script", "style", "title", "template"}
_NEW_LINE = {
    *("address", "article", "blockquote", "br", "dd", "div", "dl", "dt", "fieldset", "figure"),
    *("footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav"),
    *("ol", "p", "pre", "section", "table", "tr", "ul"),
}
_TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9]*)|<[/!?]")
_SPACES = re.compile(r"[ \t\r\n\f\xa0]+")


def html_to_text(html: str) -> str:
    """Plain text: a line for each block, runs of spaces made one, at most one empty line."""
    lines = (line.strip() for line in "".join(_pieces(html)).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _pieces(html: str) -> Iterator[str]:
    position, unclosed = 0, set[str]()
    while (start := html.find("<", position)) >= 0:
        yield _words(html[position:start])
        tag = _TAG.match(html, start)
        if not tag:
            yield "<"
            position = start + 1
            continue
        name = (tag[1] or "").lower()
        if name in _NEW_LINE:
            yield "\n- " if html.startswith(("<li", "<LI"), start) else "\n"
        elif name in {"td", "th"}:
            yield "\t"
        end = _end(html, start, tag.end(), name, unclosed)
        if end is None:
            position = start + 1
            break
        position = end
    yield _words(html[position:])


def _end(html: str, start: int, inside: int, name: str, unclosed: set[str]) -> int | None:
    """Where reading goes on. An end that was not found once is not looked for again."""
    closing = ">"
    if html.startswith("<!--", start) and "-->" not in unclosed:
        if (end := html.find("-->", start + 2)) >= 0:
            return end + len("-->")
        unclosed.add("-->")
    elif name in _NOT_WORDS and html[start + 1] != "/" and name not in unclosed:
        if found := re.compile(f"</{name}", re.IGNORECASE).search(html, inside):
            inside = found.end()
        else:
            unclosed.add(name)
    end = html.find(closing, inside)
    return end + 1 if end >= 0 else None


def _words(text: str) -> str:
    return _SPACES.sub(" ", unescape(text))
