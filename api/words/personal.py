"""A personal value on a page: set apart by `<bdi>`, whichever template shows it."""

from markupsafe import Markup

from griffie.application.direction import unturned


class Personal(str):
    """A text that a person typed or that names one. Autoescaping asks for `__html__`.

    Not for the value of an attribute: there it would stand with its element.
    """

    __slots__ = ()

    def __html__(self) -> Markup:
        """The text, escaped, set apart and without marks of direction."""
        return Markup("<bdi>{}</bdi>").format(unturned(str(self)))
