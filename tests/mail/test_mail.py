"""Which mails are read, what is read in them, and in which words the others are refused."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from griffie.application.errors import UnreadableMailError
from griffie.application.intake.mail import Mail, own_mail
from griffie.domain.request.remarks import RemarkCode
from griffie.infrastructure.mail.gathered import LARGEST
from griffie.infrastructure.mail.html_text import html_to_text
from griffie.infrastructure.mail.message import read_mail
from tests.given.quick import is_quick

MAILS = {path.stem: path.read_bytes() for path in (Path(__file__).parent / "eml").glob("*.eml")}
FLAWED = {
    "broken-off": ("Ik vraag u om", RemarkCode.CUT_OFF),
    "no-boundary": ("Ik vraag u om alles", RemarkCode.HEADER_MENDED),
    "broken-inside": ("Ik vraag u om", RemarkCode.CUT_OFF),
    "damaged-base64": ("Ik vraag u o", RemarkCode.ATTACHMENT_UNREADABLE),
    "no-sender": ("Wis alles.", RemarkCode.NO_SENDER),
}
OURS = own_mail(["*.iassist.example"], ["info@iassist.example"])


def mail(name: str) -> Mail:
    return read_mail(MAILS[name], OURS)


def with_head(name: str, **headers: str) -> Mail:
    lines = "".join(f"{key.replace('_', '-')}: {value}\n" for key, value in headers.items())
    return read_mail(lines.encode() + MAILS[name], OURS)


def test_a_plain_letter_is_read() -> None:
    read = mail("plain-nl")

    assert (read.sender_name, read.sender_email) == ("Wiske Vandersteen", "wiske@post.example")
    assert read.subject == "Verzoek om gegevens te wissen – artikel 17"
    assert read.text.startswith("Geachte,\n\nIk vraag u")
    assert "géén klant" in read.text
    assert read.language == "nl"
    assert read.message_id == "<1a2b@post.example>"
    assert (read.automatic, read.attachments, read.remarks) == (False, (), ())


def test_a_mail_came_in_when_the_first_of_our_own_servers_says_so() -> None:
    """RFC 5321 §4.4: the earliest of the unbroken run of our own, counted from the top."""
    received_at = mail("plain-nl").received_at

    assert received_at == datetime(2026, 3, 5, 22, 30, 4, tzinfo=UTC)
    assert received_at.utcoffset() == timedelta(0)


def test_a_trace_that_names_no_instant_is_passed_over() -> None:
    read = with_head("plain-nl", Received="from a by b; the day before yesterday")

    assert read.received_at == datetime(2026, 3, 5, 22, 30, 10, tzinfo=UTC)
    assert RemarkCode.DATE_SUPPOSED in codes(read)


def test_without_a_trace_the_senders_own_date_serves_and_that_is_said() -> None:
    read = mail("out-of-office")

    assert read.received_at == datetime(2026, 3, 6, 9, tzinfo=UTC)
    assert RemarkCode.DATE_SUPPOSED in codes(read)


def test_without_any_date_nobody_guesses_one() -> None:
    read = read_mail(b"From: ann@post.example\n\nwis alles")

    assert read.received_at is None
    assert RemarkCode.DATE_SUPPOSED in codes(read)


def test_a_mail_in_html_only_is_read_as_words() -> None:
    read = mail("latin1-html-fr")

    assert read.sender_name == "Amélie Lefrère"
    assert read.text == (
        "Madame, Monsieur,\n\nJ'exerce mon droit d'accès :\nune copie de mes données.\n\n"
        "- factures\n- courriels"
    )


def test_plain_words_go_before_html_and_the_letter_beside_html_is_kept() -> None:
    read = mail("letter-attached")

    assert read.text == "Zie mijn brief."
    (letter,) = read.attachments
    assert (letter.name, letter.media_type) == ("brief é.pdf", "application/pdf")
    assert letter.content.startswith(b"%PDF")
    assert letter.content.endswith(bytes(range(256)) * 4)
    assert read.sender_name == "Janssens, Luc"


def test_a_mail_that_is_only_a_scanned_letter_is_a_letter_all_the_same() -> None:
    read = mail("only-a-scan")

    assert read.text == ""
    assert [(one.name, one.content) for one in read.attachments] == [("attachment-1", b"scan" * 20)]
    assert any("read what is attached" in one.because for one in read.remarks)


def test_a_forwarded_mail_is_kept_as_it_is_and_its_words_are_shown() -> None:
    read = mail("forwarded")

    (inner,) = read.attachments
    assert read.text.startswith("This came in at our desk.")
    assert read.text.endswith("Effacez tout.")
    assert inner.media_type == "message/rfc822"
    assert inner.content.startswith(b"From: amelie@courrier.example\nSubject:   mes    donnees\n")
    assert inner.content.endswith(b"\n\nEffacez tout.")


@pytest.mark.parametrize(
    ("said", "automatic"),
    [("no", False), ("auto-generated", True), ("AUTO-REPLIED; x=y", True), ("nonsense", False)],
)
def test_an_answer_by_a_machine_is_marked(said: str, automatic: bool) -> None:  # noqa: FBT001
    assert mail("out-of-office").automatic
    assert with_head("plain-nl", Auto_Submitted=said).automatic is automatic


@pytest.mark.parametrize(
    ("name", "words"),
    [("unknown-charset", "Wis mijn gegevens, één keer."), ("wrong-bytes", "Wis alles, één keer.")],
)
def test_a_letter_set_nobody_knows_stops_no_letter(name: str, words: str) -> None:
    read = mail(name)

    assert read.text == words
    assert RemarkCode.CHARSET_SUPPOSED in codes(read)


@pytest.mark.parametrize("charset", ["hex", "rot13", "undefined", "utf-7", '"a\0b"', "idna"])
def test_a_charset_that_is_none_stops_no_letter(charset: str) -> None:
    head = f"From: ann@post.example\nContent-Type: text/plain; charset={charset}\n\n"

    assert "wis alles" in read_mail(head.encode() + b"wis alles \xff\xfe").text


@pytest.mark.parametrize(("name", "words", "code"), [(k, *v) for k, v in FLAWED.items()])
def test_a_mail_that_is_not_whole_is_taken_in_with_a_remark(
    name: str, words: str, code: RemarkCode
) -> None:
    read = mail(name)

    assert read.text.startswith(words)
    assert code in codes(read)


def test_a_mail_without_anything_is_refused_with_what_to_do() -> None:
    with pytest.raises(UnreadableMailError, match="by hand with the day on which it came"):
        read_mail(b"From: ann@post.example\n\n")


def test_base64_that_lost_its_last_sign_is_read_with_a_remark() -> None:
    head = b"From: ann@post.example\nContent-Transfer-Encoding: base64\n\n"

    read = read_mail(head + b"d2lzIGFsbGVzIQ")

    assert read.text == "wis alles!"
    assert RemarkCode.CUT_OFF in codes(read)


def test_a_mail_that_is_too_large_is_refused() -> None:
    with pytest.raises(UnreadableMailError, match="40 MiB"):
        read_mail(MAILS["plain-nl"] + b"x" * LARGEST)


def test_a_mail_shows_nothing_personal_in_a_log() -> None:
    shown = repr(mail("plain-nl")) + repr(mail("letter-attached"))

    assert not [w for w in ("Wiske", "post.example", "Verzoek", "brief", "vraag") if w in shown]


def test_hidden_controls_do_not_reach_the_register() -> None:
    read = read_mail(b"From: ann@post.example\nSubject: a\x07b\n\nwis\0 alles\r\nnu\x1b[2J")

    assert (read.subject, read.text) == ("ab", "wis alles\nnu[2J")


@pytest.mark.parametrize(
    "hostile", ["<!--", "<style>", "<", "<a ", "<p>", "&amp", "</", "<!--<style><script>", "<![if"]
)
def test_no_html_keeps_us_busy(hostile: str) -> None:
    html = hostile * (2_000_000 // len(hostile))
    assert is_quick(lambda: html_to_text(html), 10)


@pytest.mark.parametrize(
    ("head", "repeated"),
    [
        ("From: ", "a@b.example,"),
        ("From: ", '"'),
        ("From: ", "("),
        ("From: a@b.example\nSubject: ", "=?utf-8?q?a?= "),
        ("From: a@b.example\nContent-Type: text/plain", "; a=b"),
        ("From: a@b.example\nContent-Type: text/plain; charset=punycode\n\nb-", "a"),
    ],
)
def test_no_header_and_no_charset_keeps_us_busy(head: str, repeated: str) -> None:
    raw = head + repeated * (500_000 // len(repeated)) + "a@b.example\n\nwis alles"

    assert is_quick(lambda: reads_or_refuses(raw.encode()), 5)


def test_of_a_mail_of_a_thousand_parts_the_first_are_read() -> None:
    head = 'From: a@b.example\nContent-Type: multipart/mixed; boundary="b"\n'

    for parts in (1001 * "\n--b\nContent-Type: text/plain\n\nx", 501 * "\n--b\n\nx"):
        read = read_mail(f"{head}{parts}\n--b--\n".encode())
        assert read.text.startswith("x\n\nx")
        assert RemarkCode.CUT_OFF in codes(read)


def test_a_thousand_nested_parts_stop_nothing() -> None:
    parts = "".join(
        f'Content-Type: multipart/mixed; boundary="{depth}"\n\n--{depth}\n' for depth in range(1000)
    )

    read = read_mail(b"From: ann@post.example\nSubject: wis alles\n" + parts.encode())

    assert RemarkCode.CUT_OFF in codes(read)


def codes(read: Mail) -> set[RemarkCode]:
    return {one.code for one in read.remarks}


def reads_or_refuses(raw: bytes) -> None:
    try:
        read = read_mail(raw)
    except UnreadableMailError:
        return
    assert "@" in read.sender_email or RemarkCode.NO_SENDER in codes(read)
    assert read.text or read.subject or read.attachments
    assert read.received_at is None or read.received_at.utcoffset() is not None
    for said in (read.sender_name, read.sender_email, read.subject, read.text):
        assert "\0" not in said
        said.encode()


@given(st.binary(max_size=400))
def test_whatever_bytes_come_are_read_or_refused(raw: bytes) -> None:
    reads_or_refuses(raw)
    reads_or_refuses(b"From: a@b.example\nContent-Type: " + raw)
    reads_or_refuses(b"From: " + raw + b"\n\nhello")


SNIPPETS = st.sampled_from(
    [b"\n", b"--", b"=", b'"', b"<", b"\xff", b"\0", b";", b"=?utf-8?b?", b"Content-Type:", b"("]
) | st.binary(max_size=6)


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(sorted(MAILS)),
    st.lists(st.tuples(st.integers(0, 2000), st.integers(0, 30), SNIPPETS), max_size=8),
)
def test_real_mails_however_mangled_are_read_or_refused(
    name: str, changes: list[tuple[int, int, bytes]]
) -> None:
    raw = MAILS[name]
    for at, removed, put in changes:
        start = at % (len(raw) + 1)
        raw = raw[:start] + put + raw[start + removed :]
    reads_or_refuses(raw)
