"""What is covered in a document, and who covers it: the port of the program that draws it anew."""

from typing import NamedTuple, Protocol

from griffie.domain.errors import UnusableInputError

THOUSAND = 1000
"""Places on a page are said in thousandths of its width and height, from the top left."""
MOST_AREAS, MOST_WORDS = 500, 100
SOLID = "█████"
"""What stands in a text in place of what was covered: as long whatever it was."""


class Area(NamedTuple):
    """A rectangle on a page, which counts from 1."""

    page: int
    left: int
    top: int
    right: int
    bottom: int


class Covers(NamedTuple):
    """What is covered: rectangles of pages, and words wherever they stand."""

    areas: tuple[Area, ...] = ()
    words: tuple[str, ...] = ()


class Redacted(NamedTuple):
    """The covered copy; `places` counts the areas and the places where words were found."""

    media_type: str
    octets: bytes
    places: int


class PageShown(NamedTuple):
    """A page as a JPEG, with what is covered drawn black; `words` counts those found on it."""

    jpeg: bytes
    size: tuple[int, int]
    """Its width and height in pixels."""
    pages: int
    words: int


class Redactor(Protocol):
    """Draws documents anew. `media_type` is what the file was said to be."""

    def show(self, octets: bytes, media_type: str, page: int, covers: Covers) -> PageShown:
        """One page, to choose what is covered. Raises UnreadableDocumentError."""

    def redact(self, octets: bytes, media_type: str, covers: Covers) -> Redacted:
        """A new file without what lies under the covers. Raises UnreadableDocumentError."""


class UnreadableDocumentError(UnusableInputError):
    """A document cannot be drawn anew: of which kind it is, or why not; nothing that it says."""

    code = "bad-document"
    sentence = "This document cannot be covered here"
    remedy = "save it as a PDF that opens without a password, and add that"
