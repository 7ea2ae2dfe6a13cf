"""A processor is asked by e-mail: the question is on record, and its reply joins the request."""

from typing import Any
from uuid import UUID

import pytest

from griffie.api.composition import Store
from griffie.application.access.roles import Role
from griffie.application.sending.outbox import OutboxState
from griffie.application.sending.sender import send_waiting
from griffie.infrastructure.smtp.relay import SmtpRelay
from tests.conftest import signed_in
from tests.mail.made import made
from tests.sending.letters import decided
from tests.sending.relay import ARelay, Says

TO = "gdpr@host.example"
QUESTION = "Welke gegevens van klant 4411-Peeters staan in uw logbestanden?"


class Case:
    def __init__(self, store: Store) -> None:
        self.store, self.id = store, decided(store)
        self.office = signed_in(store, Role.HANDLER)

    def post(self, **other: Any) -> Any:
        today = self.store.engine.today().isoformat()
        said = {"processor": "host-1", "question": QUESTION, "due_on": today, "to": TO, **other}
        path = f"/api/v1/requests/{self.id}/processor-question/send"
        return self.office.post(path, json=said)

    @property
    def topics(self) -> list[str]:
        return [one.TOPIC for one in self.store.engine.requests.history(self.id)]


@pytest.fixture
def case(store: Store) -> Case:
    return Case(store)


@pytest.mark.law("gdpr/28/3/e")
def test_the_question_leaves_and_its_reply_joins_the_request(
    case: Case, relay: ARelay, smtp: SmtpRelay
) -> None:
    assert case.post().status_code == 200
    send_waiting(case.store.engine, smtp)

    (message,) = relay.taken
    assert message["To"] == TO
    assert QUESTION in str(message.get_content()).replace("\r\n", "\n")
    assert case.topics[-3:] == ["ProcessorAsked", "MailQueued", "MailSent"]
    reply = made(
        "Daar staat niets van.",
        From=f"Host <{TO}>",
        In_Reply_To=str(message["Message-ID"]),
        Message_ID="<reply-1@host.example>",
    )
    answer = case.office.post(
        "/api/v1/mail", content=reply, headers={"Content-Type": "message/rfc822"}
    )
    assert (answer.status_code, UUID(answer.json()["id"])) == (200, case.id)
    audited, _ = case.store.check([], lambda *_: None)
    assert not audited


def test_where_it_does_not_leave_the_question_stays_open(
    case: Case, relay: ARelay, smtp: SmtpRelay
) -> None:
    case.post()
    relay.next = [Says.NEVER]

    send_waiting(case.store.engine, smtp)

    assert case.store.engine.outbox.counts() == {OutboxState.STOPPED: 1}
    request = case.store.engine.requests.load(case.id)
    assert [one.whom for one in request.tasks] == ["host-1"]


@pytest.mark.parametrize(
    ("other", "status"),
    [
        ({"processor": "nobody-known"}, 422),
        ({"question": " "}, 422),
        ({"due_on": "2020-01-01"}, 422),
        ({"to": "gdpr@host.example, eve@evil.example"}, 422),
        ({"to": "gdpr@host.example\nBcc: eve@evil.example"}, 422),
    ],
)
def test_what_cannot_be_asked_is_refused(case: Case, other: dict[str, Any], status: int) -> None:
    answer = case.post(**other)

    assert answer.status_code == status, answer.text
    assert "evil" not in answer.text
    assert case.store.engine.outbox.counts() == {}
    assert "ProcessorAsked" not in case.topics


def test_no_file_of_the_store_holds_the_question_or_the_address(case: Case) -> None:
    case.post()

    for file in case.store.folder.parent.rglob("*"):
        if file.is_file():
            octets = file.read_bytes()
            assert TO.encode() not in octets, file
            assert b"4411-Peeters" not in octets, file
