"""The asking words wherever programs put them: kinds, encodings and files of many sorts."""

import base64

import pytest

from tests.mail.made import WISH, made, part, parted, read


def b64(said: str | bytes) -> str:
    octets = said.encode() if isinstance(said, str) else said
    return base64.encodebytes(octets).decode().replace("\n", "\r\n")


INNER = "From: An <an@x.be>\r\nSubject: verzoek\r\n\r\n" + WISH
PLACES = {
    "flowed": made(
        "Wis alle \r\ngegevens over \r\nmij.",
        Content_Type="text/plain; charset=utf-8; format=flowed",
    ),
    "flowed delsp": made(
        "Wis alle ge \r\ngevens over mij.",
        Content_Type="text/plain; charset=utf-8; format=flowed; delsp=yes",
    ),
    "enriched": made("<bold>Wis</bold> alle gegevens over mij.", Content_Type="text/enriched"),
    "rtf body": made(r"{\rtf1\ansi Wis alle gegevens over mij.\par}", Content_Type="text/rtf"),
    "markdown": made(WISH, Content_Type="text/markdown; charset=utf-8"),
    "x-plain": made(WISH, Content_Type="text/x-plain"),
    "unknown text": parted("mixed", part(WISH, "text/unknown")),
    "amp": parted(
        "alternative",
        part("Zie de html."),
        part(f"<html amp4email><body>{WISH}</body></html>", "text/x-amp-html"),
    ),
    "octet txt": parted(
        "mixed",
        part("Zie."),
        part(
            WISH, "application/octet-stream", Content_Disposition="attachment; filename=brief.txt"
        ),
    ),
    "octet eml": parted(
        "mixed",
        part("Zie."),
        part(
            INNER, "application/octet-stream", Content_Disposition="attachment; filename=brief.eml"
        ),
    ),
    "rfc822 b64": parted(
        "mixed",
        part("Zie."),
        part(b64(INNER), "message/rfc822", Content_Transfer_Encoding="base64"),
    ),
    "global": parted("mixed", part("Zie."), part(INNER, "message/global")),
    "octet html": parted(
        "mixed",
        part("Zie."),
        part(
            f"<p>{WISH}</p>",
            "application/octet-stream",
            Content_Disposition="attachment; filename=brief.html",
        ),
    ),
    "attached md": parted(
        "mixed",
        part("Zie."),
        part(WISH, "text/markdown", Content_Disposition="attachment; filename=brief.md"),
    ),
    "attached rtf": parted(
        "mixed",
        part("Zie."),
        part(
            r"{\rtf1\ansi Wis alle gegevens over mij.\par}",
            "application/rtf",
            Content_Disposition="attachment; filename=brief.rtf",
        ),
    ),
    "comment kind": made(WISH, Content_Type="text/plain (hallo); charset=utf-8"),
    "case boundary": parted("mixed", part(WISH))
    .replace(b"--b\r", b"--B\r")
    .replace(b"--b--", b"--B--"),
    "boundary space": parted("mixed", part(WISH)).replace(b'boundary="b"', b'boundary="b "'),
    "boundary single quote": parted("mixed", part(WISH)).replace(b'boundary="b"', b"boundary='b'"),
    "qp lower": made(
        "Wis alle gegevens over =\r\nmij=2e", Content_Transfer_Encoding="Quoted-Printable"
    ),
    "qp softbreak space": made(
        "Wis alle gegevens over= \r\n mij.", Content_Transfer_Encoding="quoted-printable"
    ),
    "b64 spaces": made(
        base64.b64encode(WISH.encode()).decode().replace("I", " I"),
        Content_Transfer_Encoding="base64",
    ),
    "b64 trailing footer": made(
        b64(WISH) + "\r\n-- \r\nlijst footer", Content_Transfer_Encoding="base64"
    ),
    "8bit enc cte junk": made(WISH, Content_Transfer_Encoding="8bit; x=y"),
    "cte comment": made(b64(WISH), Content_Transfer_Encoding="base64 (standard)"),
    "two content types": b"Content-Type: text/html\r\n" + made(WISH),
    "entity encoded": made("Wis alle gegevens over&nbsp;mij&#46;", Content_Type="text/html"),
    "hidden html": made(
        f"<div style='display:none'>preheader</div><p>{WISH}</p>", Content_Type="text/html"
    ),
    "cdata": made(f"<![CDATA[x]]><p>{WISH}</p>", Content_Type="text/html"),
    "html in base64 called plain": made(
        b64(f"<html><body>{WISH}</body></html>"), Content_Transfer_Encoding="base64"
    ),
    "xhtml": made(
        f"<?xml version='1.0'?><!DOCTYPE html PUBLIC 'x'><html><body>{WISH}</body></html>"
    ),
    "html w/ comment first": made(f"<!-- x --><html><body>{WISH}</body></html>"),
    "html called plain in alt": parted(
        "alternative",
        part(f"<html><body>{WISH}</body></html>"),
        part(f"<html><body>{WISH}</body></html>", "text/html"),
    ),
    "subject only": made("", Subject=WISH),
    "empty parts subject": parted("alternative", part(""), part("", "text/html"), Subject=WISH),
    "inline txt": parted(
        "mixed", part("x"), part(WISH, Content_Disposition="inline; filename=a.txt")
    ),
    "vcard": parted(
        "mixed",
        part(WISH),
        part("BEGIN:VCARD", "text/vcard", Content_Disposition="attachment; filename=a.vcf"),
    ),
    "apple double": parted("mixed", part(WISH), part("x", "multipart/appledouble; boundary=q")),
    "header only": b"From: a@b.be\r\nSubject: " + WISH.encode(),
    "no blank line": b"From: a@b.be\r\nSubject: x\r\nGeachte, " + WISH.encode(),
    "partial": made(WISH, Content_Type='message/partial; id="a"; number=1; total=2'),
    "mbox >From": made(">From hier: " + WISH),
    "dot stuffed": made("..\r\n" + WISH),
    "bom in part": parted("mixed", b"Content-Type: text/plain\r\n\r\n\xef\xbb\xbf" + WISH.encode()),
    "bom16 part": parted(
        "mixed",
        b"Content-Type: text/plain; charset=utf-16\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        + base64.b64encode(WISH.encode("utf-16")),
    ),
    "utf-16 no bom": made(
        base64.b64encode(WISH.encode("utf-16-le")),
        Content_Type="text/plain; charset=utf-16le",
        Content_Transfer_Encoding="base64",
    ),
    "unicode-1-1-utf-8": made(WISH, Content_Type="text/plain; charset=unicode-1-1-utf-8"),
    "cp-850": made(WISH, Content_Type="text/plain; charset=ibm850"),
    "nul": made(b"Wis alle\0 gegevens over mij."),
    "quoted whole": made("> Wis alle gegevens over mij.\r\n"),
    "yenc": made("=ybegin line=128 size=10 name=a.txt\r\nxx\r\n=yend size=10\r\n" + WISH),
    "ical reply": parted(
        "alternative",
        part(WISH),
        part("BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nEND:VCALENDAR", "text/calendar; method=REPLY"),
    ),
    "related first html": parted(
        "related",
        part(f"<p>{WISH}</p>", "text/html"),
        part(b64(b"\x89PNG"), "image/png", Content_Transfer_Encoding="base64", Content_ID="<a>"),
    ),
    "mixed alt": parted(
        "mixed",
        part(
            "--c\r\n"
            + part(WISH)
            + "\r\n--c\r\n"
            + part(f"<p>{WISH}</p>", "text/html")
            + "\r\n--c--",
            "multipart/alternative; boundary=c",
        ),
    ),
    "preamble only": parted("mixed", after="").replace(b"\r\n\r\n", b"\r\n\r\n" + WISH.encode(), 1),
    "epilogue ads": parted("mixed", part(WISH), after="--b--\r\n\r\nSent from my phone"),
    "charset in html meta": made(
        "<html><head><meta charset=iso-8859-1></head><body>\u00e9\u00e9n: "
        + WISH
        + "</body></html>",
        Content_Type="text/html",
    ),
}


@pytest.mark.parametrize("place", PLACES)
def test_the_words_are_found(place: str) -> None:
    mail = read(PLACES[place])

    assert WISH in f"{mail.subject}\n{mail.text}"
