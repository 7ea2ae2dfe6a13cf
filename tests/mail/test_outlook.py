"""What Outlook alone writes: `.msg`, `winmail.dat`, and RTF. The files are made by hand beside."""

import base64
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from griffie.application.errors import UnreadableMailError
from griffie.domain.request.remarks import RemarkCode
from griffie.infrastructure.mail.outlook.rtf import rtf_content, unpacked
from griffie.infrastructure.mail.outlook.sent import as_sent
from tests.given.quick import is_quick
from tests.mail import outlook_files as o
from tests.mail.made import WISH, codes, made, part, parted, read

AN = "an.peeters@example.be"
SENT, CAME = datetime(2026, 11, 5, 8, 59, tzinfo=UTC), datetime(2026, 11, 5, 9, 0, tzinfo=UTC)
PDF = b"%PDF" + bytes(range(256)) * 40
LETTER: o.Properties = {
    o.CLASS: "IPM.Note",
    o.SUBJECT: "inzage – één vraag",
    o.SENDER: "An Peeters",
    o.SENDER_EMAIL: AN,
    o.SUBMITTED: SENT,
    o.DELIVERED: CAME,
    o.MESSAGE_ID: "<a1@example.be>",
    o.BODY: f"{WISH} €50",
}
INNER = o.Message({o.SUBJECT: "eerste", o.SENDER: "Jan", o.SENDER_EMAIL: "jan@x.be", o.BODY: "Ja."})
FILES = (
    o.File({o.NAME: "brief é.pdf", o.MIME: "application/pdf", o.DATA: PDF}),
    o.File({o.SHORT_NAME: "KLEIN~1.BIN", o.DATA: b"hallo"}),
    o.File({o.NAME: "eerste"}, INNER),
)
WHOLE = o.Message(LETTER, FILES, ("info@iassist.be",))
# MS-OXRTFCP 3.1.1: the example of the specification
PACKED = bytes.fromhex(
    "2d0000002b0000004c5a4675f1c5c7a703000a00726370673132354232"
    "0af32068656c090020627705b06c647d0a800fa0"
)


def wrapped(message: o.Message, **headers: str) -> bytes:
    """A mail with this message in its `winmail.dat`."""
    dat = part(
        base64.encodebytes(o.tnef(message)).decode(),
        "application/ms-tnef",
        Content_Transfer_Encoding="base64",
        Content_Disposition="attachment; filename=winmail.dat",
    )
    return parted("mixed", dat, **headers)


def without(message: o.Message, *tags: int, **more: object) -> o.Message:
    kept = {tag: value for tag, value in message.properties.items() if tag not in tags}
    return message._replace(properties=kept, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("narrow", [False, True])
def test_a_saved_message_is_read(narrow: bool) -> None:  # noqa: FBT001
    mail = read(o.msg(WHOLE._replace(narrow=narrow)))

    assert (mail.sender_name, mail.sender_email) == ("An Peeters", AN)
    assert (mail.subject, mail.received_at, mail.message_id) == (
        *("inzage – één vraag", CAME),
        "<a1@example.be>",
    )
    assert mail.text.startswith(f"{WISH} €50")
    assert mail.text.endswith("From: Jan <jan@x.be>\nSubject: eerste\n\nJa.")
    assert [(one.name, one.media_type) for one in mail.attachments] == [
        ("brief é.pdf", "application/pdf"),
        ("KLEIN~1.BIN", "application/octet-stream"),
        ("eerste", "message/rfc822"),
    ]
    assert [one.content for one in mail.attachments[:2]] == [PDF, b"hallo"]
    assert codes(mail) == {"outlook", "date_supposed"}


def test_the_headers_with_which_it_came_go_before_its_properties() -> None:
    head = made("", Subject="=?utf-8?Q?mijn_z=C3=A9lf?=", From="An Zelf <zelf@example.be>").decode()
    mail = read(o.msg(o.Message(LETTER | {o.HEADERS: head})))

    assert (mail.sender_name, mail.sender_email) == ("An Zelf", "zelf@example.be")
    assert (mail.subject, codes(mail)) == ("mijn zélf", {"outlook"})
    assert mail.received_at == CAME


def test_who_has_only_a_name_inside_a_company_is_said_to_have_no_address() -> None:
    mail = read(o.msg(o.Message(LETTER | {o.SENDER_EMAIL: "/O=ACME/OU=X/CN=AN"})))

    assert (mail.sender_name, mail.sender_email) == ("An Peeters", "")
    assert "no_sender" in codes(mail)
    smtp = read(o.msg(o.Message(LETTER | {o.SENDER_EMAIL: "/O=ACME/CN=AN", o.SENDER_SMTP: AN})))
    assert smtp.sender_email == AN


BODIES: dict[str, o.Properties] = {
    "plain": {o.BODY: WISH},
    "html": {o.HTML: f"<p>{WISH.replace(' ', '&nbsp;', 1)}</p>".encode(), o.CODEPAGE: 65001},
}


def packed(rtf: str) -> bytes:
    """RTF without compression: MS-OXRTFCP 2.1.3.1.4."""
    octets = rtf.encode("ascii")
    size = len(octets).to_bytes(4, "little")
    return (len(octets) + 12).to_bytes(4, "little") + size + b"MELA" + bytes(4) + octets


BODIES["rtf"] = {o.RTF: packed(r"{\rtf1\ansi " + WISH + r"\par}")}
BODIES["rtf for html"] = {
    o.RTF: packed(
        r"{\rtf1\ansi\ansicpg1252\fromhtml1 \deff0{\fonttbl{\f0 Arial;}}"
        r"{\*\htmltag64 <p>}\htmlrtf {\b\htmlrtf0 Wis alle \htmlrtf }\htmlrtf0 "
        r"{\*\htmltag84 <b>}gegevens{\*\htmltag92 </b>} over mij.{\*\htmltag72 </p>}}"
    )
}


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("made_of", [o.msg, wrapped])
def test_the_words_are_read_from_whichever_body_it_has(
    body: str, made_of: Callable[[o.Message], bytes]
) -> None:
    message = without(WHOLE, o.BODY, files=())
    mail = read(made_of(message._replace(properties=message.properties | BODIES[body])))

    assert mail.text == WISH
    assert "outlook" in codes(mail)


def test_a_winmail_dat_gives_back_its_words_and_its_files() -> None:
    mail = read(wrapped(WHOLE))

    assert mail.sender_email == AN
    assert mail.text.startswith(f"{WISH} €50")
    assert [one.name for one in mail.attachments] == [
        *("winmail.dat", "brief é.pdf", "KLEIN~1.BIN", "eerste")
    ]
    assert mail.attachments[1].content == PDF
    assert codes(mail) == {"outlook"}


def test_a_message_attached_by_a_colleague_is_of_who_wrote_it() -> None:
    saved = part(
        base64.encodebytes(o.msg(WHOLE)).decode(),
        "application/octet-stream",
        Content_Transfer_Encoding="base64",
        Content_Disposition="attachment; filename=inzage.msg",
    )
    mail = read(parted("mixed", part("Voor jullie."), saved, From="Kris <kris@iassist.be>"))

    assert (mail.sender_name, mail.sender_email) == ("An Peeters", AN)
    assert mail.received_at == CAME
    assert WISH in mail.text
    assert {"outlook", "passed_on"} <= codes(mail)


UNREADABLE = {
    "nothing but its first octets": bytes.fromhex("d0cf11e0a1b11ae1"),
    "zeros": bytes.fromhex("d0cf11e0a1b11ae1") + bytes(4096),
    "another compound file": o.compound({("WordDocument",): b"x" * 5000}),
    "an empty compound file": o.compound({}),
}


@pytest.mark.parametrize("kind", UNREADABLE)
def test_what_cannot_be_read_is_to_be_entered_by_hand(kind: str) -> None:
    with pytest.raises(UnreadableMailError, match="by hand with the day on which it came"):
        read(UNREADABLE[kind])


@pytest.mark.parametrize("name", ["vraag.msg", "winmail.dat"])
def test_an_attached_file_that_cannot_be_read_is_kept_and_pointed_out(name: str) -> None:
    file = part("x", "application/octet-stream", Content_Disposition=f"attachment; filename={name}")
    mail = read(parted("mixed", part(WISH), file))

    assert [one.content for one in mail.attachments] == [b"x"]
    assert codes(mail) == {"outlook"}
    assert "open it there" in next(r for r in mail.remarks if r.code is RemarkCode.OUTLOOK).because


def test_the_example_of_the_specification_is_unpacked() -> None:
    assert unpacked(PACKED) == b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"
    assert unpacked(PACKED[:-3] + b"abc") == b""


RTF = [
    (r"{\rtf1\ansi Wis\line alles\par nu}", "Wis\nalles\nnu"),
    (r"{\rtf1\ansi\ansicpg1252 caf\'e9 \'80 5}", "café € 5"),
    (r"{\rtf1\ansi\uc1 caf\u233?\u8217'}", "café’"),
    (r"{\rtf1\ansi\uc0 \u1571\u1591}", "أط"),
    (r"{\rtf1\ansi\ansicpg1251 \'d3\'e4}", "Уд"),
    (r"{\rtf1\ansi{\fonttbl{\f0 Arial;}}{\*\generator Word;}{\pict 0102}Wis}", "Wis"),
    (r"{\rtf1 a\{b\}c\\d\~e\-f\_g}", "a{b}c\\d\xa0ef-g"),
    (r"{\rtf1 \b vet\b0  en {\i schuin}}", "vet en schuin"),
    (r"}}}}{\rtf1 Wis", "Wis"),
    (r"{\rtf1 Wis\u-3913 ?}", "Wis\uf0b7"),
]


@pytest.mark.parametrize(("rtf", "text"), RTF)
def test_rtf_is_read(rtf: str, text: str) -> None:
    assert rtf_content(rtf.encode()).text == text


SLOW = {
    "groups": b"{\\rtf1" + b"{" * 900_000,
    "words of control": b"{\\rtf1" + b"\\b" * 450_000,
    "octets": b"{\\rtf1" + b"\\'e9" * 220_000,
    "letters by number": b"{\\rtf1" + b"\\u233?" * 150_000,
}


@pytest.mark.parametrize("kind", SLOW)
def test_no_rtf_of_a_megabyte_takes_two_seconds(kind: str) -> None:
    assert is_quick(lambda: rtf_content(SLOW[kind]), 2)


BASES = [o.msg(WHOLE), o.tnef(WHOLE), o.msg(o.Message(LETTER)), o.tnef(o.Message(BODIES["rtf"]))]


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(BASES),
    st.lists(st.tuples(st.integers(0, 20_000), st.binary(min_size=1, max_size=8)), max_size=6),
    st.integers(0, 20_000),
)
def test_a_damaged_file_is_read_or_told_apart(
    octets: bytes, changes: list[tuple[int, bytes]], length: int
) -> None:
    for at, put in changes:
        place = at % len(octets)
        octets = octets[:place] + put + octets[place + len(put) :]
    sent = as_sent(octets[: length or None])

    assert sent is None or b"MIME-Version: 1.0" in sent
