"""A mail on its way to the vault: its file, its attachments, and by what it is recognised later."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from functools import cached_property
from typing import NamedTuple

from griffie.application.controller.profile import ControllerProfile
from griffie.application.disclosure import Disclosure, FileDisclosure
from griffie.application.intake.mail import Mail, MailReader, OwnMail, Remark, own_mail
from griffie.application.ports import MESSAGE, MESSAGE_ID
from griffie.domain.law.deadlines import civil_date
from griffie.domain.model.policy import LONGEST_MESSAGE
from griffie.domain.model.setting import Occasion
from griffie.domain.model.values import Sealed
from griffie.domain.request.remarks import RemarkCode
from griffie.domain.request.vocabulary import DocumentKind
from griffie.domain.rights_request import RightsRequest

_GDPR_APPLIES = date(2018, 5, 25)
_FUTURE = "it says that it comes in the future: today was taken"
_TOO_OLD = "it says that it came before the Regulation applied: today was taken"


class Arrival(NamedTuple):
    """When a mail came to us: the instant, the civil day in Brussels, and what was supposed."""

    at: datetime
    on: date
    remarks: tuple[Remark, ...] = ()


def arrival(mail: Mail, now: Occasion, said: date | None = None) -> Arrival:
    """When a mail came: the day that a person says, else what the mail says; never a day to come.

    What it says before 25 May 2018 cannot be the day of a request (Article 99(2) GDPR).
    """
    if said:
        return Arrival(now.at, said)
    if mail.received_at is None:
        return _supposed(now, "today was taken")
    day = civil_date(mail.received_at)
    if not _GDPR_APPLIES <= day <= now.today:
        return _supposed(now, _FUTURE if day > now.today else _TOO_OLD)
    return Arrival(mail.received_at, day)


def _supposed(now: Occasion, because: str) -> Arrival:
    return Arrival(now.at, now.today, (Remark(RemarkCode.DATE_SUPPOSED, because),))


class Filed(NamedTuple):
    """A file of a mail: what is sealed, its size in octets, and its value where it is new."""

    sealed: Sealed
    size: int
    disclosure: Disclosure | None


class Filing:
    """A mail that was read, and the files that are kept of it."""

    def __init__(self, mail: Mail, raw: bytes, kept: Sealed | None = None) -> None:
        """`kept` is the digest of the whole mail where it lies in the vault already."""
        self.mail, self.raw, self._kept = mail, raw, kept

    @cached_property
    def files(self) -> tuple[Filed, ...]:
        """The whole mail as it came, then its attachments."""
        return tuple(self._each())

    def _each(self) -> Iterator[Filed]:
        if self._kept:
            yield Filed(self._kept, len(self.raw), None)
        else:
            yield _filed(FileDisclosure(*self.mail.kept_as, self.raw), len(self.raw))
        for file in self.mail.attachments:
            disclosure = FileDisclosure(file.name, file.media_type, file.content)
            yield _filed(disclosure, len(file.content))

    @property
    def asking(self) -> str:
        """Its subject and what it says; empty where it has neither."""
        return f"{self.mail.subject}\n\n{self.mail.text}".strip()[:LONGEST_MESSAGE]

    @property
    def words(self) -> Disclosure | None:
        """What it says, with its subject, as the words of a request."""
        return Disclosure("message", self.asking) if self.asking else None

    def new(self) -> Iterator[Disclosure]:
        """The files that the vault does not have yet."""
        return (one.disclosure for one in self.files if one.disclosure)

    def add_to(self, request: RightsRequest, now: Occasion) -> None:
        """Record each file among the documents of a request."""
        for one in self.files:
            request.add_document(
                now,
                kind=DocumentKind.CORRESPONDENCE,
                document=one.sealed,
                size=one.size,
                of_intake=True,
            )

    def findable(self) -> Iterator[tuple[str, str]]:
        """By what this very message is recognised, and what answers it."""
        yield MESSAGE, self.mail.identity.hex()
        if self.mail.message_id:
            yield MESSAGE_ID, self.mail.message_id


def _filed(disclosure: FileDisclosure, size: int) -> Filed:
    return Filed(disclosure.sealed, size, disclosure)


def read(
    read_mail: MailReader,
    profile: ControllerProfile,
    raw: bytes,
    *,
    forwarded: bool = False,
    anew: bool = False,
) -> Mail:
    """A mail by what is ours in the profile; `forwarded`, that a colleague passed it on.

    What is read `anew` came in before: the DNS was asked then, and is not asked again.

    Raises UnreadableMailError.
    """
    own = ours(profile)
    return read_mail(raw, replace(own, dkim=False) if anew else own, forwarded=forwarded)


def ours(profile: ControllerProfile) -> OwnMail:
    """What of a mail is ours by the profile: its `[mail] hosts`, and its addresses."""
    known = [profile.identity.email] if profile.identity else []
    known += [one.reached_at for one in profile.channels if one.reached_at]
    known += [one.address for one in profile.mail.mailboxes]
    return own_mail(profile.mail.hosts, known, dkim=profile.mail.dkim)
