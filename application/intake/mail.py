"""An e-mail after reading, and the port that reads it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from fnmatch import fnmatchcase
from typing import NamedTuple, Protocol

from griffie.domain.errors import TryAgainError
from griffie.domain.law import Language
from griffie.domain.request.remarks import DkimResult, RemarkCode


class Remark(NamedTuple):
    """A supposition, and in a sentence that repeats nothing of the mail why it was made."""

    code: RemarkCode
    because: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file attached to a mail. Its `repr` shows no personal data."""

    name: str = field(repr=False)
    media_type: str = field(repr=False)
    """As the sender calls it, so anybody's words."""
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class OwnMail:
    """What is ours of a mail: the hosts whose `Received` lines are believed, and our addresses."""

    hosts: tuple[str, ...] = ()
    """Names of hosts; `*.iassist.example` is every host under that domain, and the domain."""
    domains: frozenset[str] = frozenset()
    addresses: frozenset[str] = frozenset()
    dkim: bool = False
    """Whether the DNS is asked about signatures (DKIM): `[mail] dkim` of the profile."""

    def host(self, name: str) -> bool:
        """Whether a host is ours."""
        name = name.lower().strip("[]").rstrip(".")
        return any(fnmatchcase(name, host.lower()) for host in self.hosts) or self._under(name)

    def sender(self, email: str) -> bool:
        """Whether an address is one of ours, or under a domain of ours."""
        return email.lower() in self.addresses or self._under(email.rpartition("@")[2].lower())

    def _under(self, name: str) -> bool:
        wide = (host[2:].lower() for host in self.hosts if host.startswith("*."))
        return any(name == own or name.endswith(f".{own}") for own in (*self.domains, *wide))


_EVERYBODYS = re.compile(
    r"(gmail|googlemail|outlook|hotmail|live|msn|yahoo|ymail|icloud|me|mac|aol|gmx|web|t-online|freenet"
    r"|telenet|skynet|proximus|belgacom|scarlet|voo|orange|free|laposte|sfr|wanadoo|ziggo|kpnmail"
    r"|kpnplanet|planet|xs4all|protonmail|proton|pm|mail|pt|luxembourg)\.[a-z]{2,4}(\.[a-z]{2})?"
)
"""Domains of providers where everybody has a mailbox: who writes from there is no colleague."""


def own_mail(hosts: Iterable[str], emails: Iterable[str], *, dkim: bool = False) -> OwnMail:
    """Ours by these hosts, and by the domains of these addresses unless they are everybody's."""
    known = frozenset(email.strip().lower() for email in emails if "@" in email)
    domains = frozenset(email.rpartition("@")[2] for email in known)
    ours = frozenset(one for one in domains if not _EVERYBODYS.fullmatch(one))
    return OwnMail(tuple(hosts), ours, known, dkim)


@dataclass(frozen=True, slots=True)
class Mail:
    """An e-mail, read. Its `repr` shows no personal data."""

    sender_name: str = field(repr=False)
    """Who asks, as far as a machine can tell: a proposal where a remark says so."""
    sender_email: str = field(repr=False)
    """Empty where no address is known."""
    received_at: datetime | None
    """When it came to us, with its zone; None where nothing says so."""
    subject: str = field(repr=False)
    text: str = field(repr=False)
    """All its words, wherever they lie. Empty only when there are attachments to read instead."""
    language: Language | None
    """That of its words, else the one that it names; None where it is none of ours."""
    message_id: str | None = field(repr=False)
    automatic: bool
    """Whether a machine wrote it and no person asks anything: RFC 3834, 5321, 6522."""
    attachments: tuple[Attachment, ...]
    remarks: tuple[Remark, ...]
    listed: bool = False
    """Whether a mailing list or a bulk mailing brought it: nothing answers it by itself."""
    bounce: bool = False
    """Whether it says that a message of ours did not arrive."""
    from_name: str = field(default="", repr=False)
    from_email: str = field(default="", repr=False)
    """Whom the mail itself names as its author; another than who asks where it was passed on."""
    acts_for: str | None = field(default=None, repr=False)
    """For whom the author says to act: a name, or words such as "my mother"."""
    answers: tuple[str, ...] = field(default=(), repr=False)
    """The ids of the messages that it answers, or of ours that it brings back."""
    brings: tuple[str, ...] = field(default=(), repr=False)
    """The ids of the mails inside that a colleague passed on as they were."""
    references: tuple[str, ...] = ()
    """Our references that it carries, such as `7K3F9-Q2MXT`, each once."""
    typed: tuple[str, ...] = ()
    """What may be one of them, typed over without its hyphen."""
    dkim: DkimResult = DkimResult.NOT_CHECKED
    """Whether the domain of its author signed it, as far as that was asked at arrival."""
    addressed_to: tuple[str, ...] = field(default=(), repr=False)
    """The addresses to which it was sent or delivered, in small letters."""
    kept_as: tuple[str, str] = ("message.eml", "message/rfc822")
    """Name and media type of the whole mail as a document."""
    identity: bytes = field(default=b"", repr=False)
    """The same for each copy of one message: its id, author, date and decoded content."""


class NoLookupError(TryAgainError):
    """The DNS did not answer, or there is none."""

    code = "no-lookup"
    sentence = "The DNS did not answer"


class KeyLookup(Protocol):
    """Asks the DNS for the key of a signature."""

    def __call__(self, name: str) -> str | None:
        """The TXT record of a name; None where there is none. Raises NoLookupError."""


class MailReader(Protocol):
    """Reads an e-mail."""

    def __call__(self, raw: bytes, own: OwnMail = ..., *, forwarded: bool = ...) -> Mail:
        """A whole e-mail as it came (RFC 5322); `forwarded`, that a colleague passed it on.

        Raises UnreadableMailError.
        """
