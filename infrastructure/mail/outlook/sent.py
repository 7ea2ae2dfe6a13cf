"""A file of Outlook as the mail that says the same."""

from griffie.infrastructure.mail.outlook.item import as_mail
from griffie.infrastructure.mail.outlook.msg import read_msg
from griffie.infrastructure.mail.outlook.tnef import read_tnef

_TNEF = bytes.fromhex("789f3e22")


def as_sent(octets: bytes) -> bytes | None:
    """The mail (RFC 5322) of a `.msg` or a `winmail.dat`; None where nothing in it can be read."""
    try:
        return as_mail(read_tnef(octets) if octets.startswith(_TNEF) else read_msg(octets))
    except (ValueError, RecursionError, LookupError):
        return None
