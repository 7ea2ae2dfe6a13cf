"""The mails that were read wrongly once, each with its right reading."""

from pathlib import Path
from typing import NamedTuple

import pytest

from griffie.application.intake.mail import Mail, own_mail
from griffie.domain.request.remarks import RemarkCode
from griffie.infrastructure.mail.message import read_mail

CASES = {path.stem: path for path in (Path(__file__).parent / "cases").glob("*.eml")}
OURS = own_mail(["mx.iassist.be", "*.iassist.example"], ["info@iassist.be"])
AN, CUT = "an.peeters@example.be", "cut_off"
AT_ONCE = "2026-11-05"


class Right(NamedTuple):
    """Who asks, in which language, in words that contain these, with these remarks."""

    email: str
    name: str
    language: str | None
    words: tuple[str, ...]
    remarks: frozenset[str] = frozenset()
    day: str | None = AT_ONCE
    automatic: bool = False


def right(
    email: str,
    name: str,
    language: str | None,
    *words: str,
    remarks: str = "",
    day: str | None = AT_ONCE,
    automatic: bool = False,
) -> Right:
    return Right(email, name, language, words, frozenset(remarks.split()), day, automatic)


PEETERS = "An Peeters"
WISH = "Wis alle gegevens over mij."
READINGS = {
    "01-cp1252-called-latin1": right(
        *("luc.maes@example.be", "Luc Maes", "fr", "l’effacement", "chez Sœur & Fils", "€50"),
        remarks="charset_supposed",
    ),
    "01b-latin1-no-charset": right(
        *("luc.maes@example.be", "Luc Maes", "fr", "mes données à Liège"),
        remarks="charset_supposed",
    ),
    "01c-latin1-raw-headers": right(
        "rene@example.be", "René Lévêque", "fr", "l'accès", remarks="charset_supposed"
    ),
    "02-webform-reply-to": right(
        *("els.claes@example.be", "Els Claes", "nl", "Graag een kopie"), remarks="own_sender"
    ),
    "03-forwarded-inline-by-colleague": right(
        *(AN, PEETERS, "nl", "welke gegevens u over mij hebt"),
        remarks="passed_on date_supposed",
        day="2026-10-08",
    ),
    "03b-forwarded-as-attachment": right(
        *(AN, PEETERS, "nl", "Voor u.", "welke gegevens u over mij hebt"),
        remarks="passed_on",
        day="2026-10-08",
    ),
    "04-1-auto-reply": right(
        *(AN, PEETERS, "nl", "Ik ben afwezig"), remarks="automatic", automatic=True
    ),
    "04-2-auto-reply": right(
        *(AN, PEETERS, "fr", "absent du bureau"), remarks="automatic", automatic=True
    ),
    "04-4-auto-reply": right(
        *(AN, PEETERS, "de", "nicht im Haus"), remarks="automatic", automatic=True
    ),
    "05-bounce-no-auto-submitted": right(
        *("MAILER-DAEMON@example.be", "Mail Delivery Subsystem", "en", "mailbox full"),
        remarks="bounce",
        automatic=True,
    ),
    "06-html-called-plain": right(
        *(AN, PEETERS, "nl", "Graag inzage in mijn gegevens & een kopie."), remarks="header_mended"
    ),
    "07-alternative-plain-says-nothing": right(
        *(AN, PEETERS, "nl", "kan geen HTML tonen", WISH), remarks="parts_differ"
    ),
    "08-no-final-boundary": right(AN, PEETERS, "nl", WISH, remarks=CUT),
    "08b-one-bad-attachment": right(AN, PEETERS, "nl", WISH, remarks="attachment_unreadable"),
    "08c-from-without-address": right(AN, PEETERS, "nl", WISH, remarks="no_sender header_mended"),
    "08d-unquoted-comma-name": right(AN, "Peeters, An", "nl", WISH, remarks="header_mended"),
    "09-smime-signed-opaque": right(AN, "", "nl", WISH, remarks="signed"),
    "10-calendar-invite": right(AN, PEETERS, "nl", "Overleg over mijn inzage."),
    "11a-same-message-id": right("tom.wils@example.be", "Tom Wils", "nl", "Graag inzage."),
    "12-lawyer-on-behalf": right(
        *("sofie.baert@advocaten.example.be", "Mr. Sofie Baert", "nl", "cliënt Jan Claes"),
        remarks="for_another",
    ),
    "13-bidi-and-zero-width": right(AN, "An ereteeP", "nl", "Graag inzage."),
    "13b-arabic-in-windows-1256": right(
        "samir@example.be", "Samir Haddad", None, "أطلب نسخة من بياناتي"
    ),
    "14-reply-to-our-letter": right(AN, PEETERS, "nl", "Hierbij mijn kopie van de eID"),
    "15-date-future": right(
        *(AN, PEETERS, "nl", "Graag inzage."), remarks="date_supposed", day="2037-11-05"
    ),
    "16-body-has-a-name": right(AN, PEETERS, "nl", WISH, "Verzonden met BelMail"),
    "18-utf7": right(AN, PEETERS, "nl", "Ik vraag géén gegevens te bewaren."),
    "19-uuencoded-inline": right(AN, PEETERS, "nl", WISH, remarks="parts_differ"),
    "20-dmarc-list-rewrite": right(AN, PEETERS, "nl", "Wis alles.", remarks="own_sender"),
    "21-dutch-words-english-header": right(AN, PEETERS, "nl", "inzage in alle gegevens"),
    "22-reply-to-without-address": right(AN, PEETERS, "nl", "Graag inzage."),
    "23-two-senders-one-bad": right(AN, "", "nl", "Graag inzage."),
    "25-person-with-suppress-header": right(AN, PEETERS, "nl", "Graag inzage."),
}


def case(name: str) -> Mail:
    return read_mail(CASES[name].read_bytes(), OURS)


@pytest.mark.parametrize("name", sorted(CASES))
def test_each_is_read_rightly(name: str) -> None:
    read, expected = case(name), READINGS[name]

    assert (read.sender_email, read.sender_name) == (expected.email, expected.name)
    assert read.language == expected.language
    assert [words for words in expected.words if words not in read.text] == []
    assert {str(one.code) for one in read.remarks} - {"language_supposed"} == expected.remarks
    assert (str(read.received_at)[:10], read.automatic) == (expected.day, expected.automatic)


def test_headers_and_words_alike_in_their_own_letters() -> None:
    assert case("01c-latin1-raw-headers").subject == "données personnelles"


def test_that_header_and_words_differ_is_said() -> None:
    said = [one.because for one in case("21-dutch-words-english-header").remarks]

    assert said == ["its words are not in the language that it names"]


def test_no_name_turns_round() -> None:
    (file,) = case("13-bidi-and-zero-width").attachments

    assert file.name == "volmachtfdp.exe"


def test_who_acts_for_somebody_says_for_whom() -> None:
    assert case("12-lawyer-on-behalf").acts_for == "Jan Claes"
    assert [name for name in CASES if case(name).acts_for] == ["12-lawyer-on-behalf"]


def test_an_answer_carries_our_reference() -> None:
    read = case("14-reply-to-our-letter")

    assert read.references == ("7K3F9-Q2MXT",)
    assert read.answers == ("<letter-7K3F9-Q2MXT@iassist.be>",)


def test_a_signature_is_held_against_the_certificate_that_comes_with_it() -> None:
    raw = CASES["09-smime-signed-opaque"].read_bytes()
    (remark,) = [r for r in read_mail(raw).remarks if r.code is RemarkCode.SIGNED]
    assert "fits the certificate" in remark.because

    changed = raw.replace(b"Zi04DQoNCldpcyBhbGxl", b"Zi04DQoNCldpcyBhbGxh")  # alle, alla
    assert changed != raw
    (remark,) = [r for r in read_mail(changed).remarks if r.code is RemarkCode.SIGNED]
    assert "does not fit" in remark.because


def test_the_same_message_is_the_same_by_whatever_road_it_came() -> None:
    raw = CASES["11a-same-message-id"].read_bytes()
    road = raw.replace(b"mx1.iassist.example", b"mx2.iassist.example").replace(b":01 ", b":07 ")
    assert {read_mail(one).identity for one in (raw, road, road.replace(b"\r\n", b"\n"))} == {
        read_mail(raw).identity
    }
    assert read_mail(raw.replace(b"inzage.", b"kopie.")).identity != read_mail(raw).identity
