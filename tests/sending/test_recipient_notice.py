"""A recipient of the data is told by e-mail what was done: once it left, and not before."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from fastapi.testclient import TestClient

from griffie.api.composition import Store
from griffie.application.access.roles import OPERATOR, Role
from griffie.application.sending.outbox import OutboxState
from griffie.application.sending.sender import send_waiting
from griffie.application.sending.settle import Settlement, settle
from griffie.domain.events import RecipientNotified
from griffie.domain.housekeeping import PersonalDataRevealed, looks_stream
from griffie.domain.law import Right
from griffie.domain.rights_request import RightsRequest
from griffie.infrastructure.smtp.relay import SmtpRelay
from tests.conftest import signed_in
from tests.sending.letters import take
from tests.sending.relay import ARelay, Says

TO = "gdpr@host.example"
SAID = {"recipient": "host-1", "right": "erasure", "to": TO}


class Case:
    """A request whose data were erased, and which a host had received."""

    def __init__(self, store: Store, *, done: bool = True) -> None:
        self.store, self.office = store, signed_in(store, Role.HANDLER)
        today = store.engine.today().isoformat()
        answer = self.office.post(
            "/api/v1/requests",
            json={
                "received_on": today,
                "channel": "phone",
                "language": "fr",
                "rights": [{"right": "erasure"}],
                "requester": {"name": "An Peeters", "email": "an.peeters@example.be"},
            },
        )
        self.id = UUID(answer.json()["id"])
        take(
            store,
            self.id,
            RightsRequest.record_recipients,
            recipients=["host-1"],
            categories=["contact"],
            source="log",
        )
        if done:
            take(store, self.id, RightsRequest.fulfil, right="erasure", measures="Gewist.")

    def post(self, where: str = "/send", client: TestClient | None = None, **other: Any) -> Any:
        said = {name: value for name, value in {**SAID, **other}.items() if value is not None}
        path = f"/api/v1/requests/{self.id}/recipient-notice{where}"
        return (client or self.office).post(path, json=said)

    @property
    def told(self) -> list[RecipientNotified]:
        history = self.store.engine.requests.history(self.id)
        return [one for one in history if isinstance(one, RecipientNotified)]

    @property
    def untold(self) -> dict[Right, tuple[str, ...]]:
        return self.store.engine.requests.load(self.id).recipients_untold


@pytest.fixture
def case(store: Store) -> Case:
    return Case(store)


def test_what_was_shown_leaves_word_for_word_and_then_the_recipient_was_told(
    case: Case, relay: ARelay, smtp: SmtpRelay
) -> None:
    shown = case.post("", to=None).json()
    assert case.post().status_code == 200
    assert case.told == []

    send_waiting(case.store.engine, smtp)

    (notice,) = relay.taken
    assert notice["To"] == TO
    sent = str(notice.get_content()).replace("\r\n", "\n")
    assert sent.rstrip() == str(shown["text"]).rstrip()
    assert "An Peeters, an.peeters@example.be" in sent
    assert "artikel 19" in sent.lower() or "article 19" in sent.lower()
    (told,) = case.told
    assert (told.recipient, told.right, told.notified_on) == (
        "host-1",
        Right.ERASURE,
        date(2026, 3, 20),
    )
    assert case.untold == {}
    audited, _ = case.store.check([], lambda *_: None)
    assert not audited


def test_to_read_it_is_a_recorded_look_and_sends_nothing(case: Case) -> None:
    assert case.post("", to=None, language="en").json()["language"] == "en"

    looks = case.store.engine.requests.history(looks_stream(case.id))
    assert [one for one in looks if isinstance(one, PersonalDataRevealed)]
    assert case.store.engine.outbox.counts() == {}


@pytest.mark.parametrize(
    ("says", "state"),
    [
        (Says.NO_SUCH_MAILBOX, OutboxState.STOPPED),
        (Says.NOT_NOW, OutboxState.WAITING),
        (Says.HANGS_UP_TAKEN, OutboxState.PERHAPS),
    ],
)
def test_what_did_not_leave_told_nobody(
    case: Case, relay: ARelay, smtp: SmtpRelay, says: Says, state: OutboxState
) -> None:
    case.post()
    relay.next = [says]

    send_waiting(case.store.engine, smtp)

    assert case.store.engine.outbox.counts() == {state: 1}
    assert case.told == []
    assert case.untold == {Right.ERASURE: ("host-1",)}


def test_a_person_who_knows_that_it_left_says_so_and_the_recipient_was_told(
    case: Case, relay: ARelay, smtp: SmtpRelay
) -> None:
    case.post()
    relay.next = [Says.HANGS_UP_TAKEN]
    send_waiting(case.store.engine, smtp)
    (row,) = case.store.engine.outbox.in_state(OutboxState.PERHAPS)

    settle(case.store.engine, row.mail, Settlement.WAS_SENT, OPERATOR)

    assert len(case.told) == 1


def test_one_notice_waits_for_a_recipient_and_one_that_was_told_meanwhile_does_not_go(
    case: Case, relay: ARelay, smtp: SmtpRelay
) -> None:
    case.post()
    again = case.post()
    assert again.status_code == 409
    assert "outbox already" in again.json()["detail"]
    today = case.store.engine.today().isoformat()
    take(case.store, case.id, RightsRequest.notify_recipient, **NOTIFIED, notified_on=today)
    assert case.post().status_code == 409

    send_waiting(case.store.engine, smtp)

    assert relay.taken == []
    assert case.store.engine.outbox.counts() == {OutboxState.STOPPED: 1}


NOTIFIED = {"recipient": "host-1", "right": "erasure"}


@pytest.mark.law("gdpr/19")
@pytest.mark.parametrize(
    ("other", "status"),
    [
        ({"recipient": "google-analytics"}, 409),
        ({"recipient": "nobody-known"}, 422),
        ({"right": "access"}, 422),
        ({"to": "gdpr@host.example, eve@evil.example"}, 422),
        ({"to": "gdpr@host.example\r\nBcc: eve@evil.example"}, 422),
        ({"shows": []}, 422),
        ({"to": None}, 422),
    ],
)
def test_who_may_not_be_told_or_cannot_be_reached_gets_nothing(
    case: Case, other: dict[str, Any], status: int
) -> None:
    answer = case.post(**other)

    assert answer.status_code == status, answer.text
    assert "evil" not in answer.text
    assert case.store.engine.outbox.counts() == {}


def test_before_anything_was_done_there_is_nothing_to_tell(store: Store) -> None:
    case = Case(store, done=False)

    assert case.post("", to=None).status_code == 409
    assert case.post().status_code == 409


@pytest.mark.parametrize("role", [Role.INTAKE, Role.AUDITOR, Role.REPORTER, Role.ADMIN])
def test_who_takes_no_steps_sends_and_reads_none(case: Case, role: Role) -> None:
    client = signed_in(case.store, role)

    assert case.post(client=client).status_code == 403
    assert case.post("", client=client, to=None).status_code == 403


def test_only_what_this_recipient_got_is_named(case: Case) -> None:
    text = case.post("", to=None, language="nl").json()["text"]

    assert "contact" in text.lower()
    assert "alle gegevens" not in text


def test_no_file_of_the_store_says_to_whom_it_went(
    case: Case, relay: ARelay, smtp: SmtpRelay
) -> None:
    case.post(words="Klantnummer 4411-Peeters.")
    send_waiting(case.store.engine, smtp)
    assert relay.taken

    for file in case.store.folder.parent.rglob("*"):
        if file.is_file():
            octets = file.read_bytes()
            for words in (TO, "4411-Peeters", "An Peeters"):
                assert words.encode() not in octets, file
