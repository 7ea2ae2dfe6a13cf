"""The mail relay that a file of the operator names, ready to be spoken to."""

from pathlib import Path

from griffie.infrastructure.smtp.relay import SmtpRelay
from griffie.infrastructure.smtp.settings import read_relay


def relay_of(path: Path) -> SmtpRelay:
    """The relay of a file. Raises BadRelayError; nothing is connected to yet."""
    file = read_relay(path)
    return SmtpRelay(file.relay, digest=file.digest)
