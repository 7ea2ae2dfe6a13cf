"""A letter as one HTML page to read and to print, with its style sheet inside.

The style sheet is allowed by its digest: the page can be saved whole, and no other style and no
script runs in it.
"""

from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files

import segno
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from griffie.application.letters import ComposedLetter, LetterKind
from griffie.application.letters.letter import BLANK, HouseStyle, gap
from griffie.application.letters.phrases import Speaker
from griffie.domain.law import Language

STYLE = files("griffie.api.papers.letter").joinpath("letter.css").read_text("utf-8")


def headers(colour: str = "") -> dict[str, str]:
    """The headers of a letter in a house colour: its own style and pictures inside it, no more."""
    digest = b64encode(sha256(_styled(colour).encode()).digest()).decode()
    policy = (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; form-action 'none'; "
        "frame-ancestors 'none'; base-uri 'none'"
    )
    return {
        "Cache-Control": "no-store",
        "Content-Security-Policy": policy,
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "no-referrer",
    }


def _styled(colour: str) -> str:
    """The style sheet; `colour` was checked when the profile was read."""
    ours = f"h1, h2 {{ color: {colour}; }} .from {{ border-color: {colour}; }}\n" if colour else ""
    return STYLE + ours


@cache
def environment() -> Environment:
    """The template of a letter, with its filters."""
    made = Environment(
        loader=PackageLoader("griffie.api.papers", "letter"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    made.filters |= {"marked": mark_gaps, "base64": _base64, "qr": qr_code}
    return made


def _base64(octets: bytes) -> str:
    return b64encode(octets).decode()


def qr_code(words: str) -> Markup:
    """A text as a QR code, ISO/IEC 18004: an SVG to be set into a page. The text stands beside it.

    Raises segno.DataOverflowError beyond 2331 octets.
    """
    code = segno.make_qr(words, error="m")
    drawn = code.svg_inline(scale=1, omitsize=True, svgclass=None, lineclass=None)
    return Markup(drawn.replace("<svg ", '<svg aria-hidden="true" ', 1))  # noqa: S704 - drawn by segno


def mark_gaps(words: str, language: Language) -> Markup:
    """The text, with `<mark>` around each gap that the handler must still fill in."""
    found = gap(language)
    plain = (escape(part) for part in found.split(words))
    gaps = [*(Markup("<mark>{}</mark>").format(one) for one in found.findall(words)), ""]
    return Markup("").join(Markup("{}{}").format(*pair) for pair in zip(plain, gaps, strict=True))


def as_html(letter: ComposedLetter) -> str:
    """A letter as a whole HTML document, in the language of the letter."""
    style = Markup(_styled(letter.style.colour))  # noqa: S704 - our own file, a checked colour
    speak = Speaker(letter.language).say
    unstated = speak("unstated")
    page = environment().get_template("letter.html")
    return page.render(letter=letter, style=style, unstated=unstated)


def sent_as_html(
    words: str, kind: LetterKind, language: Language, paper: HouseStyle = BLANK
) -> str:
    """A letter as it was sent, word for word, on its paper, as a whole HTML document."""
    style = Markup(_styled(paper.colour))  # noqa: S704 - our own file, a checked colour
    subject = Speaker(language).say(f"subject/{kind}")
    page = environment().get_template("sent.html")
    return page.render(words=words, subject=subject, language=language, style=style, paper=paper)
