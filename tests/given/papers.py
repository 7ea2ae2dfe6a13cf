"""Documents for the tests that cover them: a PDF and pictures, the same but for one word."""

from io import BytesIO

import typst
from PIL import Image, ImageDraw

ABOVE = "Geachte mevrouw, dit staat er in elk geval."


def pdf(word: str = "Piet Geheim", *, pages: int = 1) -> bytes:
    """An A4 PDF with a word at one place of its first page, and metadata that say it as well."""
    more = "#pagebreak()\nNog een pagina." * (pages - 1)
    source = (
        f'#set document(title: "{word}", author: "{word}")\n#set page(paper: "a4")\n'
        f"#place(top + left, dx: 0pt, dy: 0pt)[{ABOVE}]\n"
        f"#place(top + left, dx: 0pt, dy: 60pt)[{word}]\n"
        f"#place(top + left, dx: 0pt, dy: 120pt)[Wij groeten u.]\n{more}"
    )
    return typst.compile(source.encode(), format="pdf", ignore_system_fonts=True, timestamp=0)


AREA = {"page": 1, "left": 60, "top": 120, "right": 940, "bottom": 175}
"""Where that word stands, in thousandths of the page."""


def picture(kind: str, shade: int = 40) -> bytes:
    """A picture of 320 by 200 pixels: a pattern, and a block of one shade in the middle."""
    drawn = Image.new("RGB", (320, 200), "white")
    pen = ImageDraw.Draw(drawn)
    for x in range(0, 320, 7):
        pen.line((x, 0, 320 - x, 200), fill=(x % 256, 90, 200 - x // 2))
    pen.rectangle((128, 64, 191, 127), fill=(shade, 255 - shade, shade))
    written = BytesIO()
    exif = drawn.getexif()
    exif[0x013B] = "Piet Geheim"
    drawn.save(written, kind, exif=exif.tobytes())
    return written.getvalue()


BLOCK = {"page": 1, "left": 400, "top": 320, "right": 600, "bottom": 640}
"""Where the block stands: 128 to 192 pixels across, 64 to 128 down."""
