"""Letters sent, and messages settled, through the API and the console."""

from collections.abc import Callable
from uuid import UUID

import pytest
from fastapi.testclient import TestClient

from griffie.api.composition import Store
from griffie.api.composition.web import application
from griffie.application.access.roles import Role
from griffie.application.sending.outbox import OutboxState
from griffie.application.sending.sender import send_waiting
from griffie.domain.request.reference import reference
from griffie.domain.rights_request import RightsRequest
from griffie.infrastructure.smtp.relay import SmtpRelay
from tests.conftest import signed_in
from tests.given.console import HTML
from tests.sending.conftest import Office
from tests.sending.letters import TO, decided, informed_on, take, told
from tests.sending.relay import ARelay, Says

ENGLISH = {**HTML, "Accept-Language": "en"}
ANSWER = {"kind": "answer", "rights": ["direct_marketing_objection"]}


@pytest.fixture
def handler(store: Store) -> TestClient:
    return signed_in(store, Role.HANDLER)


@pytest.fixture
def at_desk(store: Store) -> Callable[[Role], TestClient]:
    def opened(role: Role) -> TestClient:
        client = TestClient(application(store.engine), headers=ENGLISH, follow_redirects=False)
        token = store.access.create_token(role)
        assert client.post("/login", data={"token": token}).status_code == 303
        return client

    return opened


def test_a_program_sends_a_letter_once(
    store: Store, handler: TestClient, relay: ARelay, smtp: SmtpRelay
) -> None:
    place = f"/api/v1/requests/{decided(store)}/letter/send"
    key = {"Idempotency-Key": "k1"}

    first, again = (handler.post(place, json=ANSWER, headers=key) for _ in range(2))

    assert (first.status_code, again.status_code) == (200, 200), first.text
    assert first.json()["version"] == again.json()["version"]
    (item,) = handler.get("/api/v1/outbox").json()["items"]
    assert (item["state"], item["possible"]) == ("waiting", ["drop"])
    send_waiting(store.engine, smtp)
    assert len(relay.taken) == 1
    assert handler.get("/api/v1/outbox").json()["items"] == []


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ({**ANSWER, "channel": "post"}, 422),
        ({"kind": "other", "rights": []}, 422),
        ({"kind": "answer", "rights": ["access"]}, 422),
        ({"kind": "refusal", "rights": ["direct_marketing_objection"]}, 409),
    ],
)
def test_what_cannot_be_sent_is_refused_and_nothing_waits(
    store: Store, handler: TestClient, said: dict[str, object], status: int
) -> None:
    answer = handler.post(f"/api/v1/requests/{decided(store)}/letter/send", json=said)

    assert answer.status_code == status, answer.text
    assert store.engine.outbox.counts() == {}


def test_any_other_letter_is_sent_with_its_words(
    store: Store, handler: TestClient, relay: ARelay, smtp: SmtpRelay
) -> None:
    said = {**ANSWER, "kind": "other", "text": "Wij zijn ermee bezig."}
    answer = handler.post(f"/api/v1/requests/{decided(store)}/letter/send", json=said)
    assert answer.status_code == 200, answer.text
    send_waiting(store.engine, smtp)

    (letter,) = relay.taken
    assert str(letter["Subject"]).startswith("Een bericht over uw verzoek [")
    assert str(letter.get_content()).strip() == "Wij zijn ermee bezig."


def test_a_program_decides_and_is_told_when_somebody_was_first(
    store: Store, handler: TestClient, relay: ARelay, smtp: SmtpRelay
) -> None:
    told(store)
    relay.next = [Says.HANGS_UP_LOST]
    send_waiting(store.engine, smtp)
    (item,) = handler.get("/api/v1/outbox", params={"state": "perhaps"}).json()["items"]
    place = f"/api/v1/outbox/{item['mail']}/settle"

    done = handler.post(place, json={"how": "was_sent"})
    late = handler.post(place, json={"how": "drop"})
    unknown = handler.post(f"/api/v1/outbox/{UUID(int=3)}/settle", json={"how": "drop"})
    wrong = handler.post(place, json={"how": "burn"})

    assert done.json()["state"] == "sent"
    codes = (late.status_code, unknown.status_code, wrong.status_code)
    assert codes == (409, 404, 422)


def test_the_page_shows_what_a_person_must_decide_and_no_address(
    store: Store, at_desk: Callable[[Role], TestClient], relay: ARelay, smtp: SmtpRelay
) -> None:
    request_id = told(store)
    relay.next = [Says.HANGS_UP_TAKEN]
    send_waiting(store.engine, smtp)
    (row,) = store.engine.outbox.in_state(OutboxState.PERHAPS)
    dpo = at_desk(Role.DPO)

    page = dpo.get("/outbox").text

    assert reference(request_id) in page
    assert TO not in page
    assert all(verb in page for verb in ("Send again", "It was sent", "Drop it"))
    form = {"mail": str(row.mail), "how": "send_again"}
    away = {"Sec-Fetch-Site": "cross-site", "Origin": "https://elsewhere.example"}
    assert dpo.post("/outbox", data=form, headers=away).status_code == 403
    here = {"Sec-Fetch-Site": "same-origin", "Origin": "http://testserver"}
    assert dpo.post("/outbox", data=form, headers=here).status_code == 303
    late = dpo.post("/outbox", data=form, headers=here)
    assert late.status_code == 409
    assert "Nothing was recorded" in late.text
    send_waiting(store.engine, smtp)
    assert relay.ids == [row.message_id] * 2


def test_a_letter_is_sent_from_its_page(
    store: Store, at_desk: Callable[[Role], TestClient], relay: ARelay, smtp: SmtpRelay
) -> None:
    request_id = decided(store)
    place = f"/requests/{reference(request_id)}/letter"
    here = {"Sec-Fetch-Site": "same-origin", "Origin": "http://testserver"}
    dpo = at_desk(Role.DPO)
    form = {"kind": "answer", "purpose": ""}
    page = dpo.post(place, data=form, headers=here).text
    assert "Send by e-mail" in page

    sent = dpo.post(place, data={**form, "send": "email", "once": "k" * 24}, headers=here)

    assert sent.status_code == 303, sent.text
    assert send_waiting(store.engine, smtp).became == {OutboxState.SENT: 1}
    assert relay.taken[0]["To"] == TO


def test_without_an_address_to_send_from_the_page_offers_nothing(office: Office) -> None:
    store = office(send_from=None)
    client = TestClient(application(store.engine), headers=ENGLISH, follow_redirects=False)
    token = store.access.create_token(Role.DPO)
    client.post("/login", data={"token": token})
    here = {"Sec-Fetch-Site": "same-origin", "Origin": "http://testserver"}
    place = f"/requests/{reference(decided(store))}/letter"

    page = client.post(place, data={"kind": "answer"}, headers=here).text

    assert "Sent: record it" in page
    assert "Send by e-mail" not in page
    assert "names no address" in client.get("/outbox").text


def test_a_question_is_sent_from_its_page_too_and_stops_no_clock(
    store: Store, at_desk: Callable[[Role], TestClient], relay: ARelay, smtp: SmtpRelay
) -> None:
    request_id = decided(store)
    asked = {"question": "Welke gegevens bedoelt u?", "asked_on": "2026-03-20"}
    take(store, request_id, RightsRequest.ask_clarification, **asked)
    place = f"/requests/{reference(request_id)}/letter"
    here = {"Sec-Fetch-Site": "same-origin", "Origin": "http://testserver"}
    dpo = at_desk(Role.DPO)
    form = {"kind": "clarification", "purpose": "", "once": "k" * 24}
    assert "Send by e-mail" in dpo.post(place, data=form, headers=here).text

    sent = dpo.post(place, data={**form, "send": "email"}, headers=here)

    assert sent.status_code == 303, sent.text
    send_waiting(store.engine, smtp)
    (letter,) = relay.taken
    assert "Welke gegevens bedoelt u?" in str(letter.get_content())
    assert informed_on(store, request_id) is None


def test_a_letter_is_laid_at_the_portal_from_its_page(
    store: Store, at_desk: Callable[[Role], TestClient], relay: ARelay, smtp: SmtpRelay
) -> None:
    place = f"/requests/{reference(decided(store))}/letter"
    here = {"Sec-Fetch-Site": "same-origin", "Origin": "http://testserver"}
    form = {"kind": "answer", "purpose": "", "once": "k" * 24, "send": "portal"}

    sent = at_desk(Role.DPO).post(place, data=form, headers=here)

    assert sent.status_code == 303, sent.text
    send_waiting(store.engine, smtp)
    assert "/portal/answer/" in str(relay.taken[0].get_content()).replace("=\n", "")
