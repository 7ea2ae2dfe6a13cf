"""All the words of a mail, wherever they lie; in which language; and what was mended."""

import base64
import binascii

import pytest

from griffie.application.errors import UnreadableMailError
from tests.given.quick import is_quick
from tests.mail.made import WISH, codes, made, part, parted, read

BASE64 = base64.b64encode(WISH.encode()).decode()
UU = "begin 644 brief.txt\r\n" + binascii.b2a_uu(WISH.encode()).decode() + "`\r\nend\r\n"
HTML = f"<p>{WISH}</p>"
ATTACHED = "attachment; filename=brief.txt"
PLACES = [
    # what is odd about it, the mail, the remarks
    ("plain", made(), set()),
    ("html", made(HTML, Content_Type="text/html"), set()),
    ("html called plain", made(f"<html><body>{HTML}</body></html>"), {"header_mended"}),
    ("html called plain, without a head", made(f"<div>{HTML}</div>"), {"header_mended"}),
    ("plain called html", made(WISH, Content_Type="text/html"), set()),
    ("no kind", made(Content_Type=""), set()),
    ("a kind that is none", made(Content_Type="text"), set()),
    ("html only, in an alternative", parted("alternative", part(HTML, "text/html")), set()),
    ("both say it", parted("alternative", part(WISH), part(HTML, "text/html")), set()),
    (
        "only html says it",
        parted("alternative", part("Toon als HTML."), part(HTML, "text/html")),
        {"parts_differ"},
    ),
    (
        "only html says it, turned round",
        parted("alternative", part(HTML, "text/html"), part("Toon als HTML.")),
        {"parts_differ"},
    ),
    ("an empty plain part", parted("alternative", part(" "), part(HTML, "text/html")), set()),
    ("related", parted("related", part(HTML, "text/html"), part("x", "image/png")), set()),
    ("two plain parts", parted("mixed", part("Geachte,"), part(WISH)), set()),
    (
        "named and inline",
        parted("mixed", part(WISH, Content_Disposition="inline; filename=m.txt")),
        set(),
    ),
    ("named by its kind", parted("mixed", part(WISH, "text/plain; name=m.txt")), set()),
    (
        "attached as a text",
        parted("mixed", part("Zie bijlage."), part(WISH, Content_Disposition=ATTACHED)),
        {"parts_differ"},
    ),
    (
        "attached as HTML",
        parted(
            *("mixed", part("Zie bijlage.")),
            part(HTML, "text/html", Content_Disposition="attachment; filename=b.html"),
        ),
        {"parts_differ"},
    ),
    (
        "in a mail within",
        parted("mixed", part("Zie."), part(f"Subject: x\r\n\r\n{WISH}", "message/rfc822")),
        set(),
    ),
    ("in a digest", parted("digest", f"\r\nFrom: a@b.be\r\n\r\n{WISH}"), set()),
    ("uuencoded", made(f"Zie bijlage.\r\n\r\n{UU}"), {"parts_differ"}),
    ("uuencoded, without an end", made(f"Zie.\r\n\r\n{UU[:-5]}"), {"parts_differ", "cut_off"}),
    ("base64", made(BASE64, Content_Transfer_Encoding="base64"), set()),
    ("base64 in capitals", made(BASE64, Content_Transfer_Encoding='"BASE64"'), set()),
    (
        "base64 without its last sign",
        made(BASE64.rstrip("="), Content_Transfer_Encoding="base64"),
        {"cut_off"} if BASE64.endswith("=") else set(),
    ),
    ("base64 that is none", made(Content_Transfer_Encoding="base64"), {"header_mended"}),
    (
        "quoted-printable",
        made(WISH.replace("e", "=65"), Content_Transfer_Encoding="quoted-printable"),
        set(),
    ),
    ("an encoding nobody knows", made(Content_Transfer_Encoding="rot13"), set()),
    ("no last boundary", parted("mixed", part(WISH), after=""), {"cut_off"}),
    (
        "no boundary in its head",
        parted("mixed", part(WISH)).replace(b'; boundary="b"', b""),
        {"header_mended"},
    ),
    (
        "another boundary in its head",
        parted("mixed", part(WISH)).replace(b'boundary="b"', b'boundary="c"'),
        {"header_mended"},
    ),
    ("no parts at all", made(Content_Type="multipart/mixed; boundary=b"), {"cut_off"}),
    (
        "words behind its end",
        parted("mixed", part("Geachte,"), after=f"--b--\r\n{WISH}"),
        {"parts_differ"},
    ),
    (
        "one damaged file",
        parted(
            "mixed",
            part(WISH),
            part("iVBORw0KGgo*AAAA", "image/png", Content_Transfer_Encoding="base64"),
        ),
        {"attachment_unreadable"},
    ),
    (
        "a calendar",
        made(f"BEGIN:VCALENDAR\r\nSUMMARY:{WISH}\r\nEND:VCALENDAR", Content_Type="text/calendar"),
        set(),
    ),
    (
        "a calendar that says more",
        parted(
            "alternative",
            part("Uitnodiging."),
            part(f"DESCRIPTION:{WISH[:9]}\r\n {WISH[9:]}", "text/calendar"),
        ),
        {"parts_differ"},
    ),
    ("line feeds alone", made().replace(b"\r\n", b"\n"), set()),
    ("carriage returns alone", made().replace(b"\r\n", b"\r"), set()),
    ("an mbox line before it", b"From an@example.be Thu Nov  5 10:00:00 2026\r\n" + made(), set()),
    ("empty lines before it", b"\r\n\r\n" + made(), set()),
    ("a mark of UTF-8 before it", b"\xef\xbb\xbf" + made(), set()),
    ("saved in UTF-16", made().decode().encode("utf-16"), set()),
    (
        "a line among its headers that is none",
        b"Received: x\r\nthis is none\r\n" + made(Received=""),
        {"header_mended", "date_supposed"},
    ),
    (
        "signed with PGP",
        parted("signed", part(WISH), part("-----", "application/pgp-signature")),
        {"signed"},
    ),
    (
        "signed in the text",
        made(f"-----BEGIN PGP SIGNED MESSAGE-----\r\nHash: SHA256\r\n\r\n{WISH}"),
        {"signed"},
    ),
    (
        "deep within",
        parted("mixed", part(f"--c\r\n{part(WISH)}\r\n--c--", "multipart/mixed; boundary=c")),
        set(),
    ),
    (
        "a boundary that another begins with",
        parted("mixed", part(f"--b2\r\n{part(WISH)}\r\n--b2--", "multipart/mixed; boundary=b2")),
        set(),
    ),
]


@pytest.mark.parametrize(
    ("raw", "remarks"), [case[1:] for case in PLACES], ids=[c[0] for c in PLACES]
)
def test_the_asking_words_are_shown(raw: bytes, remarks: set[str]) -> None:
    mail = read(raw)

    assert WISH in mail.text
    assert codes(mail) == remarks


@pytest.mark.parametrize(
    "raw",
    [
        made("-----BEGIN PGP MESSAGE-----\r\n\r\nhQEMA\r\n-----END PGP MESSAGE-----"),
        parted("encrypted", part("Version: 1", "application/pgp-encrypted"), part("x", "a/b")),
        made(
            "MIAGCSqGSIb3DQEHA6CAMIAAAAAA",
            Content_Type="application/pkcs7-mime; smime-type=enveloped-data",
        ),
    ],
)
def test_what_is_encrypted_is_said_to_be(raw: bytes) -> None:
    assert "encrypted" in codes(read(raw))


@pytest.mark.parametrize("name", ["winmail.dat", "vraag.msg"])
def test_a_file_of_outlook_is_pointed_out(name: str) -> None:
    file = part("x", "application/octet-stream", Content_Disposition=f"attachment; filename={name}")

    assert codes(read(parted("mixed", part(WISH), file))) == {"outlook"}


def test_a_mail_saved_by_outlook_is_refused_with_what_to_do() -> None:
    with pytest.raises(UnreadableMailError, match="by hand with the day on which it came"):
        read(bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 512)


def test_an_inner_mail_is_kept_octet_for_octet() -> None:
    inner = f"Subject:  a   b\r\nX-Odd:\tc\r\n\r\n{WISH}  \r\n\r\n.".encode()
    mail = read(parted("mixed", part("Zie."), b"Content-Type: message/rfc822\r\n\r\n" + inner))

    assert mail.attachments[0].content == inner


REFERENCES = [
    ("Re: 7K3F9-Q2MXT", ("7K3F9-Q2MXT",)),
    ("re: uw verzoek 7k3f9-q2mxt", ("7K3F9-Q2MXT",)),
    ("7K3F9-Q2MXT en 8K3F9-Q2MXT", ("7K3F9-Q2MXT", "8K3F9-Q2MXT")),
    ("APPEL-TAART", ()),
    ("17K3F9-Q2MXT", ()),
    ("7K3F9-Q2MXTA", ()),
    ("7K3FI-Q2MXT", ()),
]


@pytest.mark.parametrize(("subject", "found"), REFERENCES)
def test_our_references_are_found(subject: str, found: tuple[str, ...]) -> None:
    assert read(made("Hallo", Subject=subject)).references == found


SLOW = {
    "a hundred thousand authors": b"From: a\r\n" * 100_000 + made(),
    "a long author": made(From="a@b.be," * 120_000),
    "a long header of encoded words": made(Subject="=?utf-8?q?a?= " * 70_000),
    "folds": b"Subject: a\r\n" + b" b\r\n" * 220_000 + made(Subject=""),
    "many parts": parted("mixed", *[part("x")] * 20_000),
    "many empty boundaries": parted("mixed", b"--b\r\n" * 180_000),
    "quoted lines": made("> Van: a\n" * 100_000, From="Kris <kris@iassist.be>"),
    "begins without an end": made("begin 644 a\n" * 80_000),
    "parameters": made(Content_Type="text/plain" + "; a=b" * 180_000),
    "colons": made("Van: " * 180_000, From="Kris <kris@iassist.be>"),
    "tags": made("<p" * 450_000, Content_Type="text/html"),
    "names": made("Namens " * 130_000),
    "references": made("7K3F9-Q2MXT " * 80_000),
}


@pytest.mark.parametrize("name", SLOW)
def test_no_mail_of_a_megabyte_takes_a_second(name: str) -> None:
    assert is_quick(lambda: read(SLOW[name]), 1)
