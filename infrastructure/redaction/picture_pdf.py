"""A PDF that holds one picture a page, and nothing else: no text, no names, no dates.

Written by hand, because programs that write PDFs put a date and a number by chance into each: the
same pictures must give the same octets. ISO 32000-1: 7.5 (structure of a file), 8.9.5 (images).
"""

from collections.abc import Iterable
from typing import NamedTuple


class PicturePage(NamedTuple):
    """A picture as a baseline JPEG in RGB with its pixels, and the page in points (1/72 inch)."""

    jpeg: bytes
    pixels: tuple[int, int]
    points: tuple[float, float]


def picture_pdf(pages: Iterable[PicturePage]) -> bytes:
    """The file, in the order of the pages."""
    objects: list[bytes] = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    kids = []
    for one in pages:
        (wide, high), (width, height) = one.pixels, one.points
        page = len(objects) + 1
        kids.append(page)
        drawn = f"q {width:.2f} 0 0 {height:.2f} 0 0 cm /P Do Q".encode()
        objects += [
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width:.2f} {height:.2f}] /Contents"
            f" {page + 1} 0 R /Resources << /XObject << /P {page + 2} 0 R >> >> >>".encode(),
            _stream("", drawn),
            _stream(
                f"/Type /XObject /Subtype /Image /Width {wide} /Height {high}"
                " /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode",
                one.jpeg,
            ),
        ]
    said = " ".join(f"{page} 0 R" for page in kids)
    objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{said}] >>".encode()
    return _file(objects)


def _stream(said: str, octets: bytes) -> bytes:
    head = f"<< {said} /Length {len(octets)} >>\nstream\n"
    return head.encode() + octets + b"\nendstream"


def _file(objects: list[bytes]) -> bytes:
    made = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, one in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%b\nendobj\n" % (number, one)
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    count, at = len(objects) + 1, len(made)
    made += f"xref\n0 {count}\n0000000000 65535 f \n{table}".encode()
    made += f"trailer\n<< /Size {count} /Root 1 0 R >>\nstartxref\n{at}\n%%EOF\n".encode()
    return bytes(made)
