"""A letter as plain text for e-mail: lines of at most 76 columns."""

from collections.abc import Callable, Iterator
from textwrap import wrap

from griffie.application.letters.letter import ComposedLetter, Paragraph
from griffie.application.letters.phrases import Speaker
from griffie.domain.law import Language

WIDTH = 76


def as_text(letter: ComposedLetter) -> str:
    """The letter as text, ended by a line break. Line breaks in typed texts are kept."""
    return "\n".join(_lines(letter)) + "\n"


def _lines(letter: ComposedLetter) -> Iterator[str]:
    if letter.sender:
        yield from (*letter.sender, "")
    if letter.addressee:
        yield from (*letter.addressee, "")
    labelled = Speaker(letter.language).labelled
    yield from (labelled(label, said) for label, said in letter.head)
    yield from ("", *_wrapped(letter.subject), "=" * min(len(letter.subject), WIDTH))
    yield from ("", letter.salutation)
    for section in letter.sections:
        if section.title:
            title = list(_wrapped(section.title))
            yield from ("", "", *title, "-" * max(map(len, title)))
        for paragraph in section.paragraphs:
            yield ""
            yield from _paragraph(paragraph, labelled)
    yield from ("", "", *_wrapped(letter.closing), "", *letter.signature)


def lines_of(one: Paragraph, language: Language) -> Iterator[str]:
    """A single paragraph, with its lists and tables, as it stands in the text."""
    return _paragraph(one, Speaker(language).labelled)


def _paragraph(one: Paragraph, labelled: Callable[[str, str], str]) -> Iterator[str]:
    yield from _wrapped(one.text)
    for item in one.items:
        yield from _wrapped(item, "- ", "  ")
    for line in one.lines:
        yield from _wrapped(line, "    ", "      ")
    for entry in one.table:
        yield from ("", *_wrapped(entry.title, "- ", "  "))
        for label, said in entry.cells:
            yield from _wrapped(labelled(label, said), "  ", "    ")
    for label, words in one.typed:
        if label:
            yield from ("", labelled(label, "").rstrip(" "))
        yield from (
            line for typed in words.splitlines() for line in _wrapped(typed, "    ", "    ")
        )


def _wrapped(said: str, first: str = "", then: str = "") -> list[str]:
    return wrap(
        said,
        WIDTH,
        initial_indent=first,
        subsequent_indent=then,
        break_long_words=False,
        break_on_hyphens=False,
    )
