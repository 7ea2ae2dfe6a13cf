"""A report that a message did not arrive finds it, of whatever kind it is."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from fastapi.testclient import TestClient

from griffie.api.composition import Store
from griffie.api.composition.web import application
from griffie.application.access.roles import OPERATOR, Role
from griffie.application.intake.take_in import TakenAs
from griffie.application.portal.answer_code import ask_code
from griffie.application.requests.requests import Once
from griffie.application.sending.digest import send_digests
from griffie.application.sending.letter import SentBy, send_letter
from griffie.application.sending.outbox import OutboxState
from griffie.application.sending.search_link import SearchToMail, mail_search
from griffie.application.sending.sender import send_waiting
from griffie.domain.request.outgoing_mail import MailKind
from griffie.domain.request.reference import reference
from griffie.domain.request.remarks import RemarkCode
from griffie.domain.rights_request import RightsRequest
from griffie.domain.steps.correspondence import open_remarks
from griffie.infrastructure.smtp.relay import SmtpRelay
from tests.conftest import Clock
from tests.given.console import HTML
from tests.given.inbox import BOUNCED, incoming, mail
from tests.sending import test_processor_question, test_recipient_notice
from tests.sending.enclosed import told_with_a_file
from tests.sending.letters import ANSWER, decided, take, told
from tests.sending.relay import ARelay
from tests.sending.test_digest import Morning
from tests.sending.test_reported import report


def acknowledged(store: Store) -> UUID:
    request = incoming(store, mail()).request
    assert request
    return request.id


def at_the_portal(store: Store) -> UUID:
    request = decided(store)
    send_letter(store.engine, request, ANSWER.model_copy(update={"by": SentBy.PORTAL}), OPERATOR)
    return request


def with_a_code(store: Store) -> UUID:
    request = store.engine.requests.load(decided(store))
    assert ask_code(store.engine, request, Once("one form", "with this in it"))
    return request.id


def asked_to_search(store: Store) -> UUID:
    request, until = decided(store), (store.engine.today() + timedelta(days=7)).isoformat()
    take(store, request, RightsRequest.ask_search, system="web-shop", due_on=until)
    asked = {"system": "web-shop", "to": "joris@office.example", "colleague": "Joris Maes"}
    said = SearchToMail.model_validate({**asked, "until": until})
    mail_search(store.engine, request, said, OPERATOR)
    return request


def to_a_recipient(store: Store) -> UUID:
    case = test_recipient_notice.Case(store)
    assert case.post().status_code == 200
    return case.id


def to_a_processor(store: Store) -> UUID:
    case = test_processor_question.Case(store)
    assert case.post().status_code == 200
    return case.id


QUEUED: dict[MailKind, Callable[[Store], UUID]] = {
    MailKind.LETTER: told,
    MailKind.ACKNOWLEDGEMENT: acknowledged,
    MailKind.NOTICE: at_the_portal,
    MailKind.CODE: with_a_code,
    MailKind.TASK: asked_to_search,
    MailKind.RECIPIENT: to_a_recipient,
    MailKind.PROCESSOR: to_a_processor,
}


def test_every_kind_that_goes_by_email_is_looked_at() -> None:
    assert QUEUED.keys() == {*MailKind} - {MailKind.OPENDSR}


@pytest.mark.parametrize("kind", QUEUED)
def test_a_report_finds_the_message_of_each_kind(
    store: Store, relay: ARelay, smtp: SmtpRelay, kind: MailKind
) -> None:
    request_id = QUEUED[kind](store)
    send_waiting(store.engine, smtp)

    taken = incoming(store, report(relay.ids[-1], number="9"))

    assert taken.how is TakenAs.JOINED
    assert taken.request
    assert taken.request.id == request_id
    assert RemarkCode.BOUNCE in open_remarks(taken.request)
    (row,) = store.engine.outbox.in_state(OutboxState.RETURNED)
    assert (row.kind, row.request) == (kind, request_id)
    *_, newest = store.engine.requests.history(request_id)
    assert newest.TOPIC == "MailReturned"
    audited, _ = store.check([], lambda *_: None)
    assert not audited


@pytest.mark.parametrize("kind", QUEUED)
def test_the_outbox_says_what_to_do_about_each(
    store: Store, relay: ARelay, smtp: SmtpRelay, kind: MailKind
) -> None:
    request_id = QUEUED[kind](store)
    send_waiting(store.engine, smtp)
    incoming(store, report(relay.ids[-1], number="9"))
    client = TestClient(application(store.engine), headers=HTML | {"Accept-Language": "en"})
    client.post("/login", data={"token": store.access.create_token(Role.HANDLER)})

    page = client.get("/outbox").text

    form = f'href="/requests/{reference(request_id)}/do/record-returned"'
    tells = kind in {MailKind.LETTER, MailKind.NOTICE}
    assert (form in page) is tells
    assert ("did not get it" in page) is not tells
    assert f'href="/requests/{reference(request_id)}/do/settle-remark?code=bounce"' in page


def test_a_report_on_a_summary_of_the_day_waits_for_a_person_and_makes_no_request(
    store: Store, clock: Clock, relay: ARelay
) -> None:
    morning = Morning(store, clock, relay)
    send_digests(store.engine, morning.smtp())

    taken = incoming(store, report(relay.ids[-1], number="9"))

    assert taken.how is TakenAs.WAITS
    assert taken.message
    assert taken.message.parked


def test_a_report_that_brings_the_whole_message_back_with_its_file_finds_it(
    store: Store, relay: ARelay, smtp: SmtpRelay
) -> None:
    request_id = told_with_a_file(store)
    send_waiting(store.engine, smtp)
    whole = relay.octets[0].decode("ascii")
    parts = (
        "--b\r\nContent-Type: text/plain\r\n\r\nIt could not be delivered.\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.be\r\n"
        "\r\nFinal-Recipient: rfc822; an@example.be\r\nAction: failed\r\nStatus: 5.1.1\r\n"
        f"--b\r\nContent-Type: message/rfc822\r\n\r\n{whole}\r\n--b--\r\n"
    )

    taken = incoming(store, mail(parts, number="9", **BOUNCED))

    assert taken.how is TakenAs.JOINED
    (row,) = store.engine.outbox.in_state(OutboxState.RETURNED)
    assert row.request == request_id
