"""An answer lies at the portal, and an e-mail says only that: large letters go by link."""

import re
from datetime import date, timedelta

import pytest
from fastapi.testclient import TestClient

from griffie.api.composition import Store
from griffie.api.composition.web import application
from griffie.application.access.roles import OPERATOR, Role
from griffie.application.portal.answer_link import PATH, answer_link
from griffie.application.portal.handed_out import letter_sent, ready_for
from griffie.application.sending.letter import LetterToSend, SentBy, send_letter
from griffie.application.sending.outbox import OutboxState
from griffie.application.sending.search_link import sealed_link
from griffie.application.sending.sender import send_waiting
from griffie.domain.law import Right
from griffie.domain.model.errors import OutOfOrderError
from griffie.domain.request.reference import reference
from griffie.domain.request.vocabulary import Letter
from griffie.infrastructure.smtp.relay import SmtpRelay
from tests.conftest import Clock, signed_in
from tests.sending.conftest import PORTAL, Office
from tests.sending.letters import decided, informed_on
from tests.sending.relay import ARelay, Says

RIGHTS = (Right.DIRECT_MARKETING_OBJECTION,)
ANSWER = LetterToSend(kind=Letter.ANSWER, rights=RIGHTS, by=SentBy.PORTAL)


def test_the_message_says_where_it_lies_and_nothing_of_what_it_says(
    store: Store, relay: ARelay, smtp: SmtpRelay
) -> None:
    request_id = decided(store)
    request = send_letter(store.engine, request_id, ANSWER, OPERATOR)
    send_waiting(store.engine, smtp)

    (notice,) = relay.taken
    words = " ".join(str(notice.get_content()).split())
    (link,) = re.findall(re.escape(PORTAL) + r"(/portal/answer/[\w-]+)", words)
    assert reference(request_id) in words
    assert "19 april 2026" in words
    assert "Peeters" not in notice.as_string()
    (ready,) = ready_for(request, store.engine.today())
    letter = letter_sent(store.engine, request, ready.sealed, store.engine.today()).words
    assert letter
    assert letter not in words
    topics = [one.TOPIC for one in store.engine.requests.history(request_id)]
    assert topics[-3:] == ["RequesterInformed", "MailQueued", "MailSent"]
    person, named = TestClient(application(store.engine)), f'value="{reference(request_id)}"'
    assert named in person.get(link).text
    assert letter not in person.get(link).text


def test_the_link_of_a_notice_ends_and_says_no_more_than_one_that_was_made_up(
    store: Store, clock: Clock, relay: ARelay, smtp: SmtpRelay
) -> None:
    request_id = decided(store)
    link = answer_link(store.engine, request_id, store.engine.today())
    task = sealed_link(store.engine, request_id, request_id)
    person = TestClient(application(store.engine))
    assert reference(request_id) in person.get(link).text
    clock.at += timedelta(days=1)

    ended = [person.get(one) for one in (link, PATH + "AAAA", PATH + task, link[:-3])]

    assert {one.status_code for one in ended} == {200}
    assert len({one.text for one in ended}) == 1
    assert reference(request_id) not in ended[0].text


def test_whoever_was_not_told_that_it_lies_there_was_not_told(
    store: Store, relay: ARelay, smtp: SmtpRelay
) -> None:
    request_id = decided(store)
    send_letter(store.engine, request_id, ANSWER, OPERATOR)
    assert informed_on(store, request_id) == date(2026, 3, 20)
    relay.next = [Says.NO_SUCH_MAILBOX]

    send_waiting(store.engine, smtp)

    assert informed_on(store, request_id) is None


def test_without_an_address_of_the_portal_nothing_is_laid_there(office: Office) -> None:
    store = office(portal=None)

    with pytest.raises(OutOfOrderError, match="where people reach the portal"):
        send_letter(store.engine, decided(store), ANSWER, OPERATOR)
    assert store.engine.outbox.counts() == {}


def test_a_program_lays_it_there(store: Store) -> None:
    handler: TestClient = signed_in(store, Role.HANDLER)
    said = {"kind": "answer", "rights": list(RIGHTS), "by": "portal"}

    answer = handler.post(f"/api/v1/requests/{decided(store)}/letter/send", json=said)

    assert answer.status_code == 200, answer.text
    (row,) = store.engine.outbox.in_state(OutboxState.WAITING)
    assert row.kind == "notice"
