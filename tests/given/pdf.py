"""A PDF as a stranger's programs read it: qpdf for its structure, pdfium for its words."""

from io import BytesIO
from typing import Any

import pikepdf
import pypdfium2


def words(pdf: bytes) -> str:
    """Every word that can be taken out of it, line breaks as spaces."""
    opened = pypdfium2.PdfDocument(pdf)
    pages = [page.get_textpage().get_text_bounded() for page in opened]
    opened.close()
    return " ".join(" ".join(pages).split())


def standards(pdf: bytes) -> set[str]:
    """What it says that it is: `A-3A`, `UA-1`."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        said = opened.open_metadata()
        found = {f"A-{said.get('pdfaid:part')}{said.get('pdfaid:conformance')}"}
        return found | {f"UA-{said.get('pdfuaid:part')}"}


def tagged(pdf: bytes) -> dict[str, list[str]]:
    """Each tag of its structure, with the alternative texts of the elements that bear it."""
    found: dict[str, list[str]] = {}

    def walk(element: Any) -> None:
        if isinstance(element, pikepdf.Array):
            for one in element:
                walk(one)
        elif isinstance(element, pikepdf.Dictionary):
            if "/S" in element:
                said = [str(element.Alt)] if "/Alt" in element else []
                found.setdefault(str(element.S)[1:], []).extend(said)
            if "/K" in element:
                walk(element.K)

    with pikepdf.open(BytesIO(pdf)) as opened:
        assert opened.Root.MarkInfo.Marked
        walk(opened.Root.StructTreeRoot)
    return found


def attached(pdf: bytes) -> dict[str, bytes]:
    """The files in it, by their names."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        return {name: one.get_file().read_bytes() for name, one in opened.attachments.items()}
