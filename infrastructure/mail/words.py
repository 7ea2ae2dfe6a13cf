"""All the words of a mail, wherever they lie, and the files beside them."""

import re

from griffie.domain.request.remarks import RemarkCode
from griffie.infrastructure.mail.charset import decode
from griffie.infrastructure.mail.gathered import LONGEST_ATTACHED, Brought, Gathered, Said
from griffie.infrastructure.mail.html_text import html_to_text
from griffie.infrastructure.mail.kinds import HTML, OUTLOOK_MESSAGE, RTF, TNEF, WRAPPED, meant
from griffie.infrastructure.mail.mime import MESSAGE, PLAIN, Part, part_at
from griffie.infrastructure.mail.outlook.rtf import rtf_content
from griffie.infrastructure.mail.outlook.sent import as_sent
from griffie.infrastructure.mail.smime import UNJUDGED, opened
from griffie.infrastructure.mail.text import clean_name, clean_text
from griffie.infrastructure.mail.transfer import (
    base64_then_words,
    decoded,
    is_text,
    untold,
    uuencoded,
    yencoded,
)
from griffie.infrastructure.mail.written import (
    calendar_words,
    is_html,
    named_within,
    same_words,
    unflowed,
    words_of,
)

MOST_PARTS, DEEPEST = 500, 20
_LONGEST_NAME = 200
_DETACHED = {"application/pkcs7-signature", "application/x-pkcs7-signature"}
_OUTLOOK = {TNEF, OUTLOOK_MESSAGE}
_OUTLOOK_ENDS = (".msg", "winmail.dat")
_TEXTS = {PLAIN, HTML, RTF}
_NOTICE = re.compile(rb"\bmime\b|multi-?part|\bboundary\b|content-type:", re.IGNORECASE)
"""What programs set before the first part, for readers that know no parts."""
_AS_IT_IS = {"", "7bit", "8bit", "binary"}
_SPOKEN = re.compile(rb"\S \S")
_REPLY = re.compile(rb"^METHOD:REPLY\s*$", re.IGNORECASE | re.MULTILINE)
_ARMOUR = re.compile(r"^-----BEGIN PGP (SIGNED )?MESSAGE-----", re.MULTILINE)
OUTLOOK_READ = "it was written by Outlook for Outlook: compare its words with the file itself"
OUTLOOK_UNREAD = "it brings a file that only Outlook reads: open it there, words may stand in it"


class Words(Gathered):
    """One mail while its words are read, part by part."""

    def of(self, part: Part, depth: int = 0) -> Said:
        """The words of a part; what else lies in it is attached."""
        self._parts += 1
        if self._parts > MOST_PARTS or depth > DEEPEST:
            self.remark(
                RemarkCode.CUT_OFF, "it has more parts than are read: look at the mail itself"
            )
            if self._deepest_shown or self._parts > MOST_PARTS:
                return Said()
            self._deepest_shown = True
            return Said(clean_text(decode(part.octets[:LONGEST_ATTACHED]).text))
        if part.multiple:
            return self._of_parts(part, depth)
        content, name = self._content(part), self._file_name(part)
        kind = meant(part.kind, name, content)
        said: Said | None = None
        if kind == MESSAGE:
            said = self._of_mail(part, content, name, depth)
        elif kind == WRAPPED:
            said = self._unwrapped(part, content, name, depth)
        elif kind in _OUTLOOK:
            said = self._of_outlook(part, kind, content, name, depth)
        elif kind in _TEXTS:
            said = self._of_text(part, kind, content, name)
        return self._of_file(part, content, name) if said is None else said

    def _of_text(self, part: Part, kind: str, content: bytes, name: str) -> Said:
        shown = part.headers.value("content-disposition") != "attachment"
        shown = shown and part.kind.startswith("text/")
        said = self._text(part, content, kind)
        if name or not shown:
            self.attach(name, part.kind, content)
        if shown:
            return said
        self._found_in(name, said)
        return Said()

    def _of_file(self, part: Part, content: bytes, name: str) -> Said:
        self.attach(name, part.kind, content)
        if part.kind in _OUTLOOK or name.lower().endswith(_OUTLOOK_ENDS):
            self.remark(RemarkCode.OUTLOOK, OUTLOOK_UNREAD)
        if part.kind == "application/pgp-encrypted":
            self.remark(RemarkCode.ENCRYPTED, "it is encrypted: open it in the mailbox")
        if part.kind == "text/rfc822-headers":
            self.inside.append(Brought(part_at(content, 0, len(content)), Said()))
        if part.kind == "text/calendar":
            self.answers_invitation |= bool(_REPLY.search(content))
            return Said(calendar_words(self._text(part, content).text), plain=False)
        return Said()

    def _of_parts(self, part: Part, depth: int) -> Said:
        parts, flaws, (before, after) = part.parts(MOST_PARTS)
        self._note(flaws)
        if not parts:
            return self._text(part, part.octets)
        if part.kind == "multipart/signed" and len(parts) > 1:
            self._judge(parts[0], parts[-1])
            said = [self.of(one, depth + 1) for one in parts if one.kind not in _DETACHED]
        else:
            said = [self.of(one, depth + 1) for one in parts]
        spoken = [one for one in said if one.text.strip()]
        if before.strip() and not _NOTICE.search(before) and (spoken or self.attachments):
            spoken.insert(0, Said(clean_text(decode(before).text)))
            self.remark(RemarkCode.PARTS_DIFFER, "words stand before its first part")
        if after.strip():
            spoken.append(Said(clean_text(decode(after).text)))
            self.remark(RemarkCode.PARTS_DIFFER, "words stand behind its last part")
        if not spoken and not self.attachments and before.strip():
            return Said(clean_text(decode(before).text))
        if part.kind == "multipart/alternative":
            return self._of_alternatives(spoken)
        return Said("\n\n".join(one.text for one in spoken), all(one.plain for one in spoken))

    def _of_alternatives(self, spoken: list[Said]) -> Said:
        """The plain words, and those of the others that the plain ones do not say."""
        plain = [one for one in spoken if one.plain] or spoken[-1:]
        shown = plain[:1]
        known = [words_of(one.text) for one in shown]
        for other in spoken:
            said = words_of(other.text)
            if not any(same_words(words, said) for words in known):
                self.remark(RemarkCode.PARTS_DIFFER, "its parts do not say the same: all are shown")
                shown.append(other)
                known.append(said)
        return Said("\n\n".join(one.text for one in shown), all(one.plain for one in shown))

    def _of_outlook(
        self, part: Part, kind: str, content: bytes, name: str, depth: int
    ) -> Said | None:
        """The words of a message that Outlook wrapped; None where it cannot be read."""
        mail = as_sent(content)
        if mail is None:
            return None
        self._count(len(mail))
        self.remark(RemarkCode.OUTLOOK, OUTLOOK_READ)
        self.attach(name, part.kind, content)
        inner = part_at(mail, 0, len(mail))
        if kind == TNEF:
            return self.of(inner, depth + 1)
        return self._words_of_mail(inner, depth)

    def _of_mail(self, part: Part, content: bytes, name: str, depth: int) -> Said:
        self.attach(name, part.kind, content)
        if part.kind == "message/partial":
            why = "it is one part of a mail that was sent in several: ask for the others"
            self.remark(RemarkCode.CUT_OFF, why)
        return self._words_of_mail(part_at(content, 0, len(content)), depth)

    def _words_of_mail(self, inner: Part, depth: int) -> Said:
        place = len(self.inside)
        self._within += 1
        said = self.of(inner, depth + 1)
        self._within -= 1
        self.inside.insert(place, Brought(inner, said, directly=not self._within))
        head = [
            f"{field}: {value}"
            for field in ("From", "Date", "Subject")
            if (value := inner.headers.text(field))
        ]
        if said.text or head:
            self.attached.append(Said("\n".join(head) + f"\n\n{said.text}", plain=said.plain))
        return Said()

    def _unwrapped(self, part: Part, content: bytes, name: str, depth: int) -> Said:
        self.attach(name, part.kind, content)
        found = opened(content)
        if found.content is None:
            encrypted = found.encrypted or "signed" not in part.headers.parameter(
                "content-type", "smime-type"
            )
            if encrypted:
                self.remark(RemarkCode.ENCRYPTED, "it is encrypted: open it in the mailbox")
            else:
                self.remark(RemarkCode.ATTACHMENT_UNREADABLE, "its signed part cannot be read")
            return Said()
        self.signatures.append(found)
        self._count(len(found.content))
        return self.of(part_at(found.content, 0, len(found.content)), depth + 1)

    def _judge(self, signed: Part, by: Part) -> None:
        judged = UNJUDGED
        if by.kind in _DETACHED:
            lines = re.sub(rb"\r?\n", b"\r\n", signed.whole)
            judged = opened(self._content(by), lines)
        self.signatures.append(judged)

    def _content(self, part: Part) -> bytes:
        encoding = part.headers.value("content-transfer-encoding")
        sent = decoded(part.octets, encoding)
        if sent.damaged and part.kind in _TEXTS and (words := base64_then_words(part.octets)):
            self.remark(RemarkCode.PARTS_DIFFER, "words of a list stand below those of its author")
            sent = sent._replace(octets=words)
        elif sent.damaged and part.kind in _TEXTS and is_text(sent.octets):
            self.remark(RemarkCode.HEADER_MENDED, "signs that stand in no base64 were left out")
        elif sent.damaged and part.kind in _TEXTS and _SPOKEN.search(part.octets):
            self.remark(RemarkCode.HEADER_MENDED, "its words are not encoded as it says")
            sent = sent._replace(octets=part.octets)
        elif sent.damaged:
            why = "a part of it is damaged: what could be read of that is kept"
            self.remark(RemarkCode.ATTACHMENT_UNREADABLE, why)
        elif encoding in _AS_IT_IS and part.kind in _TEXTS and (words := untold(part.octets)):
            self.remark(RemarkCode.HEADER_MENDED, "its words are encoded, which it does not say")
            sent = sent._replace(octets=words)
        if sent.cut_off:
            why = "a part ends without the signs that should end it: compare the original"
            self.remark(RemarkCode.CUT_OFF, why)
        self._count(len(sent.octets))
        return sent.octets

    def _text(self, part: Part, content: bytes, kind: str = PLAIN) -> Said:
        if kind == RTF:
            rtf = rtf_content(content)
            return Said(html_to_text(rtf.text) if rtf.html else clean_text(rtf.text), plain=False)
        content, yenc = yencoded(content)
        for file in yenc:
            self._file_in_text(file.name, file.content, cut_off=file.cut_off)
        named = part.headers.parameter("content-type", "charset")
        if not named and HTML in {kind, part.kind}:
            named = named_within(content)
        text, supposed = decode(content, named)
        if supposed:
            why = "letters were not written in the character set that it names"
            self.remark(RemarkCode.CHARSET_SUPPOSED, why)
        text = clean_text(text)
        if "\N{REPLACEMENT CHARACTER}" in text and supposed:
            self.remark(RemarkCode.CHARSET_SUPPOSED, "some letters could not be read")
        if HTML in {kind, part.kind} or is_html(text):
            if HTML not in {kind, part.kind}:
                self.remark(RemarkCode.HEADER_MENDED, "it calls HTML plain text")
            return Said(html_to_text(text) if is_html(text, whole=False) else text, plain=False)
        if part.headers.parameter("content-type", "format").lower() == "flowed":
            joined = part.headers.parameter("content-type", "delsp").lower() == "yes"
            text = unflowed(text, joined=joined)
        self._armoured(text)
        text, files = uuencoded(text)
        for file in files:
            self._file_in_text(file.name, file.content, cut_off=file.cut_off)
        return Said(text)

    def _file_in_text(self, name: str, content: bytes, *, cut_off: bool) -> None:
        self._count(len(content))
        name = _only_name(name)
        self.attach(name, "application/octet-stream", content)
        if cut_off:
            self.remark(RemarkCode.CUT_OFF, "a file in its text does not end")
        if name.lower().endswith((".txt", ".html", ".htm")):
            text = clean_text(decode(content).text)
            self._found_in(name, Said(html_to_text(text) if is_html(text) else text))

    def _armoured(self, text: str) -> None:
        if found := _ARMOUR.search(text):
            if found[1]:
                self.signatures.append(UNJUDGED)
            else:
                self.remark(RemarkCode.ENCRYPTED, "it is encrypted: open it in the mailbox")

    def _file_name(self, part: Part) -> str:
        headers = part.headers
        said = headers.parameter("content-disposition", "filename")
        return _only_name(said or headers.parameter("content-type", "name"))


def _only_name(said: str) -> str:
    return re.split(r"[/\\]", clean_name(said))[-1][:_LONGEST_NAME].strip(" .")
