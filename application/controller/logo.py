"""A logo as it lies beside the profile: a PNG or an SVG that brings nothing along but its picture.

A letter is opened by strangers and kept for years. So an SVG with a script, a style of its own that
names another file, words that need a font or a reference to elsewhere is refused, and of a PNG only
the picture is kept: neither the place where a photo was taken nor who drew it.
"""

import re
from collections.abc import Iterator
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Annotated, Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring
from PIL import Image, UnidentifiedImageError
from pydantic import BeforeValidator, Field, StringConstraints, ValidationInfo
from pydantic_core import PydanticCustomError

from griffie.domain.model.values import Frozen

LARGEST, WIDEST = 200_000, 2_000
"""Octets of the file, and pixels of a PNG in either direction."""
_SVG = "{http://www.w3.org/2000/svg}"
_DRAWN = frozenset({"svg", "g", "defs", "title", "desc", "style", "mask", "clipPath"}) | frozenset(
    {"path", "rect", "circle", "ellipse", "line", "polyline", "polygon"}
    | {"linearGradient", "radialGradient", "stop"}
)
"""The elements of a logo: no text, which needs a font, and no `use`, which nests without end."""
_DECLARED = re.compile(r"\A\ufeff?\s*<\?xml\s[^>]*\?>")
_ELSEWHERE = re.compile(r"@|\\|url\(\s*[\"']?(?!#)|[a-z]+script:", re.IGNORECASE)
"""In a style or an attribute: what names another file, or hides that it does."""


class Logo(Frozen):
    """A logo that was checked: its file, its SHA-256 (hexadecimal), and the picture.

    A profile that comes from a store has no octets: letters are written from the file alone.
    """

    file: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-][A-Za-z0-9._-]{0,79}$")]
    sha256: Annotated[str, StringConstraints(pattern="^[0-9a-f]{64}$")]
    octets: bytes = Field(default=b"", exclude=True, repr=False)

    @property
    def media_type(self) -> str:
        """`image/png` or `image/svg+xml`."""
        return "image/svg+xml" if self.file.endswith(".svg") else "image/png"


def _beside_the_profile(said: Any, info: ValidationInfo) -> Any:
    """The file of that name, read and checked; what a store says of one is taken as it stands."""
    folder: Path | None = (info.context or {}).get("folder")
    if not isinstance(said, str) or folder is None:
        return said
    if Path(said).name != said or Path(said).suffix not in {".png", ".svg"}:
        raise _wrong("the name of a .png or .svg file beside the profile, without a folder")
    try:
        with (folder / said).open("rb") as file:
            found = file.read(LARGEST + 1)
    except (OSError, ValueError):
        raise _wrong("there is no such file beside the profile, or it cannot be read") from None
    if len(found) > LARGEST:
        raise _wrong(f"the file is larger than {LARGEST // 1000} kB")
    drawn = _png(found) if said.endswith(".png") else _svg(found)
    return {"file": said, "sha256": sha256(found).hexdigest(), "octets": drawn}


LogoFile = Annotated[Logo, BeforeValidator(_beside_the_profile)]
"""A logo, in the profile's file by its name alone."""


def _png(found: bytes) -> bytes:
    """The picture alone, written anew."""
    try:
        with Image.open(BytesIO(found), formats=["PNG"]) as opened:
            if max(opened.size) > WIDEST:
                raise _wrong(f"the picture is wider or higher than {WIDEST} pixels")
            plain = opened.convert("RGBA")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
        raise _wrong("is no PNG that can be read") from None
    plain.info.clear()
    written = BytesIO()
    plain.save(written, "PNG")
    return written.getvalue()


def _svg(found: bytes) -> bytes:
    """The same octets, once everything in them was looked at."""
    try:
        root = fromstring(found.decode("utf-8"), forbid_dtd=True)
    except (DefusedXmlException, ParseError, ValueError):
        raise _wrong("is no plain SVG: well-formed, UTF-8, without a document type") from None
    if root.tag != f"{_SVG}svg" or not (root.get("viewBox") or root.get("width")):
        raise _wrong("is no SVG with a size")
    # The parser skips processing instructions, and one of them can name a style sheet.
    if "<?" in _DECLARED.sub("", found.decode()):
        raise _wrong("holds a processing instruction: save it as plain SVG")
    for why in _unfit(root):
        raise _wrong(why)
    return found


def _unfit(root: Element) -> Iterator[str]:
    for one in root.iter():
        if not isinstance(one.tag, str) or one.tag.removeprefix(_SVG) not in _DRAWN:
            yield "holds more than a picture: turn words into paths, and save it as plain SVG"
        if one.tag == f"{_SVG}style" and _ELSEWHERE.search(one.text or ""):
            yield "has a style that names another file"
        for name, value in one.attrib.items():
            local = name.rpartition("}")[2].lower()
            refers = local in {"href", "base", "src"} and not value.startswith("#")
            if local.startswith("on") or refers or _ELSEWHERE.search(value):
                yield "holds a script, or refers to something outside itself"


def _wrong(why: str) -> PydanticCustomError:
    return PydanticCustomError("logo", why)
