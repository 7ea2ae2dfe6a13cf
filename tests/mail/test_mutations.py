"""Whatever is done to a mail, it is read: never a crash, never a lost octet, the same each time."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from griffie.application.errors import UnreadableMailError
from griffie.domain.request.remarks import RemarkCode
from tests.mail.made import WISH, made, part, parted, read
from tests.mail.test_cases import CASES

BASES = sorted(path.read_bytes() for path in CASES.values())
CHARSETS = ["utf-8", "utf-7", "iso-8859-1", "x-nobody", "utf-16", "hex", "punycode", "", "big5"]
KINDS = ["mixed", "alternative", "related", "digest", "report", "signed", "encrypted", "parallel"]
NAMES = [
    *(
        "Received",
        "From",
        "Date",
        "Reply-To",
        "Content-Type",
        "Content-Transfer-Encoding",
        "Subject",
    ),
    *("Return-Path", "Message-ID", "Auto-Submitted", "Content-Disposition", "Content-Language"),
]
SNIPPETS = st.sampled_from(
    [
        *(
            b"--b",
            b"--b--",
            b"\r\n\r\n",
            b"\n",
            b"\r",
            b"=?utf-8?b?",
            b"?=",
            b'"',
            b"<",
            b">",
            b"(",
            b"\0",
        ),
        *(
            b"begin 644 a.txt\n",
            b"end\n",
            b"Van: a <a@b.be>\nDatum: 1/2/2026\n",
            b"\xff",
            b"\x1b$B",
        ),
    ]
) | st.binary(max_size=8)
HEADERS = st.tuples(st.sampled_from(NAMES), st.text(max_size=60) | st.sampled_from(CHARSETS))


def is_read(raw: bytes) -> None:
    before = bytes(raw)
    try:
        mail = read(raw)
    except UnreadableMailError as refused:
        assert "by hand" in str(refused)  # noqa: PT017
        return
    assert raw == before
    assert read(raw) == mail
    assert mail.text or mail.subject or mail.attachments
    assert (
        "@" in mail.sender_email
        or RemarkCode.NO_SENDER in {r.code for r in mail.remarks}
        or (RemarkCode.OWN_SENDER in {r.code for r in mail.remarks})
    )
    for said in (mail.sender_name, mail.sender_email, mail.subject, mail.text, *mail.answers):
        assert "\0" not in said
        said.encode()
    assert not {*"\u202a\u202b\u202d\u202e\u2066\u2067\u200f"} & {*mail.sender_name}


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(BASES),
    st.lists(st.tuples(st.integers(0, 3000), st.integers(0, 40), SNIPPETS), max_size=8),
    st.lists(HEADERS, max_size=4),
)
def test_a_mail_however_mangled(
    raw: bytes, changes: list[tuple[int, int, bytes]], headers: list[tuple[str, str]]
) -> None:
    for at, removed, put in changes:
        start = at % (len(raw) + 1)
        raw = raw[:start] + put + raw[start + removed :]
    for name, value in headers:
        raw = f"{name}: {value}\r\n".encode() + raw
    is_read(raw)


@st.composite
def nested(draw: st.DrawFn) -> str:
    depth = draw(st.integers(0, 25))
    said = part(WISH, f"text/plain; charset={draw(st.sampled_from(CHARSETS))}")
    for level in range(depth):
        kind, boundary = draw(st.sampled_from(KINDS)), draw(st.sampled_from([f"b{level}", "b"]))
        if draw(st.booleans()):
            said = part(
                f"--{boundary}\r\n{said}\r\n--{boundary}--",
                f"multipart/{kind}; boundary={boundary}",
            )
        else:
            said = part(f"From: a@b.be\r\n{said}", "message/rfc822")
    return said


@settings(deadline=None)
@given(nested())
def test_a_mail_however_nested(said: str) -> None:
    is_read(parted("mixed", said))


@settings(deadline=None)
@given(st.text(max_size=300), st.sampled_from(CHARSETS))
def test_words_in_whatever_letters(words: str, charset: str) -> None:
    is_read(made(words.encode("utf-8", "replace"), Content_Type=f"text/plain; charset={charset}"))


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_octets_that_are_no_mail(raw: bytes) -> None:
    is_read(raw)
    is_read(b"From: a@b.be\r\nContent-Type: application/pkcs7-mime\r\n\r\n" + raw)
