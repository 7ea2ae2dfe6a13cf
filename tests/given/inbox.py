"""Mails for the inbox of a test, and what is asked of it."""

from griffie.api.composition import Store
from griffie.application.access.roles import OPERATOR
from griffie.application.intake.take_in import Sender, Taken, TakenAs, take_in
from griffie.domain.request.reference import reference
from griffie.domain.rights_request import RightsRequest
from tests.mail.made import made

FRIDAY = "from out.example.be by mx.iassist.be; Fri, 20 Mar 2026 09:00:00 +0100"
"""On which the clock of a test begins."""
AN = "An Peeters <an.peeters@example.be>"
WORDS = "Stuurt u mij een kopie van alle gegevens die u over mij bewaart? Met vriendelijke groet"

A_MACHINE = {"Auto_Submitted": "auto-replied", "Subject": "Afwezig"}
BOUNCED = {
    "From": "MAILER-DAEMON@example.be",
    "Subject": "Undelivered Mail Returned to Sender",
    "Content_Type": "multipart/report; report-type=delivery-status; boundary=b",
}


def mail(words: str = WORDS, **headers: str) -> bytes:
    """A mail that came on the day on which the clock of a test begins."""
    number = headers.pop("number", "1")
    sent = {"Received": FRIDAY, "Date": "Fri, 20 Mar 2026 08:59:00 +0100", "From": AN}
    return made(words, **{**sent, "Message_ID": f"<m{number}@example.be>", **headers})


def bounce(of: str) -> bytes:
    """A bounce that brings back the subject of our letter."""
    report = (
        "--b\r\nContent-Type: text/plain\r\n\r\nmailbox full\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nAction: failed\r\nStatus: 5.2.2\r\n"
        f"--b\r\nContent-Type: text/rfc822-headers\r\n\r\nSubject: {of}\r\n--b--\r\n"
    )
    return mail(report, number="bounce", **BOUNCED)


def incoming(
    store: Store, raw: bytes, *, says_request: bool = False, says_person: bool = False
) -> Taken:
    """A mail as the mailbox brings it; `says_request=True` as a person takes it in."""
    return take_in(store.engine, raw, Sender(OPERATOR, says_request, says_person))


def requested(store: Store, raw: bytes | None = None) -> RightsRequest:
    """The request of a mail that a person took in."""
    taken = incoming(store, mail() if raw is None else raw, says_request=True)
    assert taken.how is TakenAs.REQUEST
    assert taken.request
    return taken.request


def named(request: RightsRequest) -> str:
    """A subject that carries our reference."""
    return f"Re: uw vraag, {reference(request.id)}"
