"""The house style of letters: `[letterhead]` in the profile, the head and foot of each letter."""

from typing import Annotated

from pydantic import AfterValidator, StringConstraints
from pydantic_core import PydanticCustomError

from griffie.application.controller.authority import Names, Text
from griffie.application.controller.logo import LogoFile
from griffie.domain.model.values import Frozen

LEAST_CONTRAST = 4.5
"""Of text on white paper: WCAG 2.2, 1.4.3."""
_WHITE = 1.0
_DARK = 0.04045
"""Below it, a part of an sRGB colour is a straight line."""


def _legible(colour: str) -> str:
    """The colour, where text in it can be read on white paper."""
    if contrast_on_white(colour) < LEAST_CONTRAST:
        raise PydanticCustomError(
            "colour", "too light for text on white paper: the contrast is below 4.5 to 1"
        )
    return colour


Colour = Annotated[
    str, StringConstraints(pattern="^#[0-9a-fA-F]{6}$", to_lower=True), AfterValidator(_legible)
]
"""A colour as `#rrggbb` in which text can be read on white."""


class Letterhead(Frozen):
    """The head and foot of every letter. Who signs stands in `identity.signatory`."""

    logo: LogoFile | None = None
    logo_says: Text | Names | None = None
    """What a screen reader says in place of the logo; by default the name of the controller."""
    colour: Colour | None = None
    """Of titles and of the line below the head; black where none is given."""
    foot: Text | Names | None = None
    """A line at the foot of each page: an address, opening hours, a bank account."""


def contrast_on_white(colour: str) -> float:
    """The contrast of `#rrggbb` with white, from 1 to 21: WCAG 2.2, relative luminance."""
    red, green, blue = (_linear(int(colour[place : place + 2], 16) / 255) for place in (1, 3, 5))
    luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return (_WHITE + 0.05) / (luminance + 0.05)


def _linear(part: float) -> float:
    """One part of an sRGB colour, from 0 to 1, as light."""
    return part / 12.92 if part <= _DARK else ((part + 0.055) / 1.055) ** 2.4
