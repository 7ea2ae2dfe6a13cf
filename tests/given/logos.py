"""Logos for the tests, and the tables of a profile that name them."""

from io import BytesIO
from pathlib import Path

from PIL import Image
from PIL.PngImagePlugin import PngInfo

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 60">'
    "<style>.a{fill:#1f2f6b}</style>"
    '<rect class="a" x="2" y="2" width="56" height="56" rx="10"/>'
    '<path d="M16 16 L30 44 L44 16" stroke="#f5b942" stroke-width="7" fill="none"/></svg>'
)
OFFICE = """
slug = "voorbeeld"
[identity]
name = "Voorbeeld"
legal_form = "bv"
enterprise_number = "BE0726.804.172"
postal_address = "Dorpsstraat 1, 9000 Gent"
email = "privacy@example.be"
[letterhead]
logo = "{logo}"
logo_says = "Voorbeeld, een V in een vierkant"
colour = "#1F2F6B"
foot = {{ nl = "Open op werkdagen", fr = "Ouvert les jours ouvrables" }}
"""


def png(size: tuple[int, int] = (40, 20), note: str = "") -> bytes:
    """A PNG of one colour, with a text in its metadata."""
    said, written = PngInfo(), BytesIO()
    said.add_text("Author", note)
    Image.new("RGBA", size, (31, 47, 107, 255)).save(written, "PNG", pnginfo=said)
    return written.getvalue()


def office(folder: Path, logo: str, octets: bytes) -> Path:
    """A profile in a folder, with the logo that it names beside it."""
    (folder / logo).write_bytes(octets)
    profile = folder / "ours.toml"
    profile.write_text(OFFICE.format(logo=logo), "utf-8")
    return profile
