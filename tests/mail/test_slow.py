"""No mail of 0.9 MB is much more work than a plain one: every part of the reading that could be."""

import base64
import time
from functools import cache

import pytest

from griffie.application.errors import UnreadableMailError
from tests.mail.made import made, part, parted, read

MOST = 900_000
KRIS = {"From": "Kris <kris@iassist.be>"}
WEB = {"From": "Website <noreply@iassist.be>"}


def rep(said: str) -> str:
    """So often that it makes 0.9 MB."""
    return said * (MOST // len(said))


PLAIN = made(rep("Een gewone regel, zoals mensen er schrijven.\r\n"))
TIMES = 40
"""So many times the work of a plain mail: the slowest below takes 13. What grows with the square of
a mail takes thousands."""

SLOW = {
    "nesting multipart": "".join(
        f'Content-Type: multipart/mixed; boundary="{d}"\r\n\r\n--{d}\r\n' for d in range(10_000)
    ).encode(),
    "nesting rfc822": b"Content-Type: message/rfc822\r\n\r\n" * 28_000 + made(),
    "received": b"Received: from a by b; Thu, 5 Nov 2026 10:00:00 +0100\r\n" * 17_000 + made(),
    "received one line": made(Received="from a " + rep("by b ")),
    "received comments": made(
        Received="from a " + rep("(") + " by mx.iassist.be; Thu, 5 Nov 2026 10:00:00 +0100"
    ),
    "parameters star": made(
        Content_Type="text/plain" + "".join(f"; a*{n}=b" for n in range(90_000))
    ),
    "disposition params": made(Content_Disposition="attachment" + "; filename*0=a" * 60_000),
    "encoded word mb": made(
        Subject="=?utf-8?b?" + base64.b64encode(b"a" * 650_000).decode() + "?="
    ),
    "encoded q": made(Subject="=?utf-8?q?" + rep("=41") + "?="),
    "encoded unfinished": made(Subject=rep("=?utf-8?q?")),
    "encoded spaces": made(Subject=rep("=?a?b?c?= ")),
    "spaces header": made(Subject="a" + " " * MOST + "b"),
    "from quotes": made(From=rep('"a" ')),
    "from parens": made(From=rep("(")),
    "from parens2": made(From=rep("(a) ")),
    "from angles": made(From=rep("<a@b>")),
    "from backslash": made(From=rep("\\")),
    "from ats": made(From=rep("a@")),
    "from dots": made(From="a@" + rep("b.")),
    "from many lines": b"From: "
    + b"a@b.be," * 1000
    + b"\r\n"
    + b"From: x@y.be\r\n" * 60_000
    + made(),
    "reply-to": made(From="noreply@x.be", Reply_To=rep("a@b.be, ")),
    "references": made(References=rep("<a@b> ")),
    "references2": made(References=rep("<")),
    "message-id": made(Message_ID=rep("<")),
    "list-id": made(List_Id=rep("<a"), From="a=b=c=d@x.be"),
    "subject refs": made(Subject=rep("7K3F9-")),
    "form labels": made(rep("Naam\n"), **WEB),
    "form spaces": made(rep("Naam        "), **WEB),
    "form colon": made(rep("Naam: "), **WEB),
    "form stars": made(rep("*****") + "Naam: x", **WEB),
    "form emails": made(rep("a@b.be "), **WEB),
    "form ats": made(rep("@"), **WEB),
    "form names": made(rep("An Peeters "), **WEB),
    "form lines of spaces": made(rep(" " * 390 + "\n"), **WEB),
    "fwd op": made(rep("Op 8 oktober 2026, 09:12 schreef An Peeters en nog \n"), **KRIS),
    "fwd van": made(rep("Van: \n"), **KRIS),
    "fwd van blank": made(rep("Van: a\n\n"), **KRIS),
    "fwd heads": made(rep("Aan: a\nDatum: 8 oktober 2026\n"), **KRIS),
    "fwd marks": made(rep(">"), **KRIS),
    "fwd marks lines": made(rep("> > > > \n"), **KRIS),
    "fwd mailto": made("Van: " + rep("a<mailto:") + "\nDatum: 1/2/2026\n", **KRIS),
    "fwd namens": made("Van: " + rep("a namens ") + "\nDatum: 1/2/2026\n", **KRIS),
    "fwd forms": made(rep("Van: a <noreply@iassist.be>\nDatum: 1/2/2026\n"), **KRIS),
    "answer mailbox": made("uw mail" * 9_000, Subject="Re: x"),
    "answer long word": made("\n" + "a" * MOST, Subject="Re: x"),
    "answer greetings": made(rep("Groeten\n"), Subject="Re: x"),
    "addresses": made(rep("a@b.be ")),
    "long address": made("a" * MOST + "@"),
    "html names letters": made(rep("<meta charset"), Content_Type="text/html"),
    "acts two": made(rep("Wij, An Peeters en ")),
    "acts things": made(rep("verwijder de gegevens van mijn zoon Tim ")),
    "name": made(rep("An Peeters "), From="An Peeters " * 20 + "<an@example.be>"),
    "acts kin": made(rep("ik vraag voor mijn moeder ")),
    "acts namens": made(rep("namens mijn cliënte ")),
    "flowed": made(rep("a \n"), Content_Type="text/plain; format=flowed"),
    "flowed quotes": made(rep(">") + " \n", Content_Type="text/plain; format=flowed"),
    "flowed quotes lines": made(rep("> a \n"), Content_Type="text/plain; format=flowed"),
    "b64 bad": made(rep("QUJD\n*"), Content_Transfer_Encoding="base64"),
    "b64 spaces": made(rep("Q U J D "), Content_Transfer_Encoding="base64"),
    "b64 then words": made(rep("QUJDREVG\r\n") + "!\r\n", Content_Transfer_Encoding="base64"),
    "b64 short lines": made(rep("Q\n") + "!", Content_Transfer_Encoding="base64"),
    "qp": made(rep("=\t"), Content_Transfer_Encoding="quoted-printable"),
    "qp spaces": made("=" + " " * MOST + "x", Content_Transfer_Encoding="quoted-printable"),
    "uu": made(rep("begin 644 a\nM")),
    "uu cte": made(rep("begin 644 a\n"), Content_Transfer_Encoding="uuencode"),
    "html lt": made(rep("<"), Content_Type="text/html"),
    "html comment": made(rep("<!--"), Content_Type="text/html"),
    "html entities": made(rep("&"), Content_Type="text/html"),
    "html ent num": made(rep("&#"), Content_Type="text/html"),
    "html amp long": made("&" + rep("a"), Content_Type="text/html"),
    "html td": made(rep("<td>"), Content_Type="text/html"),
    "html p": made(rep("<p>\n"), Content_Type="text/html"),
    "html attr": made("<a " + rep("b='"), Content_Type="text/html"),
    "is_html spaces": made(" " * MOST),
    "is_html": made(rep("<p ")),
    "calendar": made(rep("SUMMARY:a\n "), Content_Type="text/calendar"),
    "calendar2": made(rep("DESCRIPTION;"), Content_Type="text/calendar"),
    "alternatives": parted("alternative", *[part(f"w{n} " * 20) for n in range(450)]),
    "boundary like": made(rep("--x\r\n"), Content_Type="multipart/mixed"),
    "boundary like2": made(rep("--" + "x" * 60 + " "), Content_Type="multipart/mixed"),
    "boundary dashes": made(rep("-"), Content_Type="multipart/mixed"),
    "boundary regex": made(rep("--b "), Content_Type="multipart/mixed; boundary=b"),
    "boundary spaces": made("--b" + " " * MOST, Content_Type="multipart/mixed; boundary=b"),
    "boundary spaces lines": made(
        rep("--b" + " " * 500 + "x\n"), Content_Type="multipart/mixed; boundary=b"
    ),
    "pgp": made(rep("-----BEGIN PGP ")),
    "headers none": rep("a\n").encode(),
    "headers colons": rep(":\n").encode(),
    "headers names": rep("a:\n").encode(),
    "header folds": b"Subject: a\r\n" + rep(" \n").encode() + made(Subject=""),
    "subject machine": made(Subject=rep("absent ")),
    "subject mailbox": made(Subject=rep("mailbox "), Return_Path="<>"),
    "date": made(Received="", Date=rep("1 ")),
    "date2": made(Received="", Date="Thu, 5 Nov 2026 10:00:00 +" + rep("0")),
    "language header": made(Content_Language=rep("nl,")),
    "charset": made(Content_Type="text/plain; charset=" + rep("x")),
    "utf7": made(rep("+AOk"), Content_Type="text/plain; charset=utf-7"),
    "iso2022": made(rep("\x1b$B")),
    "hz": made(rep("~{"), Content_Type="text/plain; charset=hz"),
    "big5": made(b"\xa4" * MOST, Content_Type="text/plain; charset=big5"),
    "utf8 bad": made(b"\xe9" * MOST),
    "utf8 named bad": made(b"\xe9a" * (MOST // 2), Content_Type="text/plain; charset=utf-8"),
    "bidi": made("\u202e" * (MOST // 3)),
    "bidi from": made(From="\u202e" * 2000 + "An <a@b.be>"),
    "joiners": made(From="a\u200c" * 3000 + " <a@b.be>"),
    "p7m": made(
        base64.b64encode(b"\x30\x80" * 300_000),
        Content_Type="application/pkcs7-mime",
        Content_Transfer_Encoding="base64",
    ),
    "p7m2": made(
        base64.b64encode(b"\x24\x80" * 300_000),
        Content_Type="application/pkcs7-mime",
        Content_Transfer_Encoding="base64",
    ),
    "p7m3": made(
        base64.b64encode(
            bytes.fromhex("30830fffff06092a864886f70d010702a0830ffff0") + b"\x04\x00" * 300_000
        ),
        Content_Type="application/pkcs7-mime",
        Content_Transfer_Encoding="base64",
    ),
    "tnef": made(
        base64.b64encode(
            bytes.fromhex("789f3e220100")
            + bytes.fromhex("0205900600 00000000 0000".replace(" ", "")) * 60_000
        ),
        Content_Type="application/ms-tnef",
        Content_Transfer_Encoding="base64",
    ),
    "rtf": made(rep("{\\rtf1"), Content_Type="text/rtf"),
    "rtf u": made("{\\rtf1" + rep("\\u1?"), Content_Type="text/rtf"),
    "status": parted(
        "report", part("x"), part(rep("action: failed\n"), "message/delivery-status")
    ).replace(b"report;", b"report; report-type=delivery-status;"),
    "returned ids": made(rep("Message-ID: <a>\n"), Return_Path="<>", Subject="Undelivered"),
    "returned ids2": made(rep(">"), Return_Path="<>", Subject="Undelivered"),
    "signature marks": made(rep("-- \n")),
}


def work_of(raw: bytes) -> float:
    """Processor seconds that the reading of a mail takes; a refusal is an answer too."""
    started = time.thread_time()
    try:
        read(raw)
    except UnreadableMailError as refused:
        assert "by hand" in str(refused)  # noqa: PT017
    return time.thread_time() - started


@cache
def work_of_a_plain_one() -> float:
    """The same of a mail of this size as people write them: on this machine, in this run."""
    return work_of(PLAIN)


@pytest.mark.parametrize("what", SLOW)
def test_no_mail_is_much_more_work_than_a_plain_one_of_its_size(what: str) -> None:
    # Measured again at once, in case the machine became slower since or had other work meanwhile.
    assert any(
        work_of(SLOW[what]) < TIMES * max(work_of_a_plain_one(), work_of(PLAIN)) for _ in range(5)
    )
