"""A report on a message of ours joins its request; a person decides whether the letter counts."""

import pytest
from fastapi.testclient import TestClient

from griffie.api.composition import Store
from griffie.api.composition.web import application
from griffie.application.access.roles import Role
from griffie.application.intake.take_in import TakenAs
from griffie.application.sending.outbox import OutboxState
from griffie.application.sending.sender import send_waiting
from griffie.domain.request.reference import reference
from griffie.domain.request.remarks import RemarkCode
from griffie.domain.request.vocabulary import Channel
from griffie.domain.rights_request import RightsRequest
from griffie.domain.steps.correspondence import open_remarks
from griffie.infrastructure.smtp.relay import SmtpRelay
from tests.given.console import HTML
from tests.given.inbox import BOUNCED, incoming, mail
from tests.sending.letters import informed_on, take, told
from tests.sending.relay import ARelay, Says


def report(message_id: str, action: str = "failed", *, number: str = "report") -> bytes:
    """A delivery status notification that brings back the headers of our message."""
    parts = (
        "--b\r\nContent-Type: text/plain\r\n\r\nIt could not be delivered.\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.be\r\n"
        f"\r\nFinal-Recipient: rfc822; an@example.be\r\nAction: {action}\r\nStatus: 5.1.1\r\n"
        "--b\r\nContent-Type: text/rfc822-headers\r\n\r\n"
        f"Subject: Ons antwoord\r\nMessage-ID: {message_id}\r\n--b--\r\n"
    )
    return mail(parts, number=number, **BOUNCED)


@pytest.mark.parametrize("says", [Says.TAKES, Says.HANGS_UP_TAKEN], ids=["sent", "perhaps"])
def test_a_report_joins_the_request_and_takes_nothing_back_by_itself(
    store: Store, relay: ARelay, smtp: SmtpRelay, says: Says
) -> None:
    request_id = told(store)
    relay.next = [says]
    send_waiting(store.engine, smtp)

    taken = incoming(store, report(relay.ids[0]))

    assert taken.how is TakenAs.JOINED
    assert taken.request
    assert taken.request.id == request_id
    assert RemarkCode.BOUNCE in open_remarks(taken.request)
    (row,) = store.engine.outbox.in_state(OutboxState.RETURNED)
    assert row.request == request_id
    topics = [one.TOPIC for one in store.engine.requests.history(request_id)]
    assert topics[-1] == "MailReturned"
    assert informed_on(store, request_id)

    back = {"channel": Channel.EMAIL, "on": store.engine.today().isoformat()}
    rights = ["direct_marketing_objection"]
    take(store, request_id, RightsRequest.record_returned, **back, rights=rights)
    assert informed_on(store, request_id) is None
    audited, _ = store.check([], lambda *_: None)
    assert not audited


@pytest.mark.parametrize(
    ("named", "action"),
    [("{}", "delayed"), ("{}", "delivered"), ("<another@iassist.example>", "failed")],
)
def test_what_is_no_failure_of_ours_changes_nothing(
    store: Store, relay: ARelay, smtp: SmtpRelay, named: str, action: str
) -> None:
    told(store)
    send_waiting(store.engine, smtp)

    incoming(store, report(named.format(relay.ids[0]), action))

    assert store.engine.outbox.counts() == {OutboxState.SENT: 1}


def test_a_second_report_is_taken_in_as_well(store: Store, relay: ARelay, smtp: SmtpRelay) -> None:
    told(store)
    send_waiting(store.engine, smtp)

    incoming(store, report(relay.ids[0]))
    incoming(store, report(relay.ids[0], number="once more"))

    assert store.engine.outbox.counts() == {OutboxState.RETURNED: 1}


def test_a_report_on_what_waits_is_none_of_ours(store: Store) -> None:
    told(store)
    (row,) = store.engine.outbox.in_state(OutboxState.WAITING)

    taken = incoming(store, report(row.message_id))

    assert taken.how is TakenAs.JOINED
    assert store.engine.outbox.counts() == {OutboxState.WAITING: 1}


def test_the_outbox_shows_it_until_a_person_looked(
    store: Store, relay: ARelay, smtp: SmtpRelay
) -> None:
    request_id = told(store)
    send_waiting(store.engine, smtp)
    incoming(store, report(relay.ids[0]))
    client = TestClient(application(store.engine), headers=HTML | {"Accept-Language": "en"})
    client.post("/login", data={"token": store.access.create_token(Role.HANDLER)})
    link = f'href="/requests/{reference(request_id)}/do/record-returned"'
    assert link in client.get("/outbox").text

    looked = {"code": "bounce", "right": False, "reason": "Wel aangekomen."}
    take(store, request_id, RightsRequest.settle_remark, **looked)

    assert link not in client.get("/outbox").text
