"""A canary in every header, parameter, name and word of a mail: it stands readable nowhere.

Not in a file of the store or beside it, not in a log line, a remark, an error or an event.
"""

import base64
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from griffie.api.composition import Store
from griffie.application.access.roles import OPERATOR
from griffie.application.errors import UnreadableMailError
from griffie.application.intake.take_in import Sender, Taken, take_in
from tests.mail import outlook_files as o
from tests.mail.made import read

CANARY = b"zqkanarie"
HEADERS = (
    *("From", "Sender", "Reply-To", "Return-Path", "To", "Cc", "Bcc", "Delivered-To", "Subject"),
    *("Message-ID", "In-Reply-To", "References", "List-Id", "List-Post", "X-Original-From"),
    *("X-Original-To", "Resent-From", "Received", "Date", "Content-Language", "Auto-Submitted"),
    *("X-Mailer", "Comments", "Keywords", "Organization", "Received-SPF", "DKIM-Signature"),
    *("Authentication-Results", "Content-Description", "Content-ID", "Precedence", "X-Zqkanarie"),
)
VALUES = ("An zqkanarie{n} <zqkanarie{n}@zqkanarie{n}.example>", "<zqkanarie{n}@x.example>")
PLACES = ("name", "filename", "charset", "boundary", "x-param", "protocol", "smime-type", "format")


def head() -> Iterator[str]:
    for number, name in enumerate(HEADERS):
        yield f"{name}: {VALUES[number % 2].format(n=number)}\r\n"


def kinds() -> Iterator[tuple[str, bytes]]:
    """A mail of each kind, with a canary in each place."""
    parts = "".join(
        f'--b\r\nContent-Type: {kind}; {place}="zqkanarie{place}"\r\n'
        f'Content-Disposition: attachment; filename="zqkanarie-{place}.txt"\r\n'
        f"Content-ID: <zqkanarie-{place}>\r\n\r\nIk ben zqkanarie, wis alles.\r\n"
        for place in PLACES
        for kind in ("text/plain", "application/x-zqkanarie", "message/rfc822")
    )
    whole = "".join(head())
    yield "parts", f"{whole}Content-Type: multipart/mixed; boundary=b\r\n\r\n{parts}--b--".encode()
    yield "plain", f"{whole}\r\nNamens mijn moeder Zqkanarie Peeters: geen reclame.".encode()
    yield "cut off", f"{whole}Content-Type: multipart/mixed; boundary=b\r\n\r\n{parts}".encode()
    item = {o.SUBJECT: "zqkanarie", o.BODY: "Ik ben zqkanarie.", o.SENDER: "Zqkanarie"}
    file = o.File({o.NAME: "zqkanarie.pdf", o.DATA: b"zqkanarie"})
    yield "outlook", o.msg(o.Message({**item, o.SENDER_EMAIL: "zqkanarie@x.be"}, (file,)))


MAILS = dict(kinds())
NOTHING = ("".join(head()) + "\r\n").replace("Subject:", "X-Subject:").encode()


def files(folder: Path) -> dict[str, bytes]:
    return {str(one): one.read_bytes() for one in folder.rglob("*") if one.is_file()}


def readable(octets: bytes) -> bool:
    """Whether the canary stands there, in the forms in which programs write it."""
    small = octets.lower()
    wide = CANARY.decode().encode("utf-16-le")
    coded = [base64.b64encode(bytes(shift) + CANARY)[4:-4] for shift in range(3)]
    return CANARY in small or wide in small or any(one in octets for one in coded)


def taken(store: Store, raw: bytes, *, as_request: bool) -> Taken:
    return take_in(store.engine, raw, Sender(OPERATOR, as_request, as_request))


@pytest.mark.parametrize("as_request", [True, False])
@pytest.mark.parametrize("kind", MAILS)
def test_nothing_of_a_mail_stands_readable_anywhere(  # noqa: PLR0917
    store: Store,
    clerk: TestClient,
    caplog: pytest.LogCaptureFixture,
    tmp_path: Path,
    kind: str,
    as_request: bool,  # noqa: FBT001
) -> None:
    caplog.set_level(logging.DEBUG)
    assert readable(MAILS[kind])
    found = taken(store, MAILS[kind], as_request=as_request)
    if found.request:
        address = f"/api/v1/requests/{found.request.id}"
        told = clerk.get(address).text + clerk.get(f"{address}/events").text
        assert not readable(told.replace(str(found.request.id), "").encode())
        assert readable(clerk.get(f"{address}?reveal=true").text.encode())
    assert (found.request is not None) is as_request

    assert not readable(repr(found.filing.mail.remarks).encode() + repr(found.filing.mail).encode())
    assert not readable(caplog.text.encode())
    assert [name for name, octets in files(tmp_path).items() if readable(octets)] == []


def test_a_refusal_repeats_nothing_of_the_mail() -> None:
    for raw in (NOTHING, o.compound({("zqkanarie",): CANARY * 900})):
        with pytest.raises(UnreadableMailError) as refused:
            read(raw)
        assert not readable(f"{refused.value}{refused.value.args}{refused.value!r}".encode())


def test_the_search_finds_a_canary_that_is_there(tmp_path: Path) -> None:
    for number, octets in enumerate((CANARY, CANARY.upper(), base64.b64encode(b"x" + CANARY))):
        (tmp_path / str(number)).write_bytes(b"..." + octets + b"...")

    assert all(readable(octets) for octets in files(tmp_path).values())
