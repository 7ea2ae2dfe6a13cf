"""The answer at the portal opens with a code that goes to the address on the request, and not else.

Codes go through the real outbox and a real relay; a person reads them in the message that came.
"""

from datetime import timedelta
from uuid import UUID

import pytest
from fastapi.testclient import TestClient

from griffie.api.composition.web import application
from griffie.application.sending.outbox import OutboxState
from griffie.application.sending.sender import send_waiting
from griffie.domain.housekeeping import DataExported, looks_stream
from griffie.infrastructure.smtp.relay import SmtpRelay
from tests.conftest import Clock
from tests.given.other_hand import other_hand
from tests.given.portal import WORDS, Case, asked, headings, inside
from tests.portal.coded import COPY, WRONG, Coded
from tests.sending.conftest import Office, office, one_relay, relay, smtp
from tests.sending.relay import ARelay, Says

__all__ = ["office", "one_relay", "relay", "smtp"]


@pytest.fixture
def coded(office: Office, clock: Clock, smtp: SmtpRelay, relay: ARelay) -> Coded:
    return Coded(office(), clock, smtp, relay)


def test_the_copy_opens_with_the_code_that_came_by_mail_and_that_is_recorded(coded: Coded) -> None:
    shown = coded.send()
    assert coded.document not in shown.text
    assert "Send me the code" in shown.text
    assert coded.send("/copy", sealed=coded.document).content != COPY

    opened = coded.enter(coded.code())

    assert opened.status_code == 200
    assert coded.fetch(opened).content == COPY
    looks = coded.store.engine.requests.history(looks_stream(coded.request.id))
    assert [one.what for one in looks if isinstance(one, DataExported)] == ["document"]
    topics = [one.TOPIC for one in coded.store.engine.requests.history(coded.request.id)]
    assert topics[-2:] == ["MailQueued", "MailSent"]
    audited, _ = coded.store.check([], lambda *_: None)
    assert not audited


def test_the_message_goes_to_the_address_on_the_request_and_says_nothing_of_it(
    coded: Coded,
) -> None:
    code = coded.code()

    (message,) = coded.relay.taken
    assert message["To"] == WORDS["email"]
    assert message["Auto-Submitted"] == "auto-generated"
    assert "http" not in str(message.get_content())
    assert "Wittebolle" not in str(message.get_content())
    kept = [str(one) for one in coded.store.engine.vault.open(coded.request.id).values()]
    assert any("···· ····" in one for one in kept)
    assert not any(code in one for one in kept)


def test_the_code_lies_in_no_file_of_the_store(coded: Coded) -> None:
    digits = coded.code()
    coded.enter(WRONG)
    for file in coded.store.folder.parent.rglob("*"):
        if file.is_file():
            octets = file.read_bytes()
            assert digits.encode() not in octets, file
            assert digits.replace(" ", "").encode() not in octets, file


def test_a_code_opens_once(coded: Coded) -> None:
    code = coded.code()
    assert coded.enter(code).status_code == 200

    assert coded.enter(code).status_code == 404


@pytest.mark.parametrize(("minutes", "status"), [(0, 200), (14, 200), (16, 404)])
def test_a_code_is_good_for_minutes(coded: Coded, minutes: int, status: int) -> None:
    code = coded.code()
    coded.clock.at += timedelta(minutes=minutes)

    assert coded.enter(code).status_code == status


def test_what_a_code_opened_closes_again_after_minutes(coded: Coded) -> None:
    opened = coded.enter(coded.code())
    coded.clock.at += timedelta(minutes=16)

    late = coded.fetch(opened)

    assert late.content != COPY
    assert "Send me the code" in late.text


def test_the_same_form_sent_twice_sends_one_code(coded: Coded) -> None:
    for _ in range(2):
        assert coded.asks(once="k" * 20).status_code == 200

    assert len(coded.relay.taken) == 1


def test_where_no_relay_is_set_it_opens_as_before_and_the_page_says_so(
    office: Office, clock: Clock
) -> None:
    case = Case(office(), clock)
    document = case.file(COPY)
    sent = {"right": "access", "format": "pdf", "delivered_on": case.today}
    case.take("deliver-copy", channel="web_form", documents=[document], **sent)

    assert "Whoever has the reference and the secret code can open it." in inside(case.send())
    assert case.send("/copy", sealed=document).content == COPY
    assert "Our answer is here" in headings(case.send("/code"))


def test_who_has_no_address_by_mail_is_asked_for_no_code(
    office: Office, clock: Clock, smtp: SmtpRelay
) -> None:
    case = Case(office(), clock)
    case.client = TestClient(
        application(case.store.engine, relay=smtp), headers={"accept": "text/html"}
    )
    case.codes = asked(case.client, once="another-form-of-hers", email="", phone="0470 12 34 56")
    document = case.file(COPY)
    sent = {"right": "access", "format": "pdf", "delivered_on": case.today}
    case.take("deliver-copy", channel="web_form", documents=[document], **sent)

    assert case.send("/copy", sealed=document).content == COPY


def test_a_code_that_could_not_leave_in_time_is_not_sent(coded: Coded) -> None:
    coded.send("/code")
    coded.clock.at += timedelta(minutes=16)

    became = send_waiting(coded.store.engine, coded.smtp).became

    assert (became, coded.relay.taken) == ({OutboxState.STOPPED: 1}, [])


def test_a_code_that_may_have_left_waits_for_no_person(coded: Coded) -> None:
    coded.relay.next = [Says.HANGS_UP_TAKEN]
    coded.asks()
    assert coded.store.engine.outbox.counts() == {OutboxState.PERHAPS: 1}
    coded.clock.at += timedelta(minutes=16)

    send_waiting(coded.store.engine, coded.smtp)

    assert coded.store.engine.outbox.counts() == {OutboxState.STOPPED: 1}


def test_after_an_erasure_nothing_of_a_code_is_left(coded: Coded) -> None:
    code, request_id = coded.code(), coded.request.id
    coded.take("withdraw", rights=["access"], on=coded.today, words="Laat maar.")
    coded.take("close")
    assert rows_of(coded, request_id) == 1

    coded.take("erase-personal-data", ground="test_data", explanation="Een proef.")

    assert coded.enter(code).status_code == 404
    assert rows_of(coded, request_id) == 0


def rows_of(coded: Coded, request_id: UUID) -> int:
    """How many rows of codes a request has."""
    with other_hand(coded.store.folder) as database:
        select = "SELECT COUNT(*) FROM answer_codes WHERE request_id = ?"
        ((count,),) = database.execute(select, (request_id.hex,))
    return int(count)


@pytest.mark.in_folder
def test_a_store_that_was_made_before_asks_for_codes_once_it_is_opened(
    office: Office, clock: Clock, smtp: SmtpRelay, relay: ARelay
) -> None:
    before = office()
    before.engine.close()
    with other_hand(before.folder) as database:
        database.execute("DROP TABLE answer_codes")

    coded = Coded(office(), clock, smtp, relay)

    assert coded.fetch(coded.enter(coded.code())).content == COPY
    audited, _ = coded.store.check([], lambda *_: None)
    assert not audited
