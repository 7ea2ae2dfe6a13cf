"""Mails made for a test: a few headers, some words, and what is odd about them."""

from griffie.application.intake.mail import Mail, own_mail
from griffie.infrastructure.mail.message import read_mail

OURS = own_mail(["mx.iassist.be", "*.iassist.example"], ["info@iassist.be", "iassist@gmail.com"])
RECEIVED = "from out.example.be by mx.iassist.be; Thu, 5 Nov 2026 10:00:00 +0100"
WISH = "Wis alle gegevens over mij."


def made(words: str | bytes = WISH, /, **headers: str) -> bytes:
    """A mail with these headers; an underscore in a name is a hyphen, an empty one is left out."""
    head = {
        "Received": RECEIVED,
        "From": "An Peeters <an.peeters@example.be>",
        "To": "info@iassist.be",
        "Date": "Thu, 5 Nov 2026 09:59:00 +0100",
        "Subject": "vraag",
        "Content_Type": "text/plain; charset=utf-8",
    } | headers
    lines = [f"{name.replace('_', '-')}: {value}\r\n" for name, value in head.items() if value]
    body = words if isinstance(words, bytes) else words.encode()
    return "".join(lines).encode("utf-8", "surrogateescape") + b"\r\n" + body


def parted(kind: str, *parts: str | bytes, after: str = "--b--\r\n", **headers: str) -> bytes:
    """A mail of several parts, each with its own headers."""
    octets = (part if isinstance(part, bytes) else part.encode() for part in parts)
    body = b"".join(b"--b\r\n" + part + b"\r\n" for part in octets) + after.encode()
    return made(body, Content_Type=f'multipart/{kind}; boundary="b"', **headers)


def part(words: str, kind: str = "text/plain; charset=utf-8", **headers: str) -> str:
    """A part: its kind, other headers, and words."""
    head = {"Content-Type": kind} | {k.replace("_", "-"): v for k, v in headers.items()}
    return "".join(f"{name}: {value}\r\n" for name, value in head.items()) + f"\r\n{words}"


def read(raw: bytes) -> Mail:
    """Its reading, by our hosts and addresses."""
    return read_mail(raw, OURS)


def codes(mail: Mail) -> set[str]:
    """What was supposed of it."""
    return {str(one.code) for one in mail.remarks} - {"language_supposed"}
