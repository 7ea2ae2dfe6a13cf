"""The e-mail that the demonstration takes in today."""

import email
import email.policy
from datetime import date, timedelta
from email.utils import parsedate_to_datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from griffie.api.composition import read_mail
from griffie.api.demo.story import demo_mail, story
from griffie.application.intake.filing import ours
from griffie.domain.law.deadlines import civil_date
from griffie.domain.request.remarks import RemarkCode
from tests.demo.played import A_MONDAY, IASSIST, played

days = st.dates(date(2025, 1, 1), date(2035, 12, 31))


@given(days)
@settings(max_examples=30, deadline=None)
def test_the_mail_was_written_the_evening_before(today: date) -> None:
    message = email.message_from_bytes(
        demo_mail("inzageverzoek.eml", today), policy=email.policy.default
    )

    assert message["date"].datetime.date() == today - timedelta(1)
    for line in message.get_all("received", []):
        assert parsedate_to_datetime(line.split(";")[1]) >= message["date"].datetime
        assert parsedate_to_datetime(line.split(";")[1]).date() == today - timedelta(1)
    assert not message.defects


def test_the_mail_is_one_that_a_mail_program_would_send() -> None:
    raw = demo_mail("inzageverzoek.eml", A_MONDAY)
    message = email.message_from_bytes(raw, policy=email.policy.default)
    body = message.get_body()
    attached = list(message.iter_attachments())

    assert b"=?utf-8?" in raw
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert message["subject"].startswith("Verzoek om inzage – één kopie")
    assert message["from"].addresses[0].display_name == "Zoë Maréchal"
    assert len(message.get_all("received", [])) == 3
    assert message.get_content_type() == "multipart/mixed"
    assert body is not None
    assert body["content-transfer-encoding"] == "quoted-printable"
    assert "artikel 15 van de AVG" in body.get_content()
    assert [one.get_content_type() for one in attached] == ["image/png"]
    assert attached[0].get_content().startswith(b"\x89PNG\r\n")


def test_the_mail_is_taken_in_today() -> None:
    taken = [deed for deed in story(A_MONDAY) if deed.command == "receive-mail"]

    assert [(one.at.date(), one.body) for one in taken] == [
        (date(2026, 11, 13), {"file": "doorgestuurd.eml", "rights": ["erasure"]}),
        (A_MONDAY, {"file": "inzageverzoek.eml", "rights": []}),
    ]


@given(days)
@settings(max_examples=30, deadline=None)
def test_what_a_colleague_left_lying_counts_from_the_day_on_which_it_came(today: date) -> None:
    mail = read_mail(demo_mail("doorgestuurd.eml", today), ours(IASSIST))

    assert (mail.sender_name, mail.language) == ("Léa Fontaine", "fr")
    assert {str(one.code) for one in mail.remarks} == {"passed_on"}
    assert mail.received_at is not None
    assert civil_date(mail.received_at) == today - timedelta(8)


def test_the_demonstration_settles_that_it_was_passed_on() -> None:
    request = played(A_MONDAY)["fontaine-doorgestuurd"]

    assert request.received_on == date(2026, 11, 5)
    assert request.remarks == (RemarkCode.PASSED_ON,)
    assert request.remarks_settled == {RemarkCode.PASSED_ON}
