"""One folder on an IMAP server, signed in: its mails by number, without a change to any of them."""

import imaplib
import re
import ssl
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from time import sleep

from imap_tools import (
    BaseMailBox,
    ImapToolsError,
    MailBox,
    MailboxFolderSelectError,
    MailboxLoginError,
    MailBoxStartTls,
    MailBoxUnencrypted,
)

from griffie.application.errors import MailNotGivenError, MailServerError
from griffie.infrastructure.imap.settings import MailboxSettings, Security, read_secret
from griffie.infrastructure.imap.token import TokenSource

_PATIENCE = 60.0
"""Seconds that an answer of the server may take."""
_SLICE = 2.0
"""Seconds after which a waiting program looks whether it is to stop."""
_SIZE = re.compile(rb"RFC822\.SIZE (\d+)")
_PORTS = {Security.TLS: 993, Security.STARTTLS: 143, Security.NONE: 143}
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class ImapMailbox:
    """See `application.intake.watched_mailbox.OpenMailbox`."""

    def __init__(self, box: BaseMailBox, settings: MailboxSettings) -> None:
        self._box, self.name = box, settings.address.lower()
        # What a server can do is said anew after signing in, and the library asked before.
        _, said = box.client.capability()
        box.client.capabilities = tuple(said[-1].decode("ascii", "replace").upper().split())
        with suppress(MailboxFolderSelectError):
            box.folder.set(settings.folder)
        if box.client.state != "SELECTED":
            raise MailServerError("there is no folder of the name that is to be watched")
        status = box.folder.status(settings.folder, ["UIDVALIDITY"])
        self.generation = int(status["UIDVALIDITY"])
        self._move_to = settings.move_to if "MOVE" in box.client.capabilities else None
        if self._move_to and not box.folder.exists(self._move_to):
            box.folder.create(self._move_to)

    def numbers(self, after: int, since: date) -> Sequence[int]:
        day = f"{since.day}-{_MONTHS[since.month - 1]}-{since.year}"
        with _in_words():
            found = map(int, self._box.uids(f"UID {after + 1}:* SINCE {day}", charset=None))
        # `7:*` names the last mail also where its number is below seven.
        return sorted(number for number in found if number > after)

    def size(self, number: int) -> int | None:
        with _in_words():
            status, said = self._box.client.uid("FETCH", str(number), "(RFC822.SIZE)")
        found = _SIZE.search(b" ".join(one for one in said if isinstance(one, bytes)))
        return int(found[1]) if status == "OK" and found else None

    def fetch(self, number: int) -> bytes | None:
        with _in_words():
            status, said = self._box.client.uid("FETCH", str(number), "(BODY.PEEK[])")
        if status != "OK":
            raise MailNotGivenError
        return next((bytes(one[1]) for one in said if isinstance(one, tuple)), None)

    def put_away(self, number: int) -> None:
        # Without MOVE (RFC 6851) a mail could be moved only by deleting it: then it stays.
        if self._move_to:
            with _in_words(), suppress(ImapToolsError):
                self._box.move([str(number)], self._move_to)

    def wait(self, seconds: float, stopping: Callable[[], bool]) -> None:
        # A server that cannot say that something came (IDLE, RFC 2177) is asked after that time.
        if "IDLE" not in self._box.client.capabilities:
            _wait_quietly(seconds, stopping)
            return
        with _in_words(), self._box.idle as idle:
            left = seconds
            while left > 0 and not stopping() and not idle.poll(timeout=min(_SLICE, left)):
                left -= _SLICE


def _wait_quietly(seconds: float, stopping: Callable[[], bool]) -> None:

    while seconds > 0 and not stopping():
        sleep(min(_SLICE, seconds))
        seconds -= _SLICE


@contextmanager
def signed_in(settings: MailboxSettings, tokens: TokenSource | None) -> Iterator[ImapMailbox]:
    """The mailbox for the block. Raises MailServerError, BadMailboxesError."""
    with _in_words():
        box = _connected(settings)
    try:
        with _in_words():
            try:
                if tokens:
                    box.xoauth2(settings.user, tokens.token(), initial_folder=None)
                else:
                    assert settings.password_file is not None
                    secret = read_secret(settings.password_file)
                    box.login_utf8(settings.user, secret, initial_folder=None)
            except (MailboxLoginError, imaplib.IMAP4.error) as refused:
                if isinstance(refused, imaplib.IMAP4.abort):
                    raise
                if tokens:
                    tokens.forget()
                raise MailServerError("it does not let us in: check user and secret") from None
            opened = ImapMailbox(box, settings)
        yield opened
    finally:
        with suppress(ImapToolsError, imaplib.IMAP4.error, OSError):
            box.logout()


def _connected(settings: MailboxSettings) -> BaseMailBox:
    port = settings.port or _PORTS[settings.security]
    if settings.security is Security.NONE:
        return MailBoxUnencrypted(settings.host, port, _PATIENCE)
    trusted = ssl.create_default_context(cafile=settings.ca_file)
    if settings.security is Security.STARTTLS:
        return MailBoxStartTls(settings.host, port, _PATIENCE, trusted)
    return MailBox(settings.host, port, _PATIENCE, ssl_context=trusted)


@contextmanager
def _in_words() -> Iterator[None]:
    """What the server, the library or the line does becomes a sentence that repeats nothing."""
    try:
        yield
    except ssl.SSLError:
        raise MailServerError("its certificate is not one that is believed here") from None
    except TimeoutError:
        raise MailServerError("it did not answer in time") from None
    except OSError:
        raise MailServerError("it cannot be reached") from None
    except (imaplib.IMAP4.error, ImapToolsError):
        raise MailServerError("it broke off, or refused what was asked") from None
