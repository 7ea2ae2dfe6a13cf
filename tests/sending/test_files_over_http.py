"""Files with a letter through the API and on the page of the letter."""

import re
from uuid import UUID

import pytest
from fastapi.testclient import TestClient

from griffie.api.composition import Store
from griffie.api.composition.web import application
from griffie.application.access.roles import Role
from griffie.application.sending.sender import send_waiting
from griffie.domain.request.reference import reference
from griffie.domain.request.vocabulary import DocumentKind
from griffie.infrastructure.smtp.relay import SmtpRelay
from tests.conftest import signed_in
from tests.given.console import HTML
from tests.sending.conftest import Office
from tests.sending.enclosed import CSV, a_copy, covered, filed, files_of
from tests.sending.letters import decided
from tests.sending.relay import ARelay

ANSWER = {"kind": "answer", "rights": ["direct_marketing_objection"]}
HERE = {"Sec-Fetch-Site": "same-origin", "Origin": "http://testserver"}


@pytest.fixture
def handler(store: Store) -> TestClient:
    return signed_in(store, Role.HANDLER)


def at_desk(store: Store) -> TestClient:
    headers = {**HTML, "Accept-Language": "en"}
    client = TestClient(application(store.engine), headers=headers, follow_redirects=False)
    client.post("/login", data={"token": store.access.create_token(Role.HANDLER)})
    return client


def test_a_program_sees_what_may_go_and_sends_it(
    store: Store, handler: TestClient, relay: ARelay, smtp: SmtpRelay
) -> None:
    request = decided(store)
    place, document = f"/api/v1/requests/{request}", filed(store, request, a_copy())
    filed(store, request, a_copy(), DocumentKind.CORRESPONDENCE)

    offered = handler.get(f"{place}/letter/files").json()
    answer = handler.post(f"{place}/letter/send", json={**ANSWER, "files": [document]})

    assert answer.status_code == 200, answer.text
    assert [one["document"] for one in offered["items"]] == [document]
    assert (offered["most_encoded"], offered["items"][0]["size"]) == (10_000_000, len(CSV))
    send_waiting(store.engine, smtp)
    assert [content for _, _, content in files_of(relay.taken[0])] == [CSV]
    events = handler.get(f"{place}/events").json()["items"]
    (queued,) = [one["data"] for one in events if one["type"] == "MailQueued"]
    assert queued["files"] == [document]


def test_what_may_not_go_is_refused_with_a_sentence(store: Store, handler: TestClient) -> None:
    request = decided(store)
    place, original = f"/api/v1/requests/{request}/letter/send", filed(store, request, a_copy())
    covered(store, request, original)
    paper = filed(store, request, a_copy(), DocumentKind.IDENTITY_EVIDENCE)
    elsewhere = filed(store, decided(store), a_copy())

    for files, said in (
        ([original], "a covered copy of it was made"),
        ([paper], "only what is filed as a copy to hand over"),
        ([elsewhere], "not in this request"),
    ):
        answer = handler.post(place, json={**ANSWER, "files": files})
        assert answer.status_code == 422
        assert said in answer.text
    assert handler.post(place, json={**ANSWER, "files": ["x"]}).status_code == 422
    assert handler.post(place, json={**ANSWER, "files": [original] * 21}).status_code == 422
    assert not store.engine.outbox.counts()


def ticked(page: str) -> list[bool]:
    return [
        " checked" in one for one in re.findall(r'<input type="checkbox" id="file-[^>]*>', page)
    ]


def handed_over(handler: TestClient, store: Store) -> tuple[UUID, str]:
    """A request for access whose copy was recorded as handed over by e-mail, and that copy."""
    said = {
        "received_on": "2026-03-20",
        "channel": "email",
        "language": "nl",
        "rights": [{"right": "access"}],
        "requester": {"name": "An Peeters", "email": "an.peeters@example.be"},
    }
    place = handler.post("/api/v1/requests", json=said).headers["Location"]
    request = UUID(place.rsplit("/", 1)[1])
    document = filed(store, request, a_copy())
    copy = {"right": "access", "format": "csv", "channel": "email", "delivered_on": "2026-03-20"}
    for step, body in (
        ("deliver-copy", {**copy, "documents": [document]}),
        ("fulfil", {"right": "access", "measures": "Kopie gegeven."}),
    ):
        assert handler.post(f"{place}/{step}", json=body).status_code == 200
    return request, document


def test_what_was_recorded_as_handed_over_is_ticked_until_a_letter_carried_it(
    store: Store, handler: TestClient
) -> None:
    request, document = handed_over(handler, store)
    filed(store, request, a_copy(b"another"))
    words = {"kind": "other", "rights": [], "text": "Hier zijn uw gegevens."}
    offered = f"/api/v1/requests/{request}/letter/files"

    before = [one["handed_over"] for one in handler.get(offered).json()["items"]]
    handler.post(f"/api/v1/requests/{request}/letter/send", json={**words, "files": [document]})
    after = [one["handed_over"] for one in handler.get(offered).json()["items"]]

    assert (before, after) == ([True, False], [False, False])


def test_the_page_offers_copies_says_how_they_go_and_sends_what_was_ticked(
    store: Store, relay: ARelay, smtp: SmtpRelay
) -> None:
    request = decided(store)
    first, second = filed(store, request, a_copy()), filed(store, request, a_copy(b"another"))
    place, desk = f"/requests/{reference(request)}/letter", at_desk(store)
    form: dict[str, object] = {"kind": "answer", "purpose": ""}

    opened = desk.post(place, data=form, headers=HERE).text
    form |= {"version": "5", "files": [second]}
    updated = desk.post(place, data=form, headers=HERE).text
    linked = desk.post(place, data={**form, "by_link": "1"}, headers=HERE).text
    sent = desk.post(place, data={**form, "send": "email", "once": "k" * 24}, headers=HERE)

    assert (ticked(opened), ticked(updated)) == ([False, False], [False, True])
    assert "These files go with the e-mail" in updated
    assert "lie at the portal for 30 days" in linked
    assert "Peeters.csv" not in updated
    assert sent.status_code == 303, sent.text
    send_waiting(store.engine, smtp)
    assert [content for _, _, content in files_of(relay.taken[0])] == [b"another"]
    shown = desk.get(f"/requests/{reference(request)}").text
    assert "By e-mail: letter, with files." in shown
    assert first not in shown.partition("with files")[2][:200]


def test_a_tick_stays_while_paragraphs_are_adapted(store: Store) -> None:
    request = decided(store)
    document = filed(store, request, a_copy())
    place, desk = f"/requests/{reference(request)}/letter", at_desk(store)
    form = {"kind": "answer", "purpose": "", "version": "4", "files": document, "edit": "1"}

    page = desk.post(place, data=form, headers=HERE).text

    assert f'<input type="hidden" name="files" value="{document}">' in page


def test_an_office_without_a_portal_is_told_what_to_do_with_a_large_file(office: Office) -> None:
    store = office(portal=None, most_attached_mb=1)
    request = decided(store)
    large = filed(store, request, a_copy(b"x" * 800_000))
    place, desk = f"/requests/{reference(request)}/letter", at_desk(store)
    form = {"kind": "answer", "purpose": "", "version": "4", "files": large}

    page = desk.post(place, data={**form, "send": "email", "once": "k" * 24}, headers=HERE)

    assert page.status_code == 409
    assert "does not say where people reach the portal" in page.text
    assert not store.engine.outbox.counts()
