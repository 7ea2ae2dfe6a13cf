"""A message as octets: RFC 5322, with the headers of RFC 3834 where no person looked at it."""

import re
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from hashlib import sha256

from griffie.application.errors import MailRefusedError
from griffie.application.sending.mail import MailToSend

_POLICY = SMTP.clone(cte_type="7bit")


_MEDIA_TYPE = re.compile(
    r"(application|audio|image|text|video)/([A-Za-z0-9][\w.+-]{0,100})", re.ASCII
)


def as_octets(mail: MailToSend, to: str, *, utf8: bool) -> bytes:
    """The whole message; `to` is the address as the envelope has it. Nothing in it is 8-bit.

    With `utf8` the relay takes addresses beyond ASCII (RFC 6531). Raises MailRefusedError where no
    header can be made of a value.
    """
    made = EmailMessage(_POLICY.clone(utf8=utf8))
    try:
        made["From"] = Address(mail.sender_name, addr_spec=mail.sender)
        made["To"] = to
        made["Subject"] = mail.subject
        made["Date"] = format_datetime(mail.at)
        made["Message-ID"] = mail.message_id
        if mail.automatic:
            made["Auto-Submitted"] = "auto-replied" if mail.answers else "auto-generated"
        if mail.answers:
            made["In-Reply-To"] = made["References"] = mail.answers
        made.set_content(mail.text, charset="utf-8", cte="quoted-printable")
        for file in mail.files:
            main, sub = _media_type(file.media_type)
            made.add_attachment(file.content, maintype=main, subtype=sub, filename=file.name)
        if mail.files:  # made by chance otherwise, and a second try would be another message
            made.set_boundary(f"=_{sha256(mail.message_id.encode()).hexdigest()[:32]}")
        made["Content-Language"] = mail.language.value  # setting the content takes such lines away
        return made.as_bytes()
    except (ValueError, UnicodeError, LookupError):
        raise MailRefusedError("no header can be made of this address") from None


def _media_type(said: str) -> tuple[str, str]:
    """The two halves of a media type; of one that is none, or a message in itself, octets."""
    found = _MEDIA_TYPE.fullmatch(said.partition(";")[0].strip())
    return (found[1].lower(), found[2].lower()) if found else ("application", "octet-stream")
