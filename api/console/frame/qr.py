"""The address that an app for codes reads, and its picture. It is drawn here: nothing leaves."""

import pyotp
import segno
from fastapi import Request
from markupsafe import Markup

from griffie.api.http.guard import engine_of
from griffie.api.words.speech import Speech


def factor_address(http: Request, sign_in_name: str, secret: str) -> str:
    """The `otpauth://` address of a secret, with the office and the sign-in name as its label."""
    identity = engine_of(http).profile.identity
    office = f"Griffie {identity.name}" if identity else "Griffie"
    return pyotp.TOTP(secret).provisioning_uri(name=sign_in_name or "-", issuer_name=office)


def qr_of(address: str, speech: Speech) -> Markup:
    """A QR code as SVG, to stand in a page. Its white border belongs to it, in a dark page too."""
    picture = segno.make(address, error="m").svg_inline(
        dark="#000", light="#fff", svgclass="qr", omitsize=True
    )
    words = Markup.escape(speech.say("QR code for your app"))
    named = f'<svg role="img" aria-label="{words}" '
    return Markup(picture.replace("<svg ", named, 1))  # noqa: S704 - of our own making
