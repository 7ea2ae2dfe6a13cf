"""The page of the questions to processors: how each stands, one more by e-mail, the answer."""

import html
import re
from datetime import timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient

from griffie.api.composition import Store
from griffie.application.access.roles import Role
from griffie.application.sending.outbox import OutboxState
from griffie.application.sending.sender import send_waiting
from griffie.domain.request.reference import reference
from griffie.infrastructure.smtp.relay import SmtpRelay
from tests.given.console import at_console
from tests.sending.letters import decided
from tests.sending.relay import ARelay, Says

QUESTION = "Staat klant 4411 in uw logbestanden?"
TO = "gdpr@host.example"


class Case:
    def __init__(self, store: Store) -> None:
        self.store, self.id = store, decided(store)
        self.office = at_console(store, Role.HANDLER)
        self.page = f"/requests/{reference(self.id)}/processors"

    def seen(self, client: TestClient | None = None) -> str:
        answer = (client or self.office).get(self.page)
        assert answer.status_code == 200, answer.text
        return html.unescape(answer.text)

    def ask(self, **other: Any) -> Any:
        key = re.search(r'name="once" value="([^"]+)"', self.seen())
        assert key
        day = self.store.engine.today().isoformat()
        said = {"processor": "host-1", "question": QUESTION, "due_on": day, "to": TO, **other}
        return self.office.post(self.page, data={"once": key[1], **said}, follow_redirects=False)


@pytest.fixture
def case(store: Store) -> Case:
    return Case(store)


@pytest.mark.law("gdpr/28/3/e")
def test_a_question_is_asked_and_its_answer_recorded(
    case: Case, relay: ARelay, smtp: SmtpRelay
) -> None:
    assert "No processor was asked yet." in case.seen()
    done = case.ask()
    assert done.status_code == 303, done.text
    after = html.unescape(case.office.get(done.headers["location"]).text)

    assert "The question is on record, and waits to be sent." in after
    assert QUESTION not in case.seen()
    assert ">Waits<" in case.seen()
    send_waiting(case.store.engine, smtp)
    assert [one["To"] for one in relay.taken] == [TO]
    assert ">Sent<" in case.seen()
    heard = re.search(r'href="([^"]+hear-processor\?processor=host-1)"', case.seen())
    assert heard
    assert 'value="host-1" checked' in case.office.get(heard[1]).text


def test_what_did_not_leave_is_seen_beside_the_question(
    case: Case, relay: ARelay, smtp: SmtpRelay
) -> None:
    case.ask()
    relay.next = [Says.NEVER]
    send_waiting(case.store.engine, smtp)

    assert "Not sent" in case.seen()
    assert 'href="/outbox"' in case.seen()


@pytest.mark.parametrize(
    ("other", "field", "why"),
    [
        ({"processor": ""}, "processor", "Fill this in"),
        ({"question": ""}, "question", "Fill this in"),
        ({"due_on": "2020-01-01"}, "due_on", "it lies in the past"),
        ({"due_on": "morgen"}, "due_on", "This is no date"),
        ({"to": "gdpr@host.example, eve@evil.example"}, "to", "it is no e-mail address"),
        ({"to": ""}, "to", "Fill this in"),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_asks_nobody(
    case: Case, other: dict[str, Any], field: str, why: str
) -> None:
    answer = case.ask(**other)

    assert answer.status_code == 422
    said = html.unescape(answer.text)
    assert f'id="f-{field}-e"' in said
    assert why in said
    assert QUESTION in said or "question" in other
    assert case.store.engine.outbox.counts() == {}


def test_the_same_form_sent_twice_asks_once(case: Case) -> None:
    page = case.seen()
    key = re.search(r'name="once" value="([^"]+)"', page)
    assert key
    day = (case.store.engine.today() + timedelta(days=7)).isoformat()
    said = {"once": key[1], "processor": "host-1", "question": QUESTION, "due_on": day, "to": TO}
    for _ in range(2):
        assert case.office.post(case.page, data=said, follow_redirects=False).status_code == 303

    assert case.store.engine.outbox.counts() == {OutboxState.WAITING: 1}


def test_who_may_only_read_sees_the_questions_and_no_form(case: Case) -> None:
    case.ask()
    auditor = at_console(case.store, Role.AUDITOR)

    assert "<form" not in case.seen(auditor).partition("<main")[2].partition("</main>")[0]
    assert auditor.post(case.page, data={}).status_code == 403
