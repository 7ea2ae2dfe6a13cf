"""Renders a document as pictures, paints over them and writes them as a new file.

A process of its own: a document comes from a stranger, and what reads it is native code. It is
given no key and no path, gets the document on its input, answers on its output, and its time and
memory end. In: a line of JSON (`do`, `media_type`, `page`, `areas`, `words`), then the document.
Out: a line of JSON, then a picture or the new file. Exit 3 where the document cannot be read.

What is new has no text, no layer, no annotation and no metadata of the original, because nothing of
the original goes into it but what could be seen. Covers are painted before anything is compressed.
"""

import json
import resource
import sys
from collections.abc import Iterator
from io import BytesIO
from math import ceil, floor
from typing import Any, BinaryIO

import pypdfium2
from PIL import Image, ImageDraw, ImageOps, UnidentifiedImageError

from griffie.application.redaction.covers import UnreadableDocumentError
from griffie.infrastructure.redaction.picture_pdf import PicturePage, picture_pdf

UNREADABLE = 3
MOST_PAGES, MOST_PIXELS = 300, 60_000_000
_SECONDS, _MEMORY = 120, 2 << 30
_DPI, _SCREEN_DPI, _POINTS = 150, 90, 72
_MARGIN = 2
"""Pixels around a cover: the edge of a letter is drawn into the next pixel."""
_BLOCK = 16
"""Pixels: a JPEG mixes what lies in one block, so a block that is touched is covered whole."""
_PICTURES = {"image/png": "PNG", "image/jpeg": "JPEG", "image/gif": "GIF", "image/webp": "WEBP"}
Box = tuple[float, float, float, float]
"""Left, top, right and bottom in pixels."""
Asked = dict[str, Any]


def main(taken: BinaryIO, given: BinaryIO) -> int:
    """Do what the first line asks. Gives the exit code."""
    asked = json.loads(taken.readline())
    octets = taken.read()
    try:
        said, made = (_show if asked["do"] == "show" else _redact)(asked, octets)
    except UnreadableDocumentError as why:
        said, made = {"because": str(why)}, b""
    except (pypdfium2.PdfiumError, UnidentifiedImageError, OSError, ValueError, MemoryError):
        said, made = {"because": "it is damaged, locked with a password or too large"}, b""
    given.write(json.dumps(said).encode() + b"\n" + made)
    return UNREADABLE if "because" in said else 0


def _show(asked: Asked, octets: bytes) -> tuple[Asked, bytes]:
    if asked["media_type"] in _PICTURES:
        picture, pages, found = _picture(octets, asked["media_type"]), 1, 0
        _paint(picture, _areas(asked, 1, picture))
        picture.thumbnail((1000, 1400))
    else:
        document = _opened(octets)
        pages = len(document)
        if not 0 < asked["page"] <= pages:
            raise UnreadableDocumentError("it has no such page")
        picture, _, found = _page(document, asked, asked["page"], _SCREEN_DPI)
    return {"pages": pages, "words": found, "size": picture.size}, _jpeg(picture, 75)


def _redact(asked: Asked, octets: bytes) -> tuple[Asked, bytes]:
    if asked["media_type"] in _PICTURES:
        return _redact_picture(asked, octets)
    document, places = _opened(octets), len(asked["areas"])
    _check_pages(asked, len(document))
    pages = []
    for number in range(1, len(document) + 1):
        picture, size, found = _page(document, asked, number, _DPI)
        pages.append(PicturePage(_jpeg(picture, 85), picture.size, size))
        places += found
    return {"media_type": "application/pdf", "places": places}, picture_pdf(pages)


def _redact_picture(asked: Asked, octets: bytes) -> tuple[Asked, bytes]:
    picture = _picture(octets, asked["media_type"])
    _check_pages(asked, 1)
    _paint(picture, _areas(asked, 1, picture), _BLOCK if asked["media_type"] == "image/jpeg" else 1)
    said = {"media_type": "image/png", "places": len(asked["areas"])}
    if asked["media_type"] == "image/jpeg":
        return said | {"media_type": "image/jpeg"}, _jpeg(picture, 92)
    written = BytesIO()
    picture.save(written, "PNG")
    return said, written.getvalue()


def _check_pages(asked: Asked, pages: int) -> None:
    """A cover on a page that is not there would be counted, and hide nothing."""
    if any(not 0 < area[0] <= pages for area in asked["areas"]):
        raise UnreadableDocumentError("it has no such page")


def _opened(octets: bytes) -> pypdfium2.PdfDocument:
    document = pypdfium2.PdfDocument(octets)
    if len(document) > MOST_PAGES:
        raise UnreadableDocumentError(f"it has more than {MOST_PAGES} pages")
    document.init_forms()  # what was typed into a form is drawn as well
    return document


def _page(
    document: pypdfium2.PdfDocument, asked: Asked, number: int, dpi: int
) -> tuple[Image.Image, tuple[float, float], int]:
    """A page as a picture with its covers, its size in points, and how many words were found."""
    page = document[number - 1]
    width, height = page.get_size()
    scale = dpi / _POINTS
    if width * height * scale * scale > MOST_PIXELS:
        raise UnreadableDocumentError("a page is too large")
    bitmap = page.render(scale=scale, rev_byteorder=True)
    picture = bitmap.to_pil().convert("RGB")
    places = bitmap.get_posconv(page)
    found = [*_found(page, asked["words"])]
    boxes = [
        (*places.to_bitmap(left, top), *places.to_bitmap(right, bottom))
        for rectangles in found
        for left, bottom, right, top in rectangles
    ]
    _paint(picture, [*_areas(asked, number, picture), *boxes])
    page.close()
    return picture, (width, height), len(found)


def _found(page: Any, words: list[str]) -> Iterator[list[tuple[float, float, float, float]]]:
    """Each place where one of the words stands, as rectangles in the units of the page."""
    text = page.get_textpage()
    for one in words:
        search = text.search(" ".join(one.split()))
        while place := search.get_next():
            yield [text.get_rect(n) for n in range(text.count_rects(*place))]


def _picture(octets: bytes, media_type: str) -> Image.Image:
    with Image.open(BytesIO(octets), formats=[_PICTURES[media_type]]) as opened:
        if opened.width * opened.height > MOST_PIXELS:
            raise UnreadableDocumentError("it is too large")
        if getattr(opened, "n_frames", 1) > 1:
            raise UnreadableDocumentError("it moves")
        upright = ImageOps.exif_transpose(opened)
        if upright.mode in {"RGBA", "LA", "P"}:
            # What is transparent may still hold a picture: on white, nothing of it is left.
            seen = upright.convert("RGBA")
            paper = Image.new("RGBA", seen.size, "white")
            return Image.alpha_composite(paper, seen).convert("RGB")
        return upright.convert("RGB")


def _areas(asked: Asked, number: int, picture: Image.Image) -> list[Box]:
    wide, high = picture.width / 1000, picture.height / 1000
    return [
        (left * wide, top * high, right * wide, bottom * high)
        for page, left, top, right, bottom in asked["areas"]
        if page == number
    ]


def _paint(picture: Image.Image, boxes: list[Box], block: int = 1) -> None:
    """Black rectangles, a margin larger than the boxes, on the edges of blocks."""
    pen = ImageDraw.Draw(picture)
    for one in boxes:
        left, right = sorted((one[0], one[2]))
        top, bottom = sorted((one[1], one[3]))
        pen.rectangle(
            (
                floor(left / block) * block - _MARGIN,
                floor(top / block) * block - _MARGIN,
                ceil(right / block) * block + _MARGIN,
                ceil(bottom / block) * block + _MARGIN,
            ),
            fill="black",
        )


def _jpeg(picture: Image.Image, quality: int) -> bytes:
    picture.info.clear()
    written = BytesIO()
    picture.save(written, "JPEG", quality=quality, subsampling=0)
    return written.getvalue()


def _end_somewhere() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a dump would hold the document


if __name__ == "__main__":
    _end_somewhere()
    sys.exit(main(sys.stdin.buffer, sys.stdout.buffer))
