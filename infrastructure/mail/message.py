"""Reads an e-mail that may be a request: who asks, since when, in which language, in which words.

No mail is refused for its spelling: what can be read is read, and what had to be supposed is a
remark. Errors and remarks repeat nothing of the mail.
"""

import codecs
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from hashlib import sha256

from griffie.application.errors import UnreadableMailError
from griffie.application.intake.acting import acts_for, two_ask
from griffie.application.intake.hints import hints
from griffie.application.intake.mail import KeyLookup, Mail, OwnMail, Remark
from griffie.domain.request.reference import references_in, typed_in
from griffie.domain.request.remarks import DkimResult, RemarkCode
from griffie.infrastructure.mail.addresses import Address, addresses
from griffie.infrastructure.mail.asker import Asker, Inner, Known, Wrote, asker, author
from griffie.infrastructure.mail.dkim import dkim_result
from griffie.infrastructure.mail.gathered import LARGEST, TOO_LARGE, Brought
from griffie.infrastructure.mail.kinds import is_outlook_file
from griffie.infrastructure.mail.machine import Written, from_a_list, written_by
from griffie.infrastructure.mail.mime import part_at
from griffie.infrastructure.mail.new_words import new_words, points_at_a_file
from griffie.infrastructure.mail.nobody_asks import why_nobody_asks
from griffie.infrastructure.mail.outlook.sent import as_sent
from griffie.infrastructure.mail.smime import Judged, told
from griffie.infrastructure.mail.spoken import language_spoken
from griffie.infrastructure.mail.trace import arrival
from griffie.infrastructure.mail.words import OUTLOOK_READ, Words

_NOTHING_OURS = OwnMail()
_LARGEST_RAW = LARGEST * 3 // 2
_WIDE = re.compile(rb"(\x00)[\r\n -~](?:\x00[\r\n -~]){19}|(?:[\r\n -~]\x00){20}")
_EMPTY_LINES = re.compile(rb"\A(?:[ \t]*\r?\n|\r)+")
_ID = re.compile(r"<[^<>\s]{1,250}>")
_BARE_ID = re.compile(r"\A\s*([^\s<>@]{1,120}@[^\s<>@]{1,120})\s*\Z")
_RETURNED = re.compile(r"^[>\s]*message-id:\s*(<[^<>\s]{1,250}>)", re.IGNORECASE | re.MULTILINE)
_STATUS = {"message/delivery-status", "message/global-delivery-status"}
_ACTION = re.compile(rb"^action:[ \t]*([a-z]+)", re.IGNORECASE | re.MULTILINE)
_MOST_IDS, _MOST_INNER = 50, 20


def read_mail(
    raw: bytes,
    own: OwnMail = _NOTHING_OURS,
    *,
    forwarded: bool = False,
    keys: KeyLookup | None = None,
) -> Mail:
    """The content of a whole e-mail as it came in (RFC 5322, at most 40 MiB decoded).

    `own` says which hosts and addresses are ours; `forwarded`, that a colleague passed it on. With
    `keys`, and where `own` says so, it is asked whether the domain of its author signed it.

    Raises UnreadableMailError, nothing else.
    """
    if len(raw) > _LARGEST_RAW:
        raise UnreadableMailError(TOO_LARGE)
    if not is_outlook_file(raw):
        asked = keys if own.dkim else None
        return _Reading(_as_lines(raw), own, forwarded=forwarded, keys=asked).mail()
    sent = as_sent(raw)
    if sent is None:
        raise UnreadableMailError(
            "It is a file of Outlook that cannot be read. Save the message there as .eml, or enter"
            " the request by hand with the day on which it came."
        )
    reading = _Reading(sent, own, forwarded=forwarded)
    reading.remark(RemarkCode.OUTLOOK, OUTLOOK_READ)
    return replace(reading.mail(), kept_as=("message.msg", "application/vnd.ms-outlook"))


def _as_lines(raw: bytes) -> bytes:
    """The mail as octets with line feeds; one that an editor saved may come in UTF-16."""
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raw = raw.decode("utf-16", "replace").encode()
    elif wide := _WIDE.match(raw):
        raw = raw.decode("utf-16-be" if wide[1] else "utf-16-le", "replace").encode()
    raw = _EMPTY_LINES.sub(b"", raw.removeprefix(codecs.BOM_UTF8), count=1)
    return raw if b"\n" in raw else raw.replace(b"\r", b"\n")


class _Reading:
    """One mail while it is read."""

    def __init__(
        self, raw: bytes, own: OwnMail, *, forwarded: bool, keys: KeyLookup | None = None
    ) -> None:
        self._raw, self._keys = raw, keys
        self._own, self._forwarded = own, forwarded
        self._part = part_at(raw, 0, len(raw))
        self._headers = self._part.headers
        self._words = Words()
        self._remarks: list[Remark] = []

    def mail(self) -> Mail:
        text = self._words.of(self._part).text.strip()
        named, remarks = author(self._headers)
        self._remarks += remarks
        arrived = arrival(self._headers, self._own)
        written = written_by(self._headers, self._part.kind, text)
        if written.in_bulk and hints(f"{self._headers.text('subject')}\n{new_words(text)}", None):
            written = Written()  # an office that sends the requests of its members so is no machine
        if not (written.automatic or written.bounce):
            written = self._written_by_its_words(text)
        if written.bounce and self._arrived_all_the_same():
            written = Written(automatic="it is a report that a message is under way or arrived")
        inner = [] if written.bounce else list(_inner(self._words.inside, self._own))
        known = Known(self._headers, text, tuple(inner), arrived.at, named, self._forwarded)
        found = Asker(named, ()) if written.bounce else asker(known, self._own)
        self._remarks += found.remarks
        if not found.since:
            self._remarks += arrived.remarks
        whole = text if written.bounce else self._all_words(text)
        subject = self._headers.text("subject")
        if not (whole or subject or self._words.attachments):
            raise UnreadableMailError(
                "The mail has neither readable words nor an attachment. Look at it in the mailbox;"
                " if it is a request, enter it by hand with the day on which it came."
            )
        if self._words.attachments and not whole:
            self.remark(RemarkCode.PARTS_DIFFER, "it says nothing itself: read what is attached")
        elif self._words.attachments and points_at_a_file(text):
            self.remark(RemarkCode.PARTS_DIFFER, "its words point at a file: read what is attached")
        self._judge_signatures(named, arrived.at)
        dkim = self._dkim(named)
        automatic = self._machine(written, found, named)
        another = None if automatic else acts_for(f"{subject}\n{whole}")
        if another:
            why = "name the representative, and ask for the mandate"
            said = f"its author says to act for somebody else: {why}"
            self.remark(RemarkCode.FOR_ANOTHER, said)
        if not automatic and two_ask(whole):
            why = "it speaks for two persons: look whether each of them asks"
            self.remark(RemarkCode.TWO_AUTHORS, why)
        returned = text if written.bounce else None
        language, supposed = language_spoken(self._headers, subject, whole, found)
        self._remarks += supposed
        return Mail(
            sender_name=found.who.name,
            sender_email=found.who.email,
            received_at=found.since or arrived.at,
            subject=subject,
            text=whole,
            language=language,
            message_id=self._headers.text("message-id") or None,
            automatic=automatic,
            attachments=tuple(self._words.attachments),
            remarks=self._all_remarks(),
            listed=from_a_list(self._headers),
            bounce=bool(written.bounce),
            from_name=named.name,
            from_email=named.email,
            acts_for=another,
            answers=tuple(dict.fromkeys(self._answers(returned)))[:_MOST_IDS],
            brings=tuple(self._brings()) if _passed_on(found) else (),
            references=self._references(subject, text, written),
            typed=tuple(dict.fromkeys(typed_in(f"{subject}\n{text}")))[:_MOST_IDS],
            dkim=dkim,
            addressed_to=tuple(dict.fromkeys(self._addressed_to())),
            identity=self._identity(named, whole),
        )

    def _written_by_its_words(self, text: str) -> Written:
        """Whether it says itself that nobody asks anything."""
        invited = self._words.answers_invitation
        return Written(automatic=why_nobody_asks(self._headers, text, invited=invited))

    def _addressed_to(self) -> Iterator[str]:
        for name in ("delivered-to", "x-original-to", "to", "cc"):
            yield from (one.email.lower() for one in addresses(self._headers, name) if one.email)

    def _all_words(self, text: str) -> str:
        return "\n\n".join(one for one in (text, *(s.text for s in self._words.attached)) if one)

    def _dkim(self, named: Address) -> DkimResult:
        if self._keys is None:
            return DkimResult.NOT_CHECKED
        found = dkim_result(self._raw, named.domain, self._keys)
        if found is DkimResult.FAIL:
            why = "its domain signed another text: it was changed on its way, or another wrote it"
            self.remark(RemarkCode.DKIM_FAILED, why)
        return found

    def _judge_signatures(self, named: Address, at: datetime | None) -> None:
        for one in self._words.signatures:
            self.remark(RemarkCode.SIGNED, told(one, named.email, at))
            if one.judged is Judged.FITS_NOT:
                why = "the signature does not fit: ask the author in another way what they wrote"
                self.remark(RemarkCode.SIGNATURE_FAILED, why)

    def _machine(self, written: Written, found: Asker, named: Address) -> bool:
        """Whether no person asks anything; what a form sent is a person's all the same."""
        if written.bounce:
            self.remark(RemarkCode.BOUNCE, written.bounce)
            return True
        if not written.automatic or (written.form and found.who != named):
            return False
        self.remark(RemarkCode.AUTOMATIC, written.automatic)
        return True

    def _arrived_all_the_same(self) -> bool:
        """Whether the report on ours names no failure, only a delay or an arrival: RFC 3464."""
        reports = [one for one in self._words.attachments if one.media_type in _STATUS]
        actions = {found.lower() for one in reports for found in _ACTION.findall(one.content)}
        return bool(actions) and b"failed" not in actions

    def _answers(self, returned: str | None) -> Iterator[str]:
        """The ids that it answers, and those of what it returns, also in its text."""
        yield from _RETURNED.findall(returned or "")
        for name in ("in-reply-to", "references"):
            for value in self._headers.raw(name):
                yield from _ID.findall(value) or [f"<{one}>" for one in _BARE_ID.findall(value)]
        if returned is not None or self._part.kind == "multipart/report":
            for one in self._words.inside:
                yield from _ID.findall(one.part.headers.text("message-id"))

    def _brings(self) -> Iterator[str]:
        for one in self._words.inside[:_MOST_INNER]:
            yield from _ID.findall(one.part.headers.text("message-id"))

    def _references(self, subject: str, text: str, written: Written) -> tuple[str, ...]:
        """Ours: in its subject, in the ids that it answers, in its words, in what it returns."""
        places = [subject, *self._answers(text if written.bounce else None), text]
        if written.bounce:
            places += [one.part.headers.text("subject") for one in self._words.inside]
        return tuple(dict.fromkeys(one for place in places for one in references_in(place)))

    def _identity(self, named: Address, text: str) -> bytes:
        contents = (one.content.replace(b"\r\n", b"\n") for one in self._words.attachments)
        files = [sha256(content.rstrip(b"\n")).hexdigest() for content in contents]
        said = [self._headers.text("message-id"), named.email.lower(), self._headers.text("date")]
        said += [self._headers.text("subject"), "\n".join(text.split()), *files]
        return sha256("\0".join(said).encode("utf-8", "replace")).digest()

    def remark(self, code: RemarkCode, because: str) -> None:
        """Note a supposition."""
        self._remarks.append(Remark(code, because))

    def _all_remarks(self) -> tuple[Remark, ...]:
        if self._headers.mended:
            self.remark(
                RemarkCode.HEADER_MENDED,
                "its headers are misspelled, and were read as they seem to be meant",
            )
        if self._headers.supposed:
            why = "letters of its headers were not written in the character set that they name"
            self.remark(RemarkCode.CHARSET_SUPPOSED, why)
        return tuple(dict.fromkeys([*self._remarks, *self._words.remarks]))


def _passed_on(found: Asker) -> bool:
    return any(one.code is RemarkCode.PASSED_ON for one in found.remarks)


def _inner(brought: list[Brought], own: OwnMail) -> Iterator[Inner]:
    """The mails that it brings along: who asks in each, and since when, as in one that came alone.

    What a form of ours or a colleague sent, and another colleague passes on, is so read as well.
    """
    for part, said, directly in brought[:_MOST_INNER]:
        named, remarks = author(part.headers)
        came = arrival(part.headers, own)
        found = asker(Known(part.headers, said.text, (), came.at, named, forwarded=False), own)
        wrote = found.wrote or Wrote(said.text, part.headers.value("content-language"))
        told = (*remarks, *found.remarks, *(() if found.since else came.remarks))
        yield Inner(found.who, found.since or came.at, told, wrote, directly=directly)
