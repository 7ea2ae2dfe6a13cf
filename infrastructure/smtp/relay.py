"""Speaks to the relay: what it said decides whether a message left, did not, or may have.

A reply to the message as a whole says that it left or did not. No reply after the relay was told to
take it says nothing: nobody knows then. Before that nothing has left. Of what the relay says only
codes are kept: its words repeat addresses.
"""

import asyncio
import re
import ssl
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress

from aiosmtplib import (
    SMTP,
    SMTPAuthenticationError,
    SMTPDataError,
    SMTPException,
    SMTPRecipientRefused,
    SMTPResponseException,
)

from griffie.application.errors import (
    HandOverCutError,
    MailNotTakenError,
    MailRefusedError,
    MailServerError,
    MailTooLargeError,
    RelayAwayError,
)
from griffie.application.sending.mail import MailToSend
from griffie.application.sending.subscribers import DigestTable
from griffie.infrastructure.imap.settings import Security
from griffie.infrastructure.imap.token import TokenSource
from griffie.infrastructure.smtp.message import as_octets
from griffie.infrastructure.smtp.settings import RelaySettings

_PATIENCE = 60.0
"""Seconds that an answer of the relay may take."""
_LAST_PATIENCE = 600.0
"""Seconds for the answer to the whole message: RFC 5321 §4.5.3.2.6."""
_ENHANCED = re.compile(r"[245]\.\d{1,3}\.\d{1,3}")
_FOR_GOOD = 500
_NO_ROOM = 552
_TOO_LARGE = {"552", "552 5.2.3", "552 5.3.4"}
"""What a relay says to a message of which it takes none so large: RFC 1870 §6, RFC 3463."""


class SmtpRelay:
    """See `application.sending.mail.Relay`. `patience`: seconds for the last answer."""

    def __init__(
        self,
        settings: RelaySettings,
        patience: float = _LAST_PATIENCE,
        digest: DigestTable = DigestTable(),  # noqa: B008 - it never changes
    ) -> None:
        self._settings, self._patience = settings, patience
        self._tokens = TokenSource(settings.oauth) if settings.oauth else None
        self.give_up_after = settings.give_up_after
        self.digest = digest

    def hand_over(self, mail: MailToSend, begins: Callable[[], None]) -> str:
        return asyncio.run(self._hand_over(mail, begins))

    def check(self) -> None:
        """Sign in and out again. Raises RelayAwayError, BadRelayError."""

        async def look() -> None:
            async with self._signed_in():
                pass

        asyncio.run(look())

    async def _hand_over(self, mail: MailToSend, begins: Callable[[], None]) -> str:
        async with self._signed_in() as relay:
            with _nothing_left():
                octets = await self._envelope(relay, mail)
            begins()
            try:
                said = await relay.data(octets, timeout=self._patience)
            except SMTPDataError as reply:
                raise _refusal(reply) from None
            except (SMTPException, OSError):
                raise HandOverCutError from None
            return _codes(said.code, said.message)

    async def _envelope(self, relay: SMTP, mail: MailToSend) -> bytes:
        """Say from whom and to whom; gives the message as this relay can take it."""
        to, options = _in_ascii(mail.to), []
        if not to.isascii():
            if not relay.supports_extension("smtputf8"):
                raise MailRefusedError("the relay takes no address with such letters")
            options = ["SMTPUTF8"]
        octets = as_octets(mail, to, utf8=bool(options))
        encoding = "utf-8" if options else "ascii"
        options += _size_said(relay, len(octets))
        try:
            await relay.mail(mail.sender, options=options, encoding=encoding)
        except SMTPResponseException as reply:
            if reply.code == _NO_ROOM:
                raise _refusal(reply) from None
            raise
        try:
            await relay.rcpt(to, encoding=encoding)
        except SMTPRecipientRefused as reply:
            raise _refusal(reply) from None
        return octets

    @asynccontextmanager
    async def _signed_in(self) -> AsyncIterator[SMTP]:
        asked = self._settings
        trusted = None
        if asked.security is not Security.NONE:
            trusted = ssl.create_default_context(cafile=asked.ca_file)
        relay = SMTP(
            hostname=asked.host,
            port=asked.port_used,
            use_tls=asked.security is Security.TLS,
            start_tls=asked.security is Security.STARTTLS,
            tls_context=trusted,
            timeout=_PATIENCE,
        )
        with _nothing_left():
            await relay.connect()
        try:
            with _nothing_left():
                await self._sign_in(relay)
            yield relay
        finally:
            with suppress(SMTPException, OSError):
                await relay.quit(timeout=5.0)
            relay.close()

    async def _sign_in(self, relay: SMTP) -> None:
        await relay.ehlo()
        if self._settings.user is None:
            return
        try:
            if self._tokens:
                token = await asyncio.to_thread(self._tokens.token)
                await relay.auth_xoauth2(self._settings.user, token)
            else:
                await relay.login(self._settings.user, self._settings.password())
        except SMTPAuthenticationError:
            if self._tokens:
                self._tokens.forget()
            raise RelayAwayError("it does not let us in: check user and secret") from None


@contextmanager
def _nothing_left() -> Iterator[None]:
    """What goes wrong before the message was given becomes a sentence that repeats nothing."""
    try:
        yield
    except SMTPResponseException as reply:
        said = f"it answers {_codes(reply.code, reply.message)}"
        raise RelayAwayError(said) from None
    except ssl.SSLError:
        raise RelayAwayError("its certificate is not one that is believed here") from None
    except TimeoutError:
        raise RelayAwayError("it did not answer in time") from None
    except (SMTPException, OSError) as trouble:
        if isinstance(trouble.__cause__, ssl.SSLError):
            raise RelayAwayError("its certificate is not one that is believed here") from None
        raise RelayAwayError("it cannot be reached, or broke off") from None
    except MailServerError as trouble:
        raise RelayAwayError(str(trouble)) from None


def _refusal(reply: SMTPResponseException) -> MailRefusedError | MailNotTakenError:
    said = _codes(reply.code, reply.message)
    if said in _TOO_LARGE:
        return MailTooLargeError(said)
    return MailRefusedError(said) if reply.code >= _FOR_GOOD else MailNotTakenError(said)


def _size_said(relay: SMTP, octets: int) -> list[str]:
    """Says how large the message is, to a relay that asks: RFC 1870. Raises MailTooLargeError."""
    if not relay.supports_extension("size"):
        return []
    most = relay.esmtp_extensions.get("size", "")
    if most.isdecimal() and 0 < int(most) < octets:
        raise MailTooLargeError(f"{_NO_ROOM} 5.3.4")
    return [f"SIZE={octets}"]


def _codes(code: int, message: str) -> str:
    """The reply code, and the enhanced one where the relay gives it: RFC 3463."""
    enhanced = _ENHANCED.match(message)
    return f"{code} {enhanced[0]}" if enhanced else str(code)


def _in_ascii(address: str) -> str:
    """The address with its domain as the DNS writes it."""
    local, _, domain = address.rpartition("@")
    try:
        return f"{local}@{domain.encode('idna').decode('ascii')}"
    except UnicodeError:
        raise MailRefusedError("the domain of this address cannot be") from None
